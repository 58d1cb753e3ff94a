"""One person's roles in the chat: given and taken one by one; and drafts handed to another drafter."""

from bot.desk import leaving
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.news.refusal import Refusal
from bot.news.staff import Role
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk


async def person(front: FrontDesk, call: Call) -> None:
    """Show what one person may do, with a button for each role to give or take."""
    await front.write(lambda work: _show(work, call, int(call.pressed.subject)))


async def give_role(front: FrontDesk, call: Call) -> str:
    """Give somebody on the desk one more role."""
    person_id, role = _named(call)

    async def give(work: Work) -> None:
        await leaving.give_role(work, call.staff, person_id, role)
        await _show(work, call, person_id)

    await front.write(give)
    return "roles_changed"


async def take_role(front: FrontDesk, call: Call) -> str:
    """Take one role from somebody; with the last they are off the desk."""
    person_id, role = _named(call)

    async def take(work: Work) -> None:
        if not await leaving.take_role(work, call.staff, person_id, role):
            await _show(work, call, person_id)

    await front.write(take)
    return "roles_changed"


async def hand_over(front: FrontDesk, call: Call) -> None:
    """Ask who takes on what somebody left behind."""
    edition_id = int(call.pressed.subject)

    async def ask(work: Work) -> None:
        edition, drafters = await leaving.heirs(work, edition_id)
        headline = (await content_of(work, edition)).headline
        named = [{"id": one.id, "name": one.name} for one in drafters]
        values = {"edition_id": edition_id, "headline": headline, "drafters": named}
        await work.notices.queue(call.user.id, "hand_over", **values)

    await front.write(ask)


async def hand_over_to(front: FrontDesk, call: Call) -> str:
    """Hand it to the drafter on the button."""
    edition_id, person_id = (int(number) for number in call.pressed.subject.split())
    await front.write(lambda work: leaving.hand_over(work, call.staff, edition_id, person_id))
    return "handed_over"


async def _show(work: Work, call: Call, person_id: int) -> None:
    found = await work.people.get(person_id)
    if found is None or not found.roles:
        raise Refusal("not_on_the_desk")
    roles = sorted(role.value for role in found.roles)
    values = {"id": found.id, "name": found.name, "roles": roles, "oneself": found.id == call.staff.id}
    await work.notices.queue(call.user.id, "person", **values)


def _named(call: Call) -> tuple[int, Role]:
    person_id, role = call.pressed.subject.split()
    return int(person_id), Role(role)
