"""What the press was given under embargo and was wrong after all: whoever holds it is told, and nobody else."""

from bot.sandbox.people import Person
from tests.mission.correcting import CORRECTION, NOTE, PAGE, RIGHTED, SLIP, WITHDRAWAL, goes_out, kills, opens
from tests.mission.embargoes import (
    ADDRESS,
    NINE,
    asks,
    chats,
    jo_has_it,
    link_in_mail,
    mails,
    post,
    rounds,
)
from tests.newsroom import PATIENCE, RELEASE, Desk, words_of

KIM = "kim@radio.example"
TOLD = "told the press, who had been given it under embargo"


async def is_out_after_embargo(desk: Desk) -> Person:
    """Jo had it under embargo, and its moment has come; returns Jo."""
    jo = await jo_has_it(desk)
    desk.clock.at = NINE
    await desk.told(desk.dan, "📣 Published")
    return jo


async def corrects(desk: Desk, manner: str, note: str = "", text: str = "") -> None:
    """Dan puts it right in this manner, and it goes out."""
    await opens(desk, manner, note)
    if text:
        written = next(m for m in desk.dan.sees() if m.author is desk.dan and len(words_of(m)) > 200)
        desk.dan.edit(written, text)
    await goes_out(desk)


async def is_told_by_mail(desk: Desk, words: str) -> str:
    """Jo's one mail of this kind, in one line."""
    found = await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, words), PATIENCE)
    assert len(found) == 1
    return " ".join(found[0].text.split())


async def test_whoever_had_it_under_embargo_is_told_what_was_wrong(desk: Desk) -> None:
    """Broken twin: writing to whoever is a press contact now reaches Kim, who never had it."""
    jo = await is_out_after_embargo(desk)
    await asks(desk, desk.ada, f"/press Kim Rowe, Radio North, {KIM}", "they open this link")
    assert (await post(desk, await link_in_mail(desk, KIM, "/press/confirm/")))[0] == 200

    await corrects(desk, CORRECTION, NOTE, RIGHTED)

    told = words_of(await desk.told(jo, "CORRECTED"))
    assert (NOTE in told, told.count(PAGE), "nineteen" in told.replace(NOTE, "")) == (True, 1, False)
    mail = await is_told_by_mail(desk, "CORRECTED: Two new fire engines for Northmoor")
    assert (NOTE in mail, PAGE in mail, "Nothing more under embargo: http" in mail) == (True, True, True)
    assert TOLD in await asks(desk, desk.ann, "/history NEWS-2026-0001", "what was wrong")
    await rounds()
    assert (chats(desk, jo, "CORRECTED"), len(mails(desk, KIM, "CORRECTED"))) == (1, 0)


async def test_a_slip_is_told_to_nobody_and_a_kill_to_whoever_has_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await is_out_after_embargo(desk)
    await corrects(desk, SLIP, text=RELEASE.replace("served", "been in use"))
    await desk.told(desk.dan, "it mended a slip")
    assert (chats(desk, jo, "CORRECTED"), len(mails(desk, ADDRESS, "CORRECTED"))) == (0, 0)

    await kills(desk)

    assert "has been withdrawn." in words_of(await desk.told(jo, "WITHDRAWN"))
    assert "take back what you have published of it" in await is_told_by_mail(desk, "WITHDRAWN")
    assert chats(desk, jo, "WITHDRAWN") == 1


async def test_a_withdrawal_gives_the_press_its_reason_and_nothing_to_who_left(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await is_out_after_embargo(desk)
    why = "The engines are not ours to give."
    await corrects(desk, WITHDRAWAL, why)
    assert why in words_of(await desk.told(jo, "WITHDRAWN"))
    assert why in await is_told_by_mail(desk, "WITHDRAWN")

    await desk.presses(jo, "Nothing more under embargo")
    await desk.told(jo, "It is ended")
    await kills(desk, "Withdrawn")
    await rounds()
    assert (chats(desk, jo, "WITHDRAWN"), len(mails(desk, ADDRESS, "WITHDRAWN"))) == (1, 1)
