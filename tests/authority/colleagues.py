"""The newsroom that one account tries itself against: colleagues who do their own work, and a start for each role.

The account has an invitation in its pocket that an admin once sent it, so that it may come back after it was removed.
"""

from collections.abc import Iterable
from functools import partial
from itertools import product

from bot.desk import people
from bot.desk.ports import Work
from bot.desk.ports.values import Purpose
from bot.news.signoffs import quoted
from bot.news.staff import Person, Role
from bot.news.status import State
from tests.authority.acts import ACCOUNT, COLLEAGUE
from tests.authority.alone import Explorer, Node
from tests.authority.counter import Counter
from tests.authority.world import CHANNEL, World, brought, hired, release_without_photo

ADMIN = 804
COLLEAGUES = {COLLEAGUE: Role.DRAFTER, 802: Role.APPROVER, 803: Role.APPROVER, ADMIN: Role.ADMIN}
AT_WORK = (None, State.IN_REVIEW, State.APPROVED, State.PUBLISHED)


async def newsroom(counter: Counter) -> World:
    """Dan who drafts, two who approve, an admin, a channel and a reader."""

    async def found(work: Work) -> list[Person]:
        staff = [await hired(work, number, {role}) for number, role in COLLEAGUES.items()]
        await work.channels.notice(CHANNEL, "The channel", "channel", "northshire")
        await work.channels.decide(CHANNEL, Purpose.PUBLIC)
        await work.readers.subscribe(902, "Rea Moss")
        return [*staff, await work.people.meet(ACCOUNT, "Xan", "xan")]

    staff = await counter.newsroom.store.write(found)
    outside = counter.sandbox.world
    for number in (*COLLEAGUES, ACCOUNT, 902):
        outside.add_person(f"Person {number}", person_id=number).start()
    owner = outside.people[ADMIN]
    owner.add_bot(outside.add_channel("The channel", "northshire", owner=owner, chat_id=CHANNEL))
    return World(counter, {}, staff[1], [], quoted(release_without_photo())[0])


async def starts(
    explorer: Explorer, roles: Iterable[frozenset[Role]], at_work: Iterable[State | None] = AT_WORK
) -> list[Node]:
    """The account with each of these sets of roles: in an empty newsroom, and with a colleague's item on its way."""
    before, found = explorer.kept(()), []
    for held, state in product(roles, at_work):
        explorer.put_back(before)
        await explorer.counter.newsroom.store.write(partial(begun, held=held, state=state))
        token = await explorer.counter.newsroom.store.write(invited)
        beginning = "+".join(sorted(held)) or "nobody"
        found.append(explorer.kept((f"{beginning}, {state or 'nothing there'}",), tokens=(token,)))
    return found


async def begun(work: Work, held: frozenset[Role], state: State | None) -> None:
    await hired(work, ACCOUNT, set(held))
    if state is not None:
        dan, ann = [await work.people.find(number) for number in list(COLLEAGUES)[:2]]
        assert dan is not None
        assert ann is not None
        await brought(work, release_without_photo(), state, (dan, ann))


async def invited(work: Work) -> str:
    """Return the token of an invitation by which the account may become an approver."""
    return await people.invite(work, Role.APPROVER, await work.people.find(ADMIN))
