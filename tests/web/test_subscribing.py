"""Asking for the news by mail, confirming and leaving, as a visitor does and as an abuser would."""

import io
import re
import time
from datetime import timedelta

import pytest

from bot.web.limits import Buckets
from tests.web.world import MORNING, Office, words_of

OURS = {"Origin": "https://news.example.org", "Sec-Fetch-Site": "same-origin"}


async def ask(office: Office, address: str) -> tuple[int, str]:
    return await office.post("/subscribe", {"address": address, "website": ""}, **OURS)


async def confirm_link(office: Office) -> str:
    (letter,) = await office.letters()
    return letter.link.removeprefix(office.site.public_url)


async def test_a_visitor_asks_confirms_and_is_subscribed(office: Office) -> None:
    status, page = await ask(office, " Anna@Example.org ")
    (letter,) = await office.letters()
    link = await confirm_link(office)
    _, question = await office.get(link)

    assert status == 200
    assert "Now look in your inbox" in page
    assert (letter.address, letter.kind.value) == ("anna@example.org", "confirm")
    assert letter.link.startswith("https://news.example.org/subscribe/confirm/")
    assert "anna@example.org" in question
    assert await office.subscribers() == 0

    status, page = await office.post(link, {}, **OURS)

    assert status == 200
    assert "You are subscribed" in page
    assert await office.subscribers() == 1


async def test_looking_at_a_link_changes_nothing_however_often(office: Office) -> None:
    await ask(office, "anna@example.org")
    link = await confirm_link(office)
    key = await office.subscribed_key("ben@example.org")

    for path in (link, f"/unsubscribe/{key}"):
        for _ in range(3):
            assert (await office.get(path))[0] == 200
        async with office.web.head(path) as answer:
            assert answer.status == 200

    assert await office.subscribers() == 1


async def test_a_link_works_once_and_for_seven_days(office: Office) -> None:
    await ask(office, "anna@example.org")
    link = await confirm_link(office)
    office.clock.go_on(days=7, seconds=1)

    status, page = await office.post(link, {}, **OURS)
    assert (status, await office.subscribers()) == (410, 0)
    assert "ask for a new link" in page

    await ask(office, "anna@example.org")
    fresh = (await office.letters())[-1].link.removeprefix(office.site.public_url)
    assert (await office.post(fresh, {}, **OURS))[0] == 200
    status, page = await office.post(fresh, {}, **OURS)
    assert status == 410
    assert "you are subscribed and there is nothing left to do" in page


async def test_known_and_unknown_addresses_get_the_same_words_in_the_same_time(office: Office) -> None:
    await office.subscribed_key("ben@example.org")

    answers, took = [], []
    for address in ("ben@example.org", "new@example.org", "ben@example.org", "other@example.org"):
        began = time.monotonic()
        answers.append(await ask(office, address))
        took.append(time.monotonic() - began)

    assert len(set(answers)) == 1
    assert min(took) >= 0.3
    assert [letter.address for letter in await office.letters()] == ["new@example.org", "other@example.org"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "a b@example.org",
        "<b>@x",
        "x" * 300,
        "a@b.c\r\nBcc:x",
    ],
)
async def test_what_is_no_address_is_said_beside_the_field_and_kept_in_it(office: Office, typed: str) -> None:
    status, page = await ask(office, typed)

    assert status == 422
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="problem consent"' in page
    assert "name@example.org" in words_of(page)
    assert page.count("<b>@x") == 0
    assert await office.letters() == []
    if typed == "anna@":
        assert 'value="anna@"' in page


async def test_a_program_that_fills_in_the_hidden_field_is_thanked_and_forgotten(office: Office) -> None:
    answer = await office.post("/subscribe", {"address": "bot@example.org", "website": "http://spam"}, **OURS)

    assert answer == await ask(office, "anna@example.org")
    assert [letter.address for letter in await office.letters()] == ["anna@example.org"]


async def test_one_visitor_cannot_make_us_write_to_the_whole_world(office: Office) -> None:
    for number in range(5):
        assert (await ask(office, f"victim{number}@example.org"))[0] == 200

    async with office.web.post("/subscribe", data={"address": "victim9@example.org"}) as answer:
        page = await answer.text()

    assert (answer.status, answer.headers["Retry-After"]) == (429, "60")
    assert "Wait a few minutes" in page
    assert 'value="victim9@example.org"' in page
    assert len(await office.letters()) == 5
    office.clock.go_on(seconds=60)
    assert (await ask(office, "victim9@example.org"))[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {"Origin": "https://news.example.org.evil.example"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_sent_from_another_site_is_refused(office: Office, headers: dict[str, str]) -> None:
    async with office.web.post("/subscribe", data={"address": "a@example.org"}, headers=headers) as answer:
        page = await answer.text()

    assert answer.status == 403
    assert "sent from another site" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert await office.letters() == []


async def test_leaving_takes_one_press_and_may_be_repeated(office: Office) -> None:
    key = await office.subscribed_key("ben@example.org")
    _, page = await office.get(f"/unsubscribe/{key}")
    assert "ben@example.org" in page

    for _ in range(2):
        status, page = await office.post(f"/unsubscribe/{key}", {}, **OURS)
        assert status == 200
        assert "You are unsubscribed" in page
        assert await office.subscribers() == 0


async def test_a_mail_service_leaves_for_its_reader_with_one_click(office: Office) -> None:
    key = await office.subscribed_key("ben@example.org")

    status, _ = await office.post(
        f"/unsubscribe/{key}",
        {"List-Unsubscribe": "One-Click"},
        Origin="https://mail.example",
        Sec_Fetch_Site="cross-site",
    )

    assert (status, await office.subscribers()) == (200, 0)


async def test_private_pages_are_kept_by_nobody(office: Office) -> None:
    await ask(office, "anna@example.org")
    key = await office.subscribed_key("ben@example.org")

    for path in (await confirm_link(office), f"/unsubscribe/{key}", "/subscribe"):
        async with office.web.get(path) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert answer.headers["Referrer-Policy"] == "same-origin"


async def test_a_form_too_large_is_refused(office: Office) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = io.BytesIO(b"address=" + b"x" * (2 << 20))

    async with office.web.post("/subscribe", data=body, headers=form) as answer:
        assert answer.status == 413
    assert await office.letters() == []


async def test_a_form_of_nonsense_is_a_bad_request_not_a_fault(office: Office) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    async with office.web.post("/subscribe", data=b"--x\r\nnonsense", headers=kind) as answer:
        assert answer.status in {400, 422}
    async with office.web.post("/subscribe", data={str(n): "x" for n in range(50)}) as answer:
        assert answer.status in {400, 422}


def test_neighbours_in_one_household_count_as_one_and_strangers_do_not() -> None:
    buckets = Buckets(burst=1)

    assert buckets.wait("2001:db8::1", MORNING) == 0
    assert buckets.wait("2001:db8::2", MORNING) == 60
    assert buckets.wait("2001:db8:0:1::1", MORNING) == 0
    assert buckets.wait("192.0.2.1", MORNING) == 0
    assert buckets.wait("192.0.2.2", MORNING) == 0
    assert buckets.wait("192.0.2.1", MORNING + timedelta(seconds=30)) == 30


def test_remembering_visitors_takes_no_more_room_than_it_may() -> None:
    buckets = Buckets(burst=1)
    for number in range(10_050):
        buckets.wait(f"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}", MORNING)

    assert buckets.wait("10.0.0.0", MORNING) == 0
    assert re.search(r"10\.0\.39\.1", repr(buckets))
