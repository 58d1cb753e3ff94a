"""A speaker's own page: looking decides nothing, one press does; for every eye and every width."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

from bot.desk import signoffs
from bot.desk.ports import Work
from bot.desk.ports.signoffs import SignOff
from bot.desk.ports.values import Edition
from bot.news.signoffs import Stand, quoted
from bot.news.staff import Role
from bot.news.status import Action
from tests.web.test_browser import SIZES, WCAG, listen
from tests.web.world import Office

OURS = {"Origin": "https://news.example.org", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
async def edition(office: Office) -> Edition:
    return await office.draft()


async def asked(office: Office, edition: Edition) -> str:
    """The path of a page by which Ruth Alder is asked about her words."""

    async def step(work: Work) -> str:
        ann = await work.people.meet(1, "Ann", "")
        await work.people.grant(ann.id, Role.DRAFTER)
        ann = await work.people.get(ann.id) or ann
        (one,) = quoted(await work.editions.content(edition.revision_id))
        token, _ = await signoffs.ask(work, ann, edition.id, one.identity)
        return f"/quote/{token}"

    return await office.store.write(step)


async def wish(office: Office, edition: Edition) -> SignOff:
    found = await office.store.read(lambda work: work.sign_offs.of(edition.announcement_id))
    return found[-1]


async def test_looking_decides_nothing_however_often(office: Office, edition: Edition) -> None:
    path = await asked(office, edition)
    for _ in range(3):
        async with office.web.head(path) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    status, page = await office.get(path)
    assert (status, "Ruth Alder" in page) == (200, True)
    assert "We begin with the night watch &amp; learn from it" in page

    before = await wish(office, edition)
    assert (before.stand, before.answered) == (Stand.ASKED, None)


async def test_one_press_decides_and_only_one(office: Office, edition: Edition) -> None:
    path = await asked(office, edition)

    status, page = await office.post(path, {"answer": "agree"}, **OURS)
    assert (status, "Thank you" in page) == (200, True)
    status, page = await office.post(path, {"answer": "change", "wish": "Not so."}, **OURS)

    assert (status, "One answer counts" in page) == (410, True)
    signed = await wish(office, edition)
    assert (signed.stand, signed.said) == (Stand.SIGNED, "")
    assert signed.answered is not None
    assert (signed.answered.person_id, signed.answered.name) == (None, "")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_sent_from_another_site_decides_nothing(
    office: Office, edition: Edition, headers: dict[str, str]
) -> None:
    path = await asked(office, edition)

    async with office.web.post(path, data={"answer": "agree"}, headers=headers) as answer:
        assert answer.status == 403
    assert (await wish(office, edition)).stand is Stand.ASKED


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Are these your words?"),
        ({"answer": "maybe"}, "Are these your words?"),
        ({"answer": "change", "wish": "  "}, "Write in a few words what should be changed."),
        ({"answer": "change", "wish": "x" * 1001}, "1000 characters are the most"),
    ],
)
async def test_what_says_nothing_is_asked_again_and_kept_in_the_field(
    office: Office, edition: Edition, given: dict[str, str], words: str
) -> None:
    path = await asked(office, edition)

    status, page = await office.post(path, given, **OURS)

    assert (status, words in page) == (422, True)
    assert given.get("wish", "").strip() in page
    assert (await wish(office, edition)).stand is Stand.ASKED


async def test_every_link_that_is_over_says_why(office: Office, edition: Edition) -> None:
    path, newer = await asked(office, edition), await asked(office, edition)
    assert "newer one" in (await office.get(path))[1]
    office.clock.go_on(days=7)
    status, page = await office.post(newer, {"answer": "agree"}, **OURS)
    assert (status, "good for seven days" in page) == (410, True)
    assert "leads nowhere" in (await office.get(newer[:-1]))[1]
    path = await asked(office, edition)
    await office.move(edition, Action.DISCARD)

    status, page = await office.post(path, {"answer": "agree"}, **OURS)

    assert (status, "does not go out" in page) == (410, True)
    assert (await wish(office, edition)).stand is Stand.ASKED


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
async def test_the_page_is_accessible_in_each_of_its_forms(
    browser: Browser, office: Office, edition: Edition, size: str, tmp_path: Path
) -> None:
    path = await asked(office, edition)
    page = await browser.new_page(viewport=SIZES[size], color_scheme="dark" if size == "phone" else "light")
    complaints = listen(page)
    await page.goto(office.url + path)
    await _is_accessible(page, tmp_path / f"{size}-asked.png")
    await page.get_by_role("button", name="Please change them").click()
    assert await page.get_by_label("What should be changed").get_attribute("aria-invalid") == "true"
    await _is_accessible(page, tmp_path / f"{size}-empty.png")
    await page.get_by_label("What should be changed").fill("Say “measured twice”, please.")
    await page.get_by_role("button", name="Please change them").click()
    await page.get_by_role("heading", name="Thank you").wait_for()
    await _is_accessible(page, tmp_path / f"{size}-thanks.png")
    await page.goto(office.url + path)
    await _is_accessible(page, tmp_path / f"{size}-over.png")

    assert (await wish(office, edition)).said == "Say “measured twice”, please."
    assert [line for line in complaints if "422" not in line and "410" not in line] == []


async def _is_accessible(page: Page, picture: Path) -> None:
    await page.screenshot(path=picture, full_page=True)
    found = await Axe().run(page, options={"runOnly": WCAG})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
async def test_it_fits_the_smallest_phone_and_needs_no_script(
    browser: Browser, office: Office, edition: Edition
) -> None:
    path = await asked(office, edition)
    context = await browser.new_context(
        viewport=ViewportSize(width=320, height=640), java_script_enabled=False
    )
    page = await context.new_page()
    await page.goto(office.url + path)
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(beyond) == 0
    await page.get_by_role("button", name="Yes, these are my words").click()

    await page.get_by_role("heading", name="Thank you").wait_for()
    assert (await wish(office, edition)).stand is Stand.SIGNED
