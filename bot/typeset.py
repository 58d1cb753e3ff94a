"""Turns an edition and a template's name into words. The only place where templates are loaded.

Knows no transport: `.html.j2` templates escape, `.txt.j2` templates do not.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from bot.news.words import Block, BlockKind, Mark, Span

_CHECKOUT = Path(__file__).resolve().parent.parent / "templates"
_INSTALLED = Path(__file__).resolve().parent / "_templates"
TEMPLATES = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT

_ISO = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
_TAGS = {Mark.BOLD: "b", Mark.ITALIC: "i", Mark.UNDERLINE: "u", Mark.STRIKE: "s", Mark.CODE: "code"}
_PAGE_TAGS = {
    Mark.BOLD: "strong",
    Mark.ITALIC: "em",
    Mark.UNDERLINE: "u",
    Mark.STRIKE: "s",
    Mark.CODE: "code",
}


class _Compiled(BytecodeCache):
    """Templates compiled once in a program, however many typesetters it has."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept under the template's name and checksum."""
        if kept := self._kept.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Typesetter:
    """Sets values in templates. `timezone` is the desk's; `values` are known to every template."""

    def __init__(self, timezone: str, values: Mapping[str, object], *, templates: Path = TEMPLATES) -> None:
        self._zone = ZoneInfo(timezone)
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=select_autoescape(enabled_extensions=("html.j2", "xml.j2"), default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        self._environment.globals.update(values)
        self._environment.filters.update(
            telegram=telegram_html,
            inline=telegram_inline,
            page=page_html,
            moment=self.moment,
            when=self.when,
            dated=self.dated,
            minute=self.minute,
            day=self.day,
            clock=self.clock,
        )
        self._environment.filters.update(
            shortened=shortened, words=count_words, counted=counted, translated=translated
        )

    def set(self, template: str, **values: object) -> str:
        """Return the words of `templates/<template>`; outer white space and doubled blank lines are taken out.

        Raises jinja2.UndefinedError when the template asks for a value it was not given.
        """
        return re.sub(r"\n{3,}", "\n\n", self._environment.get_template(template).render(values).strip())

    def moment(self, at: datetime) -> str:
        """Return "Tue 24 Nov 2026, 09:00 GMT" in the desk's zone."""
        local = at.astimezone(self._zone)
        return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"

    def when(self, iso: str) -> str:
        """Return the same for a moment that came as text (ISO 8601), as notices keep it."""
        return self.moment(datetime.fromisoformat(iso))

    def dated(self, text: str) -> str:
        """Return a text with the same for every moment in it (ISO 8601)."""
        return _ISO.sub(lambda found: self.when(found[0]), text)

    def minute(self, at: datetime) -> str:
        """Return "09:00" in the desk's zone."""
        return at.astimezone(self._zone).strftime("%H:%M")

    def day(self, at: datetime) -> str:
        """Return "24 November 2026" in the desk's zone."""
        local = at.astimezone(self._zone)
        return f"{local.day} {local:%B %Y}"

    def clock(self, at: datetime) -> str:
        """Return "09:00:05" in the desk's zone."""
        return at.astimezone(self._zone).strftime("%H:%M:%S")


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, cut between words, with an ellipsis where it was cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def count_words(blocks: tuple[Block, ...]) -> int:
    """Return how many words the blocks hold."""
    return sum(len(block.text.split()) for block in blocks)


def counted(counts: Iterable[Mapping[str, int]], state: str) -> int:
    """Return how many stand in a state over several counts."""
    return sum(count.get(state, 0) for count in counts)


def translated(key: str, words: Mapping[str, str]) -> str:
    """Return the word for a key, for use with `map`."""
    return words[key]


def telegram_html(block: Block) -> Markup:
    """Return a block as Telegram's HTML: headings bold, bullets with a dot, quotes as block quotes."""
    inner = _marked(block, _TAGS)
    match block.kind:
        case BlockKind.HEADING:
            return Markup("<b>{}</b>").format(inner)
        case BlockKind.BULLET:
            return Markup("• {}").format(inner)
        case BlockKind.QUOTE:
            return Markup("<blockquote>{}</blockquote>").format(inner)
        case _:
            return inner


def telegram_inline(block: Block) -> Markup:
    """Return a block's words and marks only, to stand inside a quote of ours (Telegram's quotes do not nest)."""
    return (
        Markup("• {}").format(_marked(block, _TAGS))
        if block.kind is BlockKind.BULLET
        else _marked(block, _TAGS)
    )


def page_html(block: Block) -> Markup:
    """Return the inside of a block as HTML for pages and mail; the element around it is the template's."""
    return Markup("<br>\n").join(_marked(block, _PAGE_TAGS).split("\n"))


def _marked(block: Block, tags: Mapping[Mark, str]) -> Markup:
    """Nest the marks properly: spans that cross are cut at every edge, inner ones close first."""
    edges = sorted({0, len(block.text), *(s.start for s in block.spans), *(s.end for s in block.spans)})
    parts: list[str] = []
    active: list[Span] = []
    for start, end in pairwise(edges):
        here = [
            s
            for s in sorted(block.spans, key=lambda s: (s.start, -s.end, s.mark))
            if s.start <= start < s.end
        ]
        keep = 0
        while keep < min(len(active), len(here)) and active[keep] == here[keep]:
            keep += 1
        parts += [_closing(span, tags) for span in reversed(active[keep:])]
        parts += [_opening(span, tags) for span in here[keep:]]
        active = here
        parts.append(str(escape(block.text[start:end])))
    parts += [_closing(span, tags) for span in reversed(active)]
    return Markup("".join(parts))  # noqa: S704 - every part is escaped above or a tag of ours


def _opening(span: Span, tags: Mapping[Mark, str]) -> str:
    return f'<a href="{escape(span.href)}">' if span.mark is Mark.LINK else f"<{tags[span.mark]}>"


def _closing(span: Span, tags: Mapping[Mark, str]) -> str:
    return "</a>" if span.mark is Mark.LINK else f"</{tags[span.mark]}>"
