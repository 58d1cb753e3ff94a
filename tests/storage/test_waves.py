"""The press's copies in the ledger: theirs alone, only while the edition stands, never twice, never to one who left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.ports import Work
from bot.desk.ports.contacts import Wave, Way
from bot.desk.ports.values import Edition
from bot.news.delivery import Kind, Lane
from bot.news.embargo import Embargo, WaveState
from bot.news.status import Action, State
from tests.storage.deliveries import accepted, claim, claim_all, settle, states, take
from tests.storage.world import MORNING, NEWS, Newsroom, moved

EMBARGOED = replace(NEWS, embargo=Embargo(MORNING + timedelta(hours=2)))


async def contact(newsroom: Newsroom, name: str, chat: str, address: str = "") -> int:
    """Somebody of the press, confirmed by chat and, where an address is given, by mail."""

    async def step(work: Work) -> int:
        contact_id = await work.contacts.add(name, "Gazette", newsroom.ann.id)
        for kind, recipient in ((Kind.PRESS_CHAT, chat), (Kind.PRESS_INBOX, address)):
            if recipient:
                way = Way(kind, recipient, f"key of {name} {kind}", is_confirmed=False)
                token = f"{name} {kind}"
                assert await work.contacts.ask(contact_id, way, token, work.now + timedelta(days=1))
                assert await work.contacts.confirm(token, recipient, work.now)
        return contact_id

    return await newsroom.write(step)


async def given(newsroom: Newsroom) -> tuple[Edition, Wave]:
    """A scheduled edition whose wave was given to the press."""
    edition = await newsroom.at(State.APPROVED, EMBARGOED)

    async def step(work: Work) -> tuple[Edition, Wave]:
        scheduled = await moved(work, edition, Action.SCHEDULE)
        wave = await work.waves.add(scheduled, work.now, newsroom.ann.id)
        await work.waves.plan(wave)
        assert await work.waves.turn(wave, WaveState.GIVEN)
        return scheduled, wave

    return await newsroom.write(step)


async def test_only_those_who_confirmed_get_it_and_no_reader(newsroom: Newsroom) -> None:
    await newsroom.readers(501)
    await newsroom.channel(-100)
    await newsroom.inbox("reader@example.org", "key")
    await contact(newsroom, "Jo", "601", "jo@gazette.example")
    await newsroom.write(lambda work: work.contacts.add("Mo", "Herald", newsroom.ann.id))
    edition, wave = await given(newsroom)

    assert await states(newsroom, edition) == {"601": "planned", "jo@gazette.example": "planned"}
    [chat] = await claim_all(newsroom, Lane.TELEGRAM)
    [mail] = await claim_all(newsroom, Lane.MAIL)
    assert (chat.kind, chat.wave, mail.kind, mail.key) == (
        Kind.PRESS_CHAT,
        wave.number,
        Kind.PRESS_INBOX,
        "key of Jo press_inbox",
    )


@pytest.mark.parametrize("twice", [False, True])
async def test_nothing_is_claimed_once_it_no_longer_stands(newsroom: Newsroom, *, twice: bool) -> None:
    await contact(newsroom, "Jo", "601")
    edition, wave = await given(newsroom)
    lease = await take(newsroom, Lane.TELEGRAM)
    back = await newsroom.write(lambda work: moved(work, edition, Action.UNSCHEDULE))
    assert await claim(newsroom, lease) == []
    if twice:
        await newsroom.write(lambda work: work.waves.take_back(wave, "withdrawn"))
        again = await newsroom.write(lambda work: moved(work, back, Action.SCHEDULE))
        assert await claim(newsroom, lease) == []
        second = await newsroom.write(lambda work: work.waves.add(again, work.now, newsroom.ann.id))
        await newsroom.write(lambda work: work.waves.plan(second))
        assert [one.wave for one in await claim(newsroom, lease)] == [2]


async def test_who_leaves_is_written_to_no_more_and_told_nothing(newsroom: Newsroom) -> None:
    jo = await contact(newsroom, "Jo", "601")
    await contact(newsroom, "Mo", "602")
    _, wave = await given(newsroom)
    lease = await take(newsroom, Lane.TELEGRAM)
    [first] = await claim(newsroom, lease, 1)
    assert await newsroom.write(lambda work: work.contacts.end(jo, "left"))
    await settle(newsroom, lease, accepted(first))
    assert [one.recipient for one in await claim(newsroom, lease)] == ["602"]
    holders = await newsroom.read(lambda work: work.waves.holders(wave))
    assert [way.recipient for way in holders] == ["602"]
    assert not await newsroom.write(lambda work: work.contacts.end(jo, "left"))


async def test_a_wave_is_planned_once_and_turned_once(newsroom: Newsroom) -> None:
    await contact(newsroom, "Jo", "601")
    _, wave = await given(newsroom)
    assert await newsroom.write(lambda work: work.waves.plan(wave)) == 0
    assert not await newsroom.write(lambda work: work.waves.turn(wave, WaveState.CALLED_OFF))


async def test_bytes_of_each_wave_are_their_own(newsroom: Newsroom) -> None:
    edition, _ = await given(newsroom)

    async def step(work: Work) -> list[bytes | None]:
        for wave in (1, 2):
            await work.outbox.freeze(edition.id, Kind.PRESS_CHAT, b"%d" % wave, wave)
        return [await work.outbox.rendering(edition.id, Kind.PRESS_CHAT, wave) for wave in (0, 1, 2)]

    assert await newsroom.write(step) == [None, b"1", b"2"]
