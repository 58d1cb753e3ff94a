"""The Bot API itself: a raw request becomes a call, is checked, carried out, written into the journal and answered.

It knows no HTTP server: `server.py` gives it bytes and gets status, headers and bytes; faults that need the
connection are given back for the server to inflict.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import bot.sandbox.methods  # noqa: F401 - importing it registers the methods
from bot.sandbox.calls import PLAYED, Call, Rooms
from bot.sandbox.errors import Refused, bad
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.journal import Entry, Journal
from bot.sandbox.limits import Flood, Limits
from bot.sandbox.polling import Polling
from bot.sandbox.requests import Request
from bot.sandbox.schema import Upload, check_call, method_names
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

_LATE_OR_BROKEN = {"slow", "garble"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Answer(NamedTuple):
    """What goes back over HTTP, and the fault to inflict on its way (None almost always)."""

    status: int
    body: bytes
    retry_after: int = 0
    fault: Fault | None = None


@dataclass
class Api:
    """One bot's API on one world; `limits` and `journal` may be exchanged before the start."""

    world: World
    limits: Limits = field(default_factory=Limits)
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.rooms = self._furnished(self.world)

    def _furnished(self, world: World) -> Rooms:
        rooms = Rooms(
            world,
            Flood(world.clock, self.limits),
            Polling(world.updates, self.limits),
            Webhook(world.updates, self._carry_out),
        )

        def wake() -> None:
            rooms.polling.wake()
            rooms.webhook.wake()

        world.updates.wake = wake
        return rooms

    async def move_to(self, world: World) -> None:
        """Serve another world from now on."""
        await self.stop()
        self.world = world
        self.rooms = self._furnished(world)

    async def stop(self) -> None:
        """Let everyone go who waits: a poller, hanging calls, the webhook."""
        self.faults.clear()
        self.rooms.polling.end(Refused(500, "Internal Server Error: restart"))
        await self.rooms.webhook.stop()

    async def answer(self, method: str, request: Request) -> Answer:
        """Carry out a call, or suffer a fault."""
        name = method_names().get(method.lower(), method)
        entry = self.journal.begin(name, request.params, self.world.clock.now())
        fault = self.faults.take(name, request.params.get("chat_id")) if self.faults.all else None
        if fault is not None:
            entry.fault = fault.what
        if fault is None:
            return await self._carried(name, request, entry)
        if fault.what in _LATE_OR_BROKEN:
            await self._wait_before(fault)
            return (await self._carried(name, request, entry))._replace(fault=fault)
        if fault.when == "after":
            await self._carried(name, request, entry)
        return self._suffered(fault, entry)

    async def _wait_before(self, fault: Fault) -> None:
        if fault.what == "slow" and fault.when == "before":
            await fault.dawdle()

    async def _carried(self, name: str, request: Request, entry: Entry) -> Answer:
        try:
            call = Call(self.rooms, name, *_checked(name, request))
            entry.params = call.params
            try:
                result = PLAYED[name](call)
                if inspect.isawaitable(result):
                    result = await result
            finally:
                entry.accepted = tuple(call.accepted)
        except Refused as refused:
            return self._ended(entry, refused.code, _error(refused), refused)
        ended: dict[str, Any] = {"ok": True, "result": result}
        if isinstance(result, tuple):
            ended = {"ok": True, "result": result[0], "description": result[1]}
        return self._ended(entry, 200, ended)

    def _ended(
        self, entry: Entry, status: int, shape: dict[str, Any], refused: Refused | None = None
    ) -> Answer:
        entry.status, entry.description = status, shape.get("description", "")
        entry.body = _encode(shape).encode("utf-8", "replace")
        self.world.events.tell("call", number=entry.number, method=entry.method, status=status)
        wait = (refused.parameters or {}).get("retry_after", 0) if refused else 0
        return Answer(status, entry.body, wait)

    def _suffered(self, fault: Fault, entry: Entry) -> Answer:
        if fault.what != "answer":
            entry.status = 0
            self.world.events.tell("call", number=entry.number, method=entry.method, status=0)
            return Answer(0, b"", 0, fault)
        parameters = {"retry_after": fault.retry_after} if fault.retry_after else None
        refused = Refused(fault.code, fault.description, parameters)
        return self._ended(entry, fault.code, _error(refused), refused)

    async def _carry_out(self, answer: dict[str, Any]) -> None:
        """A webhook's answer that is itself a call."""
        params = {name: value for name, value in answer.items() if name != "method"}
        await self.answer(answer["method"], Request(params, {}))


def _checked(name: str, request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    if name not in PLAYED:
        if name.lower() not in method_names():
            raise Refused(404, "Not Found: method not found")
        raise bad(f"the sandbox does not play {name}; docs/sandbox.md lists what it plays")
    if not request.files:
        return check_call(name, request.params), request.files
    attached = {value.removeprefix("attach://") for value in _strings(request.params)}
    direct = {part: upload for part, upload in request.files.items() if part not in attached}
    return check_call(name, {**request.params, **direct}), request.files


def _strings(params: dict[str, Any]) -> list[str]:
    """Every `attach://name` anywhere in the parameters, also inside nested JSON text."""
    found: list[str] = []
    for value in params.values():
        text = value if isinstance(value, str) else json.dumps(value)
        if "attach://" in text:
            found.extend("attach://" + rest.split('"', 1)[0] for rest in text.split("attach://")[1:])
    return found


def refusal_body(refused: Refused) -> bytes:
    """A refusal as it goes over the wire."""
    return _encode(_error(refused)).encode("utf-8", "replace")


def _error(refused: Refused) -> dict[str, Any]:
    shape: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    return {**shape, "parameters": refused.parameters} if refused.parameters else shape
