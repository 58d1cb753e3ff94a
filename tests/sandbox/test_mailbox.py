"""The inbox: a real SMTP client against a real socket, and a relay that misbehaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest

from bot.sandbox.mailbox import MailFault
from bot.sandbox.sandbox import Sandbox


@pytest.fixture
async def post_office() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        await sandbox.mailbox.start()
        yield sandbox


def letter(to: str = "rae@example.org") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "News <news@example.org>", to, "Road öpen"
    mail.set_content("It is öpen.\n")
    mail.add_alternative("<p>It is <b>öpen</b>.</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="map.pdf")
    return mail


async def send(sandbox: Sandbox, to: str = "rae@example.org") -> None:
    await aiosmtplib.send(
        letter(to), hostname=sandbox.mailbox.host, port=sandbox.mailbox.port, start_tls=False
    )


async def test_a_mail_arrives_whole(post_office: Sandbox) -> None:
    await send(post_office)
    (mail,) = await post_office.mailbox.arrived("RAE@example.org")
    assert (mail.subject, mail.text, mail.sender) == ("Road öpen", "It is öpen.\n", "news@example.org")
    assert "<b>öpen</b>" in mail.html
    assert mail.message["From"] == "News <news@example.org>"
    assert [part.get_filename() for part in mail.message.iter_attachments()] == ["map.pdf"]


async def test_the_console_shows_it(post_office: Sandbox) -> None:
    await send(post_office)
    await send(post_office, "sam@example.org")
    async with httpx.AsyncClient(base_url=post_office.url, verify=False) as client:
        assert [m["to"] for m in (await client.get("/console/mails")).json()["mails"]] == [
            "sam@example.org",
            "rae@example.org",
        ]
        assert (await client.get("/console/mails?to=rae@example.org")).json()["count"] == 1
        mail = (await client.get("/console/mails/1")).json()
        assert (mail["attachments"], mail["text"]) == (["map.pdf"], "It is öpen.\n")
        assert ["Subject", "Road öpen"] in mail["headers"]
        assert (await client.get("/console/mails/9")).status_code == 404


async def test_waiting_for_a_mail_that_does_not_come(post_office: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await post_office.mailbox.arrived(within=0.05)


@pytest.mark.parametrize(("code", "reason"), [(550, "5.1.1 No such mailbox"), (451, "4.7.1 Try later")])
async def test_an_address_is_refused(post_office: Sandbox, code: int, reason: str) -> None:
    post_office.mailbox.faults.append(MailFault("refuse", "rae@example.org", code=code, reason=reason))
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(post_office)
    assert (refused.value.recipients[0].code, refused.value.recipients[0].message) == (code, reason)
    await send(post_office, "sam@example.org")
    assert [m.recipients for m in post_office.mailbox.mails] == [("sam@example.org",)]


async def test_the_connection_drops_at_the_letter_once(post_office: Sandbox) -> None:
    post_office.mailbox.faults.append(MailFault("drop", times=1))
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(post_office)
    assert post_office.mailbox.mails == []
    await send(post_office)
    assert len(post_office.mailbox.mails) == 1


async def test_a_slow_relay(post_office: Sandbox) -> None:
    post_office.mailbox.faults.append(MailFault("slow", seconds=0.3, times=1))
    with pytest.raises(aiosmtplib.SMTPReadTimeoutError):
        await aiosmtplib.send(
            letter(), hostname="127.0.0.1", port=post_office.mailbox.port, start_tls=False, timeout=0.1
        )


async def test_a_dead_relay_and_its_return_on_the_same_port(post_office: Sandbox) -> None:
    port = post_office.mailbox.port
    async with httpx.AsyncClient(base_url=post_office.url, verify=False) as client:
        await client.post("/console/mailbox", json={"up": False})
        with pytest.raises(aiosmtplib.SMTPConnectError):
            await send(post_office)
        await client.post("/console/mailbox", json={"up": True})
    assert post_office.mailbox.port == port
    await send(post_office)


async def test_faults_over_http(post_office: Sandbox) -> None:
    async with httpx.AsyncClient(base_url=post_office.url, verify=False) as client:
        fault = {"what": "refuse", "address": "rae@example.org", "code": 450, "reason": "4.2.1 Full"}
        await client.post("/console/mail-faults", json={"faults": [fault]})
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
            await send(post_office)
        await client.post("/console/mail-faults", json={"faults": []})
        await send(post_office)
        assert (
            await client.post("/console/mail-faults", json={"faults": [{"kind": "x"}]})
        ).status_code == 400
