"""An independent Bot API server over HTTP: polling, bodies, faults, downloads. Strict where the service is strict.

Written from the published facts alone, so that the product is tried on a second opinion. Run it in a test with
`async with serve() as server`; what the world holds is in `server.world`.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.independent.calls import Call
from tests.independent.editing import Methods
from tests.independent.refusing import Json, Refused
from tests.independent.world import Telegram

TOKEN = "7000000001:AAF-independent_TeleGram_token_0123456"
IDLE_SECONDS = 3.0  # the service closes idle connections; a client must live with it
LONGEST_POLL = 50
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx/1.18.0</body>\r\n</html>\r\n"
)


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of `method` (to a chat that `to` accepts).

    Kinds: silent_after, silent_before (accepted or not, then no answer), 500_before, 500_after, reset_before,
    reset_after, html_502, html_502_after, not_ok_200, refuse (raises `answer`), slow (`seconds`).
    """

    method: str
    kind: str
    times: int = 1
    to: Callable[[int], bool] = lambda _: True
    seconds: float = 3.0
    answer: Refused | None = None
    met: int = 0


@dataclass
class Server:
    """The server's face. `log` holds (method, parameters, status) of every call, in order of arrival."""

    world: Telegram = field(default_factory=Telegram)
    faults: list[Fault] = field(default_factory=list)
    log: list[tuple[str, Json, int]] = field(default_factory=list)
    token: str = TOKEN
    port: int = 0
    poll: asyncio.Event | None = None
    conflicts: int = 0
    answers: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.methods = Methods(self.world)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def statuses(self, method: str) -> list[int]:
        return [status for name, _, status in self.log if name == method.lower()]

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            call = Call(method, *await _body_of(request))
            response = await self._with_faults(request, call)
        except Refused as refused:
            response = await self._answer(request, refused.body(), refused.code)
        return response

    async def _with_faults(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self._fault_for(call)
        if fault is None:
            return await self._do(request, call)
        if fault.answer:
            self.log.append((call.method, call.given, fault.answer.code))
            raise fault.answer
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await self._do(request, call)
        if fault.kind.endswith("_after"):
            await self._take_silently(call)
        self.log.append((call.method, call.given, 0))
        return await self._spoilt(request, fault)

    async def _take_silently(self, call: Call) -> None:
        """Do what is asked without a word of answer."""
        todo = self.methods.find(call.method)
        if todo is not None:
            with contextlib.suppress(Refused):
                await todo(call)

    async def _spoilt(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind.startswith("silent"):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), 60)
        if fault.kind.startswith(("silent", "reset")):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.kind.startswith("html_502"):
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        if fault.kind == "not_ok_200":
            return web.json_response(
                {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
            )
        answer = {"ok": False, "error_code": 500, "description": "Internal Server Error: restart"}
        return web.json_response(answer, status=500)

    def _fault_for(self, call: Call) -> Fault | None:
        for fault in self.faults:
            wanted = fault.method.lower() in {call.method, "*"} and fault.met < fault.times
            if wanted and fault.to(call.number("chat_id")):
                fault.met += 1
                return fault
        return None

    async def _do(self, request: web.Request, call: Call) -> web.StreamResponse:
        if call.method == "getupdates":
            return await self._answer(request, {"ok": True, "result": await self._updates(call)}, 200)
        todo = self.methods.find(call.method)
        if todo is None:
            self.methods.unknown.append(call.method)
            raise Refused(404, "Not Found: method not found")
        try:
            result = await todo(call)
        except Refused as refused:
            self.log.append((call.method, call.given, refused.code))
            raise
        self.log.append((call.method, call.given, 200))
        return await self._answer(request, {"ok": True, "result": result}, 200)

    async def _answer(self, request: web.Request, body: Json, status: int) -> web.StreamResponse:
        """Answer with what a server adds one day, every third time in pieces and in another order."""
        self.answers += 1
        if self.answers % 3 == 0:
            body = {"took_ms": 12, **body}
        octets = json.dumps(body, ensure_ascii=self.answers % 2 == 0).encode()
        headers = {"Content-Type": "application/json", "Server": "nginx/1.18.0"}
        if "parameters" in body and "retry_after" in body["parameters"]:
            headers["Retry-After"] = str(body["parameters"]["retry_after"])
        if self.answers % 3:
            return web.Response(body=octets, status=status, headers=headers)
        response = web.StreamResponse(status=status, headers=headers)
        response.enable_chunked_encoding()
        middle = len(octets) // 2
        with contextlib.suppress(ConnectionError):  # whoever asked may be gone
            await response.prepare(request)
            for part in (octets[:middle], octets[middle:]):
                await response.write(part)
                await asyncio.sleep(0)
            await response.write_eof()
        return response

    async def _updates(self, call: Call) -> list[Json]:
        if self.poll is not None:
            self.conflicts += 1
            self.poll.set()
        if call.thing("allowed_updates") is not None:
            self.world.allowed = call.thing("allowed_updates") or None
        if call.number("offset") > 0:
            self.world.confirm(call.number("offset"))
        mine = self.poll = asyncio.Event()
        try:
            return await self._wait_for_news(
                mine, min(call.number("timeout"), LONGEST_POLL), call.number("limit", 100)
            )
        finally:
            if self.poll is mine:
                self.poll = None

    async def _wait_for_news(self, mine: asyncio.Event, seconds: int, limit: int) -> list[Json]:
        end = asyncio.get_running_loop().time() + seconds
        while True:
            if mine.is_set():
                words = (
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                raise Refused(409, f"Conflict: {words}")
            if self.world.updates:
                return self.world.updates[: max(1, min(limit, 100))]
            if asyncio.get_running_loop().time() >= end or self.closing.is_set():
                return []
            self.world.news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.world.news.wait(), 0.1)

    async def download(self, request: web.Request) -> web.StreamResponse:
        wanted = request.match_info["path"]
        file = next((one for one in self.world.files.values() if one.path == wanted), None)
        if request.match_info["token"] != self.token or file is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=file.content, content_type="application/octet-stream")


async def _body_of(request: web.Request) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **json.loads(await request.read() or b"{}")}, {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            given[name] = value
    return given, files


@asynccontextmanager
async def serve(port: int = 0) -> AsyncIterator[Server]:
    """Serve an empty world on 127.0.0.1."""
    server = Server()
    app = web.Application(client_max_size=60 * 2**20)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", server.call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", server.download)
    runner = web.AppRunner(app, keepalive_timeout=IDLE_SECONDS, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        server.closing.set()
        await runner.cleanup()
