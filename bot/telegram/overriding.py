"""Overriding in the chat: which finding is wrong, why, and at a time that a check stands against."""

from datetime import datetime

from telegram import Message

from bot.desk import cards, override
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.news.checks import Issue
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of


async def choose(front: FrontDesk, call: Call) -> str:
    """Offer the findings that can be overridden; a single one is asked about at once."""
    edition_id, revision_id = call.looked_at
    seen = (front.press, override.seen_from(call.pressed.subject))

    async def offer(work: Work) -> str:
        _, issues = await override.offered(work, call.staff, call.looked_at, seen)
        if len(issues) == 1:
            about = override.named(issues[0], seen[1])
            return await _ask(front, work, call.staff, Question(Asked.MISREAD, *call.looked_at, about))
        findings = [_shown(front, issue, seen[1]) for issue in issues]
        shown = {"findings": findings, "edition_id": edition_id, "revision_id": revision_id}
        await work.notices.queue(call.user.id, "misread_which", **shown)
        return "choose_finding"

    return await front.write(offer)


async def ask(front: FrontDesk, call: Call) -> str:
    """Ask why the finding on the button is wrong, in the presser's own chat."""
    question = Question(Asked.MISREAD, *call.looked_at, call.pressed.subject)
    return await front.write(lambda work: _ask(front, work, call.staff, question))


async def give_reason(front: FrontDesk, person: Person, said: Message) -> None:
    """Take the reason. The question is closed once an override is no longer possible."""
    if not has_authority(said):
        raise Refusal("own_words_only")
    if said.text is None:
        raise Refusal("override_reason_short")
    arrival, _ = await arrival_of(front, said)

    async def take(work: Work) -> None:
        edition = await override.give(work, person, arrival, front.press)
        if edition is not None:
            await cards.place_for(work, edition.id, person)

    try:
        await front.write(take)
    except Refusal as refusal:
        if refusal.code not in override.ASK_AGAIN:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise


async def _ask(front: FrontDesk, work: Work, person: Person, question: Question) -> str:
    issue = await override.ask(work, person, question, front.press)
    await work.notices.queue(
        person.telegram_id, "ask_misread", line=front.words(f"issue/{issue.code}", issue=issue)
    )
    return "ask_reason"


def _shown(front: FrontDesk, issue: Issue, moment: datetime | None) -> dict[str, str]:
    return {
        "line": front.words(f"issue/{issue.code}", issue=issue),
        "label": issue.about,
        "subject": override.named(issue, moment),
    }
