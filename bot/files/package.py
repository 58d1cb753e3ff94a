"""Opens a .docx as the zip file it is, after its limits were checked and before anything in it is parsed.

Knows zip, not Word's XML.
"""

import io
import re
import zipfile

from bot.files.foreign import refused_as
from bot.files.forms import OLE_HEAD, ZIP_HEAD, document_form, package_form, picture_form
from bot.news.refusal import Refusal

BYTES_AT_MOST = 20 * 1024 * 1024  # Telegram's bots can fetch no larger file
MEMBERS_AT_MOST = 2_000  # a release has about twenty
UNPACKED_AT_MOST = 100 * 1024 * 1024
RATIO_FREE_UNDER = 10 * 1024 * 1024  # a small file may be packed as tight as it likes
RATIO_AT_MOST = 100  # text packs 20 : 1 at its best
PART_AT_MOST = 4 * 1024 * 1024  # one XML part; a hundred pages stay under 1 MB
PICTURE_AT_MOST = 20 * 1024 * 1024

_XML = re.compile(
    r"(^\[Content_Types\]\.xml|\.rels|(^|/)(document|styles|numbering|footnotes|endnotes)\d*\.xml)$"
)
_PICTURE = re.compile(r"\.(jpe?g|jfif|png|gif|webp)$", re.IGNORECASE)
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def needed_parts(document: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the XML parts that hold or lay out words, and the pictures, by name.

    Comments, headers, embedded objects and all else stay packed. Raises Refusal: word_too_large, word_too_long,
    word_locked, word_old_format, word_other_format, word_picture, word_macros, word_damaged.
    """
    _check_form(document)
    with refused_as("word_damaged"), zipfile.ZipFile(io.BytesIO(document)) as archive:
        members = archive.infolist()
        _check_members(members)
        _check_kind([member.filename for member in members])
        _check_macros(archive)
        xml = {m.filename: _xml_part(archive, m) for m in members if _XML.search(m.filename)}
        pictures = {m.filename: archive.read(m) for m in members if _is_picture(m)}
    return xml, pictures


def _check_form(document: bytes) -> None:
    if len(document) > BYTES_AT_MOST:
        raise Refusal("word_too_large", limit_mb=BYTES_AT_MOST // 1024**2)
    if document.startswith(OLE_HEAD):
        raise _ole_refusal(document)
    if document.startswith(ZIP_HEAD):
        return
    if picture_form(document):
        raise Refusal("word_picture")
    form = document_form(document)
    raise Refusal("word_other_format", form=form) if form else Refusal("word_damaged")


def _ole_refusal(document: bytes) -> Refusal:
    """Word 97's container also wraps a .docx that has a password; its directory names the streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in document:
        return Refusal("word_locked")
    if "WordDocument".encode("utf-16-le") in document:
        return Refusal("word_old_format")
    return Refusal("word_other_format", form="Office 97")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Hold the limits against what the directory claims; zipfile unpacks no byte beyond a claim."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    too_tight = unpacked > RATIO_FREE_UNDER and unpacked > RATIO_AT_MOST * packed
    if len(members) > MEMBERS_AT_MOST or unpacked > UNPACKED_AT_MOST or too_tight:
        raise Refusal("word_too_long")
    if any(member.flag_bits & 1 for member in members):
        raise Refusal("word_locked")
    if len({member.filename for member in members}) < len(members):
        raise Refusal("word_damaged")  # two parts of one name: one reader's words are not another's
    if any(member.compress_type not in _PACKINGS for member in members):
        raise Refusal("word_damaged")


def _check_kind(names: list[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refusal("word_macros")
    form = package_form(names)
    if form != "Word":
        raise Refusal("word_other_format", form=form)


def _check_macros(archive: zipfile.ZipFile) -> None:
    """A .docm with its macros taken out is still announced as one."""
    types = _xml_part(archive, archive.getinfo("[Content_Types].xml"))
    if b"macroEnabled" in types:
        raise Refusal("word_macros")


def _xml_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > PART_AT_MOST:
        raise Refusal("word_too_long")
    return archive.read(member)


def _is_picture(member: zipfile.ZipInfo) -> bool:
    return bool(_PICTURE.search(member.filename)) and member.file_size <= PICTURE_AT_MOST
