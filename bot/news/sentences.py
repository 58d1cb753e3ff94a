"""A text taken apart into sentences. Pure; the dot of "Mr." ends nothing."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z\d])|\n")
_TITLE_DOT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Cllr|Sgt|Supt|Insp|St|No|e\.g|i\.e)\.", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, the white space and closing marks between them left out."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; empty ones too, so that nothing is passed over."""
    undotted, start = _TITLE_DOT.sub(lambda match: match.group().replace(".", "·"), text), 0
    for end in _END.finditer(undotted):
        yield start, end.start()
        start = end.end()
    yield start, len(text)
