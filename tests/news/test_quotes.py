"""Quotes as press offices write them: who speaks, what stands apart, and that no word is ever lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.marks import Loose
from bot.news.quotes import find_quotes, loose_marks
from bot.news.setting import Passage, QuotedPassage, set_out
from bot.news.words import Block, BlockKind, Mark, Span

NAMED = "Police and Crime Commissioner Matthew Ellis was joined by Chief Constable Jane Cole at the launch."


def text(*paragraphs: str) -> tuple[Block, ...]:
    return tuple(Block(paragraph) for paragraph in paragraphs)


def words(passages: tuple[Passage | QuotedPassage, ...]) -> list[str]:
    found: list[str] = []
    for passage in passages:
        parts = (
            [passage.block]
            if isinstance(passage, Passage)
            else [passage.before, *passage.quoted, passage.after]
        )
        found += [word for part in parts for word in part.text.split()]
    return found


APART = [
    ("Mr Ellis said: “We will.”", "Mr Ellis said:", ["“We will.”"], ""),
    ("Mr Ellis said, “We will.”", "Mr Ellis said,", ["“We will.”"], ""),
    ("In May it began. Mr Ellis said: “We will.”", "In May it began. Mr Ellis said:", ["“We will.”"], ""),
    ("“We will.”", "", ["“We will.”"], ""),
    ("“We will,” said Mr Ellis.", "", ["“We will,”"], "said Mr Ellis."),
    ('Mr Ellis said: "We will".', "Mr Ellis said:", ['"We will".'], ""),
    ('Mr Ellis said: "A 6" pipe burst."', "Mr Ellis said:", None, ""),
    ("It was called “a step forward”.", "", None, ""),
    ("Mr Ellis said it was “a step forward.”", "", None, ""),
    ("“Integration” was the word of the day, Mr Ellis said.", "", None, ""),
    ("“We will,” said Mr Ellis. “Nothing else will do.”", "", None, ""),
    ("“We will,” said Mr Ellis. He then left for Stafford.", "", None, ""),
    ("Mr Ellis said:“We will.”", "", None, ""),
    ("“We will,”said Mr Ellis.", "", None, ""),
    ("Mr Ellis said: “We will.", "", None, ""),
]


@pytest.mark.parametrize(("paragraph", "before", "quoted", "after"), APART, ids=[case[0] for case in APART])
def test_only_what_was_spoken_stands_apart(
    paragraph: str, before: str, quoted: list[str] | None, after: str
) -> None:
    (passage,) = set_out(text(paragraph))

    if quoted is None:
        assert passage == Passage(Block(paragraph))
    else:
        assert isinstance(passage, QuotedPassage)
        assert (passage.before.text, [b.text for b in passage.quoted], passage.after.text) == (
            before,
            quoted,
            after,
        )


LOOSE = [
    (("Mr Ellis said: “We will.",), [(0, 15, Loose.UNCLOSED)]),
    (("Mr Ellis said: “We will.", "“And we can.", "Work began in May."), [(0, 15, Loose.UNCLOSED)]),
    (("Mr Ellis said: We will.”",), [(0, 23, Loose.UNOPENED)]),
    (("“We “will.”",), [(0, 4, Loose.OPENED_TWICE)]),
    (('Mr Ellis said: "We will.',), [(0, 15, Loose.UNCLOSED)]),
    (("“We will.”", "So”"), [(1, 2, Loose.UNOPENED)]),
    (("“One.", "“Two.”"), []),
    (('"One.', '"Two."'), []),
    (('A 6" pipe and a 12" valve.',), []),
    (('He said: "It grew by 10".',), []),
    (("‘Go on’ is the officers’ motto.",), []),
    (("", "“One.”", ""), []),
]


@pytest.mark.parametrize(("paragraphs", "expected"), LOOSE, ids=[" / ".join(case[0]) for case in LOOSE])
def test_a_mark_without_its_partner_is_reported(
    paragraphs: tuple[str, ...], expected: list[tuple[int, int, Loose]]
) -> None:
    assert [(m.block, m.position, m.loose) for m in loose_marks(text(*paragraphs))] == expected


def test_a_quote_runs_over_paragraphs_and_only_the_last_closes_it() -> None:
    blocks = text(NAMED, "Mr Ellis said: “One.", "“Two.", "“Three.”", "In May it began.")

    (quote,) = find_quotes(blocks)
    _, passage, rest = set_out(blocks)

    assert (quote.start_block, quote.end_block, quote.lead_in) == (1, 3, "Mr Ellis said:")
    assert isinstance(passage, QuotedPassage)
    assert [block.text for block in passage.quoted] == ["“One.", "“Two.", "“Three.”"]
    assert (passage.before.text, passage.speaker_full) == ("Mr Ellis said:", "Matthew Ellis")
    assert rest == Passage(blocks[4])


def test_paragraphs_that_each_close_their_marks_are_one_quote_of_one_speaker() -> None:
    blocks = text(NAMED, "Mr Ellis said: “One.”", "“Two.”")

    assert [quote.speaker for quote in find_quotes(blocks)] == ["Mr Ellis", "Mr Ellis"]
    assert len(set_out(blocks)) == 2


def test_a_lead_in_may_be_a_paragraph_of_its_own() -> None:
    _, passage = set_out(text(NAMED, "Mr Ellis said:", "“One.”"))

    assert isinstance(passage, QuotedPassage)
    assert (passage.before.text, passage.speaker) == ("Mr Ellis said:", "Mr Ellis")


def test_he_is_the_last_speaker_until_another_person_is_named_and_then_nobody() -> None:
    blocks = text(
        NAMED, "Mr Ellis said: “One.”", "He added: “Two.”", "Jane Cole agreed.", "She said: “Three.”"
    )

    assert [quote.speaker_full for quote in find_quotes(blocks)] == [
        "Matthew Ellis",
        "Matthew Ellis",
        "",
    ]


def test_two_people_of_one_surname_are_not_told_apart_by_guessing() -> None:
    (quote,) = find_quotes(text("Matthew Ellis met Ruth Ellis.", "Mr Ellis said: “We will.”"))

    assert (quote.speaker, quote.speaker_full) == ("Mr Ellis", "")


def test_a_list_is_never_swallowed_by_a_quote() -> None:
    blocks = (Block("Mr Ellis said: “We will:"), Block("“go on”", BlockKind.BULLET), Block("and stop.”"))

    assert set_out(blocks) == tuple(Passage(block) for block in blocks)


def test_block_quotes_of_the_writer_stay_quotes_with_their_lead_in() -> None:
    blocks = (
        Block(NAMED),
        Block("Mr Ellis said:"),
        Block("One.", BlockKind.QUOTE),
        Block("Two.", BlockKind.QUOTE),
    )

    _, passage = set_out(blocks)

    assert isinstance(passage, QuotedPassage)
    assert [block.text for block in passage.quoted] == ["One.", "Two."]
    assert passage.speaker_full == "Matthew Ellis"


SINGLE = [
    (["Mr Ellis said: ‘It’s the drivers’ fault.’ He left."], ["‘It’s the drivers’ fault.’"]),
    (["Mr Ellis said: 'It's the drivers' fault.' He left."], ["'It's the drivers' fault.'"]),
    (["‘It’s the drivers’ fault,’ said Mr Ellis."], ["‘It’s the drivers’ fault,’"]),
    (["Mr Ellis said: ‘It’s over.", "‘Go home.’"], ["‘It’s over.", "‘Go home.’"]),
    (["Mr Ellis said: ‘It’s over.", "He went home.’"], []),
    (["The ‘county lines’ gangs and the drivers’ fault."], []),
    (["’Twas the drivers’ fault, in the ’90s."], []),
    (["Mr Ellis said: “The ‘drivers’ fault,’ they say.”"], ["“The ‘drivers’ fault,’ they say.”"]),
]


@pytest.mark.parametrize(("paragraphs", "spoken"), SINGLE, ids=[case[0][0] for case in SINGLE])
def test_single_marks_are_read_where_a_text_has_no_others(paragraphs: list[str], spoken: list[str]) -> None:
    blocks = text(NAMED, *paragraphs)

    found = [
        blocks[piece.block].text[piece.start : piece.end]
        for quote in find_quotes(blocks)
        for piece in quote.pieces
    ]

    assert found == spoken
    assert loose_marks(blocks) == ()


def test_links_stay_over_their_words_when_a_paragraph_is_set_apart() -> None:
    paragraph = "Mr Ellis said: “Read the plan today.”"
    start = paragraph.index("the plan")
    (passage,) = set_out(
        (Block(paragraph, spans=(Span(start, start + 8, Mark.LINK, "https://example.org"),)),)
    )

    assert isinstance(passage, QuotedPassage)
    (span,) = passage.quoted[0].spans
    assert passage.quoted[0].text[span.start : span.end] == "the plan"


FRAGMENTS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        " ",
        "  ",
        "‘",
        "’",
        "Mr Ellis said:",
        "said Mr Ellis.",
        "Matthew Ellis",
        "6",
        "One",
        ",",
        ".",
        ":",
        "\n",
    ]
)
PARAGRAPHS = st.lists(FRAGMENTS, max_size=12).map(lambda parts: re.sub(r"^\s+|\s+$", "", "".join(parts)))
BLOCKS = st.lists(st.builds(Block, PARAGRAPHS, st.sampled_from(BlockKind)), max_size=8).map(tuple)


@given(BLOCKS)
def test_no_word_is_ever_lost_added_or_moved(blocks: tuple[Block, ...]) -> None:
    assert words(set_out(blocks)) == [word for block in blocks for word in block.text.split()]


@given(BLOCKS)
def test_every_mark_is_part_of_a_quote_or_reported(blocks: tuple[Block, ...]) -> None:
    closed = {(piece.block, piece.end) for quote in find_quotes(blocks) for piece in quote.pieces[-1:]}
    loose = {(mark.block, mark.position) for mark in loose_marks(blocks)}
    for number, block in enumerate(blocks):
        for position in (match.start() for match in re.finditer("”", block.text)):
            inside = (number, position + 1) in closed
            assert inside != ((number, position) in loose)
