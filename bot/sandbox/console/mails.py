"""The inbox over HTTP: what arrived, and how the relay misbehaves."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.console.asking import body_of, sandbox_of
from bot.sandbox.console.pages import mail_policy
from bot.sandbox.mailbox import MailFault
from bot.sandbox.refusals import NotPossible

_FAULT_FIELDS = {"what", "address", "code", "reason", "seconds", "times"}


async def mails(request: Request) -> Response:
    """Newest first; `to` narrows to one address."""
    mailbox, to = sandbox_of(request).mailbox, request.query_params.get("to")
    found = mailbox.to(to) if to else mailbox.mails
    limit = min(500, int(request.query_params.get("limit", 100)))
    return JSONResponse(
        {"count": len(found), "port": mailbox.port, "mails": [m.json() for m in found[::-1][:limit]]}
    )


async def mail(request: Request) -> Response:
    number = int(request.path_params["number"])
    for found in sandbox_of(request).mailbox.mails:
        if found.number == number:
            return JSONResponse(found.full_json())
    return JSONResponse({"error": "There is no such mail."}, 404)


async def page(request: Request) -> Response:
    """A mail as it looks, for a frame: no script, nothing from elsewhere but the newsroom's photos."""
    sandbox, number = sandbox_of(request), int(request.path_params["number"])
    found = next((mail for mail in sandbox.mailbox.mails if mail.number == number), None)
    if found is None:
        return JSONResponse({"error": "There is no such mail."}, 404)
    words = found.html or f'<pre style="white-space: pre-wrap; font: inherit">{escape(found.text)}</pre>'
    headers = {"Content-Security-Policy": mail_policy(sandbox), "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(f'<!doctype html><base target="_blank">{words}', headers=headers)


async def switch(request: Request) -> Response:
    """{"up": false} kills the relay, {"up": true} revives it on its port."""
    mailbox, body = sandbox_of(request).mailbox, await body_of(request)
    await mailbox.stop()
    if body["up"]:
        await mailbox.start()
    return JSONResponse({"up": body["up"], "port": mailbox.port})


async def faults(request: Request) -> Response:
    """{"faults": [...]} replaces all mail faults; an empty list ends them."""
    mailbox, body = sandbox_of(request).mailbox, await body_of(request)
    for fault in body["faults"]:
        if unknown := set(fault) - _FAULT_FIELDS:
            raise NotPossible(
                f"A mail fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(_FAULT_FIELDS))}."
            )
    mailbox.faults = [MailFault(**fault) for fault in body["faults"]]
    return JSONResponse({"ok": True})


ROUTES = [
    Route("/console/mails", mails),
    Route("/console/mails/{number:int}", mail),
    Route("/console/mails/{number:int}/page", page),
    Route("/console/mailbox", switch, methods=["POST"]),
    Route("/console/mail-faults", faults, methods=["POST"]),
]
