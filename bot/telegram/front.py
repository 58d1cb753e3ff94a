"""What every handler stands on: the store, the clock, the typesetter and the bot, and two ways to answer.

Handlers change things in one transaction and queue what has to be said in it; the speaker says it afterwards.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram import Bot

from bot.desk.loading import asked_by
from bot.desk.ports import Clock, Store, Work
from bot.desk.ports.files import Files
from bot.desk.ports.press import Press
from bot.news.staff import Person
from bot.telegram.carrier import TelegramCarrier
from bot.typeset import Typesetter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """The newsroom's counter in Telegram. `wake` tells the speaker that something waits to be said.

    `preview_url` gives a page signed for a person, for an edition and revision id, `calendar_url` the calendar of a person and number,
    `quote_url` a speaker's page by its token; `mail_preview` reads subject and text out of a frozen mail; `tidy_address`
    gives a mail address as we write it, None for what is none.
    """

    bot: Bot
    store: Store
    clock: Clock
    typesetter: Typesetter
    press: Press
    files: Files
    carrier: TelegramCarrier
    wake: Callable[[], None]
    preview_url: Callable[[int, int, int], str]
    calendar_url: Callable[[int, int], str]
    quote_url: Callable[[str], str]
    mail_preview: Callable[[bytes], tuple[str, str]]
    undo_seconds: int
    tidy_address: Callable[[str], str | None]
    serving: Person | None = None

    def serve(self, person: Person | None) -> "FrontDesk":
        """Return the counter as it serves this person: nothing is written for them once their roles have changed."""
        return replace(self, serving=person)

    async def write(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """Run a use case for whom we serve, then let the speaker say what it queued."""
        outcome = await self.store.write(asked_by(self.serving, step))
        self.wake()
        return outcome

    def words(self, template: str, **values: object) -> str:
        """Return the words of `templates/chat/<template>.html.j2`."""
        return self.typesetter.set(f"chat/{template}.html.j2", **values)
