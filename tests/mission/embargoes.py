"""Short ways for stories about embargoes: press contacts who confirmed, and an announcement under embargo."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.sandbox.mailbox import Mail
from bot.sandbox.people import Person
from tests.newsroom import RELEASE, Desk, newest, words_of

SEVEN = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
MARK = "EMBARGOED UNTIL Tue 24 Nov 2026, 09:00 GMT"
ADDRESS = "jo@gazette.example"
NAMED = f"/press Jo Reeve, Northmoor Gazette, {ADDRESS}"


async def link_in_mail(desk: Desk, address: str, path: str) -> str:
    """The newest mail's link to this path."""
    mails = await desk.sandbox.mailbox.arrived(address)
    found = [link for mail in reversed(mails) for link in re.findall(rf"http\S+{path}\S+", mail.text)]
    assert found, [mail.text for mail in mails]
    return str(found[0])


async def post(desk: Desk, url: str) -> tuple[int, str]:
    headers = {"Origin": desk.site}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url) as answer:
        return answer.status, await answer.text()


async def names_jo(desk: Desk) -> str:
    """Ada names Jo of the Gazette; returns the payload of the link to the chat."""
    told = await asks(desk, desk.ada, NAMED, "they open this link")
    link = re.search(r"start=(\S+)", told)
    assert link is not None
    return link[1]


async def jo_confirms(desk: Desk, *, mail: bool = True, chat: bool = True) -> Person:
    """Jo is named, and confirms the inbox by the letter and the chat by the link."""
    payload = await names_jo(desk)
    desk.people["jo"] = jo = desk.sandbox.world.add_person("Jo Reeve", "joreeve")
    if mail:
        status, page = await post(desk, await link_in_mail(desk, ADDRESS, "/press/confirm/"))
        assert (status, "under embargo comes to your inbox" in page) == (200, True)
    if chat:
        jo.start(payload)
        await desk.told(jo, "publish nothing of it")
        await desk.presses(jo, "I keep to the embargo: send it here")
        await desk.told(jo, "comes to this chat from now on")
    return jo


async def asks(desk: Desk, who: Person, words: str, answer: str) -> str:
    """Somebody writes; returns the answer that holds these words."""
    sent = who.write(words)
    return words_of(await desk.told(who, answer, after=sent.id))


async def sets_embargo(desk: Desk, press: str = "tomorrow 7am", public: str = "tomorrow 9am") -> str:
    """Dan puts his draft under embargo; returns the question he was asked in the end."""
    before = newest(desk.dan)
    await desk.presses(desk.dan, "Embargo…")
    await desk.told(desk.dan, "when may the press have it", after=before)
    await asks(desk, desk.dan, press, "when may everybody have it")
    sure = await asks(desk, desk.dan, public, "under embargo?")
    assert await desk.presses(desk.dan, "Set this embargo") == "The embargo is set."
    await desk.told(desk.dan, "Embargo until", after=newest(desk.dan) - 2)
    return sure


async def approved_under_embargo(desk: Desk, text: str = RELEASE, press: str = "tomorrow 7am") -> None:
    """Dan writes, sets the embargo and submits; Ann approves."""
    await desk.draft(text)
    await sets_embargo(desk, press)
    await submitted_and_approved(desk)


async def submitted_and_approved(desk: Desk) -> None:
    before = (newest(desk.ann), newest(desk.dan))
    await desk.presses(desk.dan, "Submit for review")
    card = await desk.told(desk.ann, "Please review", after=before[0])
    assert "Embargo until Tue 24 Nov 2026, 09:00 GMT" in words_of(card)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "Ann Price has approved it", after=before[1])


async def scheduled_under_embargo(desk: Desk, text: str = RELEASE, press: str = "tomorrow 7am") -> None:
    """The whole way, to the one press that schedules it."""
    await approved_under_embargo(desk, text, press)
    assert await desk.presses(desk.dan, "Schedule it") == "Scheduled."
    await desk.told(desk.dan, "🗓 Scheduled")


def mails(desk: Desk, address: str, words: str) -> list[Mail]:
    return [
        mail for mail in desk.sandbox.mailbox.mails if address in mail.recipients and words in mail.subject
    ]


def chats(desk: Desk, who: Person, words: str) -> int:
    return len([m for m in who.sees() if m.author is not who and words in words_of(m)])


async def jo_has_it(desk: Desk) -> Person:
    """The press's moment has come, and Jo has the release in the chat and by mail; returns Jo."""
    jo = await jo_confirms(desk)
    await scheduled_under_embargo(desk)
    desk.clock.at = SEVEN
    await desk.told(jo, MARK)
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    return jo


async def rounds() -> None:
    """Give the worker time for a few rounds in which something could go wrong."""
    await asyncio.sleep(1.0)
