"""The page's files as they come over HTTP, before any browser: strict, whole, and nothing but the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest
import pytest_asyncio

from bot.sandbox.sandbox import PAGE, Sandbox

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        await running.mailbox.start()
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def web(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url) as client:
        yield client


async def test_every_file_of_the_page_is_served_with_a_strict_policy(web: httpx.AsyncClient) -> None:
    files = [path for path in PAGE.rglob("*.*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        answer = await web.get(f"/{path.relative_to(PAGE).as_posix()}")
        assert answer.status_code == 200, path
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


async def test_only_the_newsrooms_site_may_be_framed_and_lend_photos(
    sandbox: Sandbox, web: httpx.AsyncClient
) -> None:
    sandbox.links["newsroom"] = "http://127.0.0.1:8080/news"
    policy = (await web.get("/")).headers["content-security-policy"]

    assert "frame-src 'self' http://127.0.0.1:8080;" in policy
    assert "img-src 'self' blob: data: http://127.0.0.1:8080;" in policy


@pytest.mark.parametrize("path", ["/..%2fsandbox.py", "/%2e%2e/server.py", "/nothing.js", "/chat", "/%00"])
async def test_nothing_else_is_served(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path)).status_code in {400, 404}


async def test_a_mail_runs_nothing_and_opens_its_links_elsewhere(
    sandbox: Sandbox, web: httpx.AsyncClient
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Plain"
    mail.set_content("a < b")
    await aiosmtplib.send(mail, hostname=sandbox.mailbox.host, port=sandbox.mailbox.port)
    page = await web.get("/console/mails/1/page")

    assert '<base target="_blank">' in page.text
    assert "a &lt; b" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert (await web.get("/console/mails/2/page")).status_code == 404
