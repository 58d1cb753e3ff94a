"""What a lead photo needs before the public sees it. Pure."""

import re

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity

_FILE_NAME = re.compile(
    r"\.(jpe?g|png|webp|heic|tiff?|gif|docx?)$|^(img|dsc|image|photo|picture|screenshot)[\s_-]*\d*$",
    re.IGNORECASE,
)
ALT_TEXT_LIMIT = 500


def photo(content: Content) -> list[Issue]:
    """Return what is missing of the photo's description and credit."""
    if content.photo is None:
        return []
    found, alt_text = [], content.photo.alt_text
    if not alt_text and not content.photo.decorative:
        found.append(Issue("alt_text_missing", Severity.BLOCKS))
    elif alt_text and is_file_name(alt_text):
        found.append(Issue("alt_text_is_file_name", Severity.BLOCKS, {"alt_text": alt_text}))
    elif len(alt_text) > ALT_TEXT_LIMIT:
        values: dict[str, object] = {"length": len(alt_text), "limit": ALT_TEXT_LIMIT}
        found.append(Issue("alt_text_too_long", Severity.BLOCKS, values))
    if not content.photo.credit:
        found.append(Issue("credit_missing", Severity.WARNS))
    return found


def is_file_name(text: str) -> bool:
    """Tell a file's name from a description: an ending, a camera's counter, or a few words all in small letters."""
    words = text.split()
    return bool(_FILE_NAME.search(text.strip())) or (
        len(words) <= 3 and text == text.lower() and text.isascii()
    )
