"""Whatever bytes come in, the answer is a clean file or a refusal, soon and in little memory."""

import asyncio
import io
import resource
import time
import zipfile
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageCms

from bot.desk.ports.files import CleanPhoto, WordText
from bot.files.adapter import PressFiles
from bot.news.refusal import Refusal
from tests.files.making import photo, repacked, saved, scene, telling_exif, telling_jpeg, word
from tests.files.traces import traces

T = TypeVar("T")
SECONDS, MEGABYTES = 5.0, 300
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SMALL = scene(240, 220)
PHOTOS = [
    telling_jpeg(6, SMALL),
    saved(SMALL, progressive=True, icc_profile=PROFILE),
    saved(SMALL.convert("CMYK")),
    saved(SMALL, "PNG", exif=telling_exif(), icc_profile=PROFILE),
    saved(SMALL.convert("RGBA"), "PNG"),
    saved(SMALL.convert("P"), "PNG", bits=4),
    saved(SMALL, "WEBP", exif=telling_exif()),
    saved(SMALL, "GIF"),
]


def _write(document: object) -> None:
    from docx.document import Document

    assert isinstance(document, Document)
    document.add_heading("A heading", 1)
    document.add_paragraph("A point", style="List Bullet")
    document.add_table(2, 2).cell(0, 0).text = "A cell"
    document.add_picture(io.BytesIO(photo(240, 220)))


RELEASE = word(_write)
PARTS = ["word/document.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"]

changes = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=8
)


def spoilt(original: bytes, changes: list[tuple[float, bytes]], kept: float) -> bytes:
    """Overwrite some places and cut off the rest."""
    content = bytearray(original)
    for where, new in changes:
        at = int(where * len(content))
        content[at : at + len(new)] = new
    return bytes(content[: int(kept * len(content))])


def answered(ask: Callable[[PressFiles], Awaitable[T]]) -> T | None:
    """Return what came out, None for a refusal; hold it to the limits of time and memory."""
    files, started, most = PressFiles(), time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    async def asking() -> T:
        return await ask(files)

    try:
        return asyncio.run(asking())
    except Refusal:
        return None
    finally:
        files.close()
        assert time.monotonic() - started < SECONDS
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most) / 1024 < MEGABYTES


kept = st.one_of(st.just(1.0), st.floats(0, 1))
quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# Pillow warns of damaged EXIF and goes on.
warned = pytest.mark.filterwarnings("ignore::UserWarning")


@warned
@quickly
@given(st.sampled_from(PHOTOS), changes, kept)
def test_a_spoilt_photo_comes_out_clean_or_is_refused(
    original: bytes, changes: list[tuple[float, bytes]], kept: float
) -> None:
    clean = answered(lambda files: files.clean_photo(spoilt(original, changes, kept)))

    assert clean is None or [found for _, content in clean.renditions for found in traces(content)] == []


@quickly
@given(changes, kept)
def test_a_spoilt_word_file_is_read_or_refused(changes: list[tuple[float, bytes]], kept: float) -> None:
    text = answered(lambda files: files.read_word(spoilt(RELEASE, changes, kept)))

    assert text is None or text.blocks


@quickly
@given(st.sampled_from(PARTS), changes, kept)
def test_a_word_file_of_spoilt_parts_is_read_or_refused(
    part: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        parts[part] = spoilt(parts[part], changes, kept)

    text = answered(lambda files: files.read_word(repacked(RELEASE, spoil)))

    assert text is None or text.blocks


words = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:hyperlink", "w:pict", "w:sdt", "w:ins", "w:del"]
)
trees = st.recursive(
    st.text("ab <&\u200b\n", max_size=4).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", words, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@quickly
@given(st.lists(trees, max_size=4))
def test_word_elements_in_any_order_are_read_or_refused(elements: list[str]) -> None:
    def change(parts: dict[str, bytes]) -> None:
        start = parts["word/document.xml"].index(b"<w:p>")
        parts["word/document.xml"] = (
            parts["word/document.xml"][:start]
            + "".join(elements).encode()
            + parts["word/document.xml"][start:]
        )

    text = answered(lambda files: files.read_word(repacked(RELEASE, change)))

    assert text is None or all(block.text == block.text.strip() != "" for block in text.blocks)


@quickly
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-16"))))
def test_any_bytes_are_text_or_refused(document: bytes) -> None:
    text = answered(lambda files: files.read_text(document))

    assert text is None or all(block.text == block.text.strip() != "" for block in text.blocks)


def test_the_spoiling_leaves_some_files_readable_and_some_not() -> None:
    """Else the tests above would hold for an adapter that refuses all, or takes all."""

    def photo_of(content: bytes) -> CleanPhoto | None:
        return answered(lambda files: files.clean_photo(content))

    def words_of(content: bytes) -> WordText | None:
        return answered(lambda files: files.read_word(content))

    assert all(photo_of(spoilt(original, [], 1.0)) for original in PHOTOS)
    assert not any(photo_of(spoilt(original, [], 0.5)) for original in PHOTOS)
    assert words_of(spoilt(RELEASE, [], 1.0))
    assert words_of(spoilt(RELEASE, [], 0.5)) is None
    assert zipfile.is_zipfile(io.BytesIO(RELEASE))
