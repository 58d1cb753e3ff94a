"""Cards: at most one for an edition in a chat, redrawn when it is behind."""

from bot.desk.ports.chat import Card
from bot.desk.ports.values import Edition
from tests.storage.world import Newsroom

CHAT = -100500


async def place(
    newsroom: Newsroom, edition: Edition, chat_id: int = CHAT, person_id: int | None = None
) -> None:
    await newsroom.write(lambda work: work.cards.place(edition.id, chat_id, person_id))


async def anew(newsroom: Newsroom, edition: Edition) -> None:
    await newsroom.write(lambda work: work.cards.place_anew(edition.id, CHAT, None))


async def the_card(newsroom: Newsroom, edition: Edition) -> Card:
    [card] = await newsroom.read(lambda work: work.cards.of(edition.id))
    return card


async def behind(newsroom: Newsroom) -> list[Card]:
    return await newsroom.read(lambda work: work.cards.behind(10))


async def show(newsroom: Newsroom, card: Card, message_id: int | None, touched: int) -> None:
    await newsroom.write(lambda work: work.cards.showed(card, message_id, touched))


async def test_a_card_is_placed_once(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    await place(newsroom, edition)
    await place(newsroom, edition)

    card = await the_card(newsroom, edition)
    assert (card.message_id, card.shown, card.replaces) == (None, -1, None)


async def test_a_card_is_behind_until_it_showed_the_last_change(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition)
    [card] = await behind(newsroom)

    await show(newsroom, card, 7, edition.touched)
    assert await behind(newsroom) == []
    await newsroom.write(lambda work: work.editions.touch(edition.id))

    [again] = await behind(newsroom)
    assert (again.id, again.message_id, again.shown) == (card.id, 7, edition.touched)


async def test_a_card_wanted_anew_names_the_message_it_replaces(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition)
    await show(newsroom, await the_card(newsroom, edition), 7, 0)

    await anew(newsroom, edition)
    await anew(newsroom, edition)

    [card] = await behind(newsroom)
    assert (card.message_id, card.shown, card.replaces) == (None, -1, 7)
    await show(newsroom, card, 8, 0)
    shown = await the_card(newsroom, edition)
    assert (shown.message_id, shown.replaces) == (8, 7)


async def test_a_card_is_behind_until_its_former_place_is_taken_away(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition)
    await show(newsroom, await the_card(newsroom, edition), 7, 0)
    await anew(newsroom, edition)
    await show(newsroom, await the_card(newsroom, edition), 8, edition.touched)

    [moved] = await behind(newsroom)
    await newsroom.write(lambda work: work.cards.took_away(moved))

    assert await behind(newsroom) == []
    assert (await the_card(newsroom, edition)).replaces is None


async def test_a_late_word_about_the_old_message_does_not_undo_the_new_wish(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition)
    await show(newsroom, await the_card(newsroom, edition), 7, 0)
    seen = await the_card(newsroom, edition)

    await anew(newsroom, edition)
    await show(newsroom, seen, 7, 5)
    await show(newsroom, seen, None, 5)

    assert [card.message_id for card in await behind(newsroom)] == [None]


async def test_a_card_that_can_be_shown_no_more_goes(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition)

    await show(newsroom, await the_card(newsroom, edition), None, 0)

    assert await newsroom.read(lambda work: work.cards.of(edition.id)) == []


async def test_a_persons_cards_are_shown_again(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await place(newsroom, edition, 11, newsroom.ann.id)
    await place(newsroom, edition, 12, newsroom.ben.id)
    await place(newsroom, edition)

    for number, card in enumerate(await newsroom.read(lambda work: work.cards.of(edition.id)), start=1):
        await show(newsroom, card, number, edition.touched)

    await newsroom.write(lambda work: work.cards.show_again(newsroom.ann.id))

    assert [card.chat_id for card in await behind(newsroom)] == [11]


async def test_the_card_that_waited_longest_comes_first(newsroom: Newsroom) -> None:
    first, second = await newsroom.draft(), await newsroom.draft()
    for edition in (second, first):
        await place(newsroom, edition)
    newsroom.clock.go_on(1)
    await newsroom.write(lambda work: work.editions.touch(first.id))

    assert [card.edition_id for card in await behind(newsroom)] == [second.id, first.id]
