"""Whatever happens in whatever order: nobody is lost, nobody gets it twice, nobody who left gets it at all.

planned = accepted + refused + excluded + uncertain + pending
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.ports import Work
from bot.desk.ports.outbox import Lease
from bot.desk.ports.values import Edition
from bot.news.delivery import Delivery, DeliveryState, Kind, Lane, Result, Word
from bot.news.status import Action, State
from tests.storage.deliveries import SECONDS, claim, settle, states, take, tally
from tests.storage.world import Newsroom, moved

OUTCOMES = (DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.DEFERRED, DeliveryState.UNCERTAIN)
READERS = range(501, 506)
PLANNED = {Kind.CHANNEL: 2, Kind.SUBSCRIBER: len(READERS)}
_OWNERS = count(1)


@dataclass
class Broadcast:
    """One edition going out, with what the outside knows: who holds a copy, who asked to be left alone."""

    newsroom: Newsroom
    edition: Edition
    lease: Lease
    under_way: list[Delivery] = field(default_factory=list)
    got_it: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    async def claim(self, number: int) -> None:
        for delivery in await claim(self.newsroom, self.lease, number % 4 + 1):
            assert delivery.recipient not in self.got_it | self.left
            self.under_way.append(delivery)

    async def settle(self, number: int) -> None:
        if not self.under_way:
            return
        delivery = self.under_way.pop(number % len(self.under_way))
        outcome = OUTCOMES[number % len(OUTCOMES)]
        until = self.newsroom.clock.now() + timedelta(seconds=number)
        result = Result(delivery.id, outcome, reason="said so", until=until)
        assert await settle(self.newsroom, self.lease, result) == 1
        if outcome is DeliveryState.ACCEPTED:
            self.got_it.add(delivery.recipient)

    async def die(self, _: int) -> None:
        """The owner is killed with deliveries under way; another takes the lane over, and asks a person about them."""
        self.newsroom.clock.go_on(SECONDS)
        old, self.lease = self.lease, await take(self.newsroom, Lane.TELEGRAM, f"owner {next(_OWNERS)}")
        doubted = await self.newsroom.write(lambda work: work.outbox.doubt(self.lease, work.now))
        assert doubted == len(self.under_way)
        late = [Result(delivery.id, DeliveryState.ACCEPTED) for delivery in self.under_way]
        assert await settle(self.newsroom, old, *late) == 0
        self.under_way.clear()

    async def resolve(self, number: int) -> None:
        doubted = await self.newsroom.read(lambda work: work.outbox.uncertain(self.edition.id))
        was_sent = number % 2 == 0
        resolved = await self.newsroom.write(
            lambda work: work.outbox.resolve(
                self.edition.id, tuple(Kind), Word.SEEN_THERE if was_sent else Word.SEND_AGAIN, work.now
            )
        )
        assert resolved == len(doubted)
        if was_sent:
            self.got_it |= {delivery.recipient for delivery in doubted}

    async def leave(self, number: int) -> None:
        reader = READERS[number % len(READERS)]
        await self.newsroom.write(lambda work: work.readers.end(reader, "asked to stop"))
        self.left.add(str(reader))

    async def retry(self, _: int) -> None:
        await self.newsroom.write(lambda work: work.outbox.retry_refused_channels(self.edition.id))

    async def wait(self, number: int) -> None:
        self.newsroom.clock.go_on(min(number, SECONDS / 2))
        self.lease = await take(self.newsroom, Lane.TELEGRAM, self.lease.owner)

    async def stop(self, _: int) -> None:
        await self.newsroom.write(lambda work: work.outbox.stop(self.edition.id, Lane.TELEGRAM, "stopped"))

    async def balances(self) -> None:
        found, by_recipient = (
            await tally(self.newsroom, self.edition),
            await states(self.newsroom, self.edition),
        )
        assert {kind: counts.total for kind, counts in found.items()} == PLANNED
        intended = [recipient for recipient, state in by_recipient.items() if state == DeliveryState.INTENDED]
        assert sorted(intended) == sorted(delivery.recipient for delivery in self.under_way)
        accepted = {recipient for recipient, state in by_recipient.items() if state == DeliveryState.ACCEPTED}
        assert accepted == self.got_it


STEPS: list[Callable[[Broadcast, int], Awaitable[None]]] = [
    Broadcast.claim,
    Broadcast.settle,
    Broadcast.die,
    Broadcast.resolve,
    Broadcast.leave,
    Broadcast.retry,
    Broadcast.wait,
]
LIVES = st.lists(
    st.tuples(st.sampled_from([*STEPS, *STEPS[:2] * 3, Broadcast.stop]), st.integers(0, 60)), max_size=14
)


@given(life=LIVES)
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_the_equation_holds_through_every_life(
    newsroom: Newsroom, life: list[tuple[Callable[[Broadcast, int], Awaitable[None]], int]]
) -> None:
    broadcast = await begun(newsroom)
    for step, number in life:
        await step(broadcast, number)
        await broadcast.balances()

    await go_to_the_end(broadcast)

    found = await tally(newsroom, broadcast.edition)
    assert all(counts.settled for counts in found.values())
    await newsroom.write(lambda work: moved(work, broadcast.edition, Action.FINISH))


async def everyone_subscribes(work: Work) -> None:
    for reader in READERS:
        await work.readers.subscribe(reader, "Reader")


async def begun(newsroom: Newsroom) -> Broadcast:
    await newsroom.write(everyone_subscribes)
    for chat_id in (-1, -2):
        await newsroom.channel(chat_id)
    edition = await newsroom.at(State.PUBLISHING)
    newsroom.clock.go_on(SECONDS)
    return Broadcast(newsroom, edition, await take(newsroom, Lane.TELEGRAM, f"owner {next(_OWNERS)}"))


async def go_to_the_end(broadcast: Broadcast) -> None:
    """Every life ends: what is under way settles, doubts are resolved, the rest goes out."""
    await broadcast.die(0)
    await broadcast.resolve(1)
    broadcast.newsroom.clock.go_on(60)
    broadcast.lease = await take(broadcast.newsroom, Lane.TELEGRAM, broadcast.lease.owner)
    await broadcast.claim(3)
    while broadcast.under_way:
        await broadcast.settle(0)
        await broadcast.claim(3)
