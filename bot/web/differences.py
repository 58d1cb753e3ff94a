"""Every change between two revisions on one page, for staff only: by a link signed for one person, good for a day."""

from dataclasses import dataclass

from itsdangerous import BadData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.desk.ports import Clock, Work
from bot.desk.ports.values import Edition
from bot.news.difference import Passage, difference
from bot.news.status import State
from bot.web.answers import private
from bot.web.layout import Picture, picture_of
from bot.web.previews import GOOD_FOR, may_see, signing
from bot.web.site import Site, site_of

ENDED = frozenset({State.KILLED, State.REJECTED, State.DISCARDED})


class Differences:
    """Signs and reads links to differences. Whoever holds a link sees the words while its reader is on the desk."""

    def __init__(self, secret_key: str, public_url: str, clock: Clock) -> None:
        self._public_url = public_url
        self._serializer = signing(secret_key, "difference", clock)

    def link(self, reader_id: int, between: tuple[int, int, int]) -> str:
        """Return the whole address that shows what changed, until a day from now; `reader_id` is whom it is given.

        `between` is the edition's id and both revisions'.
        """
        return f"{self._public_url}/difference/{self._serializer.dumps([reader_id, *between])}"

    def read(self, token: str) -> tuple[int, int, int, int] | None:
        """Return reader, edition and both revisions, None when the link is not ours or too old."""
        try:
            found = self._serializer.loads(token, max_age=int(GOOD_FOR.total_seconds()))
            reader_id, edition_id, before, after = found
        except (BadData, ValueError):  # a link of an earlier form named no reader
            return None
        return reader_id, edition_id, before, after


@dataclass(frozen=True, slots=True)
class Changes:
    """What the page shows. `pictures` are the photo before and after, where there was one."""

    edition: Edition
    headline: str
    passages: tuple[Passage, ...]
    pictures: tuple[Picture | None, Picture | None]
    is_outdated: bool


async def page(request: Request) -> Response:
    """Show staff every change between two revisions."""
    site = site_of(request)
    named = request.app.state.differences.read(request.path_params["token"])
    if named is None:
        raise HTTPException(410, "difference")

    async def look(work: Work) -> Changes | None:
        reader_id, edition_id, *revisions = named
        edition = await work.editions.get(edition_id)
        if edition is None or edition.state in ENDED or not await may_see(work, reader_id):
            return None
        before, after = [await work.editions.content(one) for one in revisions]
        pictures = [await _picture(work, request, (reader_id, edition_id, one)) for one in revisions]
        return Changes(
            edition=edition,
            headline=after.headline,
            passages=difference(before, after),
            pictures=(pictures[0], pictures[1]),
            is_outdated=edition.revision_id != named[3],
        )

    changes = await site.store.read(look)
    if changes is None:
        raise HTTPException(410, "difference")
    return private(site.set("web/difference.html.j2", changes=changes))


async def _picture(work: Work, request: Request, shown: tuple[int, int, int]) -> Picture | None:
    site: Site = site_of(request)
    content = await work.editions.content(shown[2])
    if content.photo is None:
        return None
    token = request.app.state.previews.token(*shown)
    renditions = await work.media.renditions(content.photo.sha256)
    return picture_of(content, renditions, site.link("/media/{}") + f"?preview={token}")
