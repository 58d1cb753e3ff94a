"""Which approvals count: one by somebody who contributed afterwards is none any more."""

from bot.desk import review
from bot.desk.ports import Work
from bot.news.policy import Policy
from bot.news.staff import Role
from bot.news.status import State
from tests.desk.racing import DONE, PRESS, Track


async def test_who_submits_what_was_sent_back_has_not_approved_it(track: Track) -> None:
    """Two have to agree. Ann agrees, Alan sends back, and Ann hands the same words in again."""

    async def prepare(work: Work) -> None:
        assert await work.policy.change(Policy(), Policy(approvals_needed=2))
        await work.people.grant(track.staff["Ann"].id, Role.DRAFTER)
        track.staff["Ann"] = await work.people.get(track.staff["Ann"].id) or track.staff["Ann"]

    await track.stores[0].write(prepare)
    seen = await track.submitted()
    assert await track.race(track.approves("Ann", seen)) == [DONE]
    assert await track.race(track.sends_back("Alan", seen)) == [DONE]
    ann = track.staff["Ann"]
    assert await track.race(("Ann", lambda work: review.submit(work, ann, seen.id, PRESS))) == [DONE]

    assert await track.race(track.approves("Bea", seen)) == [DONE]
    assert (await track.now(seen)).state is State.IN_REVIEW
    assert await track.race(track.approves("Cem", seen)) == [DONE]
    assert (await track.now(seen)).state is State.APPROVED
