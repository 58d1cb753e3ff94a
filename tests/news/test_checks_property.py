"""Whatever is written, no check falls over, every mark lies inside the text, and a suggestion changes nothing else."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.news import checks
from bot.news.announcement import Content, Photo
from bot.news.checks import Circumstances
from bot.news.dates import mentions, suggest
from bot.news.links import addresses, is_private, is_well_formed, without_tracking
from bot.news.places import passage
from bot.news.words import Block, BlockKind, Mark, Span

PIECES = (
    "yesterday|today|tonight|tomorrow|Last|next|this|on|On|in|In|from|by|the|(Tues)|(Wed|Friday|friday|MONDAY|Sat|weekend|week"
    "|month|year|May|may|March|December|Dec.|29|30|31|1st|12|2026|2027|12/11/2026|31.2.2026|2026-02-30|morning|’s|'s|,|–|-|(|)"
    "|“|”|\"|\n|said|will be|Mr Ellis|Matthew Ellis|PCC|(PCC)|A53|https://|http://[::1|www.|mailto:|?utm_source=x&a=1|#|@|.local"
    "|example.org|10.0.0.1|Christmas Day|Black|and|of|İ|ß|²|٣|\xa0|👩‍🚒"
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=4), max_size=30)
TEXTS = st.builds(lambda words, gap: gap.join(words), WORDS, st.sampled_from([" ", "", "\n"]))
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
ZONES = st.sampled_from(["Europe/London", "Pacific/Kiritimati", "America/New_York", "UTC"])


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(TEXTS)
    at = st.integers(0, len(text))
    ends = draw(st.lists(st.tuples(at, at), max_size=3))
    marks = tuple(
        Span(min(pair), max(pair), mark, draw(TEXTS) if mark is Mark.LINK else "")
        for pair in ends
        for mark in [draw(st.sampled_from(Mark))]
        if pair[0] != pair[1]
    )
    return Block(text, draw(st.sampled_from(BlockKind)), marks)


CONTENTS = st.builds(
    Content,
    headline=TEXTS,
    standfirst=blocks(),
    body=st.lists(blocks(), max_size=3).map(tuple),
    photo=st.none() | st.builds(Photo, st.just("0"), st.just(1), st.just(1), caption=TEXTS),
)


@given(CONTENTS, MOMENTS, ZONES)
def test_no_check_ever_falls_over(content: Content, moment: datetime, zone: str) -> None:
    found = checks.run(content, Circumstances(moment, zone))

    assert checks.blocking(found) == found[: len(checks.blocking(found))]


@given(CONTENTS, DAYS)
def test_a_suggestion_changes_its_phrase_and_nothing_else(content: Content, today: date) -> None:
    last: dict[object, int] = {}
    for mention in mentions(content, today):
        block = passage(content, mention.place)
        assert last.get(mention.place, 0) <= mention.start < mention.end <= len(block.text)
        assert block.text[mention.start : mention.end] == mention.phrase
        last[mention.place] = mention.end

        changed = passage(suggest(content, mention), mention.place)
        said = mention.replacement if mention.replacement is not None else mention.phrase
        assert changed.text == block.text[: mention.start] + said + block.text[mention.end :]
        assert len(changed.spans) == len(block.spans)
        assert all(0 <= span.start < span.end <= len(changed.text) for span in changed.spans)
        for place in ("headline", "standfirst", *range(len(content.body))):
            assert place == mention.place or passage(suggest(content, mention), place) == passage(
                content, place
            )


@given(TEXTS)
def test_an_address_is_judged_whatever_it_holds(text: str) -> None:
    for address in (text, *addresses(Block(text))):
        clean = without_tracking(address)
        assert without_tracking(clean) == clean
        assert is_well_formed(address) in {True, False}
        assert is_private(address) in {True, False}
