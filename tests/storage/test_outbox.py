"""The ledger: planned once, claimed in order, settled once, and nothing lost between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.ports import Work
from bot.desk.ports.outbox import Lease
from bot.desk.ports.values import Purpose
from bot.news.delivery import Delivery, DeliveryState, Kind, Lane, Result, Word
from bot.news.status import Action, State
from tests.storage.deliveries import (
    accepted,
    claim,
    claim_all,
    plan,
    settle,
    states,
    take,
    tally,
)
from tests.storage.world import MORNING, NEWS, Newsroom, moved

LATER = MORNING + timedelta(seconds=5)


@pytest.fixture
async def audience(newsroom: Newsroom) -> Newsroom:
    """A channel, two readers, two inboxes."""
    await newsroom.channel(-1)
    await newsroom.readers(501, 502)
    await newsroom.inbox("ann@example.org", "key of Ann")
    await newsroom.inbox("bo@example.org", "key of Bo")
    return newsroom


def deferred(delivery: Delivery) -> Result:
    return Result(delivery.id, DeliveryState.DEFERRED, reason="busy", until=LATER)


def refused(delivery: Delivery, reason: str = "blocked") -> Result:
    return Result(delivery.id, DeliveryState.REFUSED, reason=reason)


def uncertain(delivery: Delivery) -> Result:
    return Result(delivery.id, DeliveryState.UNCERTAIN, reason="read time-out")


async def names(newsroom: Newsroom, lease: Lease, limit: int = 100) -> list[str]:
    return [delivery.recipient for delivery in await claim(newsroom, lease, limit)]


class TestPlanning:
    async def test_everyone_is_planned_for_once(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)

        assert await plan(audience, edition) == {Kind.CHANNEL: 1, Kind.SUBSCRIBER: 2, Kind.INBOX: 2}
        assert await states(audience, edition) == dict.fromkeys(
            ("-1", "501", "502", "ann@example.org", "bo@example.org"), "planned"
        )

    async def test_who_left_is_lost_undecided_or_unconfirmed_is_not_planned_for(
        self, audience: Newsroom
    ) -> None:
        async def step(work: Work) -> None:
            await work.channels.notice(-2, "Undecided", "channel", "")
            await work.channels.notice(-3, "Staff", "group", "")
            await work.channels.decide(-3, Purpose.STAFF)
            await work.channels.lose(-1, "removed")
            await work.readers.end(501, "asked to stop")
            await work.inboxes.leave("key of Ann", "pressed unsubscribe")
            await work.inboxes.ask("cy@example.org", "hash", LATER, "Send me the news")

        await audience.write(step)
        edition = await audience.at(State.PUBLISHING)

        assert await states(audience, edition) == {"502": "planned", "bo@example.org": "planned"}

    async def test_words_meant_for_some_go_to_those_only(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING, replace(NEWS, targets=("page", "inboxes")))

        assert await states(audience, edition) == {"ann@example.org": "planned", "bo@example.org": "planned"}

    async def test_planning_again_adds_who_is_new_and_leaves_the_rest(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        [channel, *_] = await claim_all(audience, Lane.TELEGRAM)
        await settle(audience, await take(audience, Lane.TELEGRAM), accepted(channel))
        await audience.readers(503)

        assert (await plan(audience, edition))[Kind.SUBSCRIBER] == 3
        assert (await states(audience, edition))["-1"] == "accepted"

    async def test_frozen_bytes_stay(self, newsroom: Newsroom) -> None:
        edition = await newsroom.draft()
        await newsroom.write(lambda work: work.outbox.freeze(edition.id, Kind.INBOX, b"first"))
        await newsroom.write(lambda work: work.outbox.freeze(edition.id, Kind.INBOX, b"second"))

        assert await newsroom.read(lambda work: work.outbox.rendering(edition.id, Kind.INBOX)) == b"first"
        assert await newsroom.read(lambda work: work.outbox.rendering(edition.id, Kind.CHANNEL)) is None


class TestClaiming:
    async def test_channels_go_first_then_subscribers_in_windows(self, audience: Newsroom) -> None:
        await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)

        assert await names(audience, lease, 2) == ["-1", "501"]
        assert await names(audience, lease, 2) == ["502"]
        assert await names(audience, lease, 2) == []

    async def test_what_is_claimed_is_intended_from_now(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        [channel, *_] = await claim_all(audience, Lane.TELEGRAM)

        assert (channel.state, channel.attempts, channel.intended_at) == (DeliveryState.INTENDED, 0, MORNING)
        assert channel.edition_id == edition.id

    async def test_inboxes_wait_until_the_channels_were_tried(self, audience: Newsroom) -> None:
        await audience.at(State.PUBLISHING)
        mail, telegram = await take(audience, Lane.MAIL), await take(audience, Lane.TELEGRAM)

        assert await names(audience, mail) == []
        [channel, *_] = await claim(audience, telegram)
        assert await names(audience, mail) == []
        await settle(audience, telegram, refused(channel))

        assert [(d.recipient, d.key) for d in await claim(audience, mail)] == [
            ("ann@example.org", "key of Ann"),
            ("bo@example.org", "key of Bo"),
        ]

    async def test_what_is_deferred_comes_when_its_time_has_come_and_before_the_untried(
        self, audience: Newsroom
    ) -> None:
        await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        first = await claim(audience, lease, 2)
        await settle(audience, lease, *map(deferred, first))
        assert await audience.read(lambda work: work.outbox.next_moment(Lane.TELEGRAM)) == LATER

        audience.clock.go_on(4.999)
        assert await audience.write(lambda work: work.outbox.claim(lease, 0, work.now)) == []
        early = await claim(audience, lease)
        await settle(audience, lease, *map(deferred, early))
        audience.clock.go_on(0.001)

        again = await claim(audience, lease)
        assert [d.recipient for d in early] == ["502"]
        assert [(d.recipient, d.attempts, d.reason) for d in again] == [
            ("-1", 1, ""),
            ("501", 1, ""),
            ("502", 1, ""),
        ]
        assert await audience.read(lambda work: work.outbox.next_moment(Lane.TELEGRAM)) is None

    @pytest.mark.parametrize("action", [Action.KILL, Action.FINISH])
    async def test_only_what_is_being_published_is_claimed(self, audience: Newsroom, action: Action) -> None:
        edition = await audience.at(State.PUBLISHING)
        await audience.write(lambda work: moved(work, edition, action))

        assert await claim_all(audience, Lane.TELEGRAM) == []

    async def test_a_partly_published_edition_goes_on(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        await audience.write(lambda work: moved(work, edition, Action.FINISH_PARTLY))

        assert len(await claim_all(audience, Lane.TELEGRAM)) == 3


class TestSettling:
    async def test_each_result_is_recorded_once(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        channel, first, second = await claim(audience, lease)

        assert await settle(audience, lease, accepted(channel, 70), refused(first), uncertain(second)) == 3
        assert await settle(audience, lease, refused(channel), accepted(first)) == 0
        assert await settle(audience, lease) == 0

        found = await states(audience, edition)
        assert (found["-1"], found["501"], found["502"]) == ("accepted", "refused", "uncertain")
        assert await audience.read(lambda work: work.outbox.refusals(edition.id)) == [
            (Kind.SUBSCRIBER, "501", "blocked")
        ]
        [doubt] = await audience.read(lambda work: work.outbox.uncertain(edition.id))
        assert (doubt.recipient, doubt.reason, doubt.attempts) == ("502", "read time-out", 1)

    async def test_a_person_says_what_became_of_a_doubt(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        claimed = await claim(audience, lease)
        await settle(audience, lease, *map(uncertain, claimed[:2]))

        assert (
            await audience.write(
                lambda work: work.outbox.resolve(edition.id, tuple(Kind), Word.SEND_AGAIN, work.now)
            )
            == 2
        )
        assert await names(audience, lease) == ["-1", "501"]
        await settle(audience, lease, *map(uncertain, claimed))
        assert (
            await audience.write(
                lambda work: work.outbox.resolve(edition.id, tuple(Kind), Word.SEEN_THERE, work.now)
            )
            == 3
        )

        assert (await tally(audience, edition))[Kind.CHANNEL].of(DeliveryState.ACCEPTED) == 1

    async def test_a_doubt_about_somebody_who_left_is_not_sent_again(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        await settle(audience, lease, *map(uncertain, await claim(audience, lease)))
        await audience.write(lambda work: work.readers.end(501, "asked to stop"))

        await audience.write(
            lambda work: work.outbox.resolve(edition.id, tuple(Kind), Word.SEND_AGAIN, work.now)
        )

        assert await names(audience, lease) == ["-1", "502"]
        assert (await states(audience, edition))["501"] == "excluded"

    async def test_refused_channels_are_tried_again_and_nobody_else(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        await settle(audience, lease, *map(refused, await claim(audience, lease)))

        assert await audience.write(lambda work: work.outbox.retry_refused_channels(edition.id)) == 1
        assert await names(audience, lease) == ["-1"]

    async def test_stopping_a_lane_excludes_what_has_not_gone(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        [channel, first] = await claim(audience, lease, 2)
        await settle(audience, lease, deferred(channel))

        assert await audience.write(lambda work: work.outbox.stop(edition.id, Lane.TELEGRAM, "killed")) == 2
        await settle(audience, lease, deferred(first))

        assert await states(audience, edition) == {
            "-1": "excluded",
            "501": "excluded",
            "502": "excluded",
            "ann@example.org": "planned",
            "bo@example.org": "planned",
        }
        assert await audience.write(lambda work: work.outbox.stop(edition.id, Lane.MAIL, "killed")) == 2
        assert all(kind.settled for kind in (await tally(audience, edition)).values())

    async def test_a_word_about_one_kind_leaves_the_doubts_about_another(self, audience: Newsroom) -> None:
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        await settle(audience, lease, *map(uncertain, await claim(audience, lease)))

        async def resolve(work: Work) -> int:
            return await work.outbox.resolve(edition.id, [Kind.CHANNEL], Word.SEEN_THERE, work.now)

        assert await audience.write(resolve) == 1
        assert [d.recipient for d in await audience.read(lambda work: work.outbox.uncertain(edition.id))] == [
            "501",
            "502",
        ]

    async def test_refusals_are_shown_channels_first_and_twenty_at_most(self, audience: Newsroom) -> None:
        await audience.readers(*range(600, 630))
        edition = await audience.at(State.PUBLISHING)
        lease = await take(audience, Lane.TELEGRAM)
        await settle(audience, lease, *map(refused, await claim(audience, lease)))

        shown = await audience.read(lambda work: work.outbox.refusals(edition.id))

        assert (len(shown), shown[0][:2]) == (20, (Kind.CHANNEL, "-1"))

    async def test_a_tally_names_only_kinds_somebody_was_planned_for(self, newsroom: Newsroom) -> None:
        await newsroom.readers(501)
        edition = await newsroom.at(State.PUBLISHING)

        found = await tally(newsroom, edition)

        assert (list(found), found[Kind.SUBSCRIBER].pending) == ([Kind.SUBSCRIBER], 1)
