"""One press puts the right words in: an edit by whoever pressed, of those words and no others."""

from bot.news.announcement import Content
from bot.news.staff import Role
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

TRACKED = "https://example.org/engines?utm_source=x"
TEXT = RELEASE.replace(" on Saturday", "") + f" They came yesterday. See {TRACKED} for more."
DAY, LINK = "“yesterday” → on Sunday 22 November", "→ https://example.org/engines"


async def content(desk: Desk) -> Content:
    edition = await desk.newsroom.store.read(lambda work: work.editions.get(1))
    assert edition is not None
    return await desk.newsroom.store.read(lambda work: work.editions.content(edition.revision_id))


async def test_a_press_changes_the_words_it_names_and_makes_the_presser_a_contributor(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER)
    await desk.in_review(TEXT)
    theirs = labels_of(await desk.told(desk.ann, "Please review"))
    assert not [label for label in theirs if "→" in label]
    await desk.told(desk.dan, "👀 In review")
    before = (await content(desk)).body[-1].text

    assert "Nothing else was" in await desk.presses(desk.dan, DAY)
    card = await desk.told(desk.dan, "Ready to submit")
    assert (await content(desk)).body[-1].text == before.replace("yesterday", "on Sunday 22 November")
    assert DAY not in labels_of(card)

    desk.eve.write("/drafts")
    await desk.presses(desk.eve, "Two new fire engines for Northmoor")
    eves = await desk.told(desk.eve, "tracks readers")
    assert [label for label in labels_of(eves) if label.endswith(LINK)] == [
        label for label in labels_of(eves) if "→" in label
    ]
    [label] = [label for label in labels_of(eves) if "→" in label]
    await desk.presses(desk.eve, label)
    await desk.told(desk.dan, "Ready to submit")
    mended = before.replace("yesterday", "on Sunday 22 November").replace(
        TRACKED, "https://example.org/engines"
    )
    assert (await content(desk)).body[-1].text == mended
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=newest(desk.ann) - 1)
    assert "Approve" not in labels_of(desk.eve.last())
    entries = await desk.newsroom.store.read(lambda work: work.history.of(1))
    assert [(entry.kind, entry.name) for entry in entries] == [
        ("started", "Dan Field"),
        ("submitted", "Dan Field"),
        ("edited", "Dan Field"),
        ("edited", "Eve Gray"),
        ("submitted", "Dan Field"),
    ]


async def test_what_changed_meanwhile_is_left_alone(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.draft(TEXT)
    stale = await desk.told(desk.dan, "“yesterday” will mislead")
    handle = next(b["callback_data"] for row in stale.rows for b in row if b["text"] == DAY)
    desk.dan.edit(message, TEXT.replace("yesterday", "yesterday evening"))
    await desk.told(desk.dan, "“yesterday evening” will mislead")
    assert "changed since you looked" in (await desk.dan.press(stale, data=handle).answer()).text
    desk.clock.go_on(days=1)
    label = next(label for label in labels_of(desk.dan.last()) if "→" in label)
    assert "the words or the day have changed" in await desk.presses(desk.dan, label)
    assert "yesterday evening" in (await content(desk)).body[-1].text
    await desk.told(desk.dan, "write “on the evening of Monday 23 November”")


async def test_a_photo_called_by_its_files_name_is_asked_about(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.dan.send_photo(photo_of(), caption=RELEASE)
    await desk.presses(desk.dan, "Alt text")
    await desk.told(desk.dan, "Send the alt text")
    desk.dan.write("matthew and flag")
    await desk.told(desk.dan, "reads like a file’s name")
    before = newest(desk.dan)
    await desk.presses(desk.dan, "Describe the photo")
    await desk.told(desk.dan, "Send the alt text", after=before)
    desk.dan.write("Matthew Ellis holds the county’s flag")
    card = await desk.told(desk.dan, "Alt text: “Matthew Ellis holds")
    assert "Describe the photo" not in labels_of(card)
    assert "file’s name" not in words_of(card)
