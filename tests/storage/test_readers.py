"""Those we write to: channels, subscribers and inboxes, and how each of them leaves."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.desk.ports import Work
from bot.desk.ports.values import Channel, Purpose
from bot.news.delivery import DeliveryState, Lane, Result
from bot.news.status import State
from bot.storage.tables import consents
from tests.storage.deliveries import claim_all, states, take
from tests.storage.world import MORNING, Newsroom

HOUR = timedelta(hours=1)
GROUP, SUPERGROUP = -44, -100044


async def ask(newsroom: Newsroom, address: str, token: str = "token") -> bool:
    async def step(work: Work) -> bool:
        return await work.inboxes.ask(address, token, work.now + HOUR, "Send me the news")

    return await newsroom.write(step)


async def confirm(newsroom: Newsroom, token: str = "token", key: str = "key") -> str | None:
    return await newsroom.write(lambda work: work.inboxes.confirm(token, key, work.now))


async def count(newsroom: Newsroom) -> int:
    return await newsroom.read(lambda work: work.inboxes.count())


class TestReaders:
    async def test_one_subscription_runs_at_a_time(self, newsroom: Newsroom) -> None:
        told = await asyncio.gather(
            *(newsroom.write(lambda work: work.readers.subscribe(501, "Rae")) for _ in range(5))
        )

        assert sorted(told) == [False] * 4 + [True]
        assert await newsroom.read(lambda work: work.readers.count()) == 1
        assert await newsroom.read(lambda work: work.readers.is_subscribed(501))

    async def test_a_reader_may_leave_and_come_back(self, newsroom: Newsroom) -> None:
        await newsroom.readers(501)

        assert await newsroom.write(lambda work: work.readers.end(501, "asked to stop"))
        assert not await newsroom.write(lambda work: work.readers.end(501, "asked to stop"))
        assert not await newsroom.read(lambda work: work.readers.is_subscribed(501))
        await newsroom.readers(501)

        assert await newsroom.read(lambda work: work.readers.count()) == 1

    async def test_leaving_counts_in_the_middle_of_a_broadcast(self, newsroom: Newsroom) -> None:
        await newsroom.readers(501, 502, 503)
        edition = await newsroom.at(State.PUBLISHING)

        await newsroom.write(lambda work: work.readers.end(502, "asked to stop"))

        assert await states(newsroom, edition) == {"501": "planned", "502": "excluded", "503": "planned"}
        assert [d.recipient for d in await claim_all(newsroom, Lane.TELEGRAM)] == ["501", "503"]

    async def test_leaving_while_being_sent_to_is_not_tried_again(self, newsroom: Newsroom) -> None:
        await newsroom.readers(501)
        edition = await newsroom.at(State.PUBLISHING)
        [delivery] = await claim_all(newsroom, Lane.TELEGRAM)
        lease = await take(newsroom, Lane.TELEGRAM)
        await newsroom.write(lambda work: work.readers.end(501, "asked to stop"))

        again = Result(delivery.id, DeliveryState.DEFERRED, reason="busy", until=MORNING)
        assert await newsroom.write(lambda work: work.outbox.settle(lease, [again], work.now)) == 1

        assert await states(newsroom, edition) == {"501": "excluded"}

    async def test_leaving_at_the_very_moment_of_publishing_leaves_nothing_planned(
        self, newsroom: Newsroom
    ) -> None:
        await newsroom.readers(501)
        edition = await newsroom.at(State.HOLDING)
        planned = asyncio.Event()

        async def publish(work: Work) -> None:
            await work.outbox.plan(edition.id)
            planned.set()
            await asyncio.sleep(0.05)

        async def leave() -> None:
            await planned.wait()
            assert await newsroom.write(lambda work: work.readers.end(501, "asked to stop"))

        await asyncio.gather(newsroom.write(publish), leave())

        assert await states(newsroom, edition) == {"501": "excluded"}


class TestInboxes:
    async def test_a_confirmed_address_is_an_inbox_with_one_key(self, newsroom: Newsroom) -> None:
        assert await ask(newsroom, "Ann@Example.org")
        assert await count(newsroom) == 0
        assert await newsroom.read(lambda work: work.inboxes.pending("token", work.now)) == "Ann@Example.org"

        assert await confirm(newsroom) == "Ann@Example.org"

        assert await count(newsroom) == 1
        assert await newsroom.read(lambda work: work.inboxes.by_key("key")) == "Ann@Example.org"
        assert await newsroom.read(lambda work: work.inboxes.by_key("another")) is None

    async def test_a_token_works_once_and_for_a_time(self, newsroom: Newsroom) -> None:
        await ask(newsroom, "ann@example.org")
        newsroom.clock.go_on(3600)
        assert await newsroom.read(lambda work: work.inboxes.pending("token", work.now)) is None
        assert await confirm(newsroom) is None
        await ask(newsroom, "ann@example.org", "second token")

        assert await confirm(newsroom, "second token") == "ann@example.org"
        assert await confirm(newsroom, "second token") is None
        assert await confirm(newsroom, "never issued") is None

    async def test_nobody_is_asked_twice_in_ten_minutes(self, newsroom: Newsroom) -> None:
        assert await ask(newsroom, "ann@example.org", "1")
        newsroom.clock.go_on(599)
        assert not await ask(newsroom, "ANN@example.org", "2")
        newsroom.clock.go_on(1)
        assert await ask(newsroom, "Ann@example.org", "3")

    async def test_whoever_is_subscribed_or_suppressed_is_not_asked(self, newsroom: Newsroom) -> None:
        await newsroom.inbox("ann@example.org", "key of Ann")
        await newsroom.write(lambda work: work.inboxes.suppress("Bo@example.org", "no such box"))
        newsroom.clock.go_on(3600)

        assert not await ask(newsroom, "ANN@example.org", "1")
        assert not await ask(newsroom, "bo@example.org", "2")

    async def test_an_inbox_leaves_at_once_and_may_come_back_with_its_old_key(
        self, newsroom: Newsroom
    ) -> None:
        await newsroom.inbox("ann@example.org", "key")
        edition = await newsroom.at(State.PUBLISHING)

        assert await newsroom.write(lambda work: work.inboxes.leave("key", "pressed unsubscribe"))
        assert await newsroom.write(lambda work: work.inboxes.leave("key", "pressed it again"))
        assert not await newsroom.write(lambda work: work.inboxes.leave("unknown", "guessed"))

        assert await states(newsroom, edition) == {"ann@example.org": "excluded"}
        assert (await count(newsroom), await newsroom.read(lambda work: work.inboxes.by_key("key"))) == (
            0,
            "ann@example.org",
        )
        newsroom.clock.go_on(3600)
        await ask(newsroom, "ann@example.org", "again")
        await confirm(newsroom, "again", "a new key")
        assert await count(newsroom) == 1
        assert await newsroom.read(lambda work: work.inboxes.by_key("key")) == "ann@example.org"
        assert await newsroom.read(lambda work: work.inboxes.by_key("a new key")) is None

    async def test_a_suppressed_inbox_gets_nothing_more(self, newsroom: Newsroom) -> None:
        await newsroom.inbox("ann@example.org", "key")
        edition = await newsroom.at(State.PUBLISHING)

        await newsroom.write(lambda work: work.inboxes.suppress("ANN@example.org", "complained"))

        assert await states(newsroom, edition) == {"ann@example.org": "excluded"}
        assert await count(newsroom) == 0

    async def test_an_address_suppressed_meanwhile_is_not_confirmed(self, newsroom: Newsroom) -> None:
        await ask(newsroom, "ann@example.org")
        await newsroom.write(lambda work: work.inboxes.suppress("ann@example.org", "complained"))

        assert await confirm(newsroom) is None

    async def test_consent_is_recorded_with_its_wording(self, newsroom: Newsroom) -> None:
        await newsroom.inbox("ann@example.org", "key")
        newsroom.clock.go_on(1)
        await newsroom.write(lambda work: work.inboxes.leave("key", "pressed unsubscribe"))

        rows = await newsroom.store.look(lambda tx: tx.all(select(consents).order_by(consents.c.id)))
        assert [(row.kind, row.at - MORNING, row.wording) for row in rows] == [
            ("asked", timedelta(0), "Send me the news"),
            ("confirmed", timedelta(0), ""),
            ("left", timedelta(seconds=1), "pressed unsubscribe"),
        ]


class TestChannels:
    async def test_a_new_place_is_undecided_until_somebody_says(self, newsroom: Newsroom) -> None:
        noticed = await newsroom.write(lambda work: work.channels.notice(GROUP, "Press", "group", "press"))

        assert noticed == Channel(GROUP, "Press", "group", Purpose.UNDECIDED, "press")
        assert await newsroom.write(lambda work: work.channels.decide(GROUP, Purpose.STAFF))
        assert not await newsroom.write(lambda work: work.channels.decide(GROUP, Purpose.STAFF))
        assert not await newsroom.write(lambda work: work.channels.decide(-1, Purpose.STAFF))
        renamed = await newsroom.write(lambda work: work.channels.notice(GROUP, "Press office", "group", ""))
        assert (renamed.title, renamed.purpose) == ("Press office", Purpose.STAFF)

    async def test_a_lost_place_is_not_used_until_we_are_back(self, newsroom: Newsroom) -> None:
        await newsroom.channel(-1)
        await newsroom.channel(-2)

        assert await newsroom.write(lambda work: work.channels.lose(-1, "removed"))
        assert not await newsroom.write(lambda work: work.channels.lose(-1, "removed"))

        assert [
            c.chat_id for c in await newsroom.read(lambda work: work.channels.usable(Purpose.PUBLIC))
        ] == [-2]
        assert len(await newsroom.read(lambda work: work.channels.known())) == 2
        await newsroom.channel(-1)
        assert len(await newsroom.read(lambda work: work.channels.usable(Purpose.PUBLIC))) == 2

    async def test_a_group_that_becomes_a_supergroup_is_followed(self, newsroom: Newsroom) -> None:
        await newsroom.channel(GROUP)
        edition = await newsroom.at(State.PUBLISHING)

        async def placed_and_moved(work: Work) -> None:
            await work.cards.place(edition.id, GROUP, None)
            await work.notices.queue(GROUP, "welcome")
            await work.channels.migrate(GROUP, SUPERGROUP)

        await newsroom.write(placed_and_moved)

        assert await newsroom.read(lambda work: work.channels.find(GROUP)) is None
        found = await newsroom.read(lambda work: work.channels.find(SUPERGROUP))
        assert found is not None
        assert found.purpose is Purpose.PUBLIC
        assert await states(newsroom, edition) == {str(SUPERGROUP): "planned"}
        assert [c.chat_id for c in await newsroom.read(lambda work: work.cards.of(edition.id))] == [
            SUPERGROUP
        ]
        [notice] = await newsroom.read(lambda work: work.notices.waiting(9, work.now))
        assert notice.chat_id == SUPERGROUP

    async def test_a_supergroup_noticed_before_the_move_is_one_place_and_gets_one_copy(
        self, newsroom: Newsroom
    ) -> None:
        await newsroom.channel(GROUP)
        await newsroom.channel(SUPERGROUP)
        edition = await newsroom.at(State.PUBLISHING)

        await newsroom.write(lambda work: work.channels.migrate(GROUP, SUPERGROUP))

        assert [c.chat_id for c in await newsroom.read(lambda work: work.channels.known())] == [SUPERGROUP]
        assert await states(newsroom, edition) == {str(GROUP): "excluded", str(SUPERGROUP): "planned"}

    async def test_an_undecided_supergroup_takes_over_what_the_group_was_for(
        self, newsroom: Newsroom
    ) -> None:
        await newsroom.channel(GROUP)
        await newsroom.channel(SUPERGROUP, Purpose.UNDECIDED)

        await newsroom.write(lambda work: work.channels.migrate(GROUP, SUPERGROUP))

        assert [
            c.chat_id for c in await newsroom.read(lambda work: work.channels.usable(Purpose.PUBLIC))
        ] == [SUPERGROUP]
