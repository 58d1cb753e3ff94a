"""What is planned, for staff's own calendar programs (RFC 5545), behind a link that is secret and can be made worthless.

The link is signed and names a person: it dies with a newer link, and with that person's last role on the desk. Nothing
unpublished is in it but headlines.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.desk import planned
from bot.desk.planned import Planned
from bot.desk.ports import Work
from bot.news.staff import may_publish
from bot.news.status import State
from bot.web.answers import PRIVATE
from bot.web.site import Site, site_of

OCTETS = 75  # of a line without its end; RFC 5545, 3.1
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": " ", "\r": " "})


class CalendarLinks:
    """Signs and reads links to the calendar, each for one person and one number of theirs."""

    def __init__(self, secret_key: str, public_url: str) -> None:
        self._public_url = public_url
        self._serializer: URLSafeSerializer = URLSafeSerializer(secret_key, salt="calendar")

    def link(self, person_id: int, number: int) -> str:
        """Return the whole address of a person's calendar."""
        return f"{self._public_url}/calendar/{self._serializer.dumps([person_id, number])}.ics"

    def read(self, token: str) -> tuple[int, int] | None:
        """Return person and number a link is for, None when it is not ours."""
        try:
            person_id, number = self._serializer.loads(token)
        except BadData:
            return None
        return person_id, number


@dataclass(frozen=True, slots=True)
class Event:
    """One planned edition as calendars know it: values ready for their lines."""

    uid: str
    sequence: int
    changed: str
    start: str
    headline: str
    is_held: bool
    is_for_press: bool = False
    is_under_embargo: bool = False


async def calendar(request: Request) -> Response:
    """Serve what has a moment to whoever holds a link that is good."""
    site, read = site_of(request), request.app.state.calendars.read(request.path_params["token"])

    async def look(work: Work) -> list[Planned] | None:
        return await planned.timed(work) if read and await _is_good(work, *read) else None

    found = await site.store.read(look)
    if found is None:
        raise HTTPException(404)
    name = _escaped(site.desk_name)
    text = site.set(
        "feed/calendar.ics.j2", name=name, events=[event for one in found for event in _events(one, site)]
    )
    body = "".join(f"{folded(line)}\r\n" for line in text.splitlines())
    return Response(body, headers={**PRIVATE, "Content-Type": "text/calendar; charset=utf-8"})


def folded(line: str) -> str:
    """Break a line that is too long; a break falls between characters, never within one."""
    pieces, piece, room = [], "", OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", OCTETS - 1  # the space that marks the next line counts
        piece, room = piece + character, room - size
    return "\r\n ".join([*pieces, piece])


async def _is_good(work: Work, person_id: int, number: int) -> bool:
    person = await work.people.get(person_id)
    return bool(person and may_publish(person)) and await work.schedules.link_number(person_id) == number


def _events(one: Planned, site: Site) -> list[Event]:
    """The moment for everybody, and before it, under an embargo, the one for the press."""
    edition = one.edition
    assert edition.due_at is not None
    public = Event(
        uid=f"news-{edition.announcement_id}-{edition.number}@{site.host}",
        sequence=edition.touched,
        changed=_stamp(edition.updated_at),
        start=_stamp(edition.due_at),
        headline=_escaped(one.headline),
        is_held=edition.state is State.HELD,
        is_under_embargo=one.public_at is not None,
    )
    if one.press_at in (None, one.public_at):
        return [public]
    start, uid = _stamp(one.press_at), f"press-{public.uid}"
    return [replace(public, uid=uid, start=start, is_for_press=True), public]


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return "".join(letter for letter in text.translate(_ESCAPED) if letter.isprintable())
