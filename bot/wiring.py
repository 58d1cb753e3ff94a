"""The only file that builds adapters and knows every room. Imported by the command line and the tests alone."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import structlog
from starlette.routing import Route
from starlette.types import ASGIApp
from telegram import Bot

from bot.desk.deliver import Dispatch
from bot.desk.ports import Clock, Work
from bot.desk.ports.letters import Letter, LetterKind
from bot.desk.ports.outbox import Carrier
from bot.desk.ports.soundings import RELAY, Heard
from bot.files.adapter import PressFiles
from bot.mail.addresses import Sender, sender_of, tidy
from bot.mail.carrier import SmtpCarrier
from bot.mail.compose import Confirmation, compose_confirmation, preview
from bot.mail.headers import Unfit
from bot.mail.letters import compose_letter
from bot.news.delivery import Answer, Delivery, Kind, Lane, Verdict
from bot.news.staff import Role
from bot.press import PublicPress
from bot.settings import Settings
from bot.storage import SqlStore, open_store
from bot.telegram.application import make_application, open_doors
from bot.telegram.carrier import TelegramCarrier
from bot.telegram.entrance import Entrance
from bot.telegram.front import FrontDesk
from bot.telegram.intake import AnyApplication, Polling, Worktable
from bot.telegram.listening import heard_in
from bot.telegram.pacing import Pacer
from bot.telegram.press_carrier import PressCarrier
from bot.telegram.speaking import Speaker
from bot.telegram.transport import AiohttpRequest
from bot.telegram.voice import Voice
from bot.telegram.webhook import PATH, Webhook
from bot.typeset import Typesetter
from bot.web.app import make_app
from bot.web.calendar import CalendarLinks
from bot.web.differences import Differences
from bot.web.previews import Previews
from bot.web.quoting import quote_url
from bot.web.site import Site
from bot.worker import Worker

log = structlog.get_logger()
# Sends that may be in doubt after a kill: rate x round trip, and never fewer than keep the lane busy.
ROUND_TRIP = 0.13
SMALLEST_WINDOW = 4


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        """Return the present moment, UTC."""
        return datetime.now(UTC)


class NoRelay:
    """Stands where the mail relay would: nothing is lost, it waits until SMTP_URL names one."""

    async def carry(self, _rendering: bytes, _delivery: Delivery) -> Answer:
        """Put the delivery off."""
        return Answer(Verdict.PASSING, reason="SMTP_URL is not set", retry_after=60, whole_lane=True)

    async def send(self, _message: bytes, _to: str) -> Answer:
        """Put the letter off."""
        return Answer(Verdict.PASSING, reason="SMTP_URL is not set", retry_after=60)

    async def trouble(self) -> str | None:
        """Say that there is no relay."""
        return "SMTP_URL is not set"

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Composes a letter and hands it to the relay."""

    typesetter: Typesetter
    sender: Sender
    relay: SmtpCarrier | NoRelay
    public_url: str

    async def post(self, letter: Letter, at: datetime) -> Answer:
        """Make one attempt."""
        try:
            message = self._composed(letter, at)
        except Unfit as unfit:
            return Answer(Verdict.OUR_FAULT, reason=str(unfit))
        answer = await self.relay.send(message, letter.address)
        if answer.verdict is not Verdict.ACCEPTED:
            log.warning("a letter was not taken", verdict=answer.verdict.value, reason=answer.reason)
        return answer

    def _composed(self, letter: Letter, at: datetime) -> bytes:
        if letter.kind is LetterKind.CONFIRM:
            asked = Confirmation(letter.address, letter.link, at)
            return compose_confirmation(self.typesetter, self.sender, asked)
        asks = letter.kind is LetterKind.PRESS_CONFIRM
        url = letter.link if asks else f"{self.public_url}/press/leave/{letter.link}"
        named = (letter.kind.value, letter.address, url)
        return compose_letter(self.typesetter, self.sender, named, (letter.about, letter.id, at))


@dataclass(frozen=True, slots=True)
class Listening:
    """Asks the relay and Telegram whether they still answer."""

    bot: Bot
    relay: SmtpCarrier | NoRelay

    async def ask(self, whom: str) -> Heard | None:
        """Return what was heard; None when nothing is known."""
        if whom == RELAY:
            return Heard(await self.relay.trouble() or "")
        return await heard_in(self.bot, int(whom))


@dataclass(slots=True)
class Newsroom:
    """A newsroom ready to run: its store, its site, and what works in it."""

    settings: Settings
    store: SqlStore
    application: AnyApplication
    site: ASGIApp
    worker: Worker
    worktable: Worktable
    polling: Polling
    typesetter: Typesetter

    @property
    def webhook_url(self) -> str:
        """Where Telegram is asked to call."""
        return self.settings.public_url + PATH


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the rooms share while they are being furnished."""

    settings: Settings
    clock: Clock
    store: SqlStore
    typesetter: Typesetter
    sender: Sender
    press: PublicPress
    application: AnyApplication
    relay: SmtpCarrier | NoRelay
    files: PressFiles


@asynccontextmanager
async def open_newsroom(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Newsroom]:
    """Build every room. Nothing speaks with Telegram yet; `bot.cli.serving` starts the work.

    Raises SettingsError without a token and StorageUnavailable without a database.
    """
    token = settings.require_token()
    async with AsyncExitStack() as stack:
        parts = await _parts(stack, settings, (token, clock or SystemClock()))
        yield _furnished(parts)


async def _parts(stack: AsyncExitStack, settings: Settings, given: tuple[str, Clock]) -> _Parts:
    token, clock = given
    zone, name = settings.desk_timezone.key, settings.desk_name
    store = await open_store(settings.database_url, desk_name=name, timezone=zone, clock=clock)
    stack.push_async_callback(store.close)
    differences = Differences(settings.secret_key.get_secret_value(), settings.public_url, clock)
    typesetter = Typesetter(zone, {"desk_name": name, "difference_url": differences.link})
    sender = sender_of(settings.mail_from, name)
    relay = (
        SmtpCarrier(settings.mail_relay, sender, settings.public_url) if settings.mail_relay else NoRelay()
    )
    stack.push_async_callback(relay.close)
    files = PressFiles()
    stack.callback(files.close)
    transport = AiohttpRequest()
    stack.push_async_callback(transport.shutdown)
    return _Parts(
        settings=settings,
        clock=clock,
        store=store,
        typesetter=typesetter,
        sender=sender,
        press=PublicPress(typesetter, sender, public_url=settings.public_url, desk_name=name),
        application=make_application(token, settings.telegram_api_url, transport),
        relay=relay,
        files=files,
    )


def _furnished(parts: _Parts) -> Newsroom:
    pacer = Pacer(parts.settings.telegram_rate, parts.clock)
    bot = parts.application.bot
    voice = Voice(bot, parts.store, parts.press, typesetter=parts.typesetter, pacer=pacer)
    speaker = Speaker(parts.store, voice)
    carrier = TelegramCarrier(bot, parts.store, pacer)
    open_doors(parts.application, Entrance(_front(parts, speaker, carrier)))
    intake, token = parts.store.intake, parts.settings.require_token()
    worktable = Worktable(parts.application, intake, partial(_report, parts.store))
    return Newsroom(
        settings=parts.settings,
        store=parts.store,
        application=parts.application,
        site=_site(parts, worktable),
        worker=_worker(parts, speaker, carrier, PressCarrier(bot, parts.store, pacer)),
        worktable=worktable,
        polling=Polling(parts.settings.telegram_api_url, token, intake, worktable.wake),
        typesetter=parts.typesetter,
    )


def _front(parts: _Parts, speaker: Speaker, carrier: TelegramCarrier) -> FrontDesk:
    secret_key = parts.settings.secret_key.get_secret_value()
    return FrontDesk(
        bot=parts.application.bot,
        store=parts.store,
        clock=parts.clock,
        typesetter=parts.typesetter,
        press=parts.press,
        files=parts.files,
        carrier=carrier,
        wake=speaker.wake,
        preview_url=Previews(secret_key, parts.settings.public_url, parts.clock).link,
        quote_url=partial(quote_url, parts.settings.public_url),
        calendar_url=CalendarLinks(secret_key, parts.settings.public_url).link,
        mail_preview=preview,
        undo_seconds=parts.settings.undo_seconds,
        tidy_address=tidy,
    )


def _worker(parts: _Parts, speaker: Speaker, carrier: TelegramCarrier, press_carrier: PressCarrier) -> Worker:
    carriers: dict[Kind, Carrier] = {
        Kind.CHANNEL: carrier,
        Kind.PRESS_CHAT: press_carrier,
        Kind.PRESS_INBOX: parts.relay,
        Kind.SUBSCRIBER: carrier,
        Kind.INBOX: parts.relay,
        Kind.REHEARSAL: carrier,
    }
    window = max(SMALLEST_WINDOW, round(parts.settings.telegram_rate * ROUND_TRIP))
    return Worker(
        dispatch=Dispatch(parts.store, parts.clock, carriers),
        press=parts.press,
        talker=speaker,
        postbox=Letters(parts.typesetter, parts.sender, parts.relay, parts.settings.public_url),
        intake=parts.store.intake,
        owner=secrets.token_hex(8),
        undo_seconds=parts.settings.undo_seconds,
        ears=Listening(parts.application.bot, parts.relay),
        senders={Lane.TELEGRAM: window, Lane.MAIL: SMALLEST_WINDOW},
    )


def _site(parts: _Parts, worktable: Worktable) -> ASGIApp:
    settings = parts.settings
    site = Site(
        store=parts.store,
        typesetter=parts.typesetter,
        clock=parts.clock,
        public_url=settings.public_url,
        desk_name=settings.desk_name,
        secret_key=settings.secret_key.get_secret_value(),
        tidy_address=tidy,
        bot_username=worktable.bot_username,
    )
    if settings.telegram_webhook_secret is None:
        return make_app(site)
    secret = settings.telegram_webhook_secret.get_secret_value()
    webhook = Webhook(secret, parts.store.intake, worktable.wake)
    return make_app(site, extra_routes=[Route(PATH, webhook, methods=["POST"])])


async def _report(store: SqlStore, update_id: int, why: str) -> None:
    """Tell every admin that an update was put aside."""

    async def tell(work: Work) -> None:
        for person in await work.people.roster():
            if Role.ADMIN in person.roles:
                await work.notices.queue(person.telegram_id, "shelved", update_id=update_id, reason=why)

    await store.write(tell)
