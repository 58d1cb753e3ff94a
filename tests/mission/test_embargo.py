"""Under embargo: the press at its moment, everybody at theirs, nobody before, and a plain word when it no longer stands."""

from datetime import timedelta

from bot.sandbox.people import Person
from tests.mission.embargoes import (
    ADDRESS,
    MARK,
    MINUTE,
    NAMED,
    NINE,
    SECOND,
    SEVEN,
    approved_under_embargo,
    asks,
    chats,
    jo_confirms,
    jo_has_it,
    link_in_mail,
    mails,
    names_jo,
    post,
    rounds,
    scheduled_under_embargo,
    sets_embargo,
    submitted_and_approved,
)
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of


async def entries(desk: Desk) -> list[str]:
    found = await desk.newsroom.store.read(lambda work: work.history.of(1))
    return [entry.kind for entry in found]


async def test_the_press_gets_it_at_its_moment_and_everybody_at_theirs(desk: Desk) -> None:
    jo = await jo_confirms(desk)
    await desk.draft()
    sure = await sets_embargo(desk)
    assert "The press gets it on Tue 24 Nov 2026, 07:00 GMT" in sure
    assert "Everybody gets it on Tue 24 Nov 2026, 09:00 GMT" in sure
    await submitted_and_approved(desk)
    card = await desk.told(desk.dan, "✅ Approved")
    assert "Schedule it" in labels_of(card)
    assert not {"Publish now", "Schedule…"} & {*labels_of(card)}
    await desk.presses(desk.dan, "Schedule it")
    assert "The press gets it on Tue 24 Nov 2026, 07:00 GMT: 1 confirmed contact" in words_of(
        await desk.told(desk.dan, "🗓 Scheduled")
    )
    calendar = await asks(desk, desk.dan, "/calendar", "Planned")
    assert "Embargo until then; to the press Tue 24 Nov 2026, 07:00 GMT" in calendar

    desk.clock.at = SEVEN - SECOND
    await rounds()
    assert (mails(desk, ADDRESS, MARK), chats(desk, jo, MARK)) == ([], 0)
    desk.clock.at = SEVEN
    await both_are_marked(desk, jo)
    await desk.told(desk.dan, "has it since Tue 24 Nov 2026, 07:00 GMT: 2 of 2")

    desk.clock.at = NINE - SECOND
    await rounds()
    assert "every village" not in " ".join(words_of(m) for m in desk.channel.messages.values())
    desk.clock.at = NINE
    await desk.told(desk.dan, "📣 Published")
    await rounds()
    assert (len(mails(desk, ADDRESS, "EMBARGO")), chats(desk, jo, MARK)) == (1, 1)
    assert [kind for kind in await entries(desk) if kind in {"embargo_set", "press_given", "published"}] == [
        "embargo_set",
        "press_given",
        "published",
    ]


async def both_are_marked(desk: Desk, jo: Person) -> None:
    """In the subject, in the first line and in the last."""
    release = words_of(await desk.told(jo, MARK))
    [mail] = await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    for lines in (release.splitlines(), mail.text.strip().splitlines()):
        assert (lines[0], lines[-1]) == (MARK, MARK)
        assert any("every village on the moor" in line for line in lines)
    assert mail.subject.startswith(f"{MARK}: Two new fire engines")
    assert str(mail.message["Date"]).startswith("Tue, 24 Nov 2026 07:00:00")


async def test_what_was_given_and_is_taken_back_is_withdrawn_and_given_anew(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await jo_confirms(desk)
    await scheduled_under_embargo(desk)
    desk.clock.at = SEVEN
    given = await desk.told(jo, MARK)
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    await desk.told(desk.dan, "2 of 2")
    await desk.presses(desk.dan, "Unschedule")
    assert "Please do not use it" in words_of(await desk.told(jo, "WITHDRAWN", after=given.id))
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, "WITHDRAWN"), 20)

    await desk.told(desk.dan, "✅ Approved", after=newest(desk.dan) - 1)
    await sets_embargo(desk, "at once", "today 9am")
    await submitted_and_approved(desk)
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "The press gets it on Tue 24 Nov 2026, 07:01 GMT")
    desk.clock.go_on(seconds=59)
    await rounds()
    assert chats(desk, jo, MARK) == 1
    desk.clock.go_on(seconds=1)
    again = await desk.told(jo, MARK, after=given.id)
    assert "It takes the place of what you had before." in words_of(again)
    await desk.sandbox.world.until(lambda: len(mails(desk, ADDRESS, MARK)) == 2, 20)
    ids = {str(mail.message["Message-ID"]) for mail in mails(desk, ADDRESS, MARK)}
    assert len(ids) == 2
    assert (await entries(desk)).count("press_called_off") == 1


async def test_unscheduled_before_the_press_has_it_nothing_is_sent(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await jo_confirms(desk)
    await scheduled_under_embargo(desk)
    await desk.presses(desk.dan, "Unschedule")
    await desk.told(desk.dan, "✅ Approved", after=newest(desk.dan) - 1)
    desk.clock.at = SEVEN
    await rounds()
    assert (len(mails(desk, ADDRESS, "")), chats(desk, jo, MARK), chats(desk, jo, "WITHDRAWN")) == (1, 0, 0)


async def test_a_broken_embargo_is_let_out_with_a_reason_and_lifted(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await jo_has_it(desk)
    assert "reason" in await desk.presses(desk.ann, "Embargo broken: publish now")
    await desk.told(desk.ann, "broken? Write the reason")
    await asks(desk, desk.ann, "x", "reason")
    desk.ann.write("A website has had it since this morning.")
    going = await desk.told(desk.ann, "Going out")
    assert "Stop" in labels_of(going)
    await rounds()
    assert chats(desk, desk.rea, "every village") == 0
    desk.clock.go_on(seconds=60)
    await desk.told(desk.dan, "📣 Published")
    assert "is public from now on" in words_of(await desk.told(jo, "EMBARGO LIFTED"))
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, "EMBARGO LIFTED"), 20)
    history = await asks(desk, desk.ann, "/history NEWS-2026-0001", "before its embargo was over")
    assert "A website has had it since this morning." in history
    assert "told the press that the embargo is lifted" in history


async def test_an_embargo_binds_the_approval_and_the_time(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await approved_under_embargo(desk)
    edition = await desk.newsroom.store.read(lambda work: work.editions.get(1))
    assert edition is not None
    before = newest(desk.dan)
    await desk.presses(desk.dan, "Embargo…")
    await desk.told(desk.dan, "when may the press have it", after=before)
    await asks(desk, desk.dan, "tomorrow 10am", "when may everybody have it")
    await asks(desk, desk.dan, "tomorrow", "At what time on that day?")
    assert "after Tue 24 Nov 2026, 09:00 GMT" in await asks(
        desk, desk.dan, "tomorrow 9am", "before everybody"
    )
    assert "under embargo?" in await asks(desk, desk.dan, "tomorrow 11am", "11:00 GMT")
    await desk.presses(desk.dan, "Set this embargo")
    await desk.told(desk.ann, "has changed it since you approved it")
    await desk.presses(desk.dan, "Submit for review")
    card = await desk.told(desk.ann, "its embargo has other moments")
    assert "11:00 GMT" in words_of(card)
    desk.clock.at = NINE + 90 * MINUTE
    assert "when the press was to get it, is over" in await said_no(desk, "Approve")
    before = newest(desk.dan)
    await desk.presses(desk.dan, "Embargo…")
    await desk.told(desk.dan, "when may the press have it", after=before)
    await desk.presses(desk.dan, "No embargo")
    await desk.told(desk.dan, "Ready to submit", after=before)
    after = await desk.newsroom.store.read(lambda work: work.editions.get(1))
    assert after is not None
    assert after.sha256 != edition.sha256


async def said_no(desk: Desk, label: str) -> str:
    """What Ann is answered, in the alert or in a message where it is long."""
    before = newest(desk.ann)
    answer = await desk.presses(desk.ann, label)
    return answer if "chat" not in answer else words_of(await desk.told(desk.ann, "", after=before))


async def test_late_for_the_press_asks_and_a_leaver_gets_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await jo_confirms(desk)
    await scheduled_under_embargo(desk)
    await desk.closes()
    desk.clock.at = SEVEN + 11 * MINUTE
    await desk.opens()
    held = await desk.told(desk.dan, "The press has not got it")
    assert "I was not at work then" in words_of(held)
    await rounds()
    assert (mails(desk, ADDRESS, MARK), chats(desk, jo, MARK)) == ([], 0)
    await desk.told(desk.ann, "The press has not got it")
    assert "on its way" in await desk.presses(desk.ann, "Send it to the press now")
    given = await desk.told(jo, MARK)
    assert "Nothing more under embargo" in labels_of(given)
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)

    await desk.presses(jo, "Nothing more under embargo")
    await desk.told(jo, "It is ended")
    await desk.told(desk.ada, "is no longer a press contact: they left")
    await desk.presses(desk.dan, "Unschedule")
    await rounds()
    assert (mails(desk, ADDRESS, "WITHDRAWN"), chats(desk, jo, "WITHDRAWN")) == ([], 0)
    assert "Nobody yet." in await asks(desk, desk.dan, "/press", "Press contacts")


async def test_held_when_the_embargo_ends_the_press_waits_too(sqlite_desk: Desk) -> None:
    """Otherwise the press would be the first to publish what we hold back."""
    desk = sqlite_desk
    jo = await jo_has_it(desk)
    await desk.closes()
    desk.clock.at = NINE + 11 * MINUTE
    await desk.opens()

    assert "stands until you hear from us" in words_of(await desk.told(jo, "EMBARGO EXTENDED"))
    [mail] = await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, "EMBARGO EXTENDED"), 20)
    assert "stands until you hear from us" in mail.text
    await desk.told(desk.dan, "they were asked to wait for your word")
    await rounds()
    assert (len(mails(desk, ADDRESS, "EXTENDED")), chats(desk, jo, "EXTENDED")) == (1, 1)

    await desk.presses(desk.dan, "Publish now")
    desk.clock.at += 2 * MINUTE
    assert "public from now on" in words_of(await desk.told(jo, "EMBARGO LIFTED"))
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, "EMBARGO LIFTED"), 20)
    assert (await entries(desk))[-2:].count("press_lifted") == 1


async def test_a_contact_confirms_once_and_leaves_by_the_mail(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    assert "mail address" in await asks(desk, desk.ada, "/press Jo, Gazette, jo@", "is no mail address")
    assert "could not read" in await asks(desk, desk.ada, "/press Jo", "could not read")
    assert "admin" in await asks(desk, desk.dan, NAMED, "admin")
    payload = await names_jo(desk)
    link = await link_in_mail(desk, ADDRESS, "/press/confirm/")
    status, page = await desk.fetch(link.removeprefix(desk.site))
    assert (status, "publish nothing of it" in page) == (200, True)
    assert "not confirmed yet" in await asks(desk, desk.ada, "/press", "Press contacts")
    assert (await post(desk, link))[0] == 200
    assert (await post(desk, link))[0] == 410
    again = await names_jo(desk)
    stranger = desk.sandbox.world.add_person("Sid Stone")
    stranger.start(payload)
    await desk.told(stranger, "This link no longer works")
    stranger.start(again)
    await desk.told(stranger, "publish nothing of it")
    desk.clock.go_on(days=8)
    assert "no longer works" in await desk.presses(stranger, "I keep to the embargo: send it here")

    desk.clock.at -= timedelta(days=8)
    await scheduled_under_embargo(desk)
    desk.clock.at = SEVEN
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    way_out = await link_in_mail(desk, ADDRESS, "/press/leave/")
    assert "Leave the press list" in (await desk.fetch(way_out.removeprefix(desk.site)))[1]
    assert "jo@gazette.example: confirmed" in await asks(desk, desk.ada, "/press", "Press contacts")
    for _ in range(2):
        assert (await post(desk, way_out))[0] == 200
    assert "Nobody yet." in await asks(desk, desk.ada, "/press", "Press contacts")
    assert (await desk.fetch(way_out.removeprefix(desk.site)))[0] == 410


async def test_a_photo_is_attached_and_long_words_come_as_a_file(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    jo = await jo_confirms(desk)
    long = RELEASE + "\n\n" + "\n\n".join(f"Paragraph {n} says more of it, and more." for n in range(40))
    await desk.draft(long)
    sent = desk.dan.send_photo(photo_of(colour="teal"))
    await desk.told(desk.dan, "Alt text: missing", after=sent.id)
    await desk.presses(desk.dan, "Alt text")
    await asks(desk, desk.dan, "Two red engines on the moor", "Alt text: “Two red")
    await sets_embargo(desk, "at once")
    await submitted_and_approved(desk)
    await desk.presses(desk.dan, "Schedule it")
    desk.clock.go_on(seconds=61)
    caption = words_of(await desk.told(jo, MARK)).splitlines()
    assert (caption[0], caption[-1]) == (MARK, MARK)
    [mail] = await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    [attached] = mail.message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("image/jpeg", "photo.jpg")
    assert attached.get_content()[:2] == b"\xff\xd8"
    assert "Paragraph 39" in mail.text
    assert desk.site + "/media" not in mail.raw.decode()
    assert "/media/" not in mail.html
    files = [m for m in jo.sees() if m.content.kind == "document"]
    assert len(files) == 2
