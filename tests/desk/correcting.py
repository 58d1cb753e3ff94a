"""Contests over what is out: who opens its next edition, and whether that goes out against a kill."""

from bot.desk import kill, publish, review
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.status import LIVE, TERMINAL, State
from tests.desk.racing import DONE, PRESS, Starter, Track


async def two_corrections(track: Track) -> str:
    """Two open the next edition at once: one does, and there is one."""
    out = await is_out(track)
    told = await track.race(track.corrects(out), track.corrects(out))
    editions = await track.stores[0].read(lambda work: work.record.editions(out.announcement_id))
    being = [one for one in editions if one.state not in TERMINAL | LIVE]
    numbers = [one.number for one in editions]
    if told.count(DONE) != 1 or len(being) != 1 or numbers != [1, 2]:
        return f"told {told}, editions {numbers}, {len(being)} open"
    return "" if {DONE, "corrected_already"} == set(told) else f"told {told}"


async def kill_against_correction(track: Track) -> str:
    """What is out is killed while its correction goes live: it is gone whichever was first, and nothing of it is public."""
    out = await is_out(track)
    await track.race(track.corrects(out))
    following = await track.stores[0].read(lambda work: work.editions.open_of(out.announcement_id))
    assert following is not None
    await track.race(changes(track, following))
    following = await track.now(following)
    await track.race(track.approves("Ann", following))
    await track.race(track.publishes("Ann", following))
    killed, _ = await track.race(
        kills(track, out), ("Dan", lambda work: publish.go_live(work, following.id, PRESS))
    )
    first, second = await track.now(out), await track.now(following)
    live = [one for one in (first, second) if one.state in LIVE]
    if killed == DONE:
        return (
            "" if first.state is State.KILLED and not live else f"killed, and {first.state}, {second.state}"
        )
    expected = (State.SUPERSEDED, State.PUBLISHING)
    return "" if (first.state, second.state) == expected else f"told {killed}: {first.state}, {second.state}"


async def is_out(track: Track) -> Edition:
    """An announcement of Dan's that is going out."""
    seen = await track.submitted()
    await track.race(track.approves("Ann", seen))
    await track.race(track.publishes("Ann", seen))
    await track.race(("Dan", lambda work: publish.go_live(work, seen.id, PRESS)))
    return await track.now(seen)


def changes(track: Track, following: Edition) -> Starter:
    """A word is changed, and it is submitted."""
    _, edit = track.edits(following)

    async def step(work: Work) -> None:
        await edit(work)
        await review.submit(work, track.staff["Dan"], following.id, PRESS)

    return "Dan", step


def kills(track: Track, out: Edition) -> Starter:
    ann, looked_at = track.staff["Ann"], (out.id, out.revision_id)
    return "Ann", lambda work: kill.kill(work, ann, looked_at, ("It should never have been out.", PRESS))
