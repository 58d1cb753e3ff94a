"""The one codec of buttons: choices become handles and labels, and a handle becomes its meaning again.

A button carries an opaque handle to a row; possessing one proves nothing.
"""

import re
import tomllib
from datetime import timedelta
from functools import cache

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.desk.choices import Choice, Rows
from bot.desk.ports import Work
from bot.desk.ports.chat import Button
from bot.typeset import TEMPLATES, shortened

LASTS = timedelta(days=30)
LABEL_LENGTH = 40  # characters: what a phone shows of a headline on a button of its own
HANDLE = re.compile(r"[A-Za-z0-9_-]{8,32}")
_STYLES = {
    "approve": KeyboardButtonStyle.SUCCESS,
    "publish_now": KeyboardButtonStyle.PRIMARY,
    "schedule_at": KeyboardButtonStyle.PRIMARY,
    "reschedule_at": KeyboardButtonStyle.PRIMARY,
    "embargo_set": KeyboardButtonStyle.PRIMARY,
    "break_embargo": KeyboardButtonStyle.DANGER,
    "submit": KeyboardButtonStyle.PRIMARY,
    "reject": KeyboardButtonStyle.DANGER,
    "stop": KeyboardButtonStyle.DANGER,
    "kill": KeyboardButtonStyle.DANGER,
    "emergency_yes": KeyboardButtonStyle.DANGER,
    "discard_yes": KeyboardButtonStyle.DANGER,
    "remove_yes": KeyboardButtonStyle.DANGER,
    "press_end_yes": KeyboardButtonStyle.DANGER,
}


@cache
def labels() -> dict[str, str]:
    """Return the label of each action (`ask.headline` for an action with a fixed subject)."""
    return tomllib.loads((TEMPLATES / "chat" / "buttons.toml").read_text(encoding="utf-8"))


def labelled(words: str) -> str:
    """Return words, such as a headline, as they fit a button."""
    return shortened(words, LABEL_LENGTH)


async def keyboard(
    work: Work, rows: Rows, looked_at: tuple[int, int] | None = None
) -> InlineKeyboardMarkup | None:
    """Issue a handle for every choice and lay the buttons out; None without any.

    `looked_at` is edition and revision the choices are about, if they are about one.
    """
    laid_out = [[await _button(work, choice, looked_at) for choice in row] for row in rows]
    return InlineKeyboardMarkup(laid_out) if laid_out else None


async def _button(work: Work, choice: Choice, looked_at: tuple[int, int] | None) -> InlineKeyboardButton:
    edition_id, revision_id = looked_at or (None, None)
    handle = await work.buttons.issue(
        choice.action,
        edition_id=edition_id,
        revision_id=revision_id,
        subject=choice.subject,
        expires_at=work.now + LASTS,
    )
    label = choice.label or _label(choice.action, choice.subject)
    style = None if choice.subject == "rehearsal" else _STYLES.get(choice.action)
    return InlineKeyboardButton(label, callback_data=handle, style=style)


async def meaning(work: Work, handle: str | None) -> Button | None:
    """Return what a handle means; None for a forged, forgotten or expired one."""
    if handle is None or not HANDLE.fullmatch(handle):
        return None
    button = await work.buttons.find(handle)
    return button if button and button.expires_at > work.now else None


def _label(action: str, subject: str) -> str:
    known = labels()
    return known.get(f"{action}.{subject}") or known[action]
