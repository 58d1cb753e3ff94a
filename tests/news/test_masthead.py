"""What stands above a headline and below the last word, and what a headline is that only looks like it."""

from datetime import UTC, datetime

import pytest

from bot.news.checks.embargo import embargo
from bot.news.masthead import embargo_words, is_embargo
from bot.news.reading import Reading, keeping, read
from bot.news.words import Block

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
FRIDAY = datetime(2026, 11, 27, 0, 1, tzinfo=UTC)


def read_of(*lines: str) -> Reading:
    return keeping(read(tuple(map(Block, lines))), NOON, "Europe/London")


EMBARGOES = {
    "EMBARGOED UNTIL 00:01 on Friday 27 November 2026": FRIDAY,
    "Embargo: 00.01hrs Friday 27 November": FRIDAY,
    "STRICT EMBARGO 00.01 FRIDAY": FRIDAY,
    "*** EMBARGOED UNTIL 9AM TOMORROW ***": datetime(2026, 11, 24, 9, tzinfo=UTC),
    "Strictly embargoed: not for publication before 10am, Tuesday 1 December": datetime(2026, 12, 1, 10, tzinfo=UTC),
    "Not for publication or broadcast before one minute past midnight on Friday": FRIDAY,
    "(Under embargo until 6pm today)": datetime(2026, 11, 23, 18, tzinfo=UTC),
    "EMBARGOED FOR RELEASE UNTIL 00.01am Friday 27 November": FRIDAY,
}  # fmt: skip


@pytest.mark.parametrize(("line", "moment"), EMBARGOES.items())
def test_a_line_above_the_headline_keeps_the_text_back(line: str, moment: datetime) -> None:
    reading = read_of("PRESS RELEASE", line, "New van on the road", "It will visit every village.")

    assert reading.content.headline == "New van on the road"
    assert reading.content.embargo is not None
    assert (reading.content.embargo.public_at, reading.content.embargo.press_at) == (moment, moment)
    assert reading.set_aside == ("PRESS RELEASE", line)
    assert embargo(reading.content) == []


@pytest.mark.parametrize(
    "line", ["EMBARGOED", "Embargoed copy", "Embargoed until the end of the hearing", "Embargo: midnight on Friday 27 November", "Embargoed until 27 November"]
)  # fmt: skip
def test_a_time_that_cannot_be_read_stays_in_the_text_and_stops_it(line: str) -> None:
    reading = read_of(line, "New van on the road", "It will visit every village.")

    assert reading.content.headline == "New van on the road"
    assert (reading.content.embargo, reading.set_aside) == (None, ())
    assert [issue.about for issue in embargo(reading.content)] == [line]


def test_an_embargo_that_was_over_when_it_was_sent_holds_nothing_back() -> None:
    reading = read_of(
        "EMBARGOED UNTIL 9am on Friday 20 November 2026", "New van on the road", "It will visit."
    )

    assert reading.content.embargo is None
    assert reading.set_aside == ("EMBARGOED UNTIL 9am on Friday 20 November 2026",)
    assert embargo(reading.content) == []


@pytest.mark.parametrize(
    "line",
    [
        "Embargo lifted on Russian oil as ministers meet",
        "Embargoed reports are a risk. They leak.",
        "The report is embargoed until Friday",
        "Embargoed until Friday. The report says that more must be done.",
        "Not for publication",
    ],
)
def test_a_headline_about_an_embargo_is_a_headline(line: str) -> None:
    reading = read_of(line, "Ministers met in London.", "They will meet again.")

    assert not is_embargo(line)
    assert reading.content.headline == line
    assert embargo_words(line) == ""


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
    reading = read_of(
        line, "New van on the road", "It will visit every village.", "ENDS", "Notes to editors", "###"
    )

    assert reading.content.headline == "New van on the road"
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
