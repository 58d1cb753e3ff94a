"""What the author is told: one plain sentence for each issue, the gravest first, and few of them."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.news import checks
from bot.news.announcement import Content
from bot.news.checks import Circumstances
from bot.news.reading import read, split
from bot.news.words import Block, Mark, Span
from bot.typeset import Typesetter
from tests.news.dates_held_out import HELD_OUT
from tests.news.dates_labelled import MARKED
from tests.news.labelled import Labelled

SEED = Path(os.environ.get("NEWSDESK_SEED") or Path(__file__).resolve().parents[2].parent / "shared" / "seed")
LONDON = "Europe/London"
TYPESETTER = Typesetter(LONDON, {})


def told(content: Content, when: str = "2026-11-23T12:00", zone: str = LONDON) -> list[str]:
    """The lines of the card, ✗ for what blocks."""
    found = checks.read_over(content, Circumstances(datetime.fromisoformat(when).replace(tzinfo=UTC), zone))
    lines = [TYPESETTER.set(f"chat/issue/{issue.code}.html.j2", issue=issue) for issue in found]
    return [
        f"{'✗' if issue.severity == 'blocks' else '△'} {line}"
        for issue, line in zip(found, lines, strict=True)
    ]


def about(text: str, when: str = "2026-11-23T12:00") -> list[str]:
    content = Content(
        "Ben Adams opens station", Block("It has two engines."), tuple(map(Block, text.split("|")))
    )
    return told(content, when)


SENTENCES = [
    ("He came yesterday (Tues).", "✗ “yesterday (Tues)” does not fit, as this goes out on Monday 23 November: write “on Tuesday 17 November” if that is the day, or correct it."),
    ("It is on Wednesday 12 November.", "✗ “Wednesday 12 November” does not fit, 12 November is a Thursday: correct the day or the date."),
    ("The open day is on Wednesday 26th.", "✗ “Wednesday 26th” does not fit, 26 November is a Thursday: correct the day or the date."),
    ("It closes on 24 November (Monday).", "✗ “24 November (Monday)” does not fit, 24 November is a Tuesday: correct the day or the date."),
    ("It is on Wednesday 12 May 2027.", None),
    ("It is on Tuesday 11 May 2027.", None),
    ("It is on Friday 11 May 2027.", "✗ “Friday 11 May 2027” does not fit, 11 May 2027 is a Tuesday: correct the day or the date."),
    ("It is on 31 June.", "✗ There is no day like “31 June”: correct the date."),
    ("“It is on 31 June,” said Ben Adams.", "△ “31 June” in a quote cannot be right: ask the speaker, for what was said is not altered."),
    ("It will open on 12 November.", "△ “12 November” is already past on Monday 23 November: check the date, or say it as something that has happened."),
    ("In December, it was agreed.", "△ “In December” does not tell the year: write “In December 2025” if that is meant."),
    ("In November, it was agreed.", "△ “In November” does not tell the year: add it."),
    ("He came yesterday.", "△ “yesterday” will mislead later readers: write “on Sunday 22 November”."),
    ("It will open next Friday.", "△ “next Friday” will mislead later readers: write “on Friday 4 December”, or Friday 27 November if that is meant."),
    ("Last week’s storm was strong.", "△ “Last week” will mislead later readers: write the date."),
    ("Ben Adams said: “Yes.|The work began.", "✗ A quote begins but never ends at “Yes.…: add the closing mark where the words of the speaker end."),
    ("The work began.” It goes on.", "△ A quote ends but never begins at “The work began.”: add the opening mark."),
    ("Mr Ellis said: “Yes.”", "△ Mr Ellis speaks but is never named in full: give first name and surname once."),
    ("Mr Ellis said: “Yes.”|Mrs Shaw said: “No.”", "△ Mr Ellis, Mrs Shaw speak but are never named in full: give first name and surname once."),
    ("See http://localhost/a.", "✗ “http://localhost/a” is not open to the public: put the public address in its place."),
    ("See http:/example.org.", "△ “http:/example.org” is no working address: correct it or take it out."),
    ("See https://example.org/?a=1&gclid=2.", "△ “https://example.org/?a=1&amp;gclid=2” tracks readers: write https://example.org/?a=1."),
    ("The PFCC met the SFRS.", "△ “PFCC” and “SFRS” are never explained: write the full words the first time."),
    ("word " * 36, "△ A sentence has 36 words, up to 35 read well: split “word word word word word word…”."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), SENTENCES)
def test_each_issue_is_told_in_a_sentence(text: str, line: str | None) -> None:
    assert about(text.strip()) == ([line] if line else [])


def test_a_link_of_another_kind_is_told() -> None:
    link = Block("See the plan.", spans=(Span(4, 12, Mark.LINK, "tel:101"),))

    assert told(Content("Plan is out", Block("It is short."), (link,))) == [
        "✗ “tel:101” is no web or mail address: change the link to one that begins with https:// or mailto:."
    ]


def test_the_same_phrase_is_told_once_and_many_phrases_in_few_lines() -> None:
    lines = about(
        "It was today. It was today. Last week, last month, last year and yesterday, and on Friday it rained."
    )

    assert [line.split("”")[0] for line in lines] == [
        "△ “today",
        "△ “yesterday",
        "△ “on Friday",
        "△ 3 more phrases will mislead later readers: write the dates for “Last week",
    ]


def test_what_blocks_comes_first_and_style_last() -> None:
    lines = about("The PFCC came today. See http://10.0.0.1/ for more.")

    assert [line[:12] for line in lines] == ["✗ “http://10", "△ “today” wi", "△ “PFCC” is "]


@pytest.mark.parametrize("one", [*MARKED, *HELD_OUT], ids=lambda one: one.text)
def test_whatever_is_found_in_a_labelled_sentence_can_be_said(one: Labelled) -> None:
    lines = told(Content("Station opens", body=(Block(one.text),)), one.moment.isoformat())

    assert len(lines) >= bool(one.marked)


def test_the_zone_of_the_desk_decides_which_day_it_is() -> None:
    content = Content("Station opens", Block("It opens today (Wed)."))

    assert [line[0] for line in told(content, "2026-07-14T23:30", LONDON)] == ["△"]
    assert [line[0] for line in told(content, "2026-07-14T23:30", "UTC")] == ["✗"]


@pytest.mark.skipif(not SEED.is_dir(), reason="no folder of real releases; set NEWSDESK_SEED to one")
@pytest.mark.parametrize(
    ("when", "mark", "replacement", "december"),
    [
        ("2016-01-27T10:00", "△", "on Tuesday 26 January", "2015"),
        ("2026-11-25T10:00", "△", "on Tuesday 24 November", "2025"),
        ("2026-11-26T10:00", "✗", "on Tuesday 24 November", "2025"),
    ],
)
def test_a_real_release_gets_few_lines(when: str, mark: str, replacement: str, december: str) -> None:
    (path,) = SEED.glob("*release.txt")
    said_at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    content = read(split((Block(path.read_text(encoding="utf-8")),)), said_at, "Europe/London").content

    lines = told(content, when)

    assert len(lines) <= 5
    assert [line[0] for line in lines if "“yesterday (Tues)”" in line] == [mark]
    assert [line[0] for line in lines if replacement in line] == [mark]
    assert [line[0] for line in lines if f"write “In December {december}”" in line] == ["△"]
    assert not any("May" in line for line in lines)
