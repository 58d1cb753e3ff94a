"""A release that says "EMBARGOED UNTIL …" above its headline is kept back until then, whoever pastes it in a hurry."""

from bot.sandbox.posting import Attachment
from tests.mission.correcting import CORRECTION, NOTE, RIGHTED, is_out, opens
from tests.mission.embargoes import (
    ADDRESS,
    MARK,
    NINE,
    SECOND,
    asks,
    chats,
    jo_confirms,
    mails,
    rounds,
    submitted_and_approved,
)
from tests.newsroom import RELEASE, Desk, labels_of, words_of

LINE = "EMBARGOED UNTIL 09.00hrs, Tuesday 24 November 2026"
EMBARGOED = f"PRESS RELEASE\n{LINE}\n\n{RELEASE}\n\nENDS"


def in_the_channel(desk: Desk) -> str:
    return " ".join(words_of(message) for message in desk.channel.messages.values())


async def test_what_is_pasted_with_an_embargo_comes_out_when_that_is_over(desk: Desk) -> None:
    await desk.draft(EMBARGOED)
    told = words_of(await desk.told(desk.dan, "Nobody gets it before Tue 24 Nov 2026, 09:00 GMT"))
    assert all(line in told for line in ("“PRESS RELEASE”", f"“{LINE}”", "“ENDS”"))
    card = words_of(await desk.told(desk.dan, "Draft"))
    assert "The press gets nothing of it before" in card
    assert "EMBARGOED" not in card.upper().replace("EMBARGO…", "")
    await submitted_and_approved(desk)
    approved = await desk.told(desk.dan, "✅ Approved")
    assert not {"Publish now", "Schedule…"} & {*labels_of(approved)}
    await desk.presses(desk.dan, "Schedule it")

    desk.clock.at = NINE - SECOND
    await rounds()
    assert "every village" not in in_the_channel(desk)
    desk.clock.at = NINE
    await desk.told(desk.dan, "📣 Published")
    assert "every village" in in_the_channel(desk)
    assert "09.00hrs" not in in_the_channel(desk)


async def test_its_days_are_those_of_the_end_of_the_embargo_from_the_first_card_on(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft(EMBARGOED.replace("nineteen years", "nineteen years until yesterday (Mon)"))
    card = words_of(await desk.told(desk.dan, "Draft"))
    assert "✗" not in card

    await desk.presses(desk.dan, "“yesterday (Mon)” → Monday 23 November")

    await desk.presses(desk.dan, "Preview")
    await desk.told(desk.dan, "nineteen years until Monday 23 November")


async def test_an_embargo_without_a_time_stops_the_release_until_somebody_says_it(desk: Desk) -> None:
    await desk.draft(f"EMBARGOED UNTIL THE END OF THE HEARING\n\n{RELEASE}")

    card = words_of(await desk.told(desk.dan, "Draft"))

    assert "“EMBARGOED UNTIL THE END OF THE HEARING” would be published with the rest" in card
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.dan, "would be published with the rest")
    assert not [m for m in desk.ann.sees() if "every village" in words_of(m)]


async def test_an_embargo_that_is_over_is_told_of(sqlite_desk: Desk) -> None:
    await sqlite_desk.draft(EMBARGOED.replace("2026", "2025").replace("Tuesday", "Monday"))

    told = words_of(await sqlite_desk.told(sqlite_desk.dan, "Left out"))

    assert "24 November 2025” is over, so it holds nothing back" in told
    assert "🔒" not in words_of(await sqlite_desk.told(sqlite_desk.dan, "Draft"))


async def test_an_edit_never_moves_or_loses_an_embargo(desk: Desk) -> None:
    message = await desk.draft(EMBARGOED)
    await desk.told(desk.dan, "Nobody gets it before Tue 24 Nov 2026, 09:00 GMT")

    desk.dan.edit(message, EMBARGOED.replace("Two new", "Three new"))
    card = words_of(await desk.told(desk.dan, "Three new fire engines"))
    assert "Embargo until Tue 24 Nov 2026, 09:00 GMT" in card
    assert "would be published with the rest" not in card

    desk.dan.edit(message, EMBARGOED.replace("09.00hrs", "8.30am"))
    card = words_of(await desk.told(desk.dan, "would be published with the rest"))
    assert "Embargo until Tue 24 Nov 2026, 09:00 GMT" in card
    desk.dan.edit(message, EMBARGOED.replace(LINE + "\n", "").replace("Two new", "Four new"))
    card = words_of(await desk.told(desk.dan, "Four new fire engines"))
    assert "Embargo until Tue 24 Nov 2026, 09:00 GMT" in card
    assert "would be published with the rest" not in card


async def test_a_correction_pasted_with_an_embargo_is_stopped(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    written = await is_out(desk)
    await opens(desk, CORRECTION, NOTE)

    desk.dan.edit(written, f"{LINE}\n\n{RIGHTED}")

    await desk.told(desk.dan, "would be published with the rest")


async def test_a_caption_may_keep_a_file_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.dan.send_document(Attachment("release.txt", RELEASE.encode(), "", LINE))
    assert "Embargo until Tue 24 Nov 2026, 09:00 GMT" in words_of(await desk.told(desk.dan, "Draft"))


async def test_the_press_is_sent_nothing_sooner_than_somebody_says(desk: Desk) -> None:
    jo = await jo_confirms(desk)
    await desk.draft(EMBARGOED)
    await submitted_and_approved(desk)
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    calendar = await asks(desk, desk.dan, "/calendar", "Planned")
    assert "Embargo until then" in calendar
    assert "to the press" not in calendar

    desk.clock.at = NINE
    await desk.told(desk.dan, "📣 Published")
    await rounds()
    assert (mails(desk, ADDRESS, MARK), chats(desk, jo, MARK)) == ([], 0)
