"""A photo made fit for the public: a clean master and the sizes pages and channels are served.

The same bytes in give the same bytes out. Knows nothing of where the renditions are kept.
"""

import hashlib
import io

from PIL import Image

from bot.desk.ports.files import CleanPhoto
from bot.desk.ports.values import Rendition
from bot.files import pixels
from bot.files.foreign import refused_as
from bot.news.announcement import Photo
from bot.news.refusal import Refusal

LONGEST_SIDE = 2560  # of the master; Telegram takes width + height up to 10,000
MASTER_BYTES = 10 * 1024 * 1024  # the largest photo Telegram takes
WIDTHS = (480, 960, 1600)  # served to pages; never enlarged
QUALITIES = (88, 80, 70, 55)  # the next one only where a master would outgrow MASTER_BYTES
JPEG, WEBP = "image/jpeg", "image/webp"

Made = tuple[Rendition, bytes]


def clean(original: bytes) -> CleanPhoto:
    """Return the cleaned photo: first the master (JPEG), then each width as WebP and JPEG.

    A photo narrower than a width gets its own width instead, once. Raises Refusal (photo_...) as `pixels` does.
    """
    image = pixels.cleaned(original, LONGEST_SIDE)
    with refused_as("photo_damaged"):
        master = _master(image)
        name = hashlib.sha256(master).hexdigest()
        made = [_rendition(name, master, JPEG, image.size)]
        for width in sorted({min(width, image.width) for width in WIDTHS}):
            made += _at_width(name, image, width)
    return CleanPhoto(Photo(name, image.width, image.height), tuple(made))


def is_usable(picture: bytes) -> bool:
    """Tell whether `clean` would take it, by its first bytes alone; it may still prove damaged."""
    try:
        pixels.opened(picture)
    except Refusal:
        return False
    return True


def _master(image: Image.Image) -> bytes:
    content = b""
    for quality in QUALITIES:
        content = _encoded(image, "JPEG", quality)
        if len(content) <= MASTER_BYTES:
            break
    return content


def _at_width(name: str, image: Image.Image, width: int) -> list[Made]:
    """Return WebP and JPEG of one width; at full width the master is the JPEG."""
    if width == image.width:
        return [_rendition(name, _encoded(image, "WEBP", 82), WEBP, image.size)]
    size = (width, max(1, round(image.height * width / image.width)))
    smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return [
        _rendition(name, _encoded(smaller, "WEBP", 82), WEBP, size),
        _rendition(name, _encoded(smaller, "JPEG", 84), JPEG, size),
    ]


def _encoded(image: Image.Image, form: str, quality: int) -> bytes:
    sheet = io.BytesIO()
    if form == "JPEG":
        image.save(sheet, form, quality=quality, optimize=True, progressive=True)
    else:
        image.save(sheet, form, quality=quality, method=4)
    return sheet.getvalue()


def _rendition(photo_sha256: str, content: bytes, content_type: str, size: tuple[int, int]) -> Made:
    sha256 = hashlib.sha256(content).hexdigest()
    return Rendition(photo_sha256, sha256, content_type, *size), content
