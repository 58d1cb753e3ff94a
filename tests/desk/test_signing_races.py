"""A speaker's answer against everything else that may happen in the same moment, on both databases."""

import asyncio
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from bot.desk import draft, review, signing, signoffs
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked
from bot.desk.ports.signoffs import SignOff
from bot.desk.ports.values import Edition
from bot.desk.revising import set_field
from bot.desk.saving import Arrival, save
from bot.news.refusal import Refusal
from bot.news.signoffs import Stand, quoted
from bot.news.words import Block
from bot.storage.tables import sign_offs
from tests.desk.racing import DONE, JITTER, PRESS, Starter, Track
from tests.storage.world import MORNING

ROUNDS, TWIN_ROUNDS = 6, 12
RELEASE = ("Item {}", "Ruth Hay spoke.", "It is here.", "Ms Hay said: “It is ours.”", "The end.")


@dataclass
class Asking:
    """An edition in review whose speaker has been asked, and the token in her hand."""

    track: Track
    edition: Edition
    token: str
    identity: str

    def answers(self, vehicle: str, said: str | None) -> Starter:
        """By the link: whoever holds it. Only the store that carries it is somebody's."""

        async def step(work: Work) -> None:
            wish = await signing.answer_by_link(work, self.token, said)
            assert wish is not None
            if wish.over:
                raise Refusal("sign_off_over", over=wish.over, name="")

        return vehicle, step

    def overrides(self, name: str) -> Starter:
        person, question = self.track.staff[name], (self.edition.id, self.identity)
        return name, lambda work: signoffs.override(work, person, question, "She is at sea until Friday")

    def asks_again(self, name: str) -> Starter:
        person = self.track.staff[name]
        return name, lambda work: signoffs.ask(work, person, self.edition.id, self.identity)

    def submits(self) -> Starter:
        dan = self.track.staff["Dan"]
        return "Dan", lambda work: review.submit(work, dan, self.edition.id, PRESS)

    def bends(self) -> Starter:
        """Dan changes the words she was asked about."""
        dan = self.track.staff["Dan"]

        async def step(work: Work) -> None:
            edition = await work.editions.get(self.edition.id)
            assert edition is not None
            parts = Arrival(
                dan.telegram_id, 1, MORNING, tuple(map(Block, [*RELEASE[2:3], "Ms Hay said: “No.”"]))
            )
            content = await work.editions.content(edition.revision_id)
            await save(work, dan, edition, set_field(content, Asked.BODY, parts.parts))

        return "Dan", step

    async def wishes(self) -> list[SignOff]:
        return await self.track.stores[0].read(lambda work: work.sign_offs.of(self.edition.announcement_id))


async def asking(track: Track) -> Asking:
    dan = track.staff["Dan"]
    track.written += 1
    words = tuple(Block(text.format(track.written)) for text in RELEASE)
    arrival = Arrival(dan.telegram_id, track.written, MORNING, words)

    async def step(work: Work) -> Asking:
        await draft.start_afresh(work, dan)
        taken = await draft.receive(work, dan, arrival)
        assert taken.edition is not None
        edition = await review.submit(work, dan, taken.edition.id, PRESS)
        (one,) = quoted(await work.editions.content(edition.revision_id))
        token, _ = await signoffs.ask(work, dan, edition.id, one.identity)
        return Asking(track, edition, token, one.identity)

    return await track.stores[0].write(step)


async def test_of_two_answers_one_counts(track: Track) -> None:
    for _ in range(ROUNDS):
        one = await asking(track)
        told = await track.race(one.answers("Ann", None), one.answers("Bea", "Please not so."))

        (wish,) = await one.wishes()
        assert sorted(told) == [DONE, "sign_off_over"]
        assert (wish.stand is Stand.SIGNED) is (told[0] == DONE)
        assert wish.said == ("" if told[0] == DONE else "Please not so.")
        kinds = [entry.kind for entry in await track.history(one.edition)]
        assert kinds.count("signed_off") + kinds.count("sign_off_refused") == 1


async def test_no_answer_is_taken_for_words_that_changed_meanwhile(track: Track) -> None:
    for _ in range(ROUNDS):
        one = await asking(track)
        answered, _ = await track.race(one.answers("Ann", None), one.bends())

        wishes = await one.wishes()
        assert [wish.stand for wish in wishes] == [Stand.LAPSED, Stand.WANTED]
        assert (wishes[0].answered is not None) is (answered == DONE)
        ann = track.approves("Ann", await track.now(one.edition))
        assert await track.race(ann) in (["not_now"], ["quotes_open"])


async def test_her_word_counts_whatever_was_decided_about_her_silence(track: Track) -> None:
    for _ in range(ROUNDS):
        one = await asking(track)
        answered, overridden = await track.race(one.answers("Ann", None), one.overrides("Bea"))

        (wish,) = await one.wishes()
        assert (answered, wish.stand) == (DONE, Stand.SIGNED)
        assert (wish.overridden is not None) is (overridden == DONE)
        assert ((await track.now(one.edition)).revision_number == 2) is (overridden == DONE)


async def test_nothing_is_approved_against_a_word_that_came_first(track: Track) -> None:
    for _ in range(ROUNDS):
        one = await asking(track)
        assert await track.race(one.overrides("Bea")) == [DONE]
        assert await track.race(one.submits()) == [DONE]
        now = await track.now(one.edition)
        approved, refused = await track.race(track.approves("Ann", now), one.answers("Cem", "Not so."))

        kinds = [entry.kind for entry in await track.history(one.edition)]
        assert refused == DONE
        assert approved in (DONE, "quotes_open")
        if approved == DONE:
            assert kinds.index("approved") < kinds.index("sign_off_refused")
            assert await track.race(track.publishes("Ann", now)) == ["quotes_open"]


async def test_asking_twice_at_once_leaves_one_link(track: Track) -> None:
    for _ in range(ROUNDS):
        one = await asking(track)
        assert await track.race(one.asks_again("Ann"), one.asks_again("Bea")) == [DONE, DONE]

        stands = [wish.stand for wish in await one.wishes()]
        assert stands == [Stand.REPLACED, Stand.REPLACED, Stand.ASKED]


async def test_an_answer_that_looks_and_then_leaps_is_caught(track: Track) -> None:
    """The twin that must fail: it looks whether there is an answer already, and writes its own without asking again."""

    async def leaps(one: Asking, number: int) -> bool:
        store = track.stores[number % len(track.stores)]
        found = await store.read(lambda work: signing.look(work, one.token))
        if found is None or found.over:
            return False
        await asyncio.sleep(JITTER)
        row = update(sign_offs).where(sign_offs.c.id == found.sign_off.id).values(stand=Stand.SIGNED)
        return await store.change(lambda tx: tx.change(row)) == 1

    both = []
    for _ in range(TWIN_ROUNDS):
        one = await asking(track)
        both.append(sum(await asyncio.gather(leaps(one, 0), leaps(one, 1))))
    assert max(both) == 2


@pytest.mark.parametrize("stand", [Stand.SIGNED, Stand.REFUSED, Stand.LAPSED, Stand.REPLACED])
async def test_what_has_ended_takes_no_answer_even_when_it_is_asked_to(track: Track, stand: Stand) -> None:
    one = await asking(track)
    (wish,) = await one.wishes()
    row = update(sign_offs).where(sign_offs.c.id == wish.id).values(stand=stand)
    await track.stores[0].change(lambda tx: tx.change(row))

    async def answer(work: Work) -> bool:
        return await work.sign_offs.answer(wish.id, Stand.SIGNED, person_id=None, said="")

    assert not await track.stores[0].write(answer)
