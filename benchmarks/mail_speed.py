"""How fast mails are made: one rendering prepared an edition, against an EmailMessage for each reader.

Both ways in one run, in turns, on one core: `python -m benchmarks.mail_speed`. Prints medians and their ratio.
"""

import statistics
import time
from collections.abc import Callable
from email import message_from_bytes, policy

from bot.mail.addresses import Sender
from bot.mail.compose import address, message_id_for, prepare
from bot.typeset import Typesetter
from tests.mail.conftest import IMPRINT, NEWS, SITE
from tests.mail.fresh import fresh

READERS, ROUNDS = 200, 9
SENDER = Sender("Westmouth News", "news@westmouth.example")


def way_out(number: int) -> str:
    return f"{SITE}/unsubscribe/{number:043d}"


def main() -> None:
    rendering = prepare(Typesetter("Europe/London", {}), NEWS, IMPRINT, SENDER)
    model = message_from_bytes(filled(rendering, 0), policy=policy.default)
    text, html = (part.get_content().replace(way_out(0), "LINK") for part in model.iter_parts())
    words = (NEWS.headline, text, html)

    def by_message(number: int) -> bytes:
        to = f"reader{number}@example.org"
        return fresh(words, IMPRINT, SENDER, to=to, link=way_out(number)).as_bytes()

    prepared, plain = [], []
    for _ in range(ROUNDS):
        prepared.append(rate(lambda number: filled(rendering, number)))
        plain.append(rate(by_message))
    fast, slow = statistics.median(prepared), statistics.median(plain)
    print(
        f"prepared bytes {fast:8,.0f} mails/s (median of {ROUNDS}, {min(prepared):,.0f} to {max(prepared):,.0f})"
    )
    print(f"EmailMessage   {slow:8,.0f} mails/s (median of {ROUNDS}, {min(plain):,.0f} to {max(plain):,.0f})")
    print(f"ratio          {fast / slow:8.1f}")


def filled(rendering: bytes, number: int) -> bytes:
    to = f"reader{number}@example.org"
    identity = message_id_for("key", 7, to, SENDER.domain)
    return address(rendering, to=to, unsubscribe_url=way_out(number), message_id=identity)


def rate(make: Callable[[int], bytes]) -> float:
    began = time.perf_counter()
    for number in range(READERS):
        make(number)
    return READERS / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
