"""Wording about a case: how much of it is found, that innocent words are let be, and that no text can break the finder."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.news.announcement import Content, Photo
from bot.news.guards.court import guarded, phrases_in, seal
from bot.news.sentences import sentences, spans
from bot.news.words import Block
from tests.news.court_labelled import GUARDED, INNOCENT

WORDS = "arrested|on suspicion of|charged with|the court heard|sentenced|.|!|“|”|\n| |Mr.|victim|named as|Jane Dee|é|🚨|\u200b|bail"
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map(" ".join)


def test_nearly_all_is_found_and_little_else() -> None:
    missed = [sentence for sentence in GUARDED if not phrases_in(sentence)]
    wrong = [(sentence, phrases_in(sentence)) for sentence in INNOCENT if phrases_in(sentence)]
    found = len(GUARDED) - len(missed)
    recall, precision = found / len(GUARDED), found / (found + len(wrong))
    print(f"{len(GUARDED)} guarded, {len(INNOCENT)} innocent: recall {recall:.3f}, precision {precision:.3f}")  # noqa: T201 - shown by pytest -s and when it fails
    print(*missed, *wrong, sep="\n")  # noqa: T201 - the same

    assert len(GUARDED) + len(INNOCENT) >= 110
    assert recall >= 0.98
    assert precision >= 0.95


def test_each_wording_is_told_once_in_its_place_and_the_headline_and_caption_count() -> None:
    content = Content(
        headline="Man arrested after fire",
        standfirst=Block("A man has been arrested. The road is open."),
        body=(Block("A man has been arrested. He was charged with arson."),),
        photo=Photo("0" * 64, 8, 8, caption="The victim, Jane Dee, in 2019."),
    )
    found = guarded(content)
    assert [(one.place, one.sentence) for one in found] == [
        ("headline", "Man arrested after fire"),
        ("standfirst", "A man has been arrested."),
        (0, "He was charged with arson."),
        ("caption", "The victim, Jane Dee, in 2019."),
    ]
    assert found[2].phrases == ("charged with",)


def test_only_the_very_wording_has_the_same_seal() -> None:
    assert seal("A man  has been\narrested.") == seal("A man has been arrested.")
    assert seal("A man has been arrested!") != seal("A man has been arrested.")
    assert seal("a man has been arrested.") != seal("A man has been arrested.")


@given(TEXTS)
def test_any_text_is_taken_apart_and_put_together_again(text: str) -> None:
    found = list(spans(text))
    assert [text[start:end] for start, end in found] == sentences(text)
    assert all(start <= end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)


@given(TEXTS, TEXTS)
def test_any_text_is_read_and_words_elsewhere_change_nothing(text: str, other: str) -> None:
    alone = guarded(Content(body=(Block(text),)))
    for one in alone:
        assert one.sentence in text
        assert one.phrases
        assert guarded(Content(body=(Block(one.sentence),)))
    among = guarded(Content(headline="A quiet day", body=(Block("Nothing to see."), Block(text))))
    assert {one.seal for one in alone} == {one.seal for one in among}
    wider = guarded(Content(body=(Block(text), Block(other))))
    assert {one.seal for one in alone} <= {one.seal for one in wider}


@given(st.sampled_from(GUARDED), st.sampled_from(INNOCENT))
def test_what_is_guarded_stays_so_beside_innocent_words(guarded_one: str, innocent: str) -> None:
    found = guarded(Content(body=(Block(f"{innocent} {guarded_one}"),)))
    assert seal(guarded_one) in {one.seal for one in found}
