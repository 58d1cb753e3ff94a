"""How fast and how large the sandbox is: sendMessage a second with the journal on, and memory of 10,000 chats.

    python -m benchmarks.sandbox_speed [--messages 6000] [--runs 5]

The client runs in a process of its own (aiohttp, 50 calls at once); each process is bound to one core where the
system allows it. Prints the median of the runs, the same by processor time (which other work on the
machine does not lower) and the memory of the server's process.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import resource
import statistics
import subprocess
import sys
import time

import aiohttp

from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox

CHATS = 10_000
AT_ONCE = 50


async def send_all(address: str, first: int, count: int) -> float:
    """Send `count` messages to as many people; returns messages a second."""
    ids = iter(range(first, first + count))

    async def one_after_another(session: aiohttp.ClientSession) -> None:
        for chat_id in ids:
            form = {
                "chat_id": str(first + (chat_id - first) % CHATS),
                "text": f"Road reopened, notice {chat_id}.",
                "parse_mode": "HTML",
            }
            async with session.post(address, data=form) as answer:
                if answer.status != 200:
                    raise RuntimeError(await answer.text())
                await answer.read()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        begun = time.perf_counter()
        await asyncio.gather(*(one_after_another(session) for _ in range(AT_ONCE)))
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
        print(asyncio.run(send_all(asked.client[0], int(asked.client[1]), asked.messages)))
        return
    with_loop = asyncio.run
    with contextlib.suppress(ImportError):  # absent on Windows
        from uvloop import run as with_loop  # noqa: PLC0415 - only where it is wanted and there
    with_loop(measure(asked.messages, asked.runs))


if __name__ == "__main__":
    main()
