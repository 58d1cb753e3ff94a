"""The doctor's examinations, one function each. Nothing is sent to any reader."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import TelegramError

from bot.cli.saying import OURSELVES
from bot.desk.ports.failures import StorageUnavailable
from bot.desk.ports.values import Channel, Purpose
from bot.mail.carrier import SmtpCarrier
from bot.news.delivery import Kind
from bot.news.staff import Role
from bot.settings import Settings, SettingsError
from bot.storage import SqlStore
from bot.wiring import Newsroom, open_newsroom


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in words, and whether it is well."""

    well: bool
    words: str


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; a part that cannot be opened ends the list."""
    try:
        async with open_newsroom(settings) as newsroom:
            return [
                Finding(True, "Settings are complete."),
                Finding(True, "The database is open and of the newest shape."),
                await _history(newsroom.store),
                *await _staff(newsroom.store),
                *await _telegram(newsroom),
                await _mail(newsroom),
            ]
    except (SettingsError, StorageUnavailable) as error:
        return [Finding(False, str(error))]


async def _history(store: SqlStore) -> Finding:
    broken = await store.read(lambda work: work.history.first_broken())
    if broken is None:
        return Finding(True, "The history is whole.")
    return Finding(False, f"The history has been altered: entry {broken} does not fit the one before it.")


async def _staff(store: SqlStore) -> list[Finding]:
    roster = await store.read(lambda work: work.people.roster())
    counts = {role: sum(role in person.roles for person in roster) for role in Role}
    found = []
    for role in (Role.ADMIN, Role.DRAFTER, Role.APPROVER):
        hint = "" if counts[role] else f": invite one with {OURSELVES} invite --role {role.value}"
        found.append(Finding(counts[role] > 0, f"{counts[role]} {role.value}(s) on the desk{hint}."))
    return found


async def _telegram(newsroom: Newsroom) -> list[Finding]:
    try:
        async with newsroom.application.bot as bot:
            places = await newsroom.store.read(lambda work: work.channels.known())
            public = [place for place in places if place.purpose is Purpose.PUBLIC]
            found = [Finding(True, f"Telegram knows the bot as @{bot.username}.")]
            if not public:
                return [*found, Finding(False, "No channel yet: add the bot to one as an administrator.")]
            return [*found, *[await _channel(bot, place) for place in public]]
    except TelegramError as error:
        return [Finding(False, f"Telegram does not take the token or cannot be reached: {error.message}.")]


async def _channel(bot: Bot, channel: Channel) -> Finding:
    try:
        member = await bot.get_chat_member(channel.chat_id, bot.id)
    except TelegramError as error:
        return Finding(False, f"The channel “{channel.title}” cannot be looked at: {error.message}.")
    may = member.status == "creator" or bool(getattr(member, "can_post_messages", False))
    may = may or (channel.kind != "channel" and member.status in ("administrator", "member"))
    words = "may be written to" if may else "does not let the bot post: make it an administrator again"
    return Finding(may, f"The channel “{channel.title}” {words}.")


async def _mail(newsroom: Newsroom) -> Finding:
    relay = newsroom.worker.dispatch.carriers[Kind.INBOX]
    if not isinstance(relay, SmtpCarrier):
        return Finding(False, "No mail goes out: SMTP_URL is not set.")
    trouble = await relay.trouble()
    return Finding(trouble is None, trouble or "The mail relay answers.")
