"""The identity of a quote: what a sign-off outlives and what it dies of. And what is wanted, from whom."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.announcement import Content
from bot.news.signoffs import Quoted, Stand, from_canonical, may_sign, quoted, stands_against, wanted_again
from bot.news.staff import Person, Role
from bot.news.words import Block, Mark, Span

BODY = (
    "The Commissioner, Matthew Ellis, opened the doors in May.",
    "The centre is open every day.",
    "Mr Ellis said: “It belongs to the people who use it.",
    "“That is why they chose its colours.”",
    "It stands in the market place.",
    "The sign reads “come in”.",
)
NEWS = Content("A centre for all", Block("It opened on Saturday."), tuple(Block(text) for text in BODY))


def changed(number: int, old: str, new: str) -> Content:
    assert old in BODY[number]
    return replace(
        NEWS,
        body=tuple(
            Block(text.replace(old, new)) if n == number else Block(text) for n, text in enumerate(BODY)
        ),
    )


def identity(content: Content) -> str:
    (one,) = quoted(content)
    return one.identity


ELSEWHERE = {
    "the headline": replace(NEWS, headline="Another headline"),
    "the standfirst": replace(NEWS, standfirst=Block("On Sunday it opened.")),
    "a paragraph further up": changed(0, "in May", "in June"),
    "a paragraph further down": changed(5, "come in", "keep out"),
    "where it goes": replace(NEWS, targets=("page",)),
    "a paragraph more at the end": replace(NEWS, body=(*NEWS.body, Block("More soon."))),
}
CLOSE = {
    "a word of it": changed(2, "belongs", "is given"),
    "a word of its second paragraph": changed(3, "chose", "picked"),
    "a mark of it": changed(3, "”", '"'),
    "how it is led in": changed(2, "Mr Ellis said", "Mr Ellis claimed, he said"),
    "what the speaker is called": changed(2, "Mr Ellis", "Commissioner Ellis"),
    "the speaker’s name in full, elsewhere": changed(0, "Matthew", "Mathew"),
    "the paragraph before": changed(1, "every day", "on Mondays"),
    "the paragraph after": changed(4, "in the market place", "empty"),
    "a paragraph between": replace(NEWS, body=(*NEWS.body[:2], Block("But not for long."), *NEWS.body[2:])),
    "a link over its words": replace(
        NEWS,
        body=tuple(
            replace(block, spans=(Span(1, 5, Mark.LINK, "https://example.org"),)) if n == 3 else block
            for n, block in enumerate(NEWS.body)
        ),
    ),
}


@pytest.mark.parametrize("content", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_change_elsewhere_leaves_the_quote_what_it_was(content: Content) -> None:
    assert identity(content) == identity(NEWS)


@pytest.mark.parametrize("content", CLOSE.values(), ids=CLOSE)
def test_a_change_of_words_attribution_or_context_makes_another_quote(content: Content) -> None:
    assert identity(content) != identity(NEWS)


def words_alone(one: Quoted) -> str:
    """The twin that must fail: a hash of the words without their context."""
    return one.words


def words_and_speaker(one: Quoted) -> str:
    """Another: the speaker counts too, and not what stands around."""
    return json.dumps([one.words, one.speaker, one.speaker_full])


@pytest.mark.parametrize("careless", [words_alone, words_and_speaker])
def test_a_careless_identity_is_caught(careless: object) -> None:
    assert callable(careless)
    before = careless(quoted(NEWS)[0])
    assert [name for name, content in CLOSE.items() if careless(quoted(content)[0]) == before]


def test_only_somebodys_words_are_listed_and_whole() -> None:
    (one,) = quoted(NEWS)

    assert (one.name, one.speaker) == ("Matthew Ellis", "Mr Ellis")
    assert one.words == "“It belongs to the people who use it.\n\n“That is why they chose its colours.”"
    assert (one.before.text, one.after.text) == (BODY[1], BODY[4])


def test_a_lead_in_that_is_a_paragraph_of_its_own_belongs_to_the_quote() -> None:
    texts = ("Matthew Ellis spoke.", "Mr Ellis said:", "“It is theirs.”", "Then he left.")
    (one,) = quoted(Content(body=tuple(Block(text) for text in texts)))

    assert [block.text for block in (one.before, *one.own, one.after)] == list(texts)


def test_two_quotes_in_one_paragraph_are_two() -> None:
    content = Content(body=(Block("“One,” said Ann Wood. “Two,” said Ruth Hay."),))

    assert len({one.identity for one in quoted(content)}) == 2


@given(st.lists(st.sampled_from([*BODY, "“One,” said Ruth Hay. “Two.”", "He said:", ""]), max_size=8))
def test_what_stands_for_a_quote_can_be_read_back(texts: list[str]) -> None:
    for one in quoted(Content("A headline", Block("And more."), tuple(Block(text) for text in texts))):
        assert from_canonical(one.canonical) == one
        assert all(piece in one.own[number].text for (number, _, _), piece in _pieces(one))


def _pieces(one: Quoted) -> list[tuple[tuple[int, int, int], str]]:
    return list(zip(one.pieces, one.words.split("\n\n"), strict=True))


@pytest.mark.parametrize(
    ("stand", "every_quote", "against"),
    [
        (None, False, False),
        (None, True, True),
        (Stand.WANTED, False, True),
        (Stand.ASKED, False, True),
        (Stand.REFUSED, False, True),
        (Stand.SIGNED, True, False),
        (Stand.OVERRIDDEN, True, False),
        (Stand.LAPSED, False, False),
        (Stand.LAPSED, True, True),
        (Stand.REPLACED, True, True),
    ],
)
def test_what_keeps_an_announcement_back(stand: Stand | None, every_quote: bool, against: bool) -> None:
    (one,) = quoted(NEWS)

    assert stands_against(one, stand, every_quote=every_quote) is against


def test_nobody_is_asked_whom_nobody_knows() -> None:
    (one,) = quoted(Content(body=(Block("Mr Ellis said: “It is theirs.”"),)))

    assert not stands_against(one, None, every_quote=True)
    assert stands_against(one, Stand.ASKED, every_quote=True)


def test_changed_words_are_asked_about_again_and_so_is_all_that_the_speaker_says_anew() -> None:
    before, after = quoted(NEWS), quoted(changed(2, "belongs", "is given"))
    other = quoted(Content(body=(Block("Ruth Hay said: “It is theirs.”"),)))
    lost = [(before[0].words, before[0].name)]

    assert wanted_again(before, after, lost) == list(after)
    assert wanted_again(before, (*before, *other), lost) == []
    assert wanted_again(other, before, lost) == list(before)  # taken out, and put back as it was
    moved = quoted(changed(1, "every day", "on Mondays"))
    assert wanted_again(before, moved, [(before[0].words, "Somebody else")]) == list(moved)


STAFF = frozenset({Role.APPROVER})


@pytest.mark.parametrize(
    ("person", "contributors", "may"),
    [
        (Person(1, 11, "Anybody"), set(), True),
        (Person(1, 11, "Anybody", STAFF), set(), False),
        (Person(1, 11, "matthew ellis", STAFF), set(), True),
        (Person(1, 11, "Matthew Ellis", STAFF), {1}, False),
        (Person(1, 11, "Matthew Ellis"), {1}, False),  # wrote it, and has left the desk since
    ],
)
def test_who_may_answer_in_the_chat(person: Person, contributors: set[int], may: bool) -> None:
    assert may_sign(person, frozenset(contributors), "Matthew Ellis") is may
