"""Turns the clean HTML of a document into blocks of words.

Knows the few elements `SHOWN` lists and nothing of Word; what is not in the list was taken out before.
"""

import re
from html.parser import HTMLParser
from itertools import chain
from urllib.parse import urlsplit

from bot.files.characters import visible
from bot.news.words import Block, BlockKind, Mark, Span, cut, paragraphs

_MARKS = {
    "strong": Mark.BOLD,
    "em": Mark.ITALIC,
    "u": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "a": Mark.LINK,
}
_KINDS = {
    "ul": BlockKind.BULLET,
    "ol": BlockKind.NUMBERED,
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}
_ROOMS = ("p", "li", "table", "thead", "tbody", "tr", "td", "th")
SHOWN = frozenset({*_MARKS, *_KINDS, *_ROOMS, "br"})
_SPACES = re.compile("[ \t\r\n\u2028\u2029]+")
_NOTE = re.compile(r"(foot|end)note-\S+")
_WAY_BACK = re.compile(r"#(foot|end)note-ref-\S+")
_BETWEEN_CELLS = " – "


def blocks_of(html: str) -> tuple[Block, ...]:
    """Return the blocks of well-formed HTML, empty ones left out.

    A table row becomes one block, its cells joined by a dash; cells of several paragraphs keep them. Notes come
    last as "[1] ...".
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Line:
    """The block being read: its text so far, its marks, and those still open with where they began."""

    def __init__(self, lead: str = "") -> None:
        self.text = lead
        self.spans: set[Span] = set()
        self._open: list[tuple[Mark, str, int]] = []

    def write(self, words: str) -> None:
        words = _SPACES.sub(" ", visible(words))
        self.text += words.lstrip(" ") if self.text[-1:] in {"", " ", "\n"} else words

    def begin(self, mark: Mark, href: str) -> None:
        self._open.append((mark, href, len(self.text)))

    def end(self) -> None:
        if self._open:
            mark, href, start = self._open.pop()
            wanted = mark is not Mark.LINK or href
            if wanted and self.text[start:].strip():
                self.spans.add(Span(start, len(self.text), mark, href))

    def block(self, kind: BlockKind) -> Block:
        while self._open:
            self.end()
        return Block(self.text, kind, tuple(self.spans))


class _Reader(HTMLParser):
    """Follows the elements; `_sinks` holds the list that blocks go to, a table cell's on top of the page's."""

    def __init__(self) -> None:
        super().__init__()
        self._line = _Line()
        self._kinds = [BlockKind.PARAGRAPH]
        self._sinks: list[list[Block]] = [[]]
        self._rows: list[list[list[Block]]] = []
        self._notes = 0
        self._lead = ""
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._line.text += "\n"
        elif tag in _MARKS:
            self._skipping = bool(_WAY_BACK.fullmatch(values.get("href", "")))
            self._line.begin(_MARKS[tag], _public_address(values.get("href", "")))
        elif tag in SHOWN:
            self._flush()
            self._enter(tag, values.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self._skipping = False
            self._line.end()
        elif tag in SHOWN and tag != "br":
            self._flush()
            self._leave(tag)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._lead and data.strip():
            self._line.write(self._lead)
            self._lead = ""
        self._line.write(data)

    def finish(self) -> tuple[Block, ...]:
        self._flush()
        return tuple(chain.from_iterable(self._sinks))

    def _enter(self, tag: str, name: str) -> None:
        if tag in _KINDS:
            self._kinds.append(_KINDS[tag])
        elif tag == "li":
            is_note = bool(_NOTE.fullmatch(name))
            self._kinds.append(BlockKind.PARAGRAPH if is_note else self._kinds[-1])
            self._notes += is_note
            self._lead = f"[{self._notes}] " if is_note else ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._sinks.append([])

    def _leave(self, tag: str) -> None:
        if tag in _KINDS or tag == "li":
            self._kinds.pop()
        elif tag in {"td", "th"}:
            self._rows[-1].append(self._sinks.pop())
        elif tag == "tr":
            self._sinks[-1] += _row(self._rows.pop())

    def _flush(self) -> None:
        block = self._line.block(self._kinds[-1])
        self._line = _Line()
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}:
            self._sinks[-1] += paragraphs(block)
        else:
            one_line = Block(block.text.replace("\n", " "), block.kind, block.spans)
            self._sinks[-1] += filter(None, [cut(one_line, 0, len(one_line.text))])


def _row(cells: list[list[Block]]) -> list[Block]:
    """Join a row's cells; where a table only lays out a page, its paragraphs stay as they are."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 1 for cell in filled):
        return list(chain.from_iterable(filled))
    text, spans = "", list[Span]()
    for (block,) in filled:
        text += _BETWEEN_CELLS if text else ""
        spans += [Span(s.start + len(text), s.end + len(text), s.mark, s.href) for s in block.spans]
        text += block.text
    return [Block(text, BlockKind.PARAGRAPH, tuple(sorted(spans)))]


def _public_address(href: str) -> str:
    """Return a web or mail address as it is, and "" for one that leads nowhere from a public page."""
    href = visible(href).strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    return href if (is_web or is_mail) and not re.search(r"\s", href) else ""
