"""Reactions and votes of people, and the updates they make."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from bot.sandbox.refusals import NotPossible

if TYPE_CHECKING:
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person


def react(person: Person, message: Message, emoji: list[str]) -> None:
    """Tell the bot about reactions where it may know: privately, and where it is an administrator."""
    if message.deleted:
        raise NotPossible("That message is deleted.")
    old = message.reactions.get(person.id, [])
    new = [{"type": "emoji", "emoji": one} for one in emoji]
    message.reactions[person.id] = new
    world = person.world
    world.events.tell("reaction", chat_id=message.chat.id, message_id=message.id, person_id=person.id)
    member = message.chat.member(world.bot.id)
    if not message.chat.is_private and not (member and member.is_admin):
        return
    where = {"chat": message.chat.json(), "message_id": message.id, "date": world.clock.unix()}
    if message.chat.type == "channel":
        world.updates.add("message_reaction_count", {**where, "reactions": counted(message)}, message.chat.id)
    else:
        change = {**where, "user": person.json(), "old_reaction": old, "new_reaction": new}
        world.updates.add("message_reaction", change, message.chat.id)


def counted(message: Message) -> list[dict[str, Any]]:
    """The Bot API's ReactionCounts of a message."""
    totals: dict[str, int] = {}
    for reactions in message.reactions.values():
        for reaction in reactions:
            totals[reaction["emoji"]] = totals.get(reaction["emoji"], 0) + 1
    return [{"type": {"type": "emoji", "emoji": e}, "total_count": n} for e, n in totals.items()]


def vote(person: Person, message: Message, options: list[int]) -> None:
    poll = message.content.fields.get("")
    if message.content.kind != "poll" or poll is None:
        raise NotPossible("That message is not a poll.")
    if poll["is_closed"]:
        raise NotPossible("That poll is closed.")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise NotPossible("One answer only in this poll.")
    if any(not 0 <= option < len(poll["options"]) for option in options):
        raise NotPossible(f"The poll has {len(poll['options'])} options, counted from 0.")
    message.votes[person.id] = options
    tally(poll, message.votes)
    world = person.world
    world.tell("edited", message)
    world.updates.add("poll", copy.deepcopy(poll), message.chat.id)
    if not poll["is_anonymous"]:
        chosen = [poll["options"][o]["persistent_id"] for o in options]
        answer = {
            "poll_id": poll["id"],
            "user": person.json(),
            "option_ids": options,
            "option_persistent_ids": chosen,
        }
        world.updates.add("poll_answer", answer, message.chat.id)


def tally(poll: dict[str, Any], votes: dict[int, list[int]]) -> None:
    """Count the votes into the poll."""
    for index, option in enumerate(poll["options"]):
        option["voter_count"] = sum(index in chosen for chosen in votes.values())
    poll["total_voter_count"] = sum(bool(chosen) for chosen in votes.values())
