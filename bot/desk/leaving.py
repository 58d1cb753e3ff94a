"""Leaving the desk, whole or by one role; being given another; and what becomes of the drafts somebody leaves behind."""

from bot.desk.loading import content_of, the_edition
from bot.desk.people import witnesses
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.desk.redrawing import redraw
from bot.desk.signoffs import forget_asker
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role, may_publish
from bot.news.status import OPEN


async def remove(work: Work, admin: Person, person_id: int) -> Person:
    """Take every role from a person; whatever was theirs alone dies with this, and their cards are taken out of their chat.

    Their drafts stay with the desk, and the admins are told of them. Refuses to remove the last admin.
    """
    admins = await work.people.hold_admins()
    person = await work.people.get(person_id)
    if person is None or not person.roles:
        raise Refusal("not_on_the_desk")
    if admins == {person_id}:
        raise Refusal("last_admin")
    await work.people.remove(person_id)
    await forget_asker(work, admin, person)
    await work.conversations.forget_person(person.telegram_id)
    await work.notices.forget_chat(person.telegram_id)
    await work.schedules.new_link(person_id)
    await _end_claims(work, person_id)
    await redraw(work)
    await work.cards.show_again(person_id)
    await work.history.add("removed", person_id=admin.id, why=person.name)
    await work.notices.queue(person.telegram_id, "removed", desk=work.desk.name)
    await _tell(work, "removed_from_desk", {"name": person.name, "by": admin.name}, (admin, person))
    if Role.DRAFTER in person.roles:
        await _tell_of_drafts(work, person)
    return person


async def take_role(work: Work, admin: Person, person_id: int, role: Role) -> bool:
    """Take one role from a person, who keeps the others; tell whether it was their last, so that they left.

    Refuses a role that is not held, and the last admin's.
    """
    admins = await work.people.hold_admins()
    person = await work.people.get(person_id)
    if person is None or role not in person.roles:
        raise Refusal("role_not_held")
    if role is Role.ADMIN and admins == {person_id}:
        raise Refusal("last_admin")
    if person.roles == {role}:
        await remove(work, admin, person_id)
        return True
    await work.people.take(person_id, role)
    await work.conversations.answered(person.telegram_id)
    if role is Role.APPROVER:
        await _end_claims(work, person_id)
    if may_publish(person) and not person.roles & {Role.DRAFTER, Role.APPROVER} - {role}:
        await work.schedules.new_link(person_id)
        await forget_asker(work, admin, person)
    await redraw(work)
    await work.history.add("role_taken", person_id=admin.id, why=f"{person.name}: {role.value}")
    await work.notices.queue(person.telegram_id, "role_taken_from_you", role=role.value)
    values = {"name": person.name, "by": admin.name, "role": role.value}
    await _tell(work, "role_taken", values, (admin, person))
    if role is Role.DRAFTER:
        await _tell_of_drafts(work, person)
    return False


async def give_role(work: Work, admin: Person, person_id: int, role: Role) -> None:
    """Give somebody on the desk one more role; they and the other admins are told. Nobody gives themselves one."""
    person = await work.people.get(person_id)
    if person is None or not person.roles:
        raise Refusal("not_on_the_desk")
    if person_id == admin.id:
        raise Refusal("role_to_oneself")
    if not await work.people.grant(person_id, role):
        raise Refusal("role_held")
    await redraw(work)
    await work.history.add("role_given", person_id=admin.id, why=f"{person.name}: {role.value}")
    await work.notices.queue(person.telegram_id, "role_given_to_you", role=role.value, by=admin.name)
    values = {"name": person.name, "by": admin.name, "role": role.value}
    await _tell(work, "role_given", values, (admin, person))


async def heirs(work: Work, edition_id: int) -> tuple[Edition, list[Person]]:
    """Return an open item whose author is no drafter any more, and the drafters who could take it on."""
    edition = await the_edition(work, edition_id)
    author = await work.people.get(edition.author_id)
    if author is not None and Role.DRAFTER in author.roles:
        raise Refusal("still_theirs", name=author.name)
    if edition.state not in OPEN:
        raise Refusal("not_now", state=edition.state.value)
    return edition, [one for one in await work.people.roster() if Role.DRAFTER in one.roles]


async def hand_over(work: Work, admin: Person, edition_id: int, person_id: int) -> Person:
    """Make a drafter the author of what somebody left behind; they get its card. The words stay as they are."""
    edition, drafters = await heirs(work, edition_id)
    heir = next((one for one in drafters if one.id == person_id), None)
    if heir is None:
        raise Refusal("not_on_the_desk")
    if not await work.editions.hand_over(edition, heir.id):
        raise Refusal("somebody_was_first")
    await work.editions.contribute(edition.id, heir.id)  # whoever answers for the words approves none of them
    await work.history.add("handed_over", person_id=admin.id, edition=edition, why=heir.name)
    await work.editions.touch(edition.id)
    headline = (await content_of(work, edition)).headline
    await work.notices.queue(heir.telegram_id, "handed_to_you", headline=headline, by=admin.name)
    await work.cards.place_anew(edition.id, heir.telegram_id, heir.id)
    return heir


async def _end_claims(work: Work, person_id: int) -> None:
    for edition_id in await work.reviews.end_claims(person_id):
        await work.editions.touch(edition_id)


async def _tell(work: Work, template: str, values: dict[str, str], about: tuple[Person, Person]) -> None:
    for other in await witnesses(work, *about):
        await work.notices.queue(other.telegram_id, template, **values)


async def _tell_of_drafts(work: Work, person: Person) -> None:
    """Name what they were working on to every admin, each to be handed to another drafter."""
    own = [one for one in await work.editions.open_editions() if one.author_id == person.id]
    items = [{"edition_id": one.id, "headline": (await content_of(work, one)).headline or "…"} for one in own]
    for other in await work.people.roster() if items else []:
        if Role.ADMIN in other.roles:
            await work.notices.queue(other.telegram_id, "left_drafts", name=person.name, items=items)
