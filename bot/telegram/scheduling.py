"""Scheduling in the chat: asking for a time, showing what was understood, confirming it, and taking it away again."""

from datetime import datetime
from functools import partial

from telegram import Message

from bot.desk import cards, schedule
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.desk.schedule import LOOKED_AT, Proposal
from bot.news.checks import Issue
from bot.news.refusal import Refusal
from bot.news.schedule import offers
from bot.news.staff import Person, Role
from bot.news.status import State
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk


async def ask_time(front: FrontDesk, call: Call) -> str:
    """Ask when it should go out, in the presser's own chat; a button offers the usual times, a message says any."""

    async def put(work: Work) -> None:
        edition = await schedule.ask(work, call.staff, call.looked_at)
        content = await content_of(work, edition)
        values = {
            "headline": content.headline,
            "now": front.typesetter.moment(work.now),
            "offers": offers(work.now, work.desk.timezone),
            "edition_id": edition.id,
            "revision_id": edition.revision_id,
        }
        await work.notices.queue(call.staff.telegram_id, "ask_schedule", **values)

    await front.write(put)
    return "choose_time"


async def offered_time(front: FrontDesk, call: Call) -> None:
    """Take one of the usual times from its button."""
    await _propose(front, call.staff, call.looked_at, call.pressed.subject)


async def give_time(front: FrontDesk, person: Person, question: Question, said: Message) -> None:
    """Take a message as the time that was asked for. The question stays open while another time would do."""
    if not has_authority(said):
        raise Refusal("time_forwarded")
    looked_at = (question.edition_id, question.revision_id)
    try:
        await _propose(front, person, looked_at, said.text or "")
    except Refusal as refusal:
        if refusal.code not in schedule.ASK_AGAIN:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise


async def confirm(front: FrontDesk, call: Call) -> str:
    """Let it go out at the moment on the button, which the presser has read."""
    moment, _, words = call.pressed.subject.partition(" ")

    async def keep(work: Work) -> None:
        chosen = (datetime.fromisoformat(moment), words, front.press)
        edition = await schedule.schedule(work, call.staff, call.looked_at, chosen)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(keep)
    return "scheduled"


async def confirm_other(front: FrontDesk, call: Call) -> str:
    """Let what is scheduled go out at the moment on the button instead; the approvals stay."""
    before, moment, words = call.pressed.subject.split(" ", 2)
    edition_id, revision_id = call.looked_at
    looked_at = (edition_id, revision_id, datetime.fromisoformat(before) if before else None)

    async def keep(work: Work) -> None:
        chosen = (datetime.fromisoformat(moment), words, front.press)
        edition = await schedule.reschedule(work, call.staff, looked_at, chosen)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(keep)
    return "scheduled"


async def reopen(front: FrontDesk, call: Call) -> str:
    """Take it back to draft, so that it is approved for the time on the button."""

    async def take_back(work: Work) -> None:
        edition = await schedule.reopen(work, call.staff, call.looked_at, call.pressed.subject)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(take_back)
    return "reopened"


async def unschedule(front: FrontDesk, call: Call) -> str:
    """Take the time away again."""
    await front.write(lambda work: schedule.unschedule(work, call.staff, call.looked_at[0]))
    return "unscheduled"


async def release_hold(front: FrontDesk, call: Call) -> str:
    """Make a held edition approved again."""
    await front.write(lambda work: schedule.release_hold(work, call.staff, call.looked_at[0]))
    return "hold_released"


async def _propose(front: FrontDesk, person: Person, looked_at: LOOKED_AT, words: str) -> None:
    said = (" ".join(words.split()), front.press)

    async def show(work: Work) -> None:
        proposal = await schedule.propose(work, person, looked_at, said)
        if proposal.lacking:
            await work.notices.queue(person.telegram_id, "schedule_guarded", **_guarded(front, proposal))
            return
        await work.notices.queue(person.telegram_id, "schedule_sure", **_shown(front, proposal))

    try:
        await front.write(show)
    except Refusal as refusal:
        if refusal.code != "checks_block_then":
            raise
        await front.write(partial(_say_blocked, front=front, asked=(person, looked_at), refusal=refusal))


async def _say_blocked(
    work: Work, front: FrontDesk, asked: tuple[Person, LOOKED_AT], refusal: Refusal
) -> None:
    """Say what stands against that time, and offer to override what can be; another time may be written still."""
    person, (edition_id, revision_id) = asked
    issues: list[Issue] = refusal.values["issues"]  # type: ignore[assignment]  # as `schedule.propose` raises it
    moment: datetime = refusal.values["moment"]  # type: ignore[assignment]  # the same
    values = {
        "words": front.words(f"refusal/{refusal.code}", **refusal.values),
        "moment": moment.isoformat(),
        "misread": Role.DRAFTER in person.roles and any(issue.can_be_overridden for issue in issues),
        "edition_id": edition_id,
        "revision_id": revision_id,
    }
    await work.notices.queue(person.telegram_id, "time_blocked", **values)


def _shown(front: FrontDesk, proposal: Proposal) -> dict[str, object]:
    due_at = proposal.edition.due_at
    return {
        "headline": proposal.headline,
        "words": proposal.words,
        "why_two": proposal.why_two,
        "voids": proposal.voids,
        "before": due_at.isoformat() if due_at else "",
        "is_other": proposal.edition.state is State.SCHEDULED,
        "warnings": front.words("issue/_lines", issues=proposal.issues) if proposal.issues else "",
        "edition_id": proposal.edition.id,
        "revision_id": proposal.edition.revision_id,
        "moments": [
            {"iso": moment.isoformat(), "said": front.typesetter.moment(moment)}
            for moment in proposal.moments
        ],
    }


def _guarded(front: FrontDesk, proposal: Proposal) -> dict[str, object]:
    stands = [
        {"id": one.period.id, "words": one.period.words, "reason": one.reason is not None}
        for one in proposal.lacking
    ]
    return {
        "headline": proposal.headline,
        "said": front.typesetter.moment(proposal.moments[0]),
        "stands": stands,
        "edition_id": proposal.edition.id,
        "revision_id": proposal.edition.revision_id,
    }
