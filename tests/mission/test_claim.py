"""“I’m looking at it”: seen by all, over after half an hour, passed on by a press, and binding nobody."""

import asyncio
from functools import partial

from bot.desk import claim
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import State
from tests.mission.test_review import approves, on_the_desk, submitted
from tests.newsroom import Desk, labels_of, newest, words_of

ROUNDS = 10
LOOKING = "I’m looking at it"


async def test_a_claim_is_seen_by_all_on_the_card_that_stands_and_ends_by_itself(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.in_review()
    await desk.told(desk.alan, "Please review")
    await desk.told(desk.dan, "In review")
    stands = {who: newest(who) for who in (desk.ann, desk.alan, desk.dan)}
    in_group = (await desk.told(desk.dan, "Please review", chat=group)).id

    assert "for half an hour. Others may still decide" in await desk.presses(desk.ann, LOOKING)
    for who in stands:
        await desk.told(who, "Ann Price is looking at it, until 12:30")
    await desk.told(desk.dan, "Ann Price is looking at it", chat=group)
    assert {who: newest(who) for who in stands} == stands
    assert newest(desk.dan, group) == in_group
    assert "Give it back" in labels_of(desk.ann.last())
    assert "Give it back" not in labels_of(desk.alan.last())

    assert "for approvers" in await desk.presses(desk.dan, LOOKING, chat=group)
    assert "nothing to give back" in await desk.presses(desk.alan, "Give it back", chat=group)
    assert "is told" in await desk.presses(desk.alan, LOOKING, chat=group)
    assert "instead of you" in words_of(await desk.told(desk.ann, "Alan Reed is looking at it now"))
    await desk.told(desk.dan, "Alan Reed is looking at it, until 12:30")
    await desk.presses(desk.alan, "Give it back")
    await gone(desk)

    await desk.presses(desk.ann, LOOKING)
    await desk.told(desk.alan, "Ann Price is looking at it")
    desk.clock.go_on(minutes=30)
    await gone(desk)
    await desk.presses(desk.ann, LOOKING)
    await desk.told(desk.alan, "Ann Price is looking at it, until 13:00")
    await desk.presses(desk.alan, "Approve")
    assert "looking" not in words_of(await desk.told(desk.dan, "✅ Approved"))


async def test_a_claim_postpones_nothing_and_ends_with_who_made_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER)
    await desk.in_review()
    desk.clock.go_on(hours=3, minutes=50)
    await desk.presses(desk.ann, LOOKING)
    await desk.told(desk.dan, "Ann Price is looking at it, until 16:20")
    desk.clock.go_on(minutes=10)
    await desk.told(desk.ann, "It has waited for a decision")
    await desk.told(desk.dan, "Ann Price is looking at it, until 16:20")

    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Ann Price")
    await desk.presses(desk.ada, "Yes, remove")
    await gone(desk)

    eve = await on_the_desk(desk, desk.eve.id)
    edition = await own(desk, eve)
    assert await tries(desk, edition, eve) == "own_words"


async def test_of_claims_at_once_one_holds_and_none_keeps_anybody_from_approving(desk: Desk) -> None:
    ann, alan = await on_the_desk(desk, desk.ann.id), await on_the_desk(desk, desk.alan.id)
    for number in range(ROUNDS):
        edition = await submitted(desk, number)
        first = await asyncio.gather(*(tries(desk, edition, who) for who in (ann, alan)))
        assert sorted(first) == ["", "passed"]
        held = await desk.newsroom.store.read(partial(holder, edition=edition))
        assert held == (alan.id if first[1] == "passed" else ann.id)

        turn = (approves(desk, edition, ann), tries(desk, edition, alan))
        approved, claimed = await asyncio.gather(*turn)
        assert approved
        assert claimed in ("", "passed", "not_now")


async def test_a_claim_that_bars_others_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: only who looks at it may decide."""
    desk = sqlite_desk
    ann, alan = await on_the_desk(desk, desk.ann.id), await on_the_desk(desk, desk.alan.id)
    edition = await submitted(desk, 0)
    await tries(desk, edition, alan)

    async def naive() -> bool:
        if await desk.newsroom.store.read(partial(holder, edition=edition)) != ann.id:
            return False
        return await approves(desk, edition, ann)

    assert not await naive()
    assert await approves(desk, edition, ann)


async def tries(desk: Desk, edition: Edition, person: Person) -> str:
    """Claim; return "passed" when somebody else's claim ended with it, a refusal's code, else ""."""
    looked_at = (edition.id, edition.revision_id)
    try:
        before = await desk.newsroom.store.write(lambda work: claim.claim(work, person, looked_at))
    except Refusal as refusal:
        return refusal.code
    return "passed" if before else ""


async def holder(work: Work, edition: Edition) -> int | None:
    review = await work.reviews.latest(edition.id)
    return review.claim.person_id if review and review.claim else None


async def own(desk: Desk, eve: Person) -> Edition:
    """An item of Eve's own in review, who is an approver too."""
    desk.eve.write("Eve’s item\n\nIts standfirst.")
    await desk.presses(desk.eve, "Submit for review")
    await desk.told(desk.alan, "Eve’s item")

    async def find(work: Work) -> Edition:
        return next(one for one in await work.editions.in_state(State.IN_REVIEW) if one.author_id == eve.id)

    return await desk.newsroom.store.read(find)


async def gone(desk: Desk) -> None:
    """Wait until no card says any more that somebody is looking."""

    def found() -> bool:
        cards = [m for who in (desk.alan, desk.dan) for m in who.sees() if "eview" in words_of(m)]
        return not any("is looking at it, until" in words_of(m) for m in cards)

    await desk.sandbox.world.until(lambda: found() or None, 30)
