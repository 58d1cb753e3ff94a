"""Policy: what the desk decides about itself, changed by an admin and told to every other one."""

from bot.desk.ports import Work
from bot.desk.redrawing import redraw
from bot.news.policy import Policy, with_choice
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role


async def decide(work: Work, admin: Person, part: str, value: int) -> tuple[Policy, Policy]:
    """Choose one part anew; return the policy before and after. The same choice twice is once.

    Refuses what is not offered (any more), and when another admin changed something in the same moment.
    """
    before = await work.policy.current()
    try:
        after = with_choice(before, part, value)
    except ValueError as error:
        raise Refusal("stale_button", on_desk=True) from error
    if after == before:
        return before, after
    if not await work.policy.change(before, after):
        raise Refusal("somebody_was_first")
    await redraw(work)
    why = f"{part}: {int(getattr(before, part))} -> {value}"
    await work.history.add("policy_changed", person_id=admin.id, why=why)
    for person in await work.people.roster():
        if Role.ADMIN in person.roles and person.id != admin.id:
            values = {"by": admin.name, "part": part, "value": value}
            await work.notices.queue(person.telegram_id, "policy_changed", **values)
    return before, after
