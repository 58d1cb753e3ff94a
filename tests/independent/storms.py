"""Broadcasts in bad weather: refusals, silences and kills, and the count afterwards of who got what."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.independent.botapi import Fault
from tests.independent.chatting import until
from tests.independent.opening import Opened
from tests.independent.refusing import too_many

CLAIMS = (r"Subscribers (\d+)", r"Refused (\d+)", r"Uncertain (\d+)")
TOTAL = r"Subscribers \d+ of (\d+)"
TRANSIENT = ("reset_before", "reset_after", "500_before", "500_after", "html_502", "html_502_after")


@dataclass
class Count:
    """What the server knows beside what the card claims.

    `copies`: how many readers got how many; `answered`: to how many "yes" was said; `turned_away`: how many got a
    clear no and never a yes; `channel`: copies there.
    """

    copies: Counter[int]
    answered: int
    turned_away: int
    channel: int
    accepted: int
    refused: int
    uncertain: int
    total: int

    def is_honest(self) -> str:
        """Return what is wrong, "" when nobody got it twice and nobody is missing without being named."""
        missing = self.copies[0] - self.turned_away + (1 if self.channel == 0 else 0)
        if self.channel > 1 or any(copies > 1 for copies in self.copies):
            return f"somebody got it twice: {self}"
        if missing > self.uncertain or self.refused > self.turned_away:
            return f"somebody was lost without a word: {self}"
        if self.accepted > self.answered:
            return f"more is claimed than arrived: {self}"
        return ""


def bad_weather(o: Opened, seed: int, *, silent: int = 0) -> None:
    """Let a few sends go wrong, each in its own way."""
    chance = random.Random(seed)
    unlucky = chance.sample([reader.id for reader in o.readers], 12)
    faults = [_fault(unlucky[n], kind) for n, kind in enumerate(TRANSIENT[: chance.randint(0, 6)])]
    faults += [Fault("sendMessage", "refuse", 1, _only(unlucky[n]), answer=too_many(1)) for n in (6, 7)]
    faults += [_fault(unlucky[8 + n], "silent_after") for n in range(silent)]
    o.server.faults[:] = faults


def _fault(chat_id: int, kind: str) -> Fault:
    return Fault("sendMessage", kind, 1, _only(chat_id))


def _only(chat_id: int) -> Callable[[int], bool]:
    return lambda chat: chat == chat_id


async def killed_within(o: Opened, seconds: float) -> None:
    """Let it run so long, end it without a word, start it again."""
    await asyncio.sleep(seconds)
    await o.product.kill()
    await o.product.start()


async def settled(o: Opened, headline: str, seconds: float = 90.0) -> Count:
    """Wait until nothing is pending on the author's card; return the count."""
    await until(
        lambda: _pending(o.report(headline)) == 0,
        seconds,
        lambda: f"still pending:\n{o.report(headline)}\n{o.product.log[-3000:]}",
    )
    await asyncio.sleep(0.5)
    return counted(o, headline)


def counted(o: Opened, headline: str) -> Count:
    words = o.report(headline)
    accepted, refused, uncertain = (_number(words, pattern) for pattern in CLAIMS)
    told = [_told(o, reader.id, headline) for reader in o.readers]
    return Count(
        copies=Counter(len(o.posts(reader.id, headline)) for reader in o.readers),
        answered=sum(200 in answers for answers in told),
        turned_away=sum(bool({400, 403} & answers) and 200 not in answers for answers in told),
        channel=len(o.posts(o.channel.id, headline)),
        accepted=accepted,
        refused=refused,
        uncertain=uncertain,
        total=_number(words, TOTAL),
    )


def _told(o: Opened, chat_id: int, headline: str) -> set[int]:
    """Return how the sends of it to this chat were answered, 0 for not at all."""
    sends = [(given, status) for name, given, status in o.server.log if name == "sendmessage"]
    return {
        s for given, s in sends if given.get("chat_id") == str(chat_id) and headline in given.get("text", "")
    }


def _pending(report: str) -> int:
    """Return who is still waiting, 1 when the card says nothing yet."""
    if "Channel …" in report or "Subscribers" not in report:
        return 1
    known = sum(_number(report, pattern) for pattern in CLAIMS)
    others = 0 if "Channel ✓" in report else 1
    return _number(report, TOTAL) + others - known


def _number(words: str, pattern: str) -> int:
    found = re.search(pattern, words)
    return int(found[1]) if found else 0


def everyone(counts: Iterable[Count]) -> str:
    """Return a line for the end of a campaign."""
    listed = list(counts)
    total = sum((count.copies for count in listed), Counter[int]())
    return f"{len(listed)} rounds: copies {dict(total)}, uncertain {sum(c.uncertain for c in listed)}"
