"""Letters: writing to one person who asked for it, such as to confirm a subscription. Durable like all that waits."""

from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.desk.ports import Store, Work
from bot.desk.ports.letters import Letter
from bot.news.delivery import Answer, Verdict

AT_ONCE = 10
FIRST_WAIT = 2.0
LONGEST_WAIT = 900.0
GIVE_UP_AFTER = 40


class Postbox(Protocol):
    """Hands one letter to the relay; its answer says what is known."""

    async def post(self, letter: Letter, at: datetime) -> Answer:
        """Make one attempt."""
        ...


async def send_waiting(store: Store, postbox: Postbox) -> int:
    """Send the letters whose time has come; return how many were tried."""
    waiting = await store.read(lambda work: work.letters.waiting(AT_ONCE, work.now))
    for letter in waiting:
        at = await store.read(_now)
        answer = await postbox.post(letter, at)
        await store.write(partial(_settle, letter=letter, answer=answer))
    return len(waiting)


async def _now(work: Work) -> datetime:
    return work.now


async def _settle(work: Work, letter: Letter, answer: Answer) -> None:
    """A letter in doubt is written again: two are a nuisance, none is a reader lost."""
    if answer.verdict is Verdict.ACCEPTED:
        await work.letters.settle(letter.id)
    elif answer.verdict in (Verdict.PERMANENT, Verdict.OUR_FAULT) or letter.attempts >= GIVE_UP_AFTER:
        await work.letters.settle(letter.id, answer.reason)
    else:
        wait = min(FIRST_WAIT * 2 ** min(letter.attempts, 10), answer.retry_after or LONGEST_WAIT)
        await work.letters.later(letter.id, work.now + timedelta(seconds=wait))
