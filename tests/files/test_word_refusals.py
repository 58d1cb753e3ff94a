"""What is no readable .docx is refused by its name; what a .docx points to outside itself is never opened."""

import zipfile
from pathlib import Path

import pytest

from bot.files.adapter import PressFiles
from bot.news.refusal import Refusal
from tests.files.making import XML_HEAD, photo, release, repacked, with_body, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RELEASE = release("The bridge closes on Monday.")
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def without(part: str) -> bytes:
    return repacked(RELEASE, lambda parts: parts.pop(part))


def changed(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return repacked(RELEASE, change)


def plus(**parts: bytes) -> bytes:
    return repacked(
        RELEASE, lambda there: there.update({"word/" + n.replace("__", "."): p for n, p in parts.items()})
    )


def marked_encrypted() -> bytes:
    """Set the flag in every entry of the zip's directory that says a password is needed."""
    parts = RELEASE.split(b"PK\x01\x02")
    return b"PK\x01\x02".join([parts[0], *(entry[:4] + b"\x01" + entry[5:] for entry in parts[1:])])


def nested(depth: int) -> bytes:
    return with_body("<w:p>" + "<w:smartTag>" * depth + "</w:smartTag>" * depth + "</w:p>")


MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
REFUSED = {
    "no bytes": (b"", "word_damaged"),
    "a letter": (b"Dear editor", "word_damaged"),
    "a photo": (photo(), "word_picture"),
    "a PDF": (b"%PDF-1.7", "word_other_format"),
    "an RTF": (b"{\\rtf1\\ansi words}", "word_other_format"),
    "a saved web page": (b"<!DOCTYPE html><p>Words", "word_other_format"),
    "a spreadsheet": (zipped({TYPES: b"", "xl/workbook.xml": b""}), "word_other_format"),
    "an OpenDocument": (zipped({"mimetype": b"", "content.xml": b""}), "word_other_format"),
    "a Pages file": (zipped({"Index/Document.iwa": b""}), "word_other_format"),
    "a zip of holiday photos": (zipped({"a.jpg": photo()}), "word_other_format"),
    "a Word 97 file": (OLE + "WordDocument".encode("utf-16-le"), "word_old_format"),
    "a file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "word_locked"),
    "a locked zip": (marked_encrypted(), "word_locked"),
    "another old Office file": (OLE, "word_other_format"),
    "macros": (plus(vbaProject__bin=b"Sub AutoOpen()"), "word_macros"),
    "a .docm without its macros": (changed(TYPES, MAIN_TYPE, MACRO_TYPE), "word_macros"),
    "25 MB": (RELEASE + bytes(25 * 1024 * 1024), "word_too_large"),
    "half a file": (RELEASE[: len(RELEASE) // 2], "word_damaged"),
    "no document part": (without(BODY), "word_damaged"),
    "no content types": (without(TYPES), "word_damaged"),
    "broken XML": (changed(BODY, b"</w:body>", b""), "word_damaged"),
    "entities": (changed(BODY, b"<w:document", LAUGHS + b"<w:document"), "word_damaged"),
    "entities in the styles": (
        changed("word/styles.xml", b"<w:styles", LAUGHS + b"<w:styles"),
        "word_damaged",
    ),
    "entities in UTF-16": (plus(footnotes__xml=(LAUGHS + b"<a/>").decode().encode("utf-16")), "word_damaged"),
    "a bomb of zeros": (plus(zeros__bin=bytes(90 * 1024 * 1024)), "word_too_long"),
    "a part too large": (plus(footnotes__xml=XML_HEAD + b"<a>" + bytes(5 * 1024 * 1024)), "word_too_long"),
    "three thousand parts": (plus(**{f"p{n}": b"" for n in range(3000)}), "word_too_long"),
    "a maze of elements": (nested(500), "word_too_long"),
    "sixty thousand elements": (with_body("<w:p/>" * 60_000), "word_too_long"),
    "an empty page": (release(), "word_empty"),
    "only spaces": (release(" ", "\u00a0\u200b"), "word_empty"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_it_is_refused_by_name(files: PressFiles, what: str) -> None:
    document, code = REFUSED[what]

    with pytest.raises(Refusal) as refusal:
        await files.read_word(document)

    assert refusal.value.code == code


async def test_two_parts_of_one_name_are_refused(files: PressFiles, tmp_path: Path) -> None:
    path = tmp_path / "two.docx"
    path.write_bytes(RELEASE)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(BODY, b"other words")

    with pytest.raises(Refusal, match="word_damaged"):
        await files.read_word(path.read_bytes())


def pointing_to(target: str, *, linked: bool) -> bytes:
    """A Word file whose picture is somewhere else."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    mode = b' TargetMode="External"' if linked else b""
    relationship = b'<Relationship Id="rId99" Type="%s" Target="%s"%s/>' % (kind, target.encode(), mode)
    drawing = (
        "<w:p><w:r><w:t>Words.</w:t></w:r><w:r><w:drawing><wp:inline "
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{"link" if linked else "embed"}="rId99"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    name = "word/_rels/document.xml.rels"

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = parts[name].replace(b"</Relationships>", relationship + b"</Relationships>")

    return repacked(with_body(drawing), change)


@pytest.mark.parametrize("linked", [True, False])
async def test_a_picture_elsewhere_is_not_fetched(files: PressFiles, tmp_path: Path, linked: bool) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(photo())

    for target in (secret.as_uri(), str(secret), "../../" + str(secret), "http://127.0.0.1:9/photo.jpg"):
        text = await files.read_word(pointing_to(target, linked=linked))
        assert text.picture is None
        assert [block.text for block in text.blocks] == ["Words."]


async def test_a_picture_inside_by_the_same_means_is_found(files: PressFiles) -> None:
    inside = repacked(
        pointing_to("media/p.jpg", linked=False), lambda parts: parts.update({"word/media/p.jpg": photo()})
    )

    assert (await files.read_word(inside)).picture == photo()
