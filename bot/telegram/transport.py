"""python-telegram-bot's transport on aiohttp, which keeps whether a failed call was certainly not sent.

Knows nothing of what is being sent.
"""

import json
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Shorter than any server's own patience, so that a reused connection is rarely one the server has just closed.
KEEP_ALIVE = 4.0
CONNECTIONS = 64
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 60.0


class NotSent(NetworkError):
    """No byte of the call left this machine: trying again cannot double anything."""


class InDoubt(TimedOut):
    """The call may have been carried out; nobody can know from here."""


class AiohttpRequest(BaseRequest):
    """One pool of connections for all calls of a bot. Time limits in seconds."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the pool; again is harmless."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE)
            self._session = aiohttp.ClientSession(
                connector=connector, trace_configs=[_tracing()], trust_env=True, auto_decompress=True
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return status and body. Raises NotSent or InDoubt."""
        if self._session is None:
            raise NotSent("the transport is not open")
        upload = bool(request_data and request_data.contains_files)
        reading = _seconds(read_timeout, UPLOAD_SECONDS if upload else self._read_seconds)
        limits = aiohttp.ClientTimeout(
            total=None,
            connect=CONNECT_SECONDS + _seconds(pool_timeout, CONNECT_SECONDS),
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=reading,
        )
        trace = SimpleNamespace(left=False)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=limits, trace_request_ctx=trace
            ) as response:
                body = await response.read()
                if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise InDoubt(f"HTTP {response.status}")
                return _honest(response.status, body) if method == "POST" else (response.status, body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise (InDoubt(words) if trace.left else NotSent(words)) from error


def _tracing() -> aiohttp.TraceConfig:
    """Note for each call the moment from which bytes of it may have reached the server."""

    async def leaving(_session: object, context: SimpleNamespace, _params: object) -> None:
        context.trace_request_ctx.left = True

    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(leaving)
    config.on_request_chunk_sent.append(leaving)
    return config


def _seconds(given: ODVInput[float], otherwise: float) -> float:
    """Return a limit: PTB's "not said" and "none" both mean ours."""
    return float(given) if isinstance(given, int | float) else otherwise


def _body(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters or None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _honest(status: int, body: bytes) -> tuple[int, bytes]:
    """Take a body that says "not ok" under a success status at its word; PTB looks at the status alone."""
    whole = body.startswith(b'{"ok":true') and body.rstrip().endswith(b"}")
    if status != HTTPStatus.OK or whole:
        return status, body
    try:
        answer = json.loads(body)
    except ValueError:
        raise InDoubt("the answer was no JSON") from None
    if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
        raise InDoubt("the answer was no Bot API answer")
    return (status, body) if answer.get("ok") else (int(answer.get("error_code", 400)), body)
