"""Short ways for the stories of quotes: asking the speaker, the links that are passed on, and the page behind one."""

import html
import re

import aiohttp

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.newsroom import PATIENCE, Desk, newest, words_of

SPEAKER = "Hazel Brook"


async def asked(desk: Desk, by: Person) -> tuple[str, str]:
    """Somebody on the desk asks the first quote's speaker; returns the page, and the start for the chat, to pass on."""
    await chooses(desk, by)
    before = newest(by)
    await desk.presses(by, "Ask the speaker")
    passed_on = words_of(await desk.told(by, "asks whether they are right", after=before))
    page, start = re.search(r"http\S+/quote/\S+", passed_on), re.search(r"\?start=(\S+)", passed_on)
    assert page is not None, passed_on
    assert start is not None, passed_on
    assert len(start[1]) <= 64
    return page[0], start[1]


async def chooses(desk: Desk, by: Person) -> Message:
    """Press “Quotes…” and the first quote; returns what is said of it."""
    before = newest(by)
    assert await desk.presses(by, "Quotes…") == "See our private chat."
    listed = await desk.told(by, "Who is quoted", after=before)
    await by.press(listed, listed.rows[0][0]["text"]).answer(within=PATIENCE)
    return await desk.told(by, SPEAKER, after=listed.id)


async def is_over(page: str, words: str) -> bool:
    """Whether the page says with these words that nothing can be decided there any more."""
    status, shown = await opened(page)
    return status == 410 and words in shown and "<button" not in shown


async def opened(page: str) -> tuple[int, str]:
    """What a browser is shown, markup gone; nobody may keep or index it."""
    async with aiohttp.ClientSession() as session, session.get(page) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        return answer.status, plain(await answer.text())


async def pressed(desk: Desk, page: str, **given: str) -> tuple[int, str]:
    """What a browser is shown after a press there."""
    headers = {"Origin": desk.site}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(page, data=given) as answer,
    ):
        return answer.status, plain(await answer.text())


def plain(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)))
