"""Turns what libraries raise over damaged files into a refusal, at one border, the cause kept."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

from PIL import Image

from bot.news.refusal import Refusal

# What Pillow, zipfile, expat and mammoth were seen to raise over damaged bytes. A warning is among them because
# Python can be told to raise warnings.
DAMAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ExpatError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    Image.DecompressionBombError,
)


@contextmanager
def refused_as(code: str, **values: object) -> Iterator[None]:
    """Raise `Refusal(code)` for any damage met inside; a refusal made inside passes through."""
    try:
        yield
    except DAMAGE as error:
        raise Refusal(code, **values) from error
