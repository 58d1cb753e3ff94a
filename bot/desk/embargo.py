"""Setting an embargo: first when the press may have it, then when everybody may; read back before it holds.

Setting, moving or taking away an embargo is an edit like any other: approvals are void and it is a draft again.
"""

import json
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from bot.desk.loading import content_of, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition
from bot.desk.saving import save
from bot.news.announcement import Content
from bot.news.embargo import Embargo, means_at_once, wrong_with
from bot.news.refusal import Refusal
from bot.news.schedule import Ambiguous, At, NonExistent, Past, TooFar, Unclear, read_moment
from bot.news.staff import Person, Role
from bot.news.status import EDITABLE

# Refusals after which another moment is still wanted.
ASK_AGAIN = frozenset({"time_unclear", "time_past", "time_too_far", "embargo_order"})
LOOKED_AT = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """An embargo as far as it was said: moments in ISO 8601 (UTC), each with its words. No words: not said yet.

    `press_at` is "" with words when the press is to get it at once.
    """

    press_at: str = ""
    press_words: str = ""
    public_at: str = ""
    public_words: str = ""

    def as_text(self) -> str:
        """Return it as a button or a question keeps it."""
        return json.dumps(astuple(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Said":
        """Read it back; nothing was said yet where there is no text."""
        return cls(*json.loads(text)) if text else cls()

    @property
    def embargo(self) -> Embargo | None:
        """The embargo, once both moments were said."""
        press_at = datetime.fromisoformat(self.press_at) if self.press_at else None
        return Embargo(datetime.fromisoformat(self.public_at), press_at) if self.public_at else None

    def hearing(self, moment: datetime | None, words: str) -> "Said":
        """Return it with the next moment said; None is at once."""
        iso = moment.isoformat() if moment else ""
        if not self.press_words:
            return replace(self, press_at=iso, press_words=words)
        return replace(self, public_at=iso, public_words=words)


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer came to: one embargo so far, or two to choose from, `why_two` as in a proposed schedule."""

    edition: Edition
    headline: str
    words: str
    said: tuple[Said, ...]
    why_two: str = ""


async def ask(work: Work, person: Person, looked_at: LOOKED_AT) -> tuple[Edition, Content]:
    """Ask this person when the press may have it; their next message says it."""
    edition = await _open(work, person, looked_at)
    await _ask(work, person, edition, Said())
    return edition, await content_of(work, edition)


async def hear(work: Work, person: Person, looked_at: LOOKED_AT, answer: tuple[Said, str]) -> Heard:
    """Take the words for the next moment. Refuses what is over, too far off, or no time; the question stays open."""
    said, words = answer
    edition = await _open(work, person, looked_at)
    headline = (await content_of(work, edition)).headline
    if not said.press_words and means_at_once(words):
        return Heard(edition, headline, words, (said.hearing(None, words),))
    reading = read_moment(words, work.now, work.desk.timezone)
    match reading:
        case At(moment):
            return Heard(edition, headline, words, (said.hearing(moment, words),))
        case Ambiguous(moments, twice):
            two = tuple(said.hearing(moment, words) for moment in moments)
            return Heard(edition, headline, words, two, "twice" if twice else "unclear")
        case NonExistent(before, after):
            two = tuple(said.hearing(moment, words) for moment in (before, after))
            return Heard(edition, headline, words, two, "never")
        case Past(moment):
            raise Refusal("time_past", moment=moment)
        case TooFar(moment):
            raise Refusal("time_too_far", moment=moment)
        case Unclear(why):
            raise Refusal("time_unclear", why=why.value)


async def go_on(work: Work, person: Person, looked_at: LOOKED_AT, said: Said) -> Edition:
    """Ask for what is still to be said; once both moments are there, close the question. Refuses a wrong order."""
    edition = await _open(work, person, looked_at)
    if said.embargo is None:
        await _ask(work, person, edition, said)
        return edition
    _refuse_wrong(said.embargo, work.now)
    await work.conversations.answered(person.telegram_id)
    return edition


async def set_embargo(work: Work, person: Person, looked_at: LOOKED_AT, said: Said) -> Edition:
    """Put these words under embargo until the moments this person has read."""
    edition = await _open(work, person, looked_at)
    if said.embargo is None:
        raise LookupError("an embargo without a moment for the public was offered to be set")
    _refuse_wrong(said.embargo, work.now)
    why = f"press {said.press_at or '-'}: {said.press_words}; public {said.public_at}: {said.public_words}"
    step = (said.embargo, "embargo_set", f"{why}; {work.desk.timezone}")
    return await _change(work, person, edition, step)


async def take_away(work: Work, person: Person, looked_at: LOOKED_AT) -> Edition:
    """Take the embargo away: it may go out at any time once it is approved."""
    return await _change(work, person, await _open(work, person, looked_at), (None, "embargo_taken", ""))


def refuse_what_is_over(content: Content, now: datetime) -> None:
    """Refuse to submit or approve what is under an embargo that can no longer be kept."""
    if content.embargo is not None:
        _refuse_wrong(content.embargo, now)


async def _open(work: Work, person: Person, looked_at: LOOKED_AT) -> Edition:
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])
    edition = await unchanged(work, *looked_at)
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    return edition


async def _ask(work: Work, person: Person, edition: Edition, said: Said) -> None:
    asked = Asked.EMBARGO_PUBLIC if said.press_words else Asked.EMBARGO_PRESS
    question = Question(asked, edition.id, edition.revision_id, said.as_text())
    await work.conversations.ask(person.telegram_id, question)


async def _change(
    work: Work, person: Person, edition: Edition, step: tuple[Embargo | None, str, str]
) -> Edition:
    embargo, entry, why = step
    content = await content_of(work, edition)
    await work.conversations.answered(person.telegram_id)
    if content.embargo == embargo:
        return edition
    saved = await save(work, person, edition, replace(content, embargo=embargo))
    await work.history.add(entry, person_id=person.id, edition=saved, why=why)
    return saved


def _refuse_wrong(embargo: Embargo, now: datetime) -> None:
    wrong = wrong_with(embargo, now)
    if wrong is not None:
        raise Refusal(
            "embargo_order" if wrong == "order" else "embargo_over",
            press_at=embargo.press_at,
            public_at=embargo.public_at,
            wrong=wrong.value,
        )
