"""A photo and a Word file that carry what must never reach a reader: a GPS position, names, a canary in each corner."""

import io

from docx import Document
from PIL import Image, ImageDraw

CANARY = b"CANARY-7f3a-never-to-be-seen"
GPS, MAKER, COMMENT = 0x8825, 0x010F, 0x9286


def photo(width: int = 1800, height: int = 1200) -> bytes:
    """Return a JPEG with EXIF (GPS), XMP, a comment and something after its end."""
    image = Image.new("RGB", (width, height), "#88aacc")
    ImageDraw.Draw(image).rectangle((300, 300, 900, 900), fill="#cc5533")
    exif = Image.Exif()
    exif[MAKER] = CANARY.decode()
    exif[COMMENT] = CANARY
    exif[GPS] = {1: "N", 2: (52.0, 48.0, 24.0), 3: "W", 4: (2.0, 7.0, 12.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>", comment=CANARY)
    return out.getvalue() + CANARY


def word_file(headline: str, standfirst: str, *paragraphs: str) -> bytes:
    """Return a .docx with a picture inside and a canary among its properties."""
    document = Document()
    document.core_properties.comments = CANARY.decode()
    document.add_heading(headline, 0)
    for words in (standfirst, *paragraphs):
        document.add_paragraph(words)
    document.add_picture(io.BytesIO(photo()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def is_clean(octets: bytes) -> bool:
    """Tell whether bytes hold no canary and, when they are a picture, no EXIF at all."""
    if CANARY in octets or b"7f3a-never" in octets:
        return False
    try:
        with Image.open(io.BytesIO(octets)) as image:
            return not dict(image.getexif()) and "comment" not in image.info and "xmp" not in image.info
    except OSError:
        return True
