"""What cannot be a lead photo is refused by its name, and before it costs memory."""

import struct
import zlib

import pytest
from PIL import _imaging

from bot.files.adapter import PressFiles
from bot.news.refusal import Refusal
from tests.files.making import photo, release, saved, scene


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def claiming_webp(width: int, height: int) -> bytes:
    sides = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides
    return b"RIFF" + struct.pack("<I", len(body)) + body


def canvases_made() -> int:
    """How many times Pillow has made room for pixels."""
    return int(_imaging.get_stats()["new_count"])


REFUSED = {
    "no bytes": (b"", "photo_not_a_picture"),
    "a letter": (b"Dear editor, please find attached", "photo_not_a_picture"),
    "a Word file": (release("Words"), "photo_not_a_picture"),
    "a PDF": (b"%PDF-1.7 ...", "photo_not_a_picture"),
    "an iPhone's HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "photo_other_format"),
    "a scanner's TIFF": (photo(form="TIFF"), "photo_other_format"),
    "a bitmap": (photo(form="BMP"), "photo_other_format"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "photo_other_format"),
    "25 MB": (photo() + bytes(25 * 1024 * 1024), "photo_too_large"),
    "50 megapixels": (saved(scene(8700, 5800, "1"), "PNG"), "photo_too_many_pixels"),
    "a bomb": (claiming(60_000, 60_000), "photo_too_many_pixels"),
    "a WebP bomb": (claiming_webp(16_000, 16_000), "photo_too_many_pixels"),
    "a stamp": (photo(150, 150), "photo_too_small"),
    "a strip": (photo(6400, 200), "photo_odd_shape"),
    "the first half of a JPEG": (photo()[: len(photo()) // 2], "photo_damaged"),
    "the first half of a WebP": (photo(form="WEBP")[:800], "photo_damaged"),
    "the first half of a GIF": (photo(form="GIF")[:2000], "photo_damaged"),
    "the head of a JPEG": (photo()[:20], "photo_damaged"),
    "a PNG whose checksum is wrong": (photo(form="PNG")[:-30] + bytes(30), "photo_damaged"),
    "a PNG of less than it claims": (claiming(3000, 3000), "photo_damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_it_is_refused_by_name(files: PressFiles, what: str) -> None:
    original, code = REFUSED[what]

    with pytest.raises(Refusal) as refusal:
        await files.clean_photo(original)

    assert refusal.value.code == code


async def test_the_refusal_of_another_form_names_it(files: PressFiles) -> None:
    with pytest.raises(Refusal) as refusal:
        await files.clean_photo(REFUSED["an iPhone's HEIC"][0])

    assert refusal.value.values == {"form": "HEIC"}


@pytest.mark.parametrize("size", [(7900, 5000), (4000, 200), (200, 200)])
async def test_what_just_keeps_the_limits_is_taken(files: PressFiles, size: tuple[int, int]) -> None:
    clean = await files.clean_photo(saved(scene(*size, "L"), "PNG"))

    assert max(clean.photo.width, clean.photo.height) == min(2560, max(size))


@pytest.mark.parametrize("what", ["a bomb", "a WebP bomb", "50 megapixels", "25 MB"])
async def test_a_refusal_comes_before_decoding(files: PressFiles, what: str) -> None:
    before = canvases_made()

    with pytest.raises(Refusal):
        await files.clean_photo(REFUSED[what][0])

    assert canvases_made() == before


async def test_decoding_is_seen_by_that_measure(files: PressFiles) -> None:
    before = canvases_made()

    with pytest.raises(Refusal):
        await files.clean_photo(REFUSED["a PNG of less than it claims"][0])

    assert canvases_made() > before
