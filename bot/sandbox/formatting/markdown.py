"""parse_mode Markdown, the legacy one: *bold*, _italic_, `code`, ```pre```, [link](address); no nesting.

Source: TDLib MessageEntity.cpp, parse_markdown.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.formatting.entities import Entity
from bot.sandbox.formatting.html import link
from bot.sandbox.formatting.tags import entities_error, offset_in_bytes

_STYLES = {"_": "italic", "*": "bold"}


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """The text without its marks and the entities, in code points. Raises Refused."""
    out: list[str] = []
    entities: list[Entity] = []
    index = 0
    while index < len(text):
        character = text[index]
        if character == "\\" and text[index + 1 : index + 2] in {"_", "*", "`", "["}:
            out.append(text[index + 1])
            index += 2
        elif character in "_*`[":
            index = _entity(text, index, out, entities)
        else:
            out.append(character)
            index += 1
    return "".join(out), entities


def _entity(text: str, begin: int, out: list[str], entities: list[Entity]) -> int:
    mark, content, language = _opening(text, begin)
    end = text.find({"[": "]"}.get(mark, mark), content)
    if end < 0:
        raise entities_error(
            f"Can't find end of the entity starting at byte offset {offset_in_bytes(text, begin)}"
        )
    kind, extra, after = _meaning(text, mark, content, end)
    if mark == "```" and language:
        extra = {"language": language}
    if kind and end > content:
        entities.append(Entity(kind, len(out), end - content, tuple(extra.items())))
    out.extend(text[content:end])
    return after


def _opening(text: str, begin: int) -> tuple[str, int, str]:
    if not text.startswith("```", begin):
        return text[begin], begin + 1, ""
    language, content = pre_opening(text, begin + 3)
    return "```", content, language


def pre_opening(text: str, content: int) -> tuple[str, int]:
    """The language behind ``` and where the code begins; one new line is skipped."""
    end = content
    while end < len(text) and not text[end].isspace() and text[end] != "`":
        end += 1
    language = ""
    if end != content and end < len(text) and text[end] != "`":
        language, content = text[content:end], end
    if text[content : content + 1] in {"\n", "\r"}:
        pair = text[content : content + 2]
        content += 2 if pair in {"\r\n", "\n\r"} else 1
    return language, content


def _meaning(text: str, mark: str, content: int, end: int) -> tuple[str | None, dict[str, Any], int]:
    after = end + len(mark)
    if mark == "```":
        return "pre", {}, after
    if mark == "`":
        return "code", {}, after
    if mark != "[":
        return _STYLES[mark], {}, after
    url = text[content:end]
    if text.startswith("(", after):
        close = text.find(")", after)
        close = len(text) if close < 0 else close
        url, after = text[after + 1 : close], close + 1
    kind, extra = link(url)
    return kind, extra, after
