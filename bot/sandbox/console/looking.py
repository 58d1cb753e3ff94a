"""GET: what one person sees."""

from __future__ import annotations

import contextlib
from itertools import islice

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.console.asking import body_of, chat_of, person_of, sandbox_of
from bot.sandbox.console.shapes import message_json, offer_json, state_json
from bot.sandbox.inline import Query
from bot.sandbox.pressing import Press
from bot.sandbox.refusals import NotPossible


async def state(request: Request) -> Response:
    sandbox, key = sandbox_of(request), request.query_params.get("as")
    return JSONResponse(state_json(sandbox, person_of(sandbox, key) if key else None))


async def messages(request: Request) -> Response:
    """The newest `limit` messages before message `before`, oldest first."""
    sandbox, asked = sandbox_of(request), request.query_params
    person = person_of(sandbox, asked["as"])
    chat = chat_of(sandbox, request.path_params["chat_id"], person)
    before, limit = int(asked.get("before", 2**53)), min(200, int(asked.get("limit", 50)))
    seen = (m for m in reversed(person.sees(chat)) if m.id < before)
    page = list(islice(seen, limit + 1))
    shown = [message_json(m, person) for m in reversed(page[:limit])]
    return JSONResponse({"messages": shown, "more": len(page) > limit, "keyboard": chat.keyboard})


async def read(request: Request) -> Response:
    """Everything in a chat is read."""
    sandbox, body = sandbox_of(request), await body_of(request)
    person = person_of(sandbox, body["as"])
    chat = chat_of(sandbox, body.get("chat_id"), person)
    person.seen[chat.id] = chat.last_message_id
    return JSONResponse({"ok": True})


async def press(request: Request) -> Response:
    """One press and its answer; `wait` seconds long if it is not there yet."""
    sandbox = sandbox_of(request)
    found = sandbox.world.presses.by_id.get(request.path_params["press_id"])
    if found is None:
        raise NotPossible("There was no such press.")
    wait = min(30.0, float(request.query_params.get("wait", 0)))
    if wait and found.answered is None:
        with contextlib.suppress(TimeoutError):
            await found.answer(wait)
    return JSONResponse(press_json(found))


async def query(request: Request) -> Response:
    """One inline query and what the bot offers; `wait` seconds long if it is not there yet."""
    found = sandbox_of(request).world.queries.by_id.get(request.path_params["query_id"])
    if found is None:
        raise NotPossible("There was no such query.")
    wait = min(30.0, float(request.query_params.get("wait", 0)))
    if wait and found.offers is None:
        with contextlib.suppress(TimeoutError):
            await found.answer(wait)
    return JSONResponse(query_json(found))


async def file(request: Request) -> Response:
    """A file's bytes, for showing. Never as HTML or script: a document of a stranger stays a download."""
    sandbox = sandbox_of(request)
    found = sandbox.world.files.get(request.path_params["file_id"])
    if found is None:
        return JSONResponse({"error": "There is no such file."}, 404)
    kind = (
        found.mime
        if found.mime in {"image/jpeg", "image/png", "image/gif", "image/webp"}
        else "application/octet-stream"
    )
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return Response(found.content, media_type=kind, headers=headers)


def press_json(found: Press) -> dict[str, object]:
    answer = found.answered
    shown = None if answer is None else {"text": answer.text, "alert": answer.alert, "url": answer.url}
    return {"press_id": found.id, "data": found.data, "answer": shown}


def query_json(found: Query) -> dict[str, object]:
    offers = found.offers
    shown = None if offers is None else [offer_json(offer) for offer in offers]
    return {"query_id": found.id, "query": found.text, "offers": shown, "button": found.button}


ROUTES = [
    Route("/console/state", state),
    Route("/console/chats/{chat_id}/messages", messages),
    Route("/console/read", read, methods=["POST"]),
    Route("/console/presses/{press_id}", press),
    Route("/console/queries/{query_id}", query),
    Route("/console/files/{file_id}", file),
]
