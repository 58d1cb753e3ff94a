"""Turns a Word file (.docx) into words and its first usable picture.

Nothing a document points to outside itself is ever opened. Knows nothing of drafts.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import mammoth
import nh3

from bot.desk.ports.files import WordText
from bot.files import markup, package, photo, wordxml
from bot.files.characters import visible
from bot.files.foreign import DAMAGE, refused_as
from bot.news.refusal import Refusal
from bot.news.words import Block

# Beside what mammoth knows of headings, lists, bold, italic and struck words.
_STYLES = """
u => u
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name^='List Bullet'] => ul > li:fresh
p[style-name^='List Number'] => ol > li:fresh
"""
# What programs write where a person should have: file names, "Picture 1", and machines' guesses.
_NO_DESCRIPTION = re.compile(
    r"\S+\.(jpe?g|jfif|png|gif|webp|tiff?|bmp|emf|wmf|svg|heic)"
    r"|[\w -]+\.(jpe?g|jfif|png|gif|webp|tiff?|bmp|emf|wmf|svg|heic)"
    r"|(picture|image|graphic|photo|content placeholder|object|img|dsc)[\s_-]*\d*"
    r"|.*(description automatically generated|AI-generated content may be incorrect).*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class _Pictures:
    """Keeps the first picture that could be a lead photo."""

    picture: bytes | None = None
    description: str = ""
    nodes: list[object] = field(default_factory=list)

    def look_at(self, image: Any) -> list[object]:
        """Take mammoth's image; answer with the nothing that stands in its place among the words."""
        if self.picture is None:
            content = _content(image)
            if content and photo.is_usable(content):
                self.picture, self.description = content, described(image.alt_text or "")
        return self.nodes


def _content(image: Any) -> bytes:
    """Return an image's bytes; b"" where it is linked from outside (mammoth then refuses) or missing."""
    try:
        with image.open() as stream:
            return bytes(stream.read())
    except DAMAGE:
        return b""


def read(document: bytes) -> WordText:
    """Return the words and the picture of a .docx.

    Raises Refusal: word_empty, and those of `package.needed_parts` and `wordxml.parsed`.
    """
    parts, images = package.needed_parts(document)
    pictures = _Pictures()
    with refused_as("word_damaged"):
        blocks = _blocks(_tidied(parts, images), pictures)
    if not blocks:
        raise Refusal("word_empty")
    return WordText(blocks, pictures.picture, pictures.description)


def described(alt_text: str) -> str:
    """Return a picture's description, "" where no person wrote one."""
    text = " ".join(visible(alt_text).split())
    return "" if _NO_DESCRIPTION.fullmatch(text) else text


def _tidied(parts: dict[str, bytes], images: dict[str, bytes]) -> io.BytesIO:
    """Write a .docx anew, of the parts that are needed, with nothing in it that Word does not show."""
    trees = {name: wordxml.parsed(part) for name, part in parts.items()}
    hidden = frozenset[str]().union(*(wordxml.hidden_styles(tree) for tree in trees.values()))
    tidy = io.BytesIO()
    with zipfile.ZipFile(tidy, "w") as archive:
        for name, tree in trees.items():
            wordxml.forget_looks(tree)
            wordxml.bring_to_light(tree, hidden)
            archive.writestr(name, wordxml.written(tree))
        for name, image in images.items():
            archive.writestr(name, image)
    return tidy


def _blocks(docx: io.BytesIO, pictures: _Pictures) -> tuple[Block, ...]:
    html = mammoth.convert_to_html(
        docx,
        style_map=_STYLES,
        convert_image=pictures.look_at,
        include_embedded_style_map=False,
        external_file_access=False,
    ).value
    attributes = {"a": {"href"}, "li": {"id"}}
    clean = nh3.clean(html, tags=set(markup.SHOWN), attributes=attributes, link_rel=None)
    return markup.blocks_of(clean)
