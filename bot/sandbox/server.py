"""The HTTP side: `/bot{token}/{method}`, `/file/bot{token}/{path}` by hand for speed, the rest by the console.

Raw ASGI on uvicorn. A small protocol class lets a fault tear the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any
from urllib.parse import unquote

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.sandbox.api import Answer, Api, refusal_body
from bot.sandbox.errors import Refused
from bot.sandbox.faults import Fault
from bot.sandbox.requests import Request, check_size, parse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
GRACE_SECONDS = 1.0
_JSON = (b"content-type", b"application/json")


class Gate:
    """The ASGI application: Telegram's two addresses here, everything else to `others`."""

    def __init__(self, api: Api, others: App) -> None:
        self.api = api
        self.others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path.startswith("/bot"):
            await self._call(scope, receive, send)
        elif path.startswith("/file/bot"):
            await self._file(path, send)
        else:
            await self.others(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, method = scope["path"][4:].partition("/")
        try:
            self._check(token, method)
            request = await _read(scope, receive)
        except Refused as refused:
            await _send(send, refused.code, refusal_body(refused), [_JSON])
            return
        answer = await self.api.answer(method, request)
        if answer.fault is not None:
            answer = await self._inflict(scope, answer, answer.fault)
        if answer.status:
            retry = [(b"retry-after", str(answer.retry_after).encode())] if answer.retry_after else []
            await _send(send, answer.status, answer.body, [_JSON, *retry])

    def _check(self, token: str, method: str) -> None:
        if not method or "/" in method:
            raise Refused(404, "Not Found")
        if ":" not in token or not token.partition(":")[0].isdigit():
            raise Refused(401, "Unauthorized: invalid token specified")
        if token != self.api.world.bot.token:
            raise Refused(401, "Unauthorized")

    async def _inflict(self, scope: Scope, answer: Answer, fault: Fault) -> Answer:
        """What the fault leaves of the answer; status 0 for nothing at all."""
        if fault.what == "slow":
            if fault.when == "after":
                await fault.dawdle()
            return answer
        if fault.what == "garble":
            return answer._replace(body=answer.body[: len(answer.body) // 2] + b"\x00")
        if fault.what == "hang":
            await fault.cleared.wait()
        tear(scope)
        await asyncio.sleep(0)  # the server sees the line dead before it wonders at getting no answer
        return answer._replace(status=0)

    async def _file(self, path: str, send: Send) -> None:
        token, _, name = path.removeprefix("/file/bot").partition("/")
        world = self.api.world
        if token != world.bot.token:
            await _send(send, 401, refusal_body(Refused(401, "Unauthorized")), [_JSON])
            return
        file = world.files.by_link(unquote(name), world.clock.unix())
        if file is None:
            await _send(send, 404, refusal_body(Refused(404, "Not Found")), [_JSON])
            return
        await _send(send, 200, file.content, [(b"content-type", b"application/octet-stream")])


async def _read(scope: Scope, receive: Receive) -> Request:
    headers = dict(scope["headers"])
    check_size(int(headers.get(b"content-length", 0)))
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        check_size(size)
        if not message.get("more_body"):
            break
    return parse(scope["query_string"], headers.get(b"content-type", b"").decode("latin-1"), b"".join(chunks))


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


def tear(scope: Scope) -> None:
    """Reset the connection under the request, so that the other side sees no answer and no orderly end."""
    transport = scope["extensions"]["sandbox.transport"]
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


class Tearable(HttpToolsProtocol):
    """uvicorn's protocol, which shows its transport to the application."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"sandbox.transport": self.transport}  # type: ignore[dict-item]  # ours alone


class Listener(uvicorn.Server):
    """uvicorn inside someone else's loop: it leaves the process's signals alone and ends without delay."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()

    def end(self) -> None:
        self.should_exit = True
        self._over.set()

    async def main_loop(self) -> None:
        await self._over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """At once: uvicorn's own way sleeps a tenth of a second, which a test suite pays a thousand times."""
        for closing in (*self.servers, *(sockets or ())):
            closing.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if tasks := self.server_state.tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listener(app: App) -> Listener:
    """A server for this application, to be run on a socket of the caller's."""
    config = uvicorn.Config(
        app,
        http=Tearable,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        date_header=False,
        server_header=False,
        proxy_headers=False,
    )
    return Listener(config)
