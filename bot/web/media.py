"""Photos by the hash of their bytes: those of live announcements to everyone, others only by a preview's link."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.desk.ports import Work
from bot.web.answers import PRIVATE, is_fresh
from bot.web.assets import FOREVER
from bot.web.previews import may_see
from bot.web.site import site_of

ENDINGS = {"jpg": "image/jpeg", "webp": "image/webp"}


async def photo(request: Request) -> Response:
    """Serve one rendition. What may not be seen and what does not exist answer the same."""
    sha256, ending = request.path_params["sha256"], request.path_params["ending"]
    named = request.app.state.previews.read(request.query_params.get("preview", ""))

    async def look(work: Work) -> tuple[bool, tuple[str, bytes] | None]:
        is_live = await work.media.is_live(sha256)
        seen = is_live or (named is not None and await _belongs(work, named, sha256))
        return is_live, await work.media.get(sha256) if seen else None

    is_live, found = await site_of(request).store.read(look)
    if found is None or found[0] != ENDINGS[ending]:
        raise HTTPException(404)
    headers = {"Cache-Control": FOREVER, "ETag": f'"{sha256}"'} if is_live else PRIVATE
    if is_live and is_fresh(request, f'"{sha256}"'):
        return Response(status_code=304, headers=headers)
    return Response(found[1], media_type=found[0], headers=headers)


async def _belongs(work: Work, named: tuple[int, int, int], sha256: str) -> bool:
    """Tell whether these bytes are of the previewed revision's own photo, and its reader still on the desk."""
    reader_id, _, revision_id = named
    content = await work.editions.content(revision_id)
    if content.photo is None or not await may_see(work, reader_id):
        return False
    renditions = await work.media.renditions(content.photo.sha256)
    return sha256 in {rendition.sha256 for rendition in renditions}
