"""Who may do what on a desk, and who may approve which words. Pure; knows no roster storage."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do on a desk. Being an admin gives no right to approve."""

    DRAFTER = "drafter"
    APPROVER = "approver"
    DUTY_OFFICER = "duty_officer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or a reader, as known by their own Telegram id."""

    id: int
    telegram_id: int
    name: str
    roles: frozenset[Role] = frozenset()


# Telegram's stand-in identities: an anonymous group admin, a channel posting as itself, linked channel posts.
NOBODY = frozenset({1087968824, 136817688, 777000})


def eligible_approvers(roster: list[Person], contributors: frozenset[int]) -> list[Person]:
    """Return those who may approve: approvers who wrote, edited or submitted none of it (by `Person.id`)."""
    return [p for p in roster if Role.APPROVER in p.roles and p.id not in contributors]


def may_publish(person: Person) -> bool:
    """Tell whether this person may send out what somebody else approved."""
    return bool(person.roles & {Role.DRAFTER, Role.APPROVER})
