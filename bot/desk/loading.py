"""Finding what a button or a message is about, or refusing kindly. The first step of most use cases."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.desk.comparison import since_looked
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import TERMINAL, Action, Move, move_for

T = TypeVar("T")


async def the_edition(work: Work, edition_id: int) -> Edition:
    """Return the edition, locked for this transaction. Refuses when it is gone."""
    edition = await work.editions.get(edition_id)
    if edition is None:
        raise Refusal("gone")
    return edition


async def unchanged(work: Work, edition_id: int, revision_id: int) -> Edition:
    """Return the edition if it still is the revision the person looked at. Refuses otherwise (rule 3)."""
    edition = await the_edition(work, edition_id)
    if edition.revision_id != revision_id:
        content = await work.editions.content(edition.revision_id)
        since = await since_looked(work, edition, revision_id)
        raise Refusal("changed_since", headline=content.headline, state=edition.state.value, since=since)
    return edition


async def content_of(work: Work, edition: Edition) -> Content:
    """Return what the edition's current revision says."""
    return await work.editions.content(edition.revision_id)


def permitted(edition: Edition, action: Action) -> Move:
    """Return the move from where the edition stands. Refuses what the table of moves does not hold."""
    move = move_for(action, edition.state)
    if move is None:
        raise Refusal("not_now", state=edition.state.value, action=action.value)
    return move


async def made(work: Work, edition: Edition, move: Move) -> Edition:
    """Make a move, or refuse because somebody else moved it in the same moment."""
    moved = await work.editions.move(edition, move)
    if moved is None:
        raise Refusal("somebody_was_first")
    if moved.corrects and move.target in TERMINAL:
        await work.editions.touch(moved.corrects)  # its cards offer to put it right again
    return moved


def asked_by(known: Person | None, step: Callable[[Work], Awaitable[T]]) -> Callable[[Work], Awaitable[T]]:
    """Return the step as this person may take it: while they still hold the roles by which they were let in (rule 6).

    Their roles are looked at inside the step's transaction and stay until it ends. Refuses when they are others by now.
    """

    async def taken(work: Work) -> T:
        if known is not None and known.roles:
            now = await work.people.hold(known.telegram_id)
            if now is None or now.roles != known.roles:
                raise Refusal("roles_changed", on_desk=now is not None and bool(now.roles))
        return await step(work)

    return taken
