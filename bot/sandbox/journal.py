"""Every call to the Bot API, in order, for counting: what was asked, what was answered, when.

Bounded: the oldest fall out. Uploads are noted by name and size only.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_CALLS = 50_000


@dataclass(slots=True)
class Entry:
    """`status` is the HTTP status, 0 when the connection was torn; `accepted` the ids of messages it made.

    `body` is the answer as it went over the wire: what was said stays said, whatever becomes of the message.

    A call that was carried out though its answer was lost keeps its `accepted` and has a `fault`.
    """

    number: int
    method: str
    params: dict[str, Any]
    at: datetime
    status: int = 0
    description: str = ""
    body: bytes = b""
    accepted: tuple[int, ...] = ()
    fault: str = ""

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def result(self) -> Any:
        """What was answered; None for a refusal, and for a call that was not carried out."""
        return json.loads(self.body).get("result") if self.body else None

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id")

    def json(self) -> dict[str, Any]:
        """For the console; params and result as they were, uploads as their repr."""
        return {
            "number": self.number,
            "method": self.method,
            "at": self.at.isoformat(),
            "status": self.status,
            "description": self.description,
            "accepted": list(self.accepted),
            "fault": self.fault,
            "params": {
                k: v if isinstance(v, str | int | float | bool | list | dict) else repr(v)
                for k, v in self.params.items()
            },
        }


class Journal:
    """`most` bounds the memory; `total` counts all calls ever."""

    def __init__(self, most: int = MOST_CALLS) -> None:
        self._entries: deque[Entry] = deque(maxlen=most)
        self.total = 0

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def begin(self, method: str, params: dict[str, Any], at: datetime) -> Entry:
        """Write down that a call came in."""
        self.total += 1
        entry = Entry(self.total, method, params, at)
        self._entries.append(entry)
        return entry

    def calls(self, *methods: str, chat_id: int | str | None = None, ok: bool | None = None) -> list[Entry]:
        """Those of the named methods (all when none is named), to that chat, answered well or not."""
        wanted = {method.lower() for method in methods}
        return [
            e
            for e in self._entries
            if (not wanted or e.method.lower() in wanted)
            and (chat_id is None or str(e.chat_id) == str(chat_id))
            and (ok is None or e.ok == ok)
        ]

    def count(self, *methods: str, chat_id: int | str | None = None, ok: bool | None = None) -> int:
        return len(self.calls(*methods, chat_id=chat_id, ok=ok))

    def accepted(self, chat_id: int | str | None = None) -> list[int]:
        """Ids of all messages the bot made, also those whose answer it never got."""
        return [number for e in self.calls(chat_id=chat_id) for number in e.accepted]

    def tail(self, count: int) -> list[Entry]:
        return list(self._entries)[-count:]

    def clear(self) -> None:
        self._entries.clear()
