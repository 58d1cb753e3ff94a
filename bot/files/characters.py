"""Frees text of characters no reader sees: soft hyphens, zero-width spaces, direction overrides, control characters.

An approver must see every character that goes out. Knows nothing of where the text came from.
"""

import re
import unicodedata

# Kept although invisible: line ends and tabs, the joiners inside emoji and some scripts, and the tag characters that
# make the flags of England, Scotland and Wales, in such a flag only.
_KEPT = "\t\n\r\u200c\u200d"
_FLAG_OR_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


def visible(text: str) -> str:
    """Return the text without its invisible characters; quotes, dashes and non-breaking spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    flags_kept = _FLAG_OR_TAGS.sub(lambda match: match[1] or "", text)
    return "".join(character for character in flags_kept if _is_seen(character))


def _is_seen(character: str) -> bool:
    if character in _KEPT or "\U000e0020" <= character <= "\U000e007f":
        return True
    return character != "\ufffc" and unicodedata.category(character) not in _UNSEEN
