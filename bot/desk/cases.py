"""Wording about a criminal case: what of it has no answers yet, and asking for them one by one.

Three answers (how far the case is, why it may be said, who decided) hold for the sentences they were given for, in any later
revision that still has them; a sentence that changed is asked about anew. Not a word is altered here.
"""

from bot.desk.kept import as_reason
from bot.desk.loading import content_of, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.guards import AnswerKind, Given, GuardAnswer
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.checks import Issue, Severity
from bot.news.guards.court import Guarded, Stage, guarded
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import State

ANSWERABLE = frozenset({State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD})
MOST_PHRASES = 3


async def unanswered(work: Work, edition: Edition, content: Content) -> list[Guarded]:
    """Return the guarded sentences for which nobody has answered."""
    found = guarded(content)
    if not found:
        return []
    answers = await work.guards.case_answers(edition.announcement_id)
    known = {seal for one in answers for seal in one.seals}
    return [one for one in found if one.seal not in known]


async def answered(work: Work, edition: Edition, content: Content) -> list[GuardAnswer]:
    """Return the answers that hold for a sentence which is still said."""
    said = {one.seal for one in guarded(content)}
    answers = await work.guards.case_answers(edition.announcement_id)
    return [one for one in answers if one.seals & said]


async def case_issues(work: Work, edition: Edition, content: Content) -> list[Issue]:
    """Return what blocks while a guarded sentence is unanswered."""
    found = await unanswered(work, edition, content)
    if not found:
        return []
    phrases = list(dict.fromkeys(phrase for one in found for phrase in one.phrases))
    values: dict[str, object] = {"phrases": phrases[:MOST_PHRASES], "sentences": len(found)}
    return [Issue("case_unrecorded", Severity.BLOCKS, values)]


async def ask(work: Work, person: Person, looked_at: tuple[int, int]) -> tuple[Edition, list[Guarded]]:
    """Begin with the first question; return the sentences it is about. Refuses when all are answered."""
    edition = await _answerable(work, person, looked_at)
    found = await unanswered(work, edition, await content_of(work, edition))
    if not found:
        raise Refusal("case_recorded_already")
    return edition, found


async def choose_stage(work: Work, person: Person, looked_at: tuple[int, int], stage: Stage) -> Edition:
    """Take the first answer, ask the second: why it may be said."""
    edition, _ = await ask(work, person, looked_at)
    question = Question(Asked.CASE_REASON, edition.id, edition.revision_id, stage.value)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def give_reason(work: Work, person: Person, question: Question, reason: str) -> Edition:
    """Take the second answer, ask the third: who decided."""
    looked_at = (question.edition_id, question.revision_id)
    edition, _ = await ask(work, person, looked_at)
    following = Question(Asked.CASE_DECIDER, *looked_at, f"{question.subject} {reason}")
    await work.conversations.ask(person.telegram_id, following)
    return edition


async def give_decider(work: Work, person: Person, question: Question, decider: str) -> Edition:
    """Take the third answer and keep all three, for the sentences that had none."""
    edition, found = await ask(work, person, (question.edition_id, question.revision_id))
    stage, _, reason = question.subject.partition(" ")
    facts = {
        "stage": stage,
        "reason": reason,
        "decided by": decider,
        "wording": " ".join(f"“{one.sentence}”" for one in found),
    }
    given = Given(facts, tuple(one.seal for one in found))
    await work.guards.answer(edition, person.id, AnswerKind.CASE, given)
    await work.history.add(AnswerKind.CASE.value, person_id=person.id, edition=edition, why=as_reason(facts))
    await work.conversations.answered(person.telegram_id)
    await work.editions.touch(edition.id)
    return edition


async def _answerable(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    edition = await unchanged(work, *looked_at)
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])
    if edition.state not in ANSWERABLE:
        raise Refusal("not_now", state=edition.state.value)
    return edition
