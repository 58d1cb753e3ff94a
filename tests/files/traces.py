"""Reads a served picture byte by byte and names everything in it that is not the picture.

Written without Pillow, so that what Pillow overlooks is still found.
"""

from collections.abc import Iterator

# Start, quantisation, Huffman, frame and restart segments: what a decoder needs, and no place for words.
_PICTURE_MARKERS = {0xDB, 0xC4, 0xC0, 0xC1, 0xC2, 0xDD}
_PLAIN_JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


def traces(picture: bytes) -> list[str]:
    """What a reader could learn beyond the pixels, as a list of names; empty for a clean picture."""
    if picture.startswith(b"\xff\xd8"):
        return list(_jpeg_traces(picture))
    if picture.startswith(b"RIFF") and picture[8:12] == b"WEBP":
        return list(_webp_traces(picture))
    return ["neither JPEG nor WebP"]


def _jpeg_traces(picture: bytes) -> Iterator[str]:
    at = 2
    while at < len(picture):
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if marker == 0xD9:
            if picture[at + 2 :]:
                yield "bytes after the end"
            return
        body = picture[at + 4 : at + 2 + length]
        if marker not in {*_PICTURE_MARKERS, 0xDA} and not (marker == 0xE0 and body == _PLAIN_JFIF):
            yield f"segment {marker:02X}: {body[:16]!r}"
        at += 2 + length
        if marker == 0xDA:
            at = _after_scan(picture, at)
    yield "no end"


def _after_scan(picture: bytes, at: int) -> int:
    """In a scan FF is followed by 00 or a restart; anything else is the next segment."""
    while picture[at] != 0xFF or picture[at + 1] in {0, *range(0xD0, 0xD8)}:
        at += 1
    return at


def _webp_traces(picture: bytes) -> Iterator[str]:
    end = int.from_bytes(picture[4:8], "little") + 8
    if end != len(picture):
        yield "bytes after the end"
    at = 12
    while at < end:
        name, length = picture[at : at + 4], int.from_bytes(picture[at + 4 : at + 8], "little")
        if name != b"VP8 ":
            yield f"chunk {name!r}"
        at += 8 + length + length % 2
