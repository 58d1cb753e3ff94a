"""What every round needs: to survive its failures, and to finish what is under way when told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

import structlog

from bot.desk.ports import Store
from bot.desk.ports.failures import StorageUnavailable
from bot.news.refusal import Refusal

log = structlog.get_logger()
T = TypeVar("T")
AFTER_FAILURE = 2.0  # seconds
QUIET_SECONDS = 1.0


async def forever(
    name: str, step: Callable[[], Awaitable[object]], idle: float, woken_by: Store | None = None
) -> None:
    """Repeat a round: at once while it found work (a true answer), else after `idle` s; a failure is survived.

    With `woken_by` it rests until this program has changed something there, QUIET_SECONDS at most: a desk at rest is not
    looked over again and again, and what other programs change is found all the same.
    """
    while True:
        seen = woken_by.changes if woken_by else 0
        try:
            found = await step()
        except (StorageUnavailable, Refusal) as passing:
            log.warning("round put off", round=name, reason=str(passing))
            await asyncio.sleep(AFTER_FAILURE)
        except Exception:
            log.exception("round failed", round=name)
            await asyncio.sleep(AFTER_FAILURE)
        else:
            await asyncio.sleep(0 if found is True else idle)
            if woken_by is not None and found is not True:
                await woken_by.changed(seen, QUIET_SECONDS)


async def to_the_end(work: Coroutine[object, object, T]) -> T:
    """Finish what speaks with the outside even when we are told to stop: an answer not recorded is one in doubt."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
