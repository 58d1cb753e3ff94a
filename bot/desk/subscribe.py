"""News by mail: ask for it, confirm the address, leave.

Whoever asks is told the same whether the address is known or not; only the mail that follows, or does not, differs.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from bot.desk.ports import Work
from bot.desk.ports.letters import LetterKind
from bot.desk.tokens import hashed

CONFIRM_WITHIN = timedelta(days=7)


async def ask(work: Work, address: str, *, wording: str, link_to: Callable[[str], str]) -> None:
    """Record a wish for the news and queue the letter that asks to confirm it.

    `wording` is the sentence the visitor agreed to. `link_to` turns a token into the address that confirms with it;
    only the token's hash is kept.
    """
    token = secrets.token_urlsafe(32)
    needs_letter = await work.inboxes.ask(address, hashed(token), work.now + CONFIRM_WITHIN, wording)
    if needs_letter:
        await work.letters.queue(address, LetterKind.CONFIRM, link_to(token))


async def waiting_address(work: Work, token: str) -> str | None:
    """Return the address a link would confirm, None when the link is unknown, used or too old."""
    return await work.inboxes.pending(hashed(token), work.now)


async def confirm(work: Work, token: str) -> str | None:
    """Use the link up and subscribe its address; return the address, None when it is unknown, used or too old."""
    return await work.inboxes.confirm(hashed(token), secrets.token_urlsafe(24), work.now)


async def leaving_address(work: Work, key: str) -> str | None:
    """Return the address a way out belongs to, subscribed or not."""
    return await work.inboxes.by_key(key)


async def leave(work: Work, key: str) -> bool:
    """End the subscription at once; twice is as good as once. False when the key is nobody's."""
    return await work.inboxes.leave(key, "asked to leave")
