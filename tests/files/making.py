"""Makes real photos and Word files, and changes them as their makers, or attackers, would."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from PIL import Image

CANARY = "canary-7f3a"
XML_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def scene(width: int = 1200, height: int = 800, mode: str = "RGB") -> Image.Image:
    """A picture with a red top left quarter, so that one sees which way up it is."""
    image = Image.new("RGB", (width, height), (40, 90, 160))
    image.paste((220, 30, 30), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    sheet = io.BytesIO()
    image.save(sheet, form, **options)
    return sheet.getvalue()


def photo(width: int = 1200, height: int = 800, form: str = "JPEG") -> bytes:
    return saved(scene(width, height), form)


def telling_exif(orientation: int = 1) -> Image.Exif:
    """EXIF as a telephone writes it: who, with what, where, and the word we look for."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = f"{CANARY} description"
    exif[0x013B] = f"{CANARY} artist"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + CANARY.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 48.0, 25.0), 3: "W", 4: (2.0, 7.0, 3.0)})
    return exif


def telling_jpeg(orientation: int = 1, image: Image.Image | None = None) -> bytes:
    """A JPEG that says too much: EXIF with a position, XMP, IPTC, a comment, a profile, and a tail."""
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0b" + CANARY.encode()
    app13 = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    jpeg = saved(
        image or scene(), exif=telling_exif(orientation), xmp=xmp, comment=CANARY.encode(), extra=app13
    )
    return jpeg + b"PK\x03\x04" + CANARY.encode()


def word(write: Callable[[Document], object]) -> bytes:
    """A Word file whose body `write` fills in."""
    document = docx.Document()
    write(document)
    sheet = io.BytesIO()
    document.save(sheet)
    return sheet.getvalue()


def release(*paragraphs: str) -> bytes:
    """A Word file of plain paragraphs."""
    return word(lambda document: [document.add_paragraph(text) for text in paragraphs])


def repacked(docx_file: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(docx_file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return sheet.getvalue()


def with_body(xml: str, docx_file: bytes | None = None) -> bytes:
    """A Word file whose first paragraph is replaced by this XML."""

    def change(parts: dict[str, bytes]) -> None:
        document = parts["word/document.xml"]
        start, end = document.index(b"<w:p>"), document.index(b"</w:p>") + len(b"</w:p>")
        parts["word/document.xml"] = document[:start] + xml.encode() + document[end:]

    return repacked(docx_file or release("to be replaced"), change)
