"""At midnight every card is held against the new day, so that nobody reads in the morning what was true last night."""

from tests.newsroom import RELEASE, Desk, newest, words_of

TOMORROW = RELEASE + "\n\nThe open day is tomorrow (Tuesday)."
CONTRADICTION = "✗ “tomorrow (Tuesday)”"


async def test_what_contradicts_the_new_day_stands_on_the_cards_in_the_morning(desk: Desk) -> None:
    """Broken twin: a card that is drawn only when somebody changes something shows last night's findings."""
    await desk.draft(TOMORROW)
    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    card = await desk.told(desk.ann, "Please review", after=before)
    assert CONTRADICTION not in words_of(card)

    desk.clock.go_on(hours=11)
    await desk.newsroom.worker.day_round()
    assert CONTRADICTION not in words_of(await desk.told(desk.ann, "Please review", after=before))
    edits = desk.sandbox.journal.count("editMessageText")
    desk.clock.go_on(hours=2)
    await desk.newsroom.worker.day_round()

    assert (await desk.told(desk.ann, CONTRADICTION, after=before)).id == card.id
    await desk.told(desk.dan, CONTRADICTION)
    edited = desk.sandbox.journal.count("editMessageText")
    assert edited > edits
    await desk.newsroom.worker.day_round()
    assert desk.sandbox.journal.count("editMessageText") == edited


async def test_a_start_in_the_morning_finds_it_too(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft(TOMORROW)
    await desk.told(desk.dan, "✏️ Draft")
    await desk.closes()
    desk.clock.go_on(hours=19)
    await desk.opens()

    await desk.told(desk.dan, CONTRADICTION)
