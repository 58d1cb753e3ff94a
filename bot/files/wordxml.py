"""Reads Word's XML safely and takes out the words that are not meant for readers.

No part of a document reaches another parser unless it went through `parsed` and was written anew. Word's own names
for elements are in ECMA-376 part 1, chapter 17.
"""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bot.files.foreign import refused_as
from bot.news.refusal import Refusal

ELEMENTS_AT_MOST = 50_000  # in one part; some three seconds of work, and far more than a release
DEPTH_AT_MOST = 120  # a table in a table in a table stays under 40

_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFF = frozenset({"0", "false", "off"})


class _Builder(ET.TreeBuilder):
    """Builds the tree, counting as it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEPTH_AT_MOST or self._count > ELEMENTS_AT_MOST:
            raise Refusal("word_too_long")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, *_declared: str | None) -> None:
        raise Refusal("word_damaged")


def parsed(part: bytes) -> ET.Element:
    """Return a part's tree. Raises Refusal: word_damaged (entities are damage too), word_too_long."""
    if (
        b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part
    ):  # NUL: UTF-16, which would hide the other two
        raise Refusal("word_damaged")
    with refused_as("word_damaged"):
        parser = ET.XMLParser(target=_Builder())  # noqa: S314 - no DTD gets past the line above
        parser.feed(part)
        root: ET.Element = parser.close()
        return root


def written(root: ET.Element) -> bytes:
    """Return a tree as XML."""
    return bytes(ET.tostring(root, encoding="utf-8"))


def hidden_styles(styles: ET.Element) -> frozenset[str]:
    """Return the ids of styles whose words Word does not show."""
    return frozenset(
        style.get(ns + "styleId", "")
        for ns in (_TRANSITIONAL, _STRICT)
        for style in styles.iter(ns + "style")
        if _is_on(style.find(f"{ns}rPr/{ns}vanish"), ns)
    )


def forget_looks(root: ET.Element) -> None:
    """Leave of each style its name and its numbering; fonts and colours are most of a file and none of its words."""
    for ns in (_TRANSITIONAL, _STRICT):
        for style in root.iter(ns + "style"):
            style[:] = [child for child in style if child.tag in {ns + "name", ns + "pPr"}]
        for latent in root.findall(ns + "latentStyles"):
            root.remove(latent)


def bring_to_light(root: ET.Element, hidden: frozenset[str]) -> None:
    """Leave in a tree only what Word shows: hidden runs and unfilled placeholders go, fields give up their words."""
    for ns in (_TRANSITIONAL, _STRICT):
        for parent in list(root.iter()):
            if any(_is_hidden(child, ns, hidden) or child.tag == ns + "fldSimple" for child in parent):
                parent[:] = list(_shown(parent, ns, hidden))


def _shown(parent: ET.Element, ns: str, hidden: frozenset[str]) -> Iterator[ET.Element]:
    for child in parent:
        if child.tag == ns + "fldSimple":
            yield from _shown(child, ns, hidden)
        elif not _is_hidden(child, ns, hidden):
            yield child


def _is_hidden(element: ET.Element, ns: str, hidden: frozenset[str]) -> bool:
    if element.tag == ns + "r":
        style = element.find(f"{ns}rPr/{ns}rStyle")
        return _is_on(element.find(f"{ns}rPr/{ns}vanish"), ns) or _names(style, ns, hidden)
    if element.tag == ns + "p":
        return _names(element.find(f"{ns}pPr/{ns}pStyle"), ns, hidden)
    if element.tag == ns + "sdt":
        return _is_on(element.find(f"{ns}sdtPr/{ns}showingPlcHdr"), ns)
    return False


def _names(style: ET.Element | None, ns: str, hidden: frozenset[str]) -> bool:
    return style is not None and style.get(ns + "val") in hidden


def _is_on(switch: ET.Element | None, ns: str) -> bool:
    return switch is not None and switch.get(ns + "val") not in _OFF
