"""What was wrong is put right everywhere it went: by a new edition, approved like the first and edited in place."""

import re

import aiohttp

from bot.news.staff import Role
from bot.news.status import State
from tests.mission.correcting import (
    CORRECTION,
    MAIL,
    NOTE,
    PAGE,
    RIGHT,
    RIGHTED,
    SLIP,
    WITHDRAWAL,
    WRONG,
    goes_out,
    has,
    is_everywhere,
    is_out,
    is_put_right,
    opens,
    posts,
)
from tests.mission.emergencies import forged
from tests.newsroom import PATIENCE, RELEASE, Desk, labels_of, newest, photo_of, words_of


async def test_a_correction_is_edited_everywhere_and_told_to_whoever_was_mailed_it(desk: Desk) -> None:
    """Broken twin: a correction that is sent and not edited gives everybody two copies, which are counted."""
    await desk.subscribes_by_mail(MAIL)
    written = await is_out(desk)
    await desk.sandbox.mailbox.arrived(MAIL, count=2)
    await opens(desk, CORRECTION, NOTE)
    desk.dan.edit(written, RIGHTED)
    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    card = words_of(await desk.told(desk.ann, "Please review", after=before))
    assert "Changed from what is published" in card
    assert all(words in card for words in ("nineteen", "twenty-nine", NOTE, "mails 1 inbox"))
    assert [WRONG in words_of(post) for post in posts(desk)] == [True], "readers have what is out until then"
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    card = words_of(await desk.told(desk.dan, "it corrected what was published"))
    assert "NEWS-2026-0001" in card

    mails = await desk.sandbox.mailbox.arrived(MAIL, count=3)
    assert mails[-1].subject == "Correction: Two new fire engines for Northmoor"
    assert NOTE in " ".join(mails[-1].text.split())
    await is_everywhere(desk)
    for copies in ([words_of(post) for post in posts(desk)], has(desk, desk.rea), has(desk, desk.rob)):
        assert len(copies) == 1
        assert RIGHT in copies[0]
        assert f"Corrected 23 November 2026: {NOTE}" in copies[0]
    status, page = await desk.fetch(PAGE)
    assert (status, RIGHT in page, page.count(NOTE)) == (200, True, 2), "once to read, once for machines"
    _, feed = await desk.fetch("/feed.xml")
    assert (feed.count("<entry>"), NOTE in feed) == (1, True)
    assert await state_of(desk, 1) is State.SUPERSEDED


async def test_a_slip_is_edited_and_nobody_is_told(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail(MAIL)
    written = await is_out(desk, RELEASE.replace("The engines are", "The engins are"))
    await desk.sandbox.mailbox.arrived(MAIL, count=2)
    _, feed = await desk.fetch("/feed.xml")
    await opens(desk, SLIP)
    card = words_of(await desk.told(desk.dan, "It still says what is out"))
    assert "No inbox is mailed again" in card
    desk.dan.edit(written, RELEASE)
    await goes_out(desk)
    await is_everywhere(desk)
    assert ["The engines are" in copy for copy in has(desk, desk.rea)] == [True]
    _, page = await desk.fetch(PAGE)
    assert "The engines are" in page
    assert "Corrected" not in page
    assert moments(feed) == moments((await desk.fetch("/feed.xml"))[1])
    assert len(desk.sandbox.mailbox.to(MAIL)) == 2


async def test_a_slip_that_changes_a_figure_is_asked_about(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    written = await is_out(desk, RELEASE.replace("nineteen", "19"))
    await opens(desk, SLIP)
    desk.dan.edit(written, RELEASE.replace("nineteen", "29"))
    await desk.told(desk.dan, "It changes a figure (19), and nobody is told")


async def test_a_photo_post_keeps_a_photo_and_gets_the_new_one(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    written = desk.dan.send_photo(photo_of(), RELEASE)
    await describes_the_photo(desk, "The two red engines before the station")
    await goes_out(desk)
    await desk.told(desk.dan, "📣 Published")
    before = posts(desk)[0].json()["photo"][0]["file_unique_id"]
    await opens(desk, CORRECTION, NOTE)
    card = await desk.told(desk.dan, "Edition 2: it corrects")
    assert "No photo" not in labels_of(card)
    await desk.presses(desk.dan, "Photo")
    await desk.told(desk.dan, "Send the photo")
    desk.dan.send_photo(photo_of(colour="navy"))
    await describes_the_photo(desk, "The two blue engines before the station")
    desk.dan.edit(written, RIGHTED)
    await goes_out(desk)
    await is_everywhere(desk)
    post = posts(desk)[0]
    assert (len(posts(desk)), RIGHT in words_of(post)) == (1, True)
    assert post.json()["photo"][0]["file_unique_id"] != before


async def test_a_withdrawal_leaves_a_notice_everywhere(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail(MAIL)
    await is_out(desk)
    await desk.sandbox.mailbox.arrived(MAIL, count=2)
    why = "The engines have not been ordered yet. We are sorry."
    await opens(desk, WITHDRAWAL, why)
    desk.dan.write("And one more thing.")
    await desk.told(desk.dan, "Where do these new words belong?")
    assert "says why, and nothing else" in await desk.presses(desk.dan, "Add to the end of the draft")
    await goes_out(desk)
    await desk.told(desk.dan, "it withdrew what was published")
    await is_everywhere(desk)
    for copies in ([words_of(post) for post in posts(desk)], has(desk, desk.rea)):
        assert len(copies) == 1
        assert copies[0].startswith("Withdrawn: Two new fire engines for Northmoor")
        assert (why in copies[0], "Hazel Brook" in copies[0]) == (True, False)
    status, page = await desk.fetch(PAGE)
    assert (status, why in page, "Hazel Brook" in page) == (200, True, False)
    mails = await desk.sandbox.mailbox.arrived(MAIL, count=3)
    assert mails[-1].subject == "Withdrawn: Two new fire engines for Northmoor"
    assert await state_of(desk, 1) is State.WITHDRAWN
    card = await desk.told(desk.dan, "it withdrew what was published")
    assert "Put it right…" not in labels_of(card)


async def test_readers_who_left_have_their_copy_edited_and_get_no_mail(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail(MAIL)
    written = await is_out(desk)
    mail = (await desk.sandbox.mailbox.arrived(MAIL, count=2))[-1]
    link = re.search(r"http\S+/unsubscribe/\S+", mail.text)
    assert link is not None
    async with (
        aiohttp.ClientSession(headers={"Origin": desk.site}) as session,
        session.post(link[0]) as answer,
    ):
        assert answer.status == 200
    desk.rea.write("/stop")
    await desk.told(desk.rea, "You will get no more news")
    await is_put_right(desk, written)
    await is_everywhere(desk)
    assert [RIGHT in copy for copy in has(desk, desk.rea)] == [True]
    assert len(desk.sandbox.mailbox.to(MAIL)) == 2


async def test_one_correction_at_a_time_and_a_discarded_one_leaves_things_as_they_are(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await is_out(desk)
    offered = await desk.told(desk.dan, "📣 Published")
    await opens(desk, SLIP)
    await desk.told(desk.dan, "It is being put right: edition 2 is a draft")
    await desk.presses(desk.dan, "Discard")
    await desk.presses(desk.dan, "Yes, discard it")
    await desk.told(desk.dan, "Discarded")

    def offers_again() -> bool:
        return "Put it right…" in labels_of(desk.dan.sees()[desk.dan.sees().index(offered)])

    await desk.sandbox.world.until(offers_again, PATIENCE)
    await opens(desk, CORRECTION, NOTE)
    await desk.told(desk.dan, "Edition 3: it corrects")
    assert [WRONG in words_of(post) for post in posts(desk)] == [True]


async def test_whoever_wrote_the_correction_does_not_approve_it(sqlite_desk: Desk) -> None:
    """Eve, who wrote nothing of the first edition, corrects it; she may approve, and not this."""
    desk = sqlite_desk
    await desk.hires("Eve Lamb", Role.DRAFTER, Role.APPROVER)
    await is_out(desk)
    desk.eve.write("/published")
    await desk.told(desk.eve, "Press one to open its card")
    await desk.presses(desk.eve, "Two new fire engines for Northmoor")
    await desk.presses(desk.eve, "Put it right…")
    await desk.presses(desk.eve, CORRECTION)
    await desk.told(desk.eve, "What was wrong?")
    desk.eve.write(NOTE)
    await desk.told(desk.eve, "Readers are told")
    await desk.presses(desk.eve, "Headline")
    await desk.told(desk.eve, "Send the headline")
    desk.eve.write("Two fire engines for Northmoor")
    await desk.told(desk.eve, "Two fire engines for Northmoor")
    await desk.presses(desk.eve, "Submit for review")
    await desk.told(desk.ann, "Changed from what is published")
    assert "You wrote, changed or submitted part of this" in await forged(desk, desk.eve, "approve", 2)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.eve, "Ann Price has approved it")


async def describes_the_photo(desk: Desk, words: str) -> None:
    await desk.presses(desk.dan, "Alt text")
    await desk.told(desk.dan, "Send the alt text")
    desk.dan.write(words)
    await desk.told(desk.dan, f"Alt text: “{words}”")


async def state_of(desk: Desk, edition_id: int) -> State:
    edition = await desk.newsroom.store.read(lambda work: work.editions.get(edition_id))
    assert edition is not None
    return edition.state


def moments(feed: str) -> list[str]:
    return [part.split("<")[0] for part in feed.split("<updated>")[1:]]
