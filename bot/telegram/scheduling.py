"""Scheduling in the chat: asking for a time, showing what was understood, confirming it, and taking it away again."""

from datetime import datetime

from telegram import Message

from bot.desk import cards, schedule
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.desk.schedule import LOOKED_AT, Proposal
from bot.news.refusal import Refusal
from bot.news.schedule import offers
from bot.news.staff import Person
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

    await front.write(show)


def _shown(front: FrontDesk, proposal: Proposal) -> dict[str, object]:
    return {
        "headline": proposal.headline,
        "words": proposal.words,
        "why_two": proposal.why_two,
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
