"""How fast and how large the sandbox is: sendMessage a second with the journal on, and memory of 10,000 chats.

    python -m benchmarks.sandbox_speed [--messages 6000] [--runs 5]

The client runs in a process of its own (50 connections, one call at a time on each); each process is bound to one core where the
system allows it. Prints the median of the runs, the same by processor time (which other work on the
machine does not lower) and the memory of the server's process.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlencode, urlsplit

from bot.sandbox.limits import Limits
from bot.sandbox.loop import run
from bot.sandbox.sandbox import Sandbox

CHATS = 10_000
AT_ONCE = 50
TEXT = "Road reopened, notice {}."
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Sender(asyncio.Protocol):
    """One connection kept open: the next message goes out when the last is answered.

    Written by hand, since a whole HTTP client takes as long for a call as the server does and would be what is measured.
    """

    def __init__(self, head: str, chats: Iterator[int]) -> None:
        self.head, self.chats = head, chats
        self.over = asyncio.get_running_loop().create_future()
        self.got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.send()

    def send(self) -> None:
        chat_id = next(self.chats, None)
        if chat_id is None:
            self.transport.close()
            return
        form = urlencode({"chat_id": chat_id, "text": TEXT.format(chat_id), "parse_mode": "HTML"})
        self.transport.write(f"{self.head}Content-Length: {len(form)}\r\n\r\n{form}".encode())

    def data_received(self, data: bytes) -> None:
        self.got += data
        head, found, body = self.got.partition(b"\r\n\r\n")
        if not found or len(body) < int(_LENGTH.search(head).group(1)):
            return
        if not head.startswith(b"HTTP/1.1 200 "):
            self.over.set_exception(RuntimeError(body.decode()))
        self.got = b""
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None) if exc is None else self.over.set_exception(exc)


async def send_all(address: str, first: int, count: int) -> float:
    """Send `count` messages to as many people; returns messages a second."""
    url = urlsplit(address)
    head = f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    chats = iter([first + n % CHATS for n in range(count)])
    begun, loop = time.perf_counter(), asyncio.get_running_loop()
    senders = [
        (await loop.create_connection(lambda: Sender(head, chats), url.hostname, url.port))[1]
        for _ in range(AT_ONCE)
    ]
    await asyncio.gather(*(sender.over for sender in senders))
    return count / (time.perf_counter() - begun)


async def measure(messages: int, runs: int) -> None:
    bind(0)
    sandbox = Sandbox(limits=Limits(on=False))
    empty = memory()
    people = [sandbox.world.add_person(f"Reader {n}") for n in range(CHATS)]
    for person in people:
        person.started = True
    await sandbox.start()
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    worked = time.process_time()
    rates = [await run_client(address, people[0].id, messages) for _ in range(runs)]
    worked = time.process_time() - worked
    print(
        f"sendMessage: median {statistics.median(rates):,.0f}/s of {runs} runs "
        f"({min(rates):,.0f} to {max(rates):,.0f}), {messages} messages each, {len(sandbox.journal)} calls kept"
    )
    print(f"the server's own work: {messages * runs / worked:,.0f} for each second of its processor time")
    print(
        f"memory: {memory():,.0f} MB with {CHATS:,} chats and {messages * runs:,} messages ({empty:,.0f} MB empty)"
    )
    await sandbox.stop()


async def run_client(address: str, first: int, messages: int) -> float:
    client = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.sandbox_speed",
        "--client",
        address,
        str(first),
        "--messages",
        str(messages),
        stdout=subprocess.PIPE,
    )
    out, _ = await client.communicate()
    return float(out)


def bind(core: int) -> None:
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > core:
        os.sched_setaffinity(0, {core})


def memory() -> float:
    """The most this process has used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=6000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--client", nargs=2, metavar=("ADDRESS", "FIRST_ID"))
    asked = parser.parse_args()
    if asked.client:
        bind(1)
        print(run(send_all(asked.client[0], int(asked.client[1]), asked.messages)))
        return
    run(measure(asked.messages, asked.runs))


if __name__ == "__main__":
    main()
