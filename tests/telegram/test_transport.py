"""The transport keeps whether a failed call was certainly not sent: the difference between a retry and a double."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.news.delivery import Verdict
from bot.telegram.answers import answer_to
from bot.telegram.transport import AiohttpRequest, InDoubt, NotSent
from tests.ports import free_port

TOKEN = "123456:" + "a" * 35
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def saying(status: int, body: str, kind: str = "application/json") -> Behaviour:
    """Read the whole call, then answer."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await whole_call(reader)
        head = (
            f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n"
        )
        writer.write((head + body).encode())
        await writer.drain()

    return answer


async def whole_call(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line)
    if "Content-Length" in fields:
        return await reader.readexactly(int(fields["Content-Length"]))
    return await reader.readuntil(b"0\r\n\r\n")


async def tearing_after_reading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_call(reader)
    writer.transport.abort()


async def tearing_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await whole_call(reader)
    await asyncio.sleep(5)


@asynccontextmanager
async def bot_before(behaviour: Behaviour) -> AsyncIterator[Bot]:
    """A bot that speaks with a server of this behaviour."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await behaviour(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        async with at(server.sockets[0].getsockname()[1]) as bot:
            yield bot
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def at(port: int) -> AsyncIterator[Bot]:
    transport = AiohttpRequest(read_seconds=0.3)
    await transport.initialize()
    try:
        yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=transport)
    finally:
        await transport.shutdown()


async def test_a_refused_connection_is_certainly_not_sent() -> None:
    async with at(free_port()) as bot:
        with pytest.raises(NotSent) as refused:
            await bot.send_message(1, "hello")
    assert answer_to(refused.value).verdict is Verdict.PASSING


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(tearing_after_reading, id="torn after the call"),
        pytest.param(silent, id="no answer in time"),
        pytest.param(saying(502, "<html>Bad Gateway</html>", "text/html"), id="a proxy's 502"),
        pytest.param(saying(500, '{"ok":false,"error_code":500,"description":"restart"}'), id="500"),
        pytest.param(saying(200, '{"ok":true,"resu'), id="half an answer"),
        pytest.param(saying(200, "[1, 2]"), id="no Bot API answer"),
    ],
)
async def test_what_may_have_been_carried_out_is_in_doubt(behaviour: Behaviour) -> None:
    """Broken twin: python-telegram-bot alone calls these errors of the network, to be tried again."""
    async with bot_before(behaviour) as bot:
        with pytest.raises((InDoubt, NetworkError)) as doubt:
            await bot.send_message(1, "hello")
    assert answer_to(doubt.value).verdict is Verdict.UNKNOWN


async def test_a_connection_torn_before_anything_was_read_is_never_called_accepted() -> None:
    async with bot_before(tearing_at_once) as bot:
        with pytest.raises((InDoubt, NotSent)):
            await bot.send_message(1, "hello")


@pytest.mark.parametrize(
    ("behaviour", "error", "verdict"),
    [
        (saying(403, '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'),
         Forbidden, Verdict.PERMANENT),
        (saying(400, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'),
         BadRequest, Verdict.PERMANENT),
        (saying(400, '{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}'),
         BadRequest, Verdict.OUR_FAULT),
        (saying(200, '{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}'),
         BadRequest, Verdict.OUR_FAULT),
    ],
)  # fmt: skip
async def test_a_refusal_is_known_for_what_it_is(
    behaviour: Behaviour, error: type[Exception], verdict: Verdict
) -> None:
    async with bot_before(behaviour) as bot:
        with pytest.raises(error) as refused:
            await bot.send_message(1, "hello")
    assert isinstance(refused.value, BadRequest | Forbidden)
    assert answer_to(refused.value).verdict is verdict


async def test_slow_down_carries_its_seconds() -> None:
    body = '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":17}}'
    async with bot_before(saying(429, body)) as bot:
        with pytest.raises(RetryAfter) as slower:
            await bot.send_message(1, "hello")
    answer = answer_to(slower.value)
    assert (answer.verdict, answer.retry_after) == (Verdict.PASSING, 17)


async def test_a_group_that_moved_says_where() -> None:
    body = (
        '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",'
        '"parameters":{"migrate_to_chat_id":-1001234}}'
    )
    async with bot_before(saying(400, body)) as bot:
        with pytest.raises(Exception) as moved:
            await bot.send_message(-1, "hello")
    assert answer_to(moved.value).moved_to == "-1001234"  # type: ignore[arg-type]  # a TelegramError by now
