"""Dates in press releases: what is marked, from which day, and what is offered in its place."""

from datetime import UTC, date, datetime
from time import process_time

import pytest

from bot.news.announcement import Content, Photo
from bot.news.dates import DateMention, mentions, publish_day, suggest
from bot.news.words import Block, BlockKind, Mark, Span
from tests.news.dates_held_out import HELD_OUT
from tests.news.dates_labelled import MARKED
from tests.news.dates_plain import PLAIN
from tests.news.dates_report import report, score
from tests.news.labelled import Labelled

MONDAY = date(2026, 11, 23)


def body(*paragraphs: str) -> Content:
    return Content(body=tuple(map(Block, paragraphs)))


def said(text: str, today: date = MONDAY) -> str:
    """The text with every suggestion taken, the last first, so that positions hold."""
    content = body(text)
    for mention in reversed(mentions(content, today)):
        content = suggest(content, mention)
    return content.body[0].text


def the_only(content: Content, today: date = MONDAY) -> DateMention:
    (mention,) = mentions(content, today)
    return mention


# ------------------------------------------------------------------------------------ the labelled set


def test_the_labelled_sentences_are_many_and_a_third_of_them_plain() -> None:
    assert len(MARKED) + len(PLAIN) >= 150
    assert len(PLAIN) >= (len(MARKED) + len(PLAIN)) / 3
    assert len(HELD_OUT) >= 60


def test_hardly_a_labelled_sentence_is_read_wrong() -> None:
    scored = score([*MARKED, *PLAIN])

    print(report())  # noqa: T201 - shown by pytest -s and when the test fails
    assert scored.precision >= 0.98, scored.wrong
    assert scored.recall >= 0.98, scored.wrong


def test_sentences_it_has_not_met_are_mostly_read_right() -> None:
    scored = score(HELD_OUT)

    assert scored.precision >= 0.95, scored.wrong
    assert scored.recall >= 0.95, scored.wrong


def in_utc(moment: datetime, timezone: str) -> date:
    """The broken twin that takes the server's day for the reader's."""
    del timezone
    return moment.date()


def on_the_day_of_writing(moment: datetime, timezone: str) -> date:
    """The broken twin that holds words against the day it runs, whenever they go out."""
    del moment, timezone
    return MONDAY


def nights(labelled: list[Labelled]) -> list[Labelled]:
    return [one for one in labelled if in_utc(one.moment, "") != publish_day(one.moment, "Europe/London")]


def test_the_day_is_the_readers_and_not_the_servers() -> None:
    assert len(nights([*MARKED, *PLAIN])) >= 5
    assert score(nights(MARKED), in_utc).recall < 0.2
    assert score(nights(MARKED)).wrong == []


def test_the_day_is_that_of_publishing() -> None:
    assert score(MARKED, on_the_day_of_writing).recall < 0.6


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-14T22:59", "2026-07-14"),
        ("2026-07-14T23:00", "2026-07-15"),
        ("2026-12-14T23:59", "2026-12-14"),
        ("2026-03-29T00:59", "2026-03-29"),
        ("2026-10-24T23:00", "2026-10-25"),
        ("2026-10-25T23:59", "2026-10-25"),
    ],
)
def test_the_day_begins_at_midnight_in_the_desks_zone(moment: str, day: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert publish_day(at, "Europe/London") == date.fromisoformat(day)


# ---------------------------------------------------------------------------------------- suggestions


@pytest.mark.parametrize(
    ("text", "lasting"),
    [
        ("It was announced yesterday (Sun).", "It was announced on Sunday 22 November."),
        ("It was announced yesterday (Tues).", "It was announced on Tuesday 17 November."),
        ("Yesterday, crews left.", "On Sunday 22 November, crews left."),
        ("POLICE CALLED YESTERDAY", "POLICE CALLED ON SUNDAY 22 NOVEMBER"),
        ("It applies from tomorrow.", "It applies from Tuesday 24 November."),
        ("Today’s vote was tight.", "Monday 23 November’s vote was tight."),
        ("It opens at 9am today.", "It opens at 9am on Monday 23 November."),
        ("They came this morning.", "They came on the morning of Monday 23 November."),
        ("They came at 9am this morning.", "They came at 9am on Monday 23 November."),
        ("They came in the early hours of this morning.", "They came in the early hours of Monday 23 November."),
        ("Open day: Wednesday 25th, 10am", "Open day: Wednesday 25 November, 10am"),
        ("It is on Sat the 28th.", "It is on Saturday 28 November."),
        ("He was jailed on Friday (20th).", "He was jailed on Friday 20 November."),
        ("It heard last Thursday (19th) of it.", "It heard on Thursday 19 November of it."),
        ("It opens today (Tuesday).", "It opens on Tuesday 24 November."),
        ("Friday the 13th is unlucky.", "Friday the 13th is unlucky."),
        ("They came last night.", "They came on the night of Sunday 22 November."),
        ("Last night’s fire was small.", "Last night’s fire was small."),
        ("He was seen on Friday.", "He was seen on Friday 20 November."),
        ("Last Friday he was seen.", "On Friday 20 November he was seen."),
        ("Reply by Friday.", "Reply by Friday 27 November."),
        ("Friday’s walk will be short.", "Friday 27 November’s walk will be short."),
        ("Crews were called at 8pm (Thurs).", "Crews were called at 8pm (Thursday 19 November)."),
        ("He was seen on Friday evening.", "He was seen on the evening of Friday 20 November."),
        ("It is open until Friday lunchtime.", "It is open until lunchtime on Friday 27 November."),
        ("It will be open on Friday and Sunday.", "It will be open on Friday 27 November and Sunday 29 November."),
        ("In December, it was agreed.", "In December 2025, it was agreed."),
        ("It will start in early May.", "It will start in early May 2027."),
        ("It began last December.", "It began in December 2025."),
        ("It has run since last December.", "It has run since December 2025."),
        ("It began in May last year.", "It began in May 2025."),
        ("It opened last week.", "It opened in the week of Monday 16 November."),
        ("It has fallen so far this year.", "It has fallen so far in 2026."),
        ("Last month’s figures are out.", "October 2026’s figures are out."),
        ("It is on this weekend.", "It is on Saturday 28 and Sunday 29 November."),
        ("It will start on 1 April.", "It will start on 1 April 2027."),
        ("The hearing is on Wednesday 12 November.", "The hearing is on Wednesday 12 November."),
        ("Today is World AIDS Day.", "Monday 23 November is World AIDS Day."),
        ("Last year saw fewer fires.", "2025 saw fewer fires."),
    ],
)  # fmt: skip
def test_a_suggestion_fits_into_its_sentence(text: str, lasting: str) -> None:
    assert said(text) == lasting


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Police are appealing for witnesses after a crash on Sunday.", "Sunday 22 November"),
        ("An investigation is under way into a fire in Hull on Sunday.", "Sunday 22 November"),
        ("Missing: Ann, 15, last seen in Hull on Sunday.", "Sunday 22 November"),
        ("Following the crash on Sunday he will return.", "Sunday 22 November"),
        ("You have until 5pm on Friday to apply.", "Friday 27 November"),
        ("All council offices are closed on Friday.", "Friday 27 November"),
        ("Saturday’s match has been postponed.", "Saturday 28 November"),
        ("The parade on Saturday has been cancelled.", "Saturday 28 November"),
        ("The deadline has been extended to Friday.", "Friday 27 November"),
        ("The Met Office has issued a yellow warning for Friday.", "Friday 27 November"),
        ("He has been bailed to appear at court on Friday.", "Friday 27 November"),
        ("An order has been put in place until 5pm on Saturday.", "Saturday 28 November"),
    ],
)
def test_what_is_spoken_of_tells_which_week_is_meant(text: str, meant: str) -> None:
    assert meant in said(text, date(2026, 11, 25))


def test_a_year_is_named_when_it_is_another_one() -> None:
    assert said("It happened yesterday.", date(2027, 1, 1)) == "It happened on Thursday 31 December 2026."


def test_a_weekend_across_two_months_names_both() -> None:
    today = date(2026, 10, 28)

    assert said("It is on this weekend.", today) == "It is on Saturday 31 October and Sunday 1 November."


@pytest.mark.parametrize("sentence", MARKED)
def test_what_was_mended_is_not_marked_again(sentence: Labelled) -> None:
    today = publish_day(sentence.moment, "Europe/London")
    content = body(sentence.text)
    for mention in reversed(mentions(content, today)):
        content = suggest(content, mention)

    still = {one.phrase for one in mentions(content, today) if one.concern and one.replacement}
    assert still == set()


def test_a_suggestion_keeps_the_marks_around_it() -> None:
    text = "It was announced yesterday (Sun) by her."
    marks = (Span(0, 6, Mark.BOLD), Span(17, 26, Mark.ITALIC), Span(3, 39, Mark.LINK, "https://example.org"))
    content = Content(body=(Block("First."), Block(text, BlockKind.BULLET, marks)))

    block = suggest(content, the_only(content)).body[1]

    assert block.text == "It was announced on Sunday 22 November by her."
    assert block.kind is BlockKind.BULLET
    assert [block.text[span.start : span.end] for span in block.spans] == [
        "It was",
        "on Sunday 22 November",
        "was announced on Sunday 22 November by her",
    ]


@pytest.mark.parametrize("place", ["headline", "standfirst", "caption"])
def test_every_part_that_readers_see_is_read_and_mended(place: str) -> None:
    words = "Two held yesterday"
    content = Content(
        headline=words if place == "headline" else "",
        standfirst=Block(words if place == "standfirst" else ""),
        photo=Photo("0", 1, 1, caption=words if place == "caption" else ""),
    )
    mention = the_only(content)

    assert mention.place == place
    assert "Two held on Sunday 22 November" in str(suggest(content, mention))


def test_a_suggestion_for_words_that_have_changed_since_does_nothing() -> None:
    mention = the_only(body("It was announced yesterday."))
    changed = body("It was announced by her yesterday.")

    assert suggest(changed, mention) is changed


def test_spoken_words_are_never_altered() -> None:
    content = body("Anna Reed said: “We open today.", "“We close on Friday 26 November.”")

    assert [(one.phrase, one.quoted, one.replacement) for one in mentions(content, MONDAY)] == [
        ("today", True, None),
        ("Friday 26 November", True, None),
    ]


def test_next_friday_is_offered_both_ways() -> None:
    mention = the_only(body("It will open next Friday."))

    assert (mention.replacement, mention.otherwise) == ("on Friday 4 December", date(2026, 11, 27))


def test_four_thousand_words_are_read_in_a_twinkling() -> None:
    texts = [one.text for one in (*MARKED, *PLAIN, *HELD_OUT)]
    content = body(*[text for _ in range(2) for text in texts])
    assert sum(len(block.text.split()) for block in content.body) > 4000

    best = min(timed(content) for _ in range(5))

    assert (
        best < 0.15
    )  # under 0.05 s on a quiet machine; every sentence here holds a date or what looks like one


def timed(content: Content) -> float:
    begun = process_time()
    mentions(content, MONDAY)
    return process_time() - begun
