"""Inline mode: a person types `@bot words` into any chat, the bot offers things, and one of them is sent in its name.

The message is the person's, "via" the bot; the bot learns of it only by its inline id, and only if it has buttons.
Sources: the Bot API's "Inline mode"; TDLib's InlineQueriesManager.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox import posting
from bot.sandbox.refusals import NotPossible
from bot.sandbox.updates import QUERY_SECONDS

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.messages import Content, Message
    from bot.sandbox.people import Person
    from bot.sandbox.posting import Manner

MOST_ASKED = 256


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing the bot offers; without `content` it would have to be fetched from the Internet first."""

    id: str
    title: str
    description: str
    content: Content | None
    markup: dict[str, Any] | None = None


@dataclass(slots=True, eq=False)
class Query:
    """What somebody typed, where; `offers` stays None until the bot answers. `button` stands above the offers."""

    id: str
    person: Person
    chat: Chat
    text: str
    expires: int
    offers: list[Offer] | None = None
    button: dict[str, Any] | None = None
    next_offset: str = ""

    async def answer(self, within: float = 5.0) -> list[Offer]:
        """Wait for the bot's offers. Raises TimeoutError after `within` real seconds."""
        await self.person.world.until(lambda: self.offers is not None, within)
        return self.offers or []


@dataclass(slots=True)
class Queries:
    """All inline queries by id, and the messages that came of them by their inline id."""

    by_id: dict[str, Query] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)


def ask(person: Person, words: str, chat: Chat, offset: str) -> Query:
    """Type `@bot words`. Raises NotPossible when the bot does not take inline queries."""
    world = person.world
    if not world.bot.inline:
        raise NotPossible(
            f"@{world.bot.username} takes no inline queries: BotFather’s /setinline turns them on."
        )
    if person.deactivated or not chat.holds(person.id):
        raise NotPossible(f"{person.name} cannot write in {chat.name}.")
    if len(words) > MOST_ASKED:
        raise NotPossible(f"An inline query has at most {MOST_ASKED} characters.")
    query = Query(world.presses.number(), person, chat, words, world.clock.unix() + QUERY_SECONDS)
    world.queries.by_id[query.id] = query
    where = "sender" if chat.is_private else chat.type
    payload = {
        "id": query.id,
        "from": person.json(),
        "chat_type": where,
        "query": words,
        "offset": offset,
    }
    world.updates.add("inline_query", payload, person.id)
    return query


def choose(person: Person, query_id: str, offer_id: str) -> Message:
    """Send one of the things offered into the chat where it was asked for."""
    query = person.world.queries.by_id.get(query_id)
    offers = query.offers if query is not None and query.person is person else None
    offer = next((offer for offer in offers or [] if offer.id == offer_id), None)
    if query is None or offer is None:
        raise NotPossible(f"The bot has offered {person.name} no “{offer_id}”.")
    if offer.content is None:
        raise NotPossible(
            "That would have to be fetched from the Internet, and there is none in the sandbox."
        )
    return _sent(query, offer, offer.content)


def _sent(query: Query, offer: Offer, content: Content) -> Message:
    person, world = query.person, query.person.world
    inline_id = f"AQAAAH{query.id}{offer.id}" if offer.markup else ""
    manner: Manner = {"via_bot": world.bot.username, "markup": offer.markup, "inline_id": inline_id}
    message = posting.post(person, query.chat, content, manner)
    chosen = {"result_id": offer.id, "from": person.json(), "query": query.text}
    if inline_id:
        world.queries.messages[inline_id] = message
        chosen["inline_message_id"] = inline_id
    if world.bot.inline_feedback:
        world.updates.add("chosen_inline_result", chosen, person.id)
    return message
