"""Pre-election periods: declared by admins, held against the moment of publishing, met by a reason and a second role.

What goes out inside one, or quotes somebody while one runs, needs a drafter's recorded reason and, for exactly these words, the
agreement of a duty officer who wrote none of it, besides the approvals and by another person.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.answerable import answerable
from bot.desk.cases import ANSWERABLE
from bot.desk.kept import as_reason
from bot.desk.loading import content_of, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.guards import AnswerKind, Given, GuardAnswer, Period
from bot.desk.ports.values import Approval, Edition
from bot.news.announcement import Content
from bot.news.places import beside, passages
from bot.news.quotes import find_quotes
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an edition stands with one period: the drafter's reason, and the agreement to exactly these words."""

    period: Period
    reason: GuardAnswer | None = None
    agreement: GuardAnswer | None = None

    @property
    def is_met(self) -> bool:
        """Tell whether both are there."""
        return self.reason is not None and self.agreement is not None


async def stands(
    work: Work, words: tuple[Edition, Content], moment: datetime, approvals: tuple[tuple[Approval, ...], int]
) -> tuple[Stand, ...]:
    """Return every period that guards these words at a moment of publishing; `approvals` are given and how many are needed."""
    edition, content = words
    touched = await _touched(work, content, moment)
    if not touched:
        return ()
    answers = await work.guards.answers(edition.id)
    contributors = await work.editions.contributors(edition.id)
    return tuple(_stand(period, answers, (edition, contributors), approvals) for period in touched)


async def mentioned(work: Work, edition: Edition, known: tuple[Stand, ...]) -> tuple[Stand, ...]:
    """Return the stands for periods that somebody has already answered for, though the moment does not lie in them now."""
    answers = await work.guards.answers(edition.id)
    asked = {one.period_id for one in answers} - {one.period.id for one in known}
    if not asked - {None}:
        return ()
    contributors = await work.editions.contributors(edition.id)
    found = [period for period in await work.guards.periods() if period.id in asked and not period.ended_at]
    return tuple(_stand(period, answers, (edition, contributors), ((), 0)) for period in found)


async def ask_reason(
    work: Work, person: Person, looked_at: tuple[int, int], period_id: int
) -> tuple[Edition, Period]:
    """Ask a drafter why it must go out in this period."""
    edition = await unchanged(work, *looked_at)
    period = await _running(work, person, edition, (period_id, Role.DRAFTER))
    question = Question(Asked.PERIOD_REASON, edition.id, edition.revision_id, str(period.id))
    await work.conversations.ask(person.telegram_id, question)
    return edition, period


async def give_reason(work: Work, person: Person, question: Question, reason: str) -> tuple[Edition, Period]:
    """Keep the reason and lay the edition before the duty officers who could agree."""
    edition = await unchanged(work, question.edition_id, question.revision_id)
    period = await _running(work, person, edition, (int(question.subject), Role.DRAFTER))
    facts = {"period": period.name, "reason": reason}
    await _keep(work, person, edition, (AnswerKind.REASON, facts, period))
    await work.conversations.answered(person.telegram_id)
    return edition, period


async def agree(work: Work, person: Person, looked_at: tuple[int, int], period_id: int) -> Edition:
    """Agree, as the second role, that exactly these words may go out in this period.

    Refuses who wrote any of it, who gave the reason, and an approver whose approval is needed.
    """
    edition = await unchanged(work, *looked_at)
    period = await _running(work, person, edition, (period_id, Role.DUTY_OFFICER))
    answers = await work.guards.answers(edition.id)
    contributors = await work.editions.contributors(edition.id)
    stand = _stand(period, answers, (edition, contributors), ((), 0))
    if stand.reason is None:
        raise Refusal("period_reason_first")
    if person.id in contributors:
        raise Refusal("own_words")
    approvals = await work.editions.approvals(edition.revision_id)
    if person.id == stand.reason.person_id or person.id in {one.person_id for one in approvals}:
        raise Refusal("own_agreement")
    if stand.agreement is not None:
        raise Refusal("agreed_already", name=stand.agreement.name)
    await _keep(work, person, edition, (AnswerKind.AGREEMENT, {"period": period.name}, period))
    headline, told = (await content_of(work, edition)).headline, {edition.author_id, stand.reason.person_id}
    for other in await work.people.roster():
        if other.id in told:
            values = {"headline": headline, "by": person.name, "name": period.name}
            await work.notices.queue(other.telegram_id, "period_agreed", **values)
    return edition


async def lay_before(work: Work, edition: Edition, asked: tuple[Period, str, Person]) -> None:
    """Ask every duty officer who could agree; tell who gave the reason when there is none."""
    period, reason, by = asked
    headline = (await content_of(work, edition)).headline
    could = await could_agree(work, edition, frozenset({by.id}))
    told = [by] if by.roles else await answerable(work, edition)
    for person in () if could else told:
        await work.notices.queue(person.telegram_id, "period_nobody", headline=headline)
    values = {"headline": headline, "by": by.name, "reason": reason, "words": period.words}
    shown = {"edition_id": edition.id, "revision_id": edition.revision_id, "period_id": period.id}
    for person in could:
        await work.notices.queue(person.telegram_id, "period_agree", **values, **shown)
    for person in told:
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)


async def lay_again(work: Work, edition: Edition) -> None:
    """Ask the duty officers anew where a reason stands and nobody has agreed to the words as they are now."""
    for stand in await mentioned(work, edition, ()):
        by = await work.people.get(stand.reason.person_id) if stand.reason else None
        if stand.reason and stand.agreement is None and by is not None:
            await lay_before(work, edition, (stand.period, stand.reason.facts["reason"], by))


def let_pass(guarded: tuple[Stand, ...]) -> None:
    """Refuse while a period lacks its reason or its second role."""
    for stand in guarded:
        if not stand.is_met:
            raise Refusal("period_lacking", words=stand.period.words, reason=stand.reason is not None)


async def could_agree(work: Work, edition: Edition, but: frozenset[int]) -> list[Person]:
    """Return the duty officers who could agree: none who wrote any of it, approved it, or gave the reason (`but`)."""
    out = await work.editions.contributors(edition.id) | but
    out |= {one.person_id for one in await work.editions.approvals(edition.revision_id)}
    roster = await work.people.roster()
    return [person for person in roster if Role.DUTY_OFFICER in person.roles and person.id not in out]


async def _touched(work: Work, content: Content, moment: datetime) -> list[Period]:
    """Return the periods a moment lies in; for words that quote somebody also those that run now."""
    known = await work.guards.periods()
    if not known:
        return []
    blocks = tuple(block for _, block in (*passages(content), *beside(content)))
    moments = {moment, work.now} if find_quotes(blocks) else {moment}
    return [period for period in known if any(period.holds(one) for one in moments)]


def _stand(
    period: Period,
    answers: list[GuardAnswer],
    about: tuple[Edition, frozenset[int]],
    approvals: tuple[tuple[Approval, ...], int],
) -> Stand:
    edition, contributors = about
    given, needed = approvals
    own = [one for one in answers if one.period_id == period.id]
    reason = next((one for one in reversed(own) if one.kind is AnswerKind.REASON), None)
    for one in own:
        others = [approval for approval in given if approval.person_id != one.person_id]
        counts = len(others) == len(given) or len(others) >= needed
        same_words = (one.revision_id, one.sha256) == (edition.revision_id, edition.sha256)
        is_second = one.person_id not in contributors and (not reason or one.person_id != reason.person_id)
        if one.kind is AnswerKind.AGREEMENT and same_words and is_second and counts:
            return Stand(period, reason, one)
    return Stand(period, reason)


async def _running(work: Work, person: Person, edition: Edition, wanted: tuple[int, Role]) -> Period:
    period_id, role = wanted
    if role not in person.roles:
        raise Refusal("not_your_role", roles=[role.value])
    if edition.state not in ANSWERABLE:
        raise Refusal("not_now", state=edition.state.value)
    period = next((one for one in await work.guards.periods() if one.id == period_id), None)
    if period is None or period.ended_at is not None:
        raise Refusal("period_gone")
    return period


async def _keep(
    work: Work, person: Person, edition: Edition, given: tuple[AnswerKind, dict[str, str], Period]
) -> None:
    kind, facts, period = given
    await work.guards.answer(edition, person.id, kind, Given(facts, period_id=period.id))
    await work.history.add(kind.value, person_id=person.id, edition=edition, why=as_reason(facts))
    await work.editions.touch(edition.id)
