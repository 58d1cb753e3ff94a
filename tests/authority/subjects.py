"""What the buttons carry besides edition and revision: for each kind of subject, the ones worth trying."""

from collections.abc import Callable
from json import dumps

from bot.desk.ports.values import Edition
from bot.news.corrections import Manner
from bot.news.guards.court import Stage
from bot.news.policy import CHOICES
from bot.news.staff import Role
from tests.authority.world import CHANNEL, GROUP, MEND, MISREAD, PERIOD, PRESS_LINK, World

ME = "me"  # stands for the Telegram number of whoever presses
WISH = 1  # the number of the first and only wish for a sign-off
SEVEN, NINE = "2026-11-24T07:00:00+00:00", "2026-11-24T09:00:00+00:00"
Make = Callable[[World, Edition], list[str]]

SUBJECTS: dict[str, Make] = {
    "": lambda _world, _edition: [""],
    "nothing": lambda _world, _edition: [""],
    "question": lambda _world, _edition: ["question"],
    "field": lambda _world, _edition: [
        "headline",
        "standfirst",
        "body",
        "photo",
        "alt_text",
        "caption",
        "credit",
    ],
    "edition": lambda _world, edition: [str(edition.id)],
    "announcement": lambda _world, edition: [str(edition.announcement_id)],
    "quote": lambda world, _edition: [world.quote.identity],
    "wish": lambda _world, _edition: [f"{WISH} {ME}"],
    "where": lambda _world, _edition: ["new", "append", "replace"],
    "stage": lambda _world, _edition: [stage.value for stage in Stage],
    "period": lambda _world, _edition: [PERIOD],
    "order": lambda _world, _edition: [""],  # each presser's own: the matrix asks for it in their name
    "time": lambda _world, _edition: ["in 1 hour"],
    "moment": lambda _world, _edition: ["2026-11-23T17:00:00+00:00 today 5pm"],
    "mend": lambda _world, _edition: [MEND, "alt_text_is_file_name"],
    "other_moment": lambda _world, edition: [
        f"{edition.due_at.isoformat() if edition.due_at else ''} 2026-11-23T17:00:00+00:00 today 5pm"
    ],
    "finding": lambda _world, _edition: [MISREAD],
    "manner": lambda _world, _edition: [manner.value for manner in Manner],
    "kind": lambda _world, _edition: ["channel", "readers"],
    "role": lambda _world, _edition: [role.value for role in Role],
    "role_to_take": lambda world, _edition: [f"{world.leaver.id} {role.value}" for role in Role],
    "role_to_give": lambda world, _edition: [f"{_drafter(world)} {Role.APPROVER.value}"],
    "left_behind": lambda _world, edition: [str(edition.id)],
    "left_behind_to": lambda world, edition: [f"{edition.id} {_drafter(world)}"],
    "person": lambda world, _edition: [str(world.leaver.id)],
    "policy_part": lambda _world, _edition: [*CHOICES],
    "policy_choice": lambda _world, _edition: [
        f"{part} {value}" for part in CHOICES for value in CHOICES[part]
    ],
    "channel": lambda _world, _edition: [str(CHANNEL)],
    "embargo_words": lambda _world, _edition: [dumps(["", "tomorrow 7am"])],
    "embargo_half": lambda _world, _edition: [dumps([SEVEN, "tomorrow 7am", "", ""])],
    "embargo": lambda _world, _edition: [dumps([SEVEN, "tomorrow 7am", NINE, "tomorrow 9am"])],
    "press_contact": lambda world, _edition: [str(world.contact)],
    "press_link": lambda _world, _edition: [PRESS_LINK],
    "group": lambda _world, _edition: [str(GROUP)],
}


def _drafter(world: World) -> int:
    """Our number of somebody who is a drafter and nothing else."""
    one = next(kind for kind in world.kinds if kind.roles == frozenset({Role.DRAFTER}))
    found = world.counter.file.execute("SELECT id FROM people WHERE telegram_id = ?", (one.telegram_id,))
    return int(found.fetchone()[0])


def subjects(about: str, world: World, edition: Edition) -> list[str]:
    """The subjects of a button whose line says it is about these kinds."""
    return [subject for kind in about.split() or [""] for subject in SUBJECTS[kind](world, edition)]
