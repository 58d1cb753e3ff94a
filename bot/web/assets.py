"""The site's own style sheet, script and picture, under names made of their content so that caches may keep them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.typeset import TEMPLATES

FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Assets:
    """`names` leads from a plain name to the served one, `files` from the served one to content type and bytes."""

    names: dict[str, str]
    files: dict[str, tuple[str, bytes]]


def read_assets(folder: Path = TEMPLATES / "web" / "assets") -> Assets:
    """Read the folder once; "site.css" is served as "site.3f2a9c41d07b.css"."""
    names, files = {}, {}
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        served = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        names[path.name] = served
        files[served] = (_TYPES[path.suffix], content)
    return Assets(names, files)


async def asset(request: Request) -> Response:
    """Serve one file of the site itself."""
    found = request.app.state.site.assets.files.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content_type, content = found
    return Response(content, media_type=content_type, headers={"Cache-Control": FOREVER})
