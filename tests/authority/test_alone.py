"""No sequence of what one account can do puts words before the public by its own leave.

`python3 dev.py campaign alone` follows six things in a row for every set of roles; here is the first for whoever holds
them all (the first two where it is about people and places), and the twins that must fail, each a desk with one rule broken.
"""

from collections.abc import Callable

import pytest

from bot.news.staff import Role
from bot.news.status import State
from tests.authority import acts, colleagues, freely
from tests.authority.alone import Explorer
from tests.authority.counter import Counter

ALL = [frozenset(Role)]
# Desks with one rule broken, by a trigger in their database.
FORGETS = """
CREATE TRIGGER broken AFTER UPDATE OF state ON editions WHEN new.state = 'in_review' BEGIN
DELETE FROM contributors WHERE edition_id = new.id AND person_id <> (SELECT id FROM people WHERE telegram_id = 801); END
"""
KEEPS = """
CREATE TRIGGER broken AFTER UPDATE OF voided_at ON approvals BEGIN
UPDATE approvals SET voided_at = NULL, revision_id = (SELECT revision_id FROM editions WHERE id = new.edition_id)
WHERE id = new.id;
UPDATE editions SET state = 'approved' WHERE id = new.edition_id; END
"""
JOINS_ANEW = """
CREATE TRIGGER broken AFTER INSERT ON memberships BEGIN
DELETE FROM contributors WHERE person_id = new.person_id; END;
CREATE TRIGGER forgets_who_invited AFTER INSERT ON invites BEGIN
UPDATE invites SET created_by = NULL WHERE id = new.id; END
"""
EVERY_GROUP = """
CREATE TRIGGER broken AFTER UPDATE OF purpose ON channels WHEN new.purpose = 'rehearsal' BEGIN
UPDATE channels SET username = 'anybody_reads' WHERE chat_id = new.chat_id; END
"""


@pytest.mark.parametrize("family", acts.FAMILIES)
async def test_nobody_publishes_alone(quick_counter: Counter, family: Callable[[str], bool]) -> None:
    depth = 1 if family is acts.work else 2
    explorer = Explorer(await colleagues.newsroom(quick_counter), depth, family, remembers=freely.said)
    there = colleagues.AT_WORK if family is acts.work else [None]
    await explorer.explore(await colleagues.starts(explorer, ALL, there))

    assert explorer.faults == []
    assert len(explorer.seen) > 10


async def test_whoever_only_chose_another_time_may_approve_what_others_wrote(quick_counter: Counter) -> None:
    """The way by which the record tells who saved words from who wrote them."""
    steps = ("approve", "reopen", "a colleague", "publish_now")
    explorer = Explorer(
        await colleagues.newsroom(quick_counter),
        5,
        lambda kind: kind.startswith(steps),
        remembers=freely.said,
    )
    await explorer.explore(await colleagues.starts(explorer, ALL, [State.IN_REVIEW]))

    assert explorer.faults == []
    (saved,) = quick_counter.file.execute("SELECT count(*) FROM revisions").fetchone()
    assert saved > 1, "nothing was saved again, so nothing was shown"


@pytest.mark.parametrize(
    ("broken", "roles", "sequence"),
    [
        pytest.param(
            FORGETS,
            {Role.DRAFTER, Role.APPROVER},
            "writes, a colleague, approve, publish_now",
            id="the author approves through a colleague's submit",
        ),
        pytest.param(KEEPS, {Role.DRAFTER}, "answers headline, publish_now", id="an edit keeps approvals"),
        pytest.param(
            JOINS_ANEW,
            {Role.DRAFTER, Role.ADMIN},
            "writes, submit, invite approver, /start, approve, publish_now",
            id="an admin makes an approver of themselves",
        ),
        pytest.param(EVERY_GROUP, {Role.ADMIN}, "adds the bot, place_rehearsal", id="rehearsals in the open"),
    ],
)
async def test_a_desk_with_one_rule_broken_is_caught(
    quick_counter: Counter, broken: str, roles: set[Role], sequence: str
) -> None:
    steps = sequence.split(", ")

    def these(kind: str) -> bool:
        return kind.startswith(tuple(steps))

    quick_counter.file.executescript(broken)
    explorer = Explorer(await colleagues.newsroom(quick_counter), len(steps), these, remembers=freely.said)
    there = [State.APPROVED if broken == KEEPS else None]
    await explorer.explore(await colleagues.starts(explorer, [frozenset(roles)], there))

    assert explorer.faults
