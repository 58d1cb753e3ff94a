"""The desk's policy in the chat: what holds, and each part to be chosen anew."""

from dataclasses import asdict

from bot.desk import policy
from bot.desk.ports import Work
from bot.news.policy import CHOICES
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk


async def show(front: FrontDesk, call: Call) -> None:
    """Say what holds, with a button for each part."""
    await front.write(lambda work: _show(work, call.user.id))


async def choose(front: FrontDesk, call: Call) -> None:
    """Offer what one part may be."""
    part = call.pressed.subject

    async def offer(work: Work) -> None:
        now = asdict(await work.policy.current())
        options = [
            {
                "subject": f"{part} {value}",
                "label": front.words("policy/value", part=part, value=value),
                "holds": int(now[part]) == value,
            }
            for value in CHOICES[part]
        ]
        await work.notices.queue(call.user.id, "policy_choose", part=part, options=options)

    await front.write(offer)


async def decide(front: FrontDesk, call: Call) -> str:
    """Take a choice; it holds from this moment on."""
    part, _, value = call.pressed.subject.partition(" ")

    async def take(work: Work) -> None:
        await policy.decide(work, call.staff, part, int(value))
        await _show(work, call.user.id)

    await front.write(take)
    return "policy_changed"


async def _show(work: Work, chat_id: int) -> None:
    now = {part: int(value) for part, value in asdict(await work.policy.current()).items()}
    await work.notices.queue(chat_id, "policy", policy=now, desk=work.desk.name)
