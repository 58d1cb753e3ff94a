"""Furnishes the sandbox's newsroom through the front door: every role by invitation, every place and reader by a press.

It acts as the people would, in Telegram and on the public page. Knows nothing of the bot's insides.
"""

import asyncio
import re

import aiohttp

from bot.cli.acting import NotHappened, invite_in, presses, reads
from bot.cli.cast import ADMIN, MAIL_READER, PARTS, SUBSCRIBER, Cast, Part
from bot.cli.stage import Stage

SITE_TRIES, SITE_PAUSE = 2400, 0.05  # seconds; two minutes in all: a busy small machine needs half of one
MAIL_PATIENCE = 30.0  # seconds
_INVITE = {
    "drafter": "Invite a drafter",
    "approver": "Invite an approver",
    "duty_officer": "Invite a duty officer",
}


async def furnish(stage: Stage) -> None:
    """Bring a newsroom that has just been started for the first time to work. Raises NotHappened."""
    # A desk is set up over days, and here in seconds: that must not use up Telegram's limits.
    stage.sandbox.limits.on = False
    await asyncio.gather(
        _staff_and_places(stage), _follows(stage.cast), _subscribes(stage, MAIL_READER.address)
    )
    stage.sandbox.limits.on = True
    stage.sandbox.flood.forget()
    for person in stage.cast.people.values():
        person.seen.update({chat.id: chat.last_message_id for chat in person.chats()})


async def _staff_and_places(stage: Stage) -> None:
    cast = stage.cast
    await _starts_with(cast, ADMIN, await stage.command("invite", "--role", "admin"))
    cast[ADMIN].write("/people")
    await reads(cast[ADMIN], "An approver never approves")
    for part in PARTS:
        for role in part.roles:
            if role in _INVITE:
                await _starts_with(cast, part, await _invited(cast, role))
    await _opens_places(cast)


async def _invited(cast: Cast, role: str) -> str:
    """Let the admin make an invitation and return its words."""
    admin = cast[ADMIN]
    before = admin.sees()[-1].id
    await presses(admin, _INVITE[role])
    return (await reads(admin, "?start=", after=before)).words


async def _starts_with(cast: Cast, part: Part, invitation: str) -> None:
    before = cast[part].start(invite_in(invitation))
    await reads(cast[part], "You are ", after=before.id)


async def _opens_places(cast: Cast) -> None:
    admin = cast[ADMIN]
    admin.add_bot(cast.channel)
    await presses(admin, "Announcements go here")
    await reads(admin, "gets every announcement")
    admin.add_bot(cast.group)
    await presses(admin, "Our staff group")
    await reads(admin, "is the staff group")


async def _follows(cast: Cast) -> None:
    reader = cast[SUBSCRIBER]
    reader.start()
    await presses(reader, "Get the news here")
    await reads(reader, "You will get the news")


async def _subscribes(stage: Stage, address: str) -> None:
    """Leave the address on the public page, then open the link in the mail that comes and confirm."""
    async with aiohttp.ClientSession(headers={"Origin": stage.site}) as browser:
        await _site_answers(browser, stage.site)
        await _posts(browser, f"{stage.site}/subscribe", {"address": address})
        try:
            (mail,) = await stage.sandbox.mailbox.arrived(address, within=MAIL_PATIENCE)
        except TimeoutError:
            raise NotHappened(f"No mail to confirm the subscription came to {address}.") from None
        link = re.search(r"https?://\S+/subscribe/confirm/\S+", mail.text)
        if link is None:
            raise NotHappened(f"The mail “{mail.subject}” has no link to confirm.")
        await _posts(browser, link.group(), {})


async def _site_answers(browser: aiohttp.ClientSession, site: str) -> None:
    for _ in range(SITE_TRIES):
        if await _is_up(browser, site):
            return
        await asyncio.sleep(SITE_PAUSE)
    raise NotHappened(f"The public page at {site} does not answer.")


async def _is_up(browser: aiohttp.ClientSession, site: str) -> bool:
    try:
        async with browser.get(f"{site}/healthz") as answer:
            return answer.ok
    except aiohttp.ClientConnectionError:
        return False


async def _posts(browser: aiohttp.ClientSession, url: str, fields: dict[str, str]) -> None:
    async with browser.post(url, data=fields) as answer:
        if not answer.ok:
            raise NotHappened(f"{url} answered {answer.status} to the reader's form.")
