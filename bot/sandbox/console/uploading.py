"""POST /console/upload: a person sends photos or files, alone or as an album, as multipart/form-data."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.console.acting import Act
from bot.sandbox.console.asking import sandbox_of
from bot.sandbox.console.shapes import message_json
from bot.sandbox.posting import Attachment, photo
from bot.sandbox.refusals import NotPossible


async def upload(request: Request) -> Response:
    """Fields as, chat_id, kind (photo or document), caption, reply_to; one or more parts named `file`."""
    async with request.form() as form:
        act = Act(sandbox_of(request), {k: v for k, v in form.items() if isinstance(v, str)})
        items = await _items(form)
        person, chat, manner = act.person, act.chat, act.manner()
        if len(items) > 1:
            sent = person.send_album(items, chat, **manner)
        elif items[0].kind == "photo":
            sent = [person.send_photo(items[0].content, items[0].caption, chat, **manner)]
        else:
            sent = [person.send_document(items[0], chat, **manner)]
    return JSONResponse({"ok": True, "result": [message_json(message, person) for message in sent]})


async def _items(form: FormData) -> list[Attachment]:
    """The caption goes with the first one, as apps do."""
    parts = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
    if not parts:
        raise NotPossible("Send at least one file in a part named “file”.")
    items, caption = [], str(form.get("caption") or "")
    for part in parts:
        content = await part.read()
        if form.get("kind", "document") == "photo":
            items.append(photo(content, caption))
        else:
            items.append(Attachment(part.filename or "file", content, part.content_type or "", caption))
        caption = ""
    return items


ROUTES = [Route("/console/upload", upload, methods=["POST"])]
