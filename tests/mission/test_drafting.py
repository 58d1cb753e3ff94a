"""A press officer in a hurry: whatever they send becomes a draft, and nothing they wrote is lost."""

import asyncio

from bot.sandbox.messages import Message
from bot.sandbox.posting import photo
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

FORMATTED = (
    "🚒 Engines for <b>Northmoor</b>\n\n"
    "They are <i>fast <b>and</b></i> <u>red</u> 🚒 <s>and blue</s>.\n\n"
    "<blockquote>“We asked for them,” said 🚒 <a href='https://example.org/a?b=1&amp;c=2'>the crew</a>.</blockquote>\n\n"
    "The crossing was <b>bold <i>both</i></b><i> slanted</i>, in <code>code</code>.\n\n"
    "- one &lt;b&gt;\n- two"
)


async def says(desk: Desk, words: str) -> str:
    """What Dan's newest card says, once it says these words."""
    return words_of(await desk.told(desk.dan, words))


async def asked(desk: Desk, label: str, words: str) -> None:
    """Press a button on Dan's card and wait for the question."""
    before = newest(desk.dan)
    await desk.presses(desk.dan, label)
    await desk.told(desk.dan, words, after=before)


async def answers(desk: Desk, label: str, words: str, answer: str) -> None:
    """Press a button on Dan's card and answer the question."""
    await asked(desk, label, words)
    sent = desk.dan.write(answer)
    await desk.told(desk.dan, "Draft", after=sent.id)


async def test_formatting_survives_to_channel_reader_page_and_mail(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail("reader@example.org")
    desk.dan.write(FORMATTED, formatting="html")
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.rea, "🚒 Engines for Northmoor")
    await desk.told(desk.dan, "📣 Published")

    for post in (desk.rea.last(), list(desk.channel.messages.values())[-1]):
        seen = marked(post)
        assert "".join(seen["italic"]).replace(" ", "") == "fastandbothslanted"
        assert "“We asked for them,” said 🚒 the crew." in seen["blockquote"]
        assert seen["text_link"] == ["the crew"]
        assert (seen["underline"], seen["strikethrough"], seen["code"]) == (["red"], ["and blue"], ["code"])
        assert "• one <b>\n• two" in words_of(post)
    _, page = await desk.fetch("/news/engines-for-northmoor-1")
    assert "<em>fast" in page
    assert "<u>red</u> 🚒 <s>and blue</s>" in page
    assert '<a href="https://example.org/a?b=1&amp;c=2"' in page
    assert "one &lt;b&gt;" in page
    mail = (await desk.sandbox.mailbox.arrived("reader@example.org"))[-1]
    assert "the crew (https://example.org/a?b=1&c=2)" in mail.text


def marked(message: Message) -> dict[str, list[str]]:
    """The stretches of a message by their formatting, read with UTF-16 offsets as Telegram counts."""
    found: dict[str, list[str]] = {}
    raw = message.words.encode("utf-16-le")
    for entity in message.content.words.json():
        start, length = int(entity["offset"]) * 2, int(entity["length"]) * 2
        found.setdefault(str(entity["type"]), []).append(raw[start : start + length].decode("utf-16-le"))
    return found


async def test_a_photo_comes_before_with_or_after_the_words(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.dan.send_photo(photo_of(), "Rescue on the moor\n\nTwo walkers are safe.")
    card = await says(desk, "Rescue on the moor")
    assert "1200 × 800" in card
    assert "✗ Alt text is missing" in card

    desk.dan.write("/new")
    await desk.told(desk.dan, "What was open is in")
    await desk.draft()
    sent = desk.dan.send_photo(photo_of(1000, 700))
    card = words_of(await desk.told(desk.dan, "1000 × 700", after=sent.id))
    assert "Two new fire engines" in card

    desk.dan.write("/new")
    await desk.told(desk.dan, "What was open is in", after=sent.id)
    desk.dan.send_photo(photo_of(900, 600))
    await says(desk, "900 × 600")
    desk.dan.write("Photo first\n\nThen the words.")
    assert "900 × 600" in await says(desk, "Photo first")


async def test_every_button_asks_and_the_next_message_answers(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft("A first line\n\nA standfirst.\n\nA body.")
    await answers(desk, "Headline", "Send the headline. Now it is", "A better line")
    await answers(desk, "Standfirst", "Send the standfirst", "What happened, and where.")
    await answers(desk, "Body", "Send the body", "First paragraph.\n\nSecond paragraph.")
    assert "no photo yet" in await desk.presses(desk.dan, "Alt text")

    await asked(desk, "Photo", "Send the photo")
    sent = desk.dan.write("Here it is!")
    await desk.told(desk.dan, "That is no photo", after=sent.id)
    sent = desk.dan.send_photo(photo_of(), "The new engine outside the station")
    card = words_of(await desk.told(desk.dan, "caption ✓", after=sent.id))
    assert "A better line\nWhat happened, and where." in card
    assert "2 paragraphs, 4 words" in card

    await answers(desk, "Alt text", "Send the alt text", "img_2031.jpg")
    assert "reads like a file’s name" in words_of(desk.dan.last())
    await answers(desk, "Alt text", "Now it is", "A red fire engine on a moorland track")
    await answers(desk, "Credit", "Send the credit", "Northshire Fire")
    card = await says(desk, "credit ✓")
    assert "Ready to submit" in card
    assert "✗" not in card

    await desk.presses(desk.dan, "No photo")
    await says(desk, "Photo: none")


async def test_an_answer_of_another_kind_loses_nothing(sqlite_desk: Desk) -> None:
    """A photo with words while the headline is asked gives both; a whole text pasted by mistake is not swallowed."""
    desk = sqlite_desk
    await desk.draft()
    await asked(desk, "Headline", "Send the headline")
    sent = desk.dan.write(RELEASE * 3)
    refused = words_of(await desk.told(desk.dan, "too long for a headline", after=sent.id))
    assert "press “Never mind”" in refused
    sent = desk.dan.send_photo(photo_of(800, 640), "Engines are here")
    card = words_of(await desk.told(desk.dan, "Engines are here", after=sent.id))
    assert "800 × 640" in card

    await asked(desk, "Headline", "Now it is")
    assert "Left as it is" in await desk.presses(desk.dan, "Never mind")
    sent = desk.dan.write("Something else entirely")
    await desk.told(desk.dan, "Where do these new words belong?", after=sent.id)


async def test_a_long_paste_split_by_the_app_stays_one_text(sqlite_desk: Desk) -> None:
    desk, (beginning, end) = sqlite_desk, long_text()
    desk.dan.write(beginning)
    second = desk.dan.write(end)
    card = words_of(await desk.told(desk.dan, "26 paragraphs", after=second.id))
    assert "headline, standfirst and a link" in card

    desk.dan.edit(second, "A new ending.")
    await says(desk, "19 paragraphs")


async def test_a_paste_onto_an_open_draft_is_kept_whole_until_its_place_is_said(sqlite_desk: Desk) -> None:
    """Broken twin: keeping only the latest words aside (as it was at first) leaves 10 paragraphs of 26."""
    desk, (beginning, end) = sqlite_desk, long_text()
    first = await desk.draft()
    desk.dan.write(beginning)
    second = desk.dan.write(end)
    question = await desk.told(desk.dan, "Where do these new words", after=second.id)
    start = question.rows[0][0]["callback_data"]
    await asyncio.sleep(0.3)
    await desk.presses(desk.dan, "Start a new announcement")
    card = words_of(await desk.told(desk.dan, "Flood warning", after=second.id))
    assert "26 paragraphs" in card
    assert "found their place already" in (await desk.dan.press(question, data=start).answer()).text
    assert first.id < second.id


async def test_new_words_on_an_open_draft_go_where_the_drafter_says(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft("The first line\n\nStandfirst.\n\nBody.")
    words = desk.dan.write("One more paragraph.")
    await desk.told(desk.dan, "Where do these new words belong?", after=words.id)
    desk.dan.edit(words, "One more paragraph, mended.")
    await desk.presses(desk.dan, "Add to the end of the draft")
    await desk.told(desk.dan, "2 paragraphs, 5 words", after=words.id)

    words = desk.dan.write("Another line\n\nOther standfirst.")
    await desk.told(desk.dan, "Where do these", after=words.id)
    await desk.presses(desk.dan, "Replace the draft’s words")
    card = words_of(await desk.told(desk.dan, "Another line", after=words.id))
    assert "Body: none" in card


async def test_an_album_gives_one_photo_all_words_and_one_sentence(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    pictures = [
        photo(photo_of(800, 640), "Moor rescue\n\nTwo are safe."),
        photo(photo_of(1000, 640)),
        photo(photo_of(1100, 640), "More words."),
        photo(photo_of(1200, 640)),
    ]
    *_, last = desk.dan.send_album(pictures)
    card = words_of(await desk.told(desk.dan, "1 paragraph, 2 words", after=last.id))
    assert "800 × 640" in card
    assert len([m for m in desk.dan.sees() if "one lead photo" in words_of(m)]) == 1


async def test_drafts_opens_anybodys_draft_and_discard_asks_first(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    desk.dora.write("/drafts")
    await desk.presses(desk.dora, "Two new fire engines for Northmoor")
    await desk.told(desk.dora, "Ready to submit")
    await desk.presses(desk.dora, "Headline")
    await desk.told(desk.dora, "Send the headline")
    desk.dora.write("Dora’s headline")
    await desk.told(desk.dan, "Dora’s headline")

    await desk.presses(desk.dora, "Discard")
    await desk.told(desk.dora, "It cannot be brought back")
    assert "Left as it is" in await desk.presses(desk.dora, "No, leave it")
    await desk.presses(desk.dora, "Yes, discard it")
    card = await desk.told(desk.dan, "🗑 Discarded")
    assert labels_of(card) == []
    desk.ann.write("/drafts")
    assert words_of(await desk.told(desk.ann, "Nothing is open")) == "Nothing is open."


def long_text() -> tuple[str, str]:
    """Headline, standfirst and 26 paragraphs, cut between two of them as Telegram's apps cut a text of over 4,096."""
    paragraphs = (
        f"{number:02} " + "The river rises and people have to leave their homes. " * 4 for number in range(26)
    )
    text = "Flood warning\n\nThe river is rising.\n\n" + "\n\n".join(text.strip() for text in paragraphs)
    cut = text.rindex("\n\n", 0, 4096)
    return text[:cut], text[cut:]
