"""Lays out what speakers were asked and what they said, as `quotes.json` of a disclosure.

Nobody's number in Telegram is in it: people are named as everywhere in a disclosure.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.desk.disclose import Dossier
from bot.desk.ports.signoffs import Hand, SignOff
from bot.news.signoffs import Stand

Called = Callable[[int, datetime], str]


def quotes_of(dossier: Dossier, called: Called) -> list[dict[str, Any]]:
    """Return every question put to a speaker, oldest first; `called` gives a person's name at a moment, "" if unknown."""
    return [_row(one, called) for one in dossier.sign_offs if one.asked]


def _row(one: SignOff, called: Called) -> dict[str, Any]:
    return {
        "edition": one.revision[0],
        "revision": one.revision[1],
        "identity": one.identity,
        "quote": one.quoted.canonical,
        "speaker": one.quoted.name,
        "words": one.quoted.words,
        "stand": Stand.LAPSED.value if one.lapsed_at else one.stand.value,
        "asked": _hand(one.asked, called),
        "answered": _hand(one.answered, called),
        "said": one.said,
        "overridden": _hand(one.overridden, called),
        "reason": one.reason,
        "lapsed_at": one.lapsed_at.isoformat() if one.lapsed_at else None,
    }


def _hand(hand: Hand | None, called: Called) -> dict[str, Any] | None:
    if hand is None:
        return None
    name = called(hand.person_id, hand.at) or hand.name if hand.person_id is not None else ""
    return {"person": hand.person_id, "name": name, "at": hand.at.isoformat()}
