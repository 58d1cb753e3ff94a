"""Hints on wording and on quotes: few, kind to what others said, and never in the way."""

import pytest

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.checks.quotes import quotes
from bot.news.checks.wording import short_forms, wording
from bot.news.words import Block, BlockKind

LONG = " ".join(["word"] * 36) + "."
LONGER = " ".join(["Other", *["word"] * 40]) + "."
FITTING = " ".join(["word"] * 35) + "."


def body(*paragraphs: str) -> Content:
    return Content(body=tuple(map(Block, paragraphs)))


def lengths(content: Content) -> object:
    return [issue.values["lengths"] for issue in wording(content) if issue.code == "sentences_long"]


def unexplained(text: str) -> list[str]:
    return [short for short, _ in short_forms(body(text))]


def test_a_sentence_of_36_words_is_long_and_one_of_35_is_not() -> None:
    assert lengths(body(LONG)) == [[36]]
    assert lengths(body(FITTING)) == []


def test_the_two_longest_are_named_in_one_line() -> None:
    assert lengths(body(LONG, f"{FITTING} {LONGER}", f"Mr. {LONG}")) == [[41, 37]]


def test_spoken_sentences_and_set_quotes_are_left_alone() -> None:
    content = Content(body=(Block(f"She said: “{LONG}”"), Block(LONG, BlockKind.QUOTE)))

    assert wording(content) == []


@pytest.mark.parametrize(
    "text",
    [
        "The PFCC met.",
        "The PFCC’s plan is out.",
        "PFCCs met.",
        "He joined the PFCC, as planned.",
        "The Police, Fire and Crime Commissioner met. The PFCC spoke.",
    ],
)
def test_a_short_form_is_unexplained_until_it_stands_beside_its_words(text: str) -> None:
    assert unexplained(text) == ["PFCC"]


@pytest.mark.parametrize(
    "text",
    [
        "The Police, Fire and Crime Commissioner (PFCC) met. The PFCC spoke.",
        "The PFCC (Police, Fire and Crime Commissioner) met.",
        "The UK, the BBC, the NHS and two MPs agreed.",
        "The A53 and the M6 are closed near ST16 3YD, phone 0300 123.",
        "Elizabeth II and Henry VIII are on show.",
        "POLICE DO NOT CROSS: FIRE CREWS AT WORK",
        "See https://example.org/PFCC or @PFCC or #PFCC.",
        "PC Anna Reed and DCI John Shaw spoke.",
        "A 4x4 and an HGV met a T-shirt seller at 7pm.",
    ],
)
def test_what_everybody_knows_or_is_told_is_no_short_form(text: str) -> None:
    assert unexplained(text) == []


def test_the_words_of_the_text_are_offered_for_a_short_form() -> None:
    content = Content(
        headline="PCC backs plan", standfirst=Block("Police and\nCrime Commissioner Ben Adams agrees.")
    )

    assert short_forms(content) == [("PCC", "Police and Crime Commissioner")]


def test_at_most_three_short_forms_are_named_in_one_line() -> None:
    (issue,) = wording(body("The partners in the plan are ABCD, EFGH, IJKL, MNOP and QRST."))

    assert issue.values["forms"] == [{"short": short, "full": ""} for short in ("ABCD", "EFGH", "IJKL")]
    assert issue.severity is Severity.WARNS


# ------------------------------------------------------------------------------------------------ quotes


def graded(issues: list[Issue]) -> list[tuple[object, str]]:
    return [(issue.values.get("loose", issue.code), issue.severity.value) for issue in issues]


NAMED = "Ben Adams is commissioner."


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["Mr Adams said: “We will go on.", "The work began."], [("unclosed", "blocks")]),
        (["Mr Adams said: “We will go on."], [("unclosed", "blocks")]),
        (['Mr Adams said: "We will go on.', "The work began."], [("unclosed", "warns")]),
        (
            ["Mr Adams said: “We will go on.", "We will not stop.”"],
            [("unclosed", "warns"), ("unopened", "warns")],
        ),
        (["The work began.” It goes on."], [("unopened", "warns")]),
        (["Mr Adams said: “We “will go on.”"], [("opened_twice", "warns")]),
        (["Mr Adams said: “We will go on.”"], []),
        (["Mr Adams said: “We will go on.", "“We will not stop.”"], []),
        (['A 6" pipe and a 12" pipe burst.'], []),
    ],
)
def test_a_lost_mark_blocks_only_when_it_is_certain(
    paragraphs: list[str], found: list[tuple[str, str]]
) -> None:
    assert graded(quotes(body(NAMED, *paragraphs))) == found


def test_a_lost_mark_in_a_headline_is_found() -> None:
    assert graded(quotes(Content(headline="“Best year ever for crews"))) == [("unclosed", "blocks")]


def test_a_speaker_who_is_never_named_in_full_is_named_once() -> None:
    content = body(
        "Mr Ellis said: “Yes.”", "The work began.", "“No,” said Mr Ellis.", "Mrs Shaw added: “Perhaps.”"
    )
    (issue,) = quotes(content)

    assert (issue.code, issue.severity, issue.values["speakers"]) == (
        "speaker_not_in_full",
        Severity.WARNS,
        ["Mr Ellis", "Mrs Shaw"],
    )


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Matthew Ellis spoke.", "Mr Ellis said: “Yes.”"],
        ["Matthew Ellis and Anna Ellis spoke.", "Mr Ellis said: “Yes.”"],
        ["A spokeswoman for the force said: “Yes.”"],
        ["He said: “Yes.”"],
        ["The plan is called “Safer Roads”."],
    ],
)
def test_a_speaker_whom_readers_can_place_is_let_be(paragraphs: list[str]) -> None:
    assert quotes(body(*paragraphs)) == []


def test_a_name_in_the_headline_counts() -> None:
    content = Content(headline="Matthew Ellis backs plan", body=(Block("Mr Ellis said: “Yes.”"),))

    assert quotes(content) == []
