"""What is planned: in the chat, and in staff's own calendar programs by a link that is theirs alone."""

import re
from datetime import UTC, datetime

import aiohttp

from bot.sandbox.people import Person
from bot.web.calendar import folded
from tests.newsroom import Desk, labels_of, newest, words_of

LONG = "Feuerwehr, Polizei; und Küstenwache üben gemeinsam: 🚒 vierzig Boote vor der Küste von Northmoor am Samstag"


async def planned(desk: Desk, text: str, words: str) -> None:
    """Something approved gets a time."""
    message = await desk.approved(text)
    await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should", after=message.id)
    desk.dan.write(words)
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled", after=message.id)


async def calendar(desk: Desk, person: Person) -> str:
    sent = person.write("/calendar")
    return words_of(await desk.told(person, "For your own calendar program", after=sent.id))


def path_in(words: str) -> str:
    link = re.search(r"/calendar/\S+\.ics", words)
    assert link is not None, words
    return link[0]


async def test_what_is_planned_is_listed_in_order_and_can_be_opened(desk: Desk) -> None:
    assert "Nothing is planned." in await calendar(desk, desk.dan)
    await planned(desk, "Second item\n\nIts words.", "Wed 14:30")
    await planned(desk, "First item\n\nIts words.", "tomorrow 9am")
    await desk.approved("Third item\n\nIts words.")

    words = await calendar(desk, desk.ann)
    assert "Tue 24 Nov 2026, 09:00 GMT\nFirst item\n\nWed 25 Nov 2026, 14:30 GMT\nSecond item" in words
    assert "Approved, no time yet\nThird item" in words
    assert labels_of(desk.ann.last()) == ["First item", "Second item", "Third item", "New calendar link"]
    before = newest(desk.ann)
    await desk.presses(desk.ann, "Second item")
    card = await desk.told(desk.ann, "🗓 Scheduled", after=before)
    assert "Wed 25 Nov 2026, 14:30 GMT" in words_of(card)
    desk.clock.go_on(days=4)
    await desk.told(desk.dan, "Held")
    assert "GMT · held" in await calendar(desk, desk.dan)


async def test_the_link_is_a_calendar_with_headlines_and_nothing_more(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await planned(desk, f"{LONG}\n\nThe words are secret.", "tomorrow 9am")
    path = path_in(await calendar(desk, desk.dan))
    async with aiohttp.ClientSession() as session, session.get(desk.site + path) as answer:
        body, headers = await answer.read(), answer.headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line]

    text = body.decode().replace("\r\n ", "")
    assert f"SUMMARY:{LONG.replace(',', chr(92) + ',').replace(';', chr(92) + ';')}\r\n" in text
    for line in (
        "DTSTART:20261124T090000Z",
        "DTSTAMP:20261123T120000Z",
        "STATUS:CONFIRMED",
        "CLASS:CONFIDENTIAL",
    ):
        assert f"\r\n{line}\r\n" in text, line
    assert "UID:news-1-1@127.0.0.1\r\n" in text
    assert "secret" not in text

    desk.clock.at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    await desk.told(desk.dan, "Held")
    _, later = await desk.fetch(path)
    assert "UID:news-1-1@127.0.0.1\r\n" in later
    assert "STATUS:TENTATIVE\r\n" in later
    await desk.presses(desk.dan, "Keep it back")
    await desk.told(desk.dan, "✅ Approved")
    assert "VEVENT" not in (await desk.fetch(path))[1]


async def test_a_link_dies_with_a_new_one_and_with_its_persons_roles(desk: Desk) -> None:
    dans, anns = [path_in(await calendar(desk, who)) for who in (desk.dan, desk.ann)]
    assert dans != anns
    before = newest(desk.dan)
    assert "shows nothing any more" in await desk.presses(desk.dan, "New calendar link")
    fresh = path_in(words_of(await desk.told(desk.dan, "For your own", after=before)))
    forged = fresh[:-6] + ("AA" if fresh[-6:-4] != "AA" else "BB") + ".ics"
    found = [(await desk.fetch(path))[0] for path in (dans, fresh, anns, forged, "/calendar/x.ics")]
    assert found == [404, 200, 200, 404, 404]

    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Ann Price")
    await desk.presses(desk.ada, "Yes, remove")
    assert (await desk.fetch(anns))[0] == 404
    for reader in (desk.rea, desk.ada):
        sent = reader.write("/calendar")
        assert "calendar program" not in words_of(await desk.told(reader, "", after=sent.id))


def test_lines_are_folded_between_characters() -> None:
    for text in ("a" * 74, "a" * 75, "a" * 76, "é" * 100, "🚒" * 40, "", LONG * 3):
        lines = folded(text).split("\r\n")
        assert all(len(line.encode()) <= 75 for line in lines)
        assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == text
        assert all(line.startswith(" ") for line in lines[1:])
