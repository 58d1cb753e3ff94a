"""Tells what a file is by its first bytes; its name and its sender's word count for nothing.

The names it gives are those people know from their "Save as" lists.
"""

OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEAD = b"PK\x03\x04"

_PICTURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypmsf1", "HEIC"),
    (4, b"ftypavi", "AVIF"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"8BPS", "Photoshop"),
    (0, b"\xff\x0a", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (0, b"<svg", "SVG"),
)
_DOCUMENTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "PDF"),
    (0, b"{\\rtf", "RTF"),
    (0, b"<!doctype html", "web page"),
    (0, b"<!DOCTYPE html", "web page"),
    (0, b"<html", "web page"),
)
# The first member that tells one kind of zip file from another.
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("word/", "Word"),
    ("xl/", "Excel"),
    ("ppt/", "PowerPoint"),
    ("Index/Document.iwa", "Pages"),
    ("Index.zip", "Pages"),
    ("content.xml", "OpenDocument"),
    ("META-INF/container.xml", "e-book"),
)


def picture_form(content: bytes) -> str:
    """Name the kind of picture ("HEIC"), or "" for what is none we know."""
    return _match(content, _PICTURES)


def document_form(content: bytes) -> str:
    """Name the kind of document that is no zip file ("PDF"), or ""."""
    return _match(content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64], _DOCUMENTS)


def package_form(names: list[str]) -> str:
    """Name the kind of zip file by the names in it, "zip" for any other."""
    for beginning, form in _PACKAGES:
        if any(name.startswith(beginning) for name in names):
            return form
    return "zip"


def _match(content: bytes, table: tuple[tuple[int, bytes, str], ...]) -> str:
    for offset, magic, form in table:
        if content.startswith(magic, offset):
            return form
    return ""
