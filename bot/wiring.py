"""The only file that builds adapters and knows every room. Imported by the command line and the tests alone."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.routing import Route
from starlette.types import ASGIApp

from bot.desk.deliver import Dispatch
from bot.desk.ports import Clock, Work
from bot.desk.ports.letters import Letter
from bot.desk.ports.outbox import Carrier
from bot.files.adapter import PressFiles
from bot.mail.addresses import Sender, sender_of, tidy
from bot.mail.carrier import SmtpCarrier
from bot.mail.compose import Confirmation, compose_confirmation, preview
from bot.mail.headers import Unfit
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
from bot.telegram.pacing import Pacer
from bot.telegram.speaking import Speaker
from bot.telegram.webhook import PATH, Webhook
from bot.typeset import Typesetter
from bot.web.app import make_app
from bot.web.previews import Previews
from bot.web.site import Site
from bot.worker import Worker

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


@dataclass(frozen=True, slots=True)
class Letters:
    """Composes a letter and hands it to the relay."""

    typesetter: Typesetter
    sender: Sender
    relay: SmtpCarrier | NoRelay

    async def post(self, letter: Letter, at: datetime) -> Answer:
        """Make one attempt."""
        asked = Confirmation(letter.address, letter.link, at)
        try:
            message = compose_confirmation(self.typesetter, self.sender, asked)
        except Unfit as unfit:
            return Answer(Verdict.OUR_FAULT, reason=str(unfit))
        return await self.relay.send(message, letter.address)


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


@asynccontextmanager
async def open_newsroom(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Newsroom]:
    """Build every room. Nothing speaks with Telegram yet; `bot.cli.serving` starts the work.

    Raises SettingsError without a token and StorageUnavailable without a database.
    """
    token = settings.require_token()
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        store = await _store(settings, clock)
        stack.push_async_callback(store.close)
        yield await _furnish(stack, settings, (store, clock, token))


async def _store(settings: Settings, clock: Clock) -> SqlStore:
    return await open_store(
        settings.database_url,
        desk_name=settings.desk_name,
        timezone=settings.desk_timezone.key,
        clock=clock,
    )


async def _furnish(stack: AsyncExitStack, settings: Settings, given: tuple[SqlStore, Clock, str]) -> Newsroom:
    store, clock, token = given
    typesetter = Typesetter(settings.desk_timezone.key, {"desk_name": settings.desk_name})
    sender = sender_of(settings.mail_from, settings.desk_name)
    relay = _relay(settings, sender)
    if isinstance(relay, SmtpCarrier):
        stack.push_async_callback(relay.close)
    press = PublicPress(typesetter, sender, public_url=settings.public_url, desk_name=settings.desk_name)
    application = make_application(token, settings.telegram_api_url)
    pacer = Pacer(settings.telegram_rate)
    speaker = Speaker(application.bot, store, press, typesetter=typesetter, pacer=pacer)
    carrier = TelegramCarrier(application.bot, store, pacer)
    carriers: dict[Kind, Carrier] = {Kind.CHANNEL: carrier, Kind.SUBSCRIBER: carrier, Kind.INBOX: relay}
    files = PressFiles()
    stack.callback(files.close)
    previews = Previews(settings.secret_key.get_secret_value(), settings.public_url, clock)
    front = FrontDesk(
        bot=application.bot,
        store=store,
        clock=clock,
        typesetter=typesetter,
        press=press,
        files=files,
        carrier=carrier,
        wake=speaker.wake,
        preview_url=previews.link,
        mail_preview=preview,
        undo_seconds=settings.undo_seconds,
    )
    open_doors(application, Entrance(front))
    worktable = Worktable(application, store.intake, lambda number, why: _report(store, number, why))
    window = max(SMALLEST_WINDOW, round(settings.telegram_rate * ROUND_TRIP))
    return Newsroom(
        settings=settings,
        store=store,
        application=application,
        site=_site(settings, (store, clock, typesetter), worktable),
        worker=Worker(
            dispatch=Dispatch(store, clock, carriers),
            press=press,
            talker=speaker,
            postbox=Letters(typesetter, sender, relay),
            intake=store.intake,
            owner=secrets.token_hex(8),
            windows={Lane.TELEGRAM: window, Lane.MAIL: SMALLEST_WINDOW},
        ),
        worktable=worktable,
        polling=Polling(settings.telegram_api_url, token, store.intake, worktable.wake),
        typesetter=typesetter,
    )


def _relay(settings: Settings, sender: Sender) -> SmtpCarrier | NoRelay:
    if settings.mail_relay is None:
        return NoRelay()
    return SmtpCarrier(settings.mail_relay, sender, settings.public_url)


def _site(settings: Settings, given: tuple[SqlStore, Clock, Typesetter], worktable: Worktable) -> ASGIApp:
    store, clock, typesetter = given
    site = Site(
        store=store,
        typesetter=typesetter,
        clock=clock,
        public_url=settings.public_url,
        desk_name=settings.desk_name,
        secret_key=settings.secret_key.get_secret_value(),
        tidy_address=tidy,
        bot_username=worktable.bot_username,
    )
    secret = settings.telegram_webhook_secret
    if secret is None:
        return make_app(site)
    webhook = Webhook(secret.get_secret_value(), store.intake, worktable.wake)
    return make_app(site, extra_routes=[Route(PATH, webhook, methods=["POST"])])


async def _report(store: SqlStore, update_id: int, why: str) -> None:
    """Tell every admin that an update was put aside."""

    async def tell(work: Work) -> None:
        for person in await work.people.roster():
            if Role.ADMIN in person.roles:
                await work.notices.queue(person.telegram_id, "shelved", update_id=update_id, reason=why)

    await store.write(tell)
