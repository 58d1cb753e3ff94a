"""Who answers for an edition when its author has left: somebody on the desk always hears what becomes of it."""

from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.staff import Person, Role


async def answerable(work: Work, edition: Edition) -> list[Person]:
    """Return the author; once they have left, whoever else contributed; without any, the admins, who can hand it over."""
    roster = await work.people.roster()
    author = [person for person in roster if person.id == edition.author_id]
    if author:
        return author
    contributors = await work.editions.contributors(edition.id)
    others = [person for person in roster if person.id in contributors]
    return others or [person for person in roster if Role.ADMIN in person.roles]
