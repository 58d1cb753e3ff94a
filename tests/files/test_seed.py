"""A real release and a real photo, where they lie beside the checkout (or where NEWSDESK_SEED says)."""

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from bot.files.adapter import PressFiles
from bot.news.words import BlockKind
from tests.files.traces import traces

SEED = Path(os.environ.get("NEWSDESK_SEED") or Path(__file__).resolve().parents[2].parent / "shared" / "seed")
pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason="no folder of real releases; set NEWSDESK_SEED to one"
)


def said_in(photo: bytes) -> set[bytes]:
    """Every run of letters that a photo's EXIF holds."""
    exif = Image.open(io.BytesIO(photo)).info["exif"]
    return set(re.findall(rb"[A-Za-z-]{6,}", exif))


async def test_the_photo_tells_nothing_of_its_maker(files: PressFiles) -> None:
    (path,) = SEED.glob("*.jpg")
    original = path.read_bytes()
    secrets = said_in(original)
    assert {b"canary-artist", b"canary-comment"} <= secrets
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)

    clean = await files.clean_photo(original)

    for _, content in clean.renditions:
        assert traces(content) == []
        assert not any(secret in content for secret in secrets)
        assert not Image.open(io.BytesIO(content)).getexif()
    assert (clean.photo.width, clean.photo.height) == (2400, 1600)


async def test_the_word_file_says_what_the_text_says(files: PressFiles) -> None:
    (document,), (text,) = SEED.glob("*.docx"), SEED.glob("*release.txt")

    from_word = await files.read_word(document.read_bytes())
    from_text = await files.read_text(text.read_bytes())

    furniture = {"Share this article", "Our latest news, straight to your inbox."}
    lines = [block.text for block in from_text.blocks[1:] if block.text not in furniture]
    assert [block.text for block in from_word.blocks] == lines
    assert from_word.blocks[0].kind is BlockKind.HEADING
    assert from_word.picture_description == ""


async def test_the_picture_in_the_word_file_comes_out_clean(files: PressFiles) -> None:
    (document,) = SEED.glob("*.docx")

    picture = (await files.read_word(document.read_bytes())).picture

    assert picture is not None
    assert b"canary" in picture
    assert all(traces(content) == [] for _, content in (await files.clean_photo(picture)).renditions)
