"""What the desk keeps of its own conversations: cards, buttons, questions asked, notices to send, updates received."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.news.announcement import Content


@dataclass(frozen=True, slots=True)
class Card:
    """One live message about an edition in one chat. `shown` is the `touched` it last showed, -1 for never.

    `person_id` is None in a group. `message_id` is None while it still has to be sent; `replaces` is the message of
    this card's former place, to be deleted once the new one stands.
    """

    id: int
    edition_id: int
    chat_id: int
    person_id: int | None
    message_id: int | None
    shown: int
    replaces: int | None = None


class Cards(Protocol):
    """At most one card for an edition in a chat."""

    async def place(self, edition_id: int, chat_id: int, person_id: int | None) -> None:
        """Want a card there; one that exists stays."""
        ...

    async def place_anew(self, edition_id: int, chat_id: int, person_id: int | None) -> None:
        """Want a fresh card at the bottom of the chat: its message id becomes `replaces`, and it has shown nothing."""
        ...

    async def of(self, edition_id: int) -> list[Card]:
        """Return the edition's cards."""
        ...

    async def behind(self, limit: int) -> list[Card]:
        """Return cards that show less than their edition's `touched`, or whose former place is still there; oldest first."""
        ...

    async def showed(self, card: Card, message_id: int | None, touched: int) -> None:
        """Record what a card now shows; a message id of None means it can be shown no more."""
        ...

    async def took_away(self, card: Card) -> None:
        """Record that the message in the card's former place is gone, or stands there without buttons."""
        ...

    async def show_again(self, person_id: int) -> None:
        """Have all cards of a person shown anew, whatever they show; those of one who left are taken away by this."""
        ...


@dataclass(frozen=True, slots=True)
class Button:
    """What pressing a button asks for. `subject` is a free word (a field, a person's id, a channel's chat id)."""

    handle: str
    action: str
    edition_id: int | None
    revision_id: int | None
    subject: str
    expires_at: datetime


class Buttons(Protocol):
    """Opaque handles to rows: possession of one proves nothing."""

    async def issue(
        self,
        action: str,
        *,
        edition_id: int | None,
        revision_id: int | None,
        subject: str,
        expires_at: datetime,
    ) -> str:
        """Return a handle of at most 32 ASCII characters for this meaning; the same meaning gets the same handle."""
        ...

    async def find(self, handle: str) -> Button | None:
        """Return what a handle means, expired or not."""
        ...

    async def forget_expired(self, before: datetime) -> int:
        """Forget buttons that expired before this moment; returns how many."""
        ...


class Asked(StrEnum):
    """What the next message of a person will be taken for."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    PHOTO = "photo"
    ALT_TEXT = "alt_text"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION_NOTE = "correction_note"
    SEND_BACK = "send_back"
    REJECT = "reject"
    SCHEDULE = "schedule"
    MISREAD = "misread"
    EMBARGO_PRESS = "embargo_press"
    EMBARGO_PUBLIC = "embargo_public"
    BREAK_EMBARGO = "break_embargo"
    PLACE = "place"
    OVERRIDE = "override"
    OTHER_WORDS = "other_words"
    EMERGENCY = "emergency"
    KILL = "kill"
    CASE_REASON = "case_reason"
    CASE_DECIDER = "case_decider"
    PERIOD = "period"
    PERIOD_END = "period_end"
    PERIOD_REASON = "period_reason"


@dataclass(frozen=True, slots=True)
class Question:
    """An open question to a person. `revision_id` is what they were looking at, `subject` what else it is about.

    Both numbers are 0 when it is about no edition.
    """

    asked: Asked
    edition_id: int = 0
    revision_id: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one message of a person gave to an edition, so that editing the message edits the draft."""

    chat_id: int
    message_id: int
    edition_id: int
    part: str
    gave: Content
    sent_at: datetime


class Conversations(Protocol):
    """What each person's private chat is about right now, by Telegram id. Survives a restart."""

    async def ask(self, telegram_id: int, question: Question) -> None:
        """Ask; an earlier question is forgotten."""
        ...

    async def question(self, telegram_id: int) -> Question | None:
        """Return the open question."""
        ...

    async def answered(self, telegram_id: int) -> None:
        """Close the question."""
        ...

    async def turn_to(self, telegram_id: int, edition_id: int | None) -> None:
        """Make an edition the one this chat is about."""
        ...

    async def about(self, telegram_id: int) -> int | None:
        """Return the edition this chat is about."""
        ...

    async def remember(self, sent: Sent) -> bool:
        """Keep what a message gave, replacing what it gave before; False when the message was known."""
        ...

    async def recall(self, chat_id: int, message_id: int) -> Sent | None:
        """Return what a message gave."""
        ...

    async def last_sent(self, chat_id: int, edition_id: int) -> Sent | None:
        """Return the newest message that gave something to this edition from this chat."""
        ...

    async def lay_aside(self, telegram_id: int, message_id: int, content: Content) -> None:
        """Keep words whose place has still to be asked; the latest only."""
        ...

    async def laid_aside(self, telegram_id: int) -> tuple[int, Content] | None:
        """Return message id and words waiting for their place."""
        ...

    async def forget_aside(self, telegram_id: int) -> None:
        """Forget the words waiting for their place."""
        ...

    async def forget_person(self, telegram_id: int) -> None:
        """Forget the question, what was laid aside and what the chat was about."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a person or group that must not be lost. `values` are JSON-ready, for the template."""

    id: int
    chat_id: int
    template: str
    values: dict[str, object]
    attempts: int


class Notices(Protocol):
    """Messages to staff and readers, written in the transaction that causes them."""

    async def queue(self, chat_id: int, template: str, /, **values: object) -> None:
        """Want this said."""
        ...

    async def waiting(self, limit: int, now: datetime) -> list[Notice]:
        """Return the next ones whose time has come, oldest first."""
        ...

    async def said(self, notice_id: int) -> None:
        """It was accepted, or can never be."""
        ...

    async def later(self, notice_id: int, until: datetime) -> None:
        """Try again then; counts an attempt."""
        ...

    async def put_aside(self, notice: Notice, why: str) -> bool:
        """Keep one that cannot be worded, and never try it again; True when it is the first with its template."""
        ...

    async def forget_chat(self, chat_id: int) -> None:
        """Say nothing more of what waits for a chat."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """One update as it came: `raw` is the JSON text."""

    update_id: int
    raw: str
    attempts: int


class Intake(Protocol):
    """Updates, stored before they are acknowledged. Each call is a transaction of its own."""

    async def keep(self, updates: list[tuple[int, str]]) -> int:
        """Store raw updates, known ids ignored; returns how many were new. Durable when it returns."""
        ...

    async def waiting(self, limit: int) -> list[Received]:
        """Return stored updates not yet finished, in order of arrival."""
        ...

    async def finish(self, update_id: int) -> None:
        """The update has been dealt with."""
        ...

    async def fail(self, update_id: int, error: str) -> int:
        """Count a failed try; returns how many there were."""
        ...

    async def shelve(self, update_id: int, error: str) -> None:
        """Put a poison update aside for good, to be looked at by a person."""
        ...

    async def prune(self, before: datetime) -> int:
        """Forget updates finished before this moment; returns how many."""
        ...
