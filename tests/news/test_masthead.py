"""What stands above a headline and below the last word, and what a headline is that only looks like it."""

from datetime import UTC, datetime

import pytest

from bot.news.checks.embargo import embargo
from bot.news.reading import Reading, as_words, kept_back, read
from bot.news.words import Block

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
TUESDAY, FRIDAY = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 27, 0, 1, tzinfo=UTC)
NEWS = ("New van on the road", "It will visit every village.")


def read_of(*lines: str) -> Reading:
    return kept_back(read(tuple(map(Block, lines)), NOON, "Europe/London"))


EMBARGOES = {
    "EMBARGOED UNTIL 00:01 on Friday 27 November 2026": FRIDAY,
    "Embargo: 00.01hrs Friday 27 November": FRIDAY,
    "STRICT EMBARGO 00.01 FRIDAY": FRIDAY,
    "*** EMBARGOED UNTIL 9AM TOMORROW ***": TUESDAY,
    "🔒 “EMBARGOED UNTIL 9AM TOMORROW”": TUESDAY,
    "PRESS RELEASE – EMBARGOED UNTIL 9am Tuesday 24 November 2026": TUESDAY,
    "NEWS RELEASE: EMBARGOED UNTIL 00:01 FRIDAY 27 NOVEMBER": FRIDAY,
    "EMBARGOED UNTIL 9am, Tues. 24 Nov 2026": TUESDAY,
    "Embargoed for release at 9am on Tuesday 24 November": TUESDAY,
    "THIS RELEASE IS UNDER STRICT EMBARGO UNTIL 00:01 ON FRIDAY": FRIDAY,
    "Not to be published before 9am on Tuesday": TUESDAY,
    "Strictly embargoed: not for publication before 10am, Tuesday 1 December": datetime(
        2026, 12, 1, 10, tzinfo=UTC
    ),
    "Not for publication or broadcast before one minute past midnight on Friday": FRIDAY,
    "(Under embargo until 6pm today)": datetime(2026, 11, 23, 18, tzinfo=UTC),
    "EMBARGOED FOR RELEASE UNTIL 00.01am Friday 27 November": FRIDAY,
}


@pytest.mark.parametrize(("line", "moment"), EMBARGOES.items())
def test_a_line_above_the_headline_keeps_the_text_back(line: str, moment: datetime) -> None:
    reading = read_of("PRESS RELEASE", line, *NEWS)

    assert reading.content.headline == NEWS[0]
    assert reading.content.embargo is not None
    assert (reading.content.embargo.public_at, reading.content.embargo.press_at) == (moment, moment)
    assert reading.set_aside == ("PRESS RELEASE", line)
    assert embargo(reading.content) == []


UNREAD = [
    "EMBARGOED",
    "Embargoed copy",
    "Embargoed until the end of the hearing",
    "Embargo: midnight on Friday 27 November",
    "Embargoed until 27 November",
    "EMBARGOED UNTIL 9am",
    "Embargo lifts: 9am Tuesday 24 November",
    "EMBARGOED UNTIL 00.01 FRIDAY 27 NOVEMBER. CHECK AGAINST DELIVERY",
    "Strictly embargoed until 9am Tuesday. Not for publication before then.",
    "Released under embargo until 9am on Tuesday",
    "Embargoed release until 9am Tuesday 24 November",
    "EMBARGOED UNTIL 00:01 ON 1 JUNE",
    "Press embargo: 00:01 Friday 27 November",
    "Do not publish before 9am on Friday",
    "For release at 9am on Friday",
    "Hold for release until 9am on Friday",
    "HOLD FOR RELEASE: 9.30am 26 November",
    "For publication: Thursday 26 November, 9.30am",
    "For use after 9.30am on Thursday 26 November",
    "Hold until 9.30am on 26 November",
    "INTERNAL – NOT FOR PUBLICATION",
    "This statement is not to be published before 10pm",
    "Please do not use this release before Thursday",
]


@pytest.mark.parametrize("line", UNREAD)
def test_a_moment_that_is_not_certain_stays_where_it_stands_and_stops_the_text(line: str) -> None:
    reading = read_of("PRESS RELEASE", line, *NEWS)

    assert reading.content.headline == line
    assert (reading.content.embargo, reading.set_aside) == (None, ("PRESS RELEASE",))
    assert [issue.about for issue in embargo(reading.content)] == [line]


def test_the_day_on_the_next_line_is_not_taken_for_the_day_of_issue() -> None:
    reading = read_of("EMBARGOED UNTIL 9am\nFriday 27 November 2026", *NEWS)

    assert reading.content.embargo is None
    assert [issue.about for issue in embargo(reading.content)] == ["EMBARGOED UNTIL 9am"]


def test_two_embargoes_that_differ_are_for_a_person_to_settle() -> None:
    lines = ("EMBARGOED UNTIL 9am Tuesday 24 November", "NOT FOR BROADCAST BEFORE 9am Wednesday 25 November")
    reading = read_of(*lines, *NEWS)

    assert (reading.content.headline, reading.content.embargo) == (NEWS[0], None)
    assert [issue.about for issue in embargo(reading.content)] == [*lines]


def test_as_words_an_embargo_stands_in_the_text_and_stops_it() -> None:
    line = "EMBARGOED UNTIL 9AM TOMORROW"
    reading = as_words(read((Block(line), *map(Block, NEWS)), NOON, "Europe/London"))

    assert (reading.content.headline, reading.content.embargo, reading.set_aside) == (NEWS[0], None, ())
    assert [issue.about for issue in embargo(reading.content)] == [line]


def test_an_embargo_that_was_over_when_it_was_sent_holds_nothing_back() -> None:
    line = "EMBARGOED UNTIL 9am on Friday 20 November 2026"
    reading = read_of(line, *NEWS)

    assert (reading.content.embargo, reading.set_aside, reading.embargo_over) == (None, (line,), line)
    assert embargo(reading.content) == []


@pytest.mark.parametrize(
    "line",
    [
        "Embargo lifted on Russian oil as ministers meet",
        "Embargoed reports are a risk. They leak.",
        "Arms embargo is extended",
        "Not for publication",
        "The van is not for use by visitors",
        "Please do not use the lift until the engineer has visited",
        "Do not use your gas boiler until it has been checked",
        "Do not release sky lanterns before, during or after the event",
        "Off-peak tickets are not to be used before 9.30am",
        "He is not to be released before 2051",
        "The results are not to be published before 10pm",
        "The council has lifted its embargo on overtime for 200 staff",
        "For release at sea, the seal was tagged",
    ],
)
def test_a_headline_about_an_embargo_is_a_headline(line: str) -> None:
    reading = read_of(line, *NEWS)

    assert reading.content.headline == line
    assert embargo(reading.content) == []


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "Press release: Monday 23 November 2026",
        "Media Release – 23/11/2026",
        "For immediate release, 23rd November 2026",
        "Date: 23 November 2026",
        "Date of issue: 23 November 2026",
        "Issued on Monday, 23 November",
        "Monday 23 November 2026",
    ],
)
def test_labels_and_the_day_of_issue_are_set_aside(line: str) -> None:
    reading = read_of(line, *NEWS, "ENDS", "Notes to editors", "###")

    assert reading.content.headline == NEWS[0]
    assert [block.text for block in reading.content.body] == ["Notes to editors"]
    assert reading.set_aside == (line, "ENDS", "###")


@pytest.mark.parametrize(
    "line",
    ["News from the villages", "Press release rules change", "23 November remembered", "Issued with a fine", "Monday Monday"],
)  # fmt: skip
def test_a_headline_that_begins_like_a_label_is_a_headline(line: str) -> None:
    assert read_of(line, "It will visit every village.").content.headline == line


@pytest.mark.parametrize("line", ["Press release", "Ends", "…", "26 November 2026", "EMBARGOED"])
def test_alone_it_is_all_there_is(line: str) -> None:
    assert read_of(line).content.headline == line
