"""Text in, words out: what Telegram makes of parse modes, entities, white space and links."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import Refused
from bot.sandbox.formatting.entities import utf16_length
from bot.sandbox.formatting.reading import read


def shown(
    text: str, mode: str = "", entities: list[dict[str, Any]] | None = None
) -> tuple[str, list[tuple[Any, ...]]]:
    words = read(text, mode, entities)
    return words.text, [(e.kind, e.offset, e.length, *(v for _, v in e.extra)) for e in words.entities]


def complaint(text: str, mode: str, entities: list[dict[str, Any]] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read(text, mode, entities)
    return refused.value.description.removeprefix("Bad Request: ").removeprefix("can't parse entities: ")


HTML = [
    ("<b>bold</b>", "bold", [("bold", 0, 4)]),
    ("<STRONG>x</STRONG>", "x", [("bold", 0, 1)]),
    ("<i>a</i><em>b</em>", "ab", [("italic", 0, 2)]),
    ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1), ("underline", 2, 1)]),
    (
        "<s>a</s> <strike>b</strike> <del>c</del>",
        "a b c",
        [("strikethrough", 0, 1), ("strikethrough", 2, 1), ("strikethrough", 4, 1)],
    ),
    (
        "<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>",
        "a b",
        [("spoiler", 0, 1), ("spoiler", 2, 1)],
    ),
    ("<b>a <i>b</i></b>", "a b", [("bold", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]),
    ("<b>x</></b>", None, "Unexpected end tag at byte offset 7"),
    ("<code>x</code>", "x", [("code", 0, 1)]),
    ("<code class='language-py'>x</code>", "x", [("code", 0, 1)]),
    ("<pre>x</pre>", "x", [("pre", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1, "python")]),
    ("<pre>a <b>b</b></pre>", "a b", [("pre", 0, 3)]),
    ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ('<tg-time unix="1795500000" format="D">soon</tg-time>', "soon", [("date_time", 0, 4, 1795500000, "D")]),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "👍",
        [("custom_emoji", 0, 2, "5368324170671202286")],
    ),
    ('<a href="https://a.example/x">link</a>', "link", [("text_link", 0, 4, "https://a.example/x")]),
    ('<a href="https://a.example">link</a>', "link", [("text_link", 0, 4, "https://a.example/")]),
    ('<a href="tg://user?id=5000000001">Ada</a>', "Ada", [("text_mention", 0, 3, 5000000001)]),
    ('<a href="http://localhost/x">no</a>', "no", []),
    ("<a>https://b.example</a>", "https://b.example", [("text_link", 0, 17, "https://b.example/")]),
    ("&lt;b&gt; &amp; &quot; &#65; &#x42; &nbsp;", '<b> & " A B &nbsp;', []),
    ("<b></b>x", "x", []),
    ("<b>  </b>x", "x", []),
    ("a <b> b </b> c", "a  b  c", [("bold", 3, 2)]),
    ("<b>x</b>   ", "x", [("bold", 0, 1)]),
    ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),
    ("<x>", None, 'Unsupported start tag "x" at byte offset 0'),
    ("é<x>", None, 'Unsupported start tag "x" at byte offset 2'),
    ("<b>x", None, 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>x</i>", None, 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("x</b>", None, "Unexpected end tag at byte offset 1"),
    ("x <b", None, "Unclosed start tag at byte offset 2"),
    ("<b>x</b", None, "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", None, 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a =x>y</a>", None, 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x,y>y</a>", None, "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', None, "Invalid custom emoji identifier specified"),
    ("5 < 6", None, 'Unsupported start tag "" at byte offset 2'),
]


@pytest.mark.parametrize(("text", "plain", "expected"), HTML)
def test_html(text: str, plain: str | None, expected: Any) -> None:
    if plain is None:
        assert complaint(text, "HTML") == expected
    else:
        assert shown(text, "html") == (plain, expected)


MARKDOWN_V2 = [
    (
        "*b* _i_ __u__ ~s~ ||p|| `c`",
        "b i u s p c",
        [
            ("bold", 0, 1),
            ("italic", 2, 1),
            ("underline", 4, 1),
            ("strikethrough", 6, 1),
            ("spoiler", 8, 1),
            ("code", 10, 1),
        ],
    ),
    ("*b _i_*", "b i", [("bold", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]),
    ("[l](https://a.example)", "l", [("text_link", 0, 1, "https://a.example/")]),
    (r"[l](https://a.example/x\)y)", "l", [("text_link", 0, 1, "https://a.example/x)y")]),
    ("```py\na.b\n```", "a.b", [("pre", 0, 3, "py")]),
    ("```\na\n```", "a", [("pre", 0, 1)]),
    (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 4)]),
    (">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
    (r"1\.5 \- x\!", "1.5 - x!", []),
    ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", 0, 2, "5368324170671202286")]),
    ("a.b", None, "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("a|b", None, "Character '|' is reserved and must be escaped with the preceding '\\'"),
    ("a > b", None, "Character '>' is reserved and must be escaped with the preceding '\\'"),
    ("x *b", None, "Can't find end of Bold entity at byte offset 2"),
    ("é _b", None, "Can't find end of Italic entity at byte offset 3"),
    ("__b_", None, "Can't find end of Italic entity at byte offset 3"),
    ("`b", None, "Can't find end of Code entity at byte offset 0"),
    ("```py\nb", None, "Can't find end of PreCode entity at byte offset 0"),
    ("[l](https://a.example", None, "Can't find end of a URL at byte offset 4"),
    ("![x]", None, "Custom emoji entity must contain a tg://emoji URL"),
]


@pytest.mark.parametrize(("text", "plain", "expected"), MARKDOWN_V2)
def test_markdown_v2(text: str, plain: str | None, expected: Any) -> None:
    if plain is None:
        assert complaint(text, "MarkdownV2") == expected
    else:
        assert shown(text, "MarkdownV2") == (plain, expected)


MARKDOWN = [
    ("*b* _i_ `c`", "b i c", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
    ("[l](http://a.example/)", "l", [("text_link", 0, 1, "http://a.example/")]),
    ("```py\nx\n```", "x", [("pre", 0, 1, "py")]),
    (r"\*x\*", "*x*", []),
    ("*a _b_*", "a _b_", [("bold", 0, 5)]),
    ("x *b", None, "Can't find end of the entity starting at byte offset 2"),
]


@pytest.mark.parametrize(("text", "plain", "expected"), MARKDOWN)
def test_markdown(text: str, plain: str | None, expected: Any) -> None:
    if plain is None:
        assert complaint(text, "Markdown") == expected
    else:
        assert shown(text, "Markdown") == (plain, expected)


FOUND = [
    ("see https://a.gov.uk/x?y=1.", [("url", 4, 22)]),
    ("(see a.example.com/x)", [("url", 5, 15)]),
    ("http://127.0.0.1:8080/x", [("url", 0, 23)]),
    ("http://localhost:8080/x", []),
    ("no.such-ending here", []),
    ("mail press@a.gov.uk now", [("email", 5, 14)]),
    ("@ada and @x", [("mention", 0, 4)]),
    ("a@ada", []),
    ("#news #1 #a1", [("hashtag", 0, 5), ("hashtag", 9, 3)]),
    ("/start x", [("bot_command", 0, 6)]),
    ("/start@newsdesk_bot", [("bot_command", 0, 19)]),
    ("a/b", []),
    ("$USD $usd", [("cashtag", 0, 4)]),
    ("😀 @ada_m", [("mention", 3, 6)]),
    ("tg://resolve?domain=x", [("url", 0, 21)]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_links_and_names_are_found_in_plain_text(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert shown(text)[1] == expected


def test_nothing_is_found_inside_code_or_a_link() -> None:
    assert shown("<code>@ada_m</code> <a href='https://a.example/'>@ada_m</a>", "HTML")[1] == [
        ("code", 0, 6),
        ("text_link", 7, 6, "https://a.example/"),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("  hi \n", "hi"),
        ("a\r\nb", "a\nb"),
        ("a\tb", "a b"),
        ("a\u202eb", "ab"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_white_space_and_control_characters(text: str, left: str) -> None:
    assert read(text).text == left


def test_entities_move_with_what_is_trimmed() -> None:
    assert shown(" \r x", "", [{"type": "bold", "offset": 3, "length": 1}]) == ("x", [("bold", 0, 1)])


def test_explicit_entities_replace_a_parse_mode() -> None:
    given_entities = [{"type": "bold", "offset": 3, "length": 1}, {"type": "url", "offset": 0, "length": 2}]
    assert shown("😀 x", "", given_entities) == ("😀 x", [("bold", 3, 1)])


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ({"offset": 1, "length": 1}, "Entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        (
            {"offset": 0, "length": 1},
            "Entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol",
        ),
        ({"offset": 9, "length": 1}, "Entity begins after the end of the text at UTF-16 offset 9"),
        (
            {"offset": 2, "length": 9},
            "Entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 11",
        ),
    ],
)
def test_explicit_entities_must_fit_the_text(entity: dict[str, Any], expected: str) -> None:
    assert complaint("😀 x", "", [{"type": "bold", **entity}]) == expected


def test_of_more_than_a_hundred_entities_the_rest_are_dropped_without_an_error() -> None:
    words = read(" ".join(f"<b>{n}</b>" for n in range(130)), "HTML")
    assert len(words.entities) == 100
    assert words.text.endswith("129")


@given(
    st.text(alphabet="<>/b i&;ac\"'= \n*_`[]()~|!.\\#@😀é", max_size=60),
    st.sampled_from(["HTML", "Markdown", "MarkdownV2"]),
)
def test_any_text_is_read_or_refused_and_entities_lie_inside(text: str, mode: str) -> None:
    try:
        words = read(text, mode)
    except Refused as refused:
        said = refused.description
        words = None
    else:
        said = ""
    if words is None:
        assert said.startswith("Bad Request: can't parse entities: ")
        return
    assert words.text == words.text.strip(" \n") or any(e.offset == 0 for e in words.entities)
    assert all(
        e.offset >= 0 and e.length > 0 and e.offset + e.length <= utf16_length(words.text)
        for e in words.entities
    )
