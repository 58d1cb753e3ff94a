"""Finding what a button or a message is about, or refusing kindly. The first step of most use cases."""

from bot.desk.comparison import since_looked
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import Action, Move, move_for


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
    return moved


async def person_by(work: Work, telegram_id: int, *roles: Role) -> Person:
    """Return the person with the roles they hold at this moment (rule 6). Refuses who holds none of those asked for."""
    person = await work.people.find(telegram_id)
    if person is None or not person.roles & frozenset(roles):
        raise Refusal("not_your_role", roles=[role.value for role in roles])
    return person
