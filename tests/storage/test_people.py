"""The roster and its invites."""

from datetime import timedelta

from bot.desk.ports import Work
from bot.news.staff import Role
from tests.storage.world import MORNING, Newsroom

TOMORROW = MORNING + timedelta(days=1)


async def test_a_person_met_again_is_renamed_and_keeps_their_roles(newsroom: Newsroom) -> None:
    again = await newsroom.write(lambda work: work.people.meet(11, "Ann Archer", "ann"))

    assert (again.id, again.name, again.roles) == (newsroom.ann.id, "Ann Archer", newsroom.ann.roles)
    assert await newsroom.read(lambda work: work.people.find(11)) == again


async def test_the_roster_is_everyone_with_a_role_by_name(newsroom: Newsroom) -> None:
    await newsroom.write(lambda work: work.people.meet(99, "Aaron, a reader", ""))
    await newsroom.write(lambda work: work.people.grant(newsroom.cem.id, Role.ADMIN))

    roster = await newsroom.read(lambda work: work.people.roster())

    assert [person.name for person in roster] == ["Ann", "Ben", "Cem"]
    assert roster[2].roles == {Role.APPROVER, Role.ADMIN}


async def test_a_role_is_given_once(newsroom: Newsroom) -> None:
    assert not await newsroom.write(lambda work: work.people.grant(newsroom.ben.id, Role.APPROVER))


async def test_who_leaves_loses_every_role_and_the_invites_they_issued(newsroom: Newsroom) -> None:
    await invite(newsroom, "theirs", newsroom.ben.id)
    await invite(newsroom, "another's", newsroom.cem.id)

    assert await newsroom.write(lambda work: work.people.remove(newsroom.ben.id))

    assert not await newsroom.write(lambda work: work.people.remove(newsroom.ben.id))
    gone = await newsroom.read(lambda work: work.people.get(newsroom.ben.id))
    assert gone is not None
    assert gone.roles == frozenset()
    assert await take(newsroom, "theirs") is None
    assert await take(newsroom, "another's") is Role.DRAFTER


async def test_an_invite_is_used_once(newsroom: Newsroom) -> None:
    await invite(newsroom, "token")

    assert await take(newsroom, "token") is Role.DRAFTER
    assert await take(newsroom, "token") is None


async def test_an_invite_ends(newsroom: Newsroom) -> None:
    await invite(newsroom, "token")
    newsroom.clock.go_on(24 * 3600)

    assert await take(newsroom, "token") is None


async def test_an_unknown_invite_is_none(newsroom: Newsroom) -> None:
    assert await take(newsroom, "never issued") is None


async def invite(newsroom: Newsroom, token_hash: str, by: int | None = None) -> None:
    await newsroom.write(
        lambda work: work.people.add_invite(Role.DRAFTER, token_hash, created_by=by, expires_at=TOMORROW)
    )


async def take(newsroom: Newsroom, token_hash: str) -> Role | None:
    async def step(work: Work) -> Role | None:
        person = await work.people.meet(77, "Dee", "")
        taken = await work.people.take_invite(token_hash, person.id, work.now)
        return taken.role if taken else None

    return await newsroom.write(step)
