"""The hands behind the scenery: clock, faults, limits, journal, worlds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.console.asking import body_of, sandbox_of
from bot.sandbox.faults import SETTABLE, Fault
from bot.sandbox.refusals import NotPossible

SWITCHES = ("reads_groups", "inline", "inline_feedback")


async def clock(request: Request) -> Response:
    """POST {"shift": seconds} or {"set": "2026-11-24T09:00:00+00:00"}; GET tells the time."""
    world = sandbox_of(request).world
    if request.method == "POST":
        body = await body_of(request)
        if "set" in body:
            world.clock.set(datetime.fromisoformat(body["set"]))
        else:
            world.clock.shift(float(body["shift"]))
    return JSONResponse({"now": world.clock.now().isoformat()})


async def switches(request: Request) -> Response:
    """What BotFather would be asked for: {"reads_groups", "inline", "inline_feedback"}, any of them."""
    bot, body = sandbox_of(request).world.bot, await body_of(request)
    for name, on in body.items():
        if name not in SWITCHES or not isinstance(on, bool):
            raise NotPossible(f"Set {', '.join(SWITCHES)} to true or false.")
        setattr(bot, name, on)
    sandbox_of(request).world.events.tell("bot", what="switches")
    return JSONResponse({name: getattr(bot, name) for name in SWITCHES})


async def faults(request: Request) -> Response:
    """POST adds one, GET lists, DELETE ends all."""
    sandbox = sandbox_of(request)
    if request.method == "POST":
        body = await body_of(request)
        if unknown := set(body) - set(SETTABLE):
            raise NotPossible(f"A fault has no {', '.join(sorted(unknown))}; it has {', '.join(SETTABLE)}.")
        _check_fault(body["what"], body.get("when", "before"))
        sandbox.faults.add(Fault(**body))
    elif request.method == "DELETE":
        sandbox.faults.clear()
    return JSONResponse({"faults": [fault.json() for fault in sandbox.faults.all]})


async def limits(request: Request) -> Response:
    """POST changes figures, GET shows them."""
    sandbox = sandbox_of(request)
    if request.method == "POST":
        for name, value in (await body_of(request)).items():
            if name not in asdict(sandbox.limits):
                raise NotPossible(
                    f"There is no limit “{name}”; there are {', '.join(asdict(sandbox.limits))}."
                )
            setattr(sandbox.limits, name, value)
        sandbox.flood.forget()
    return JSONResponse(asdict(sandbox.limits))


async def journal(request: Request) -> Response:
    """The newest `last` calls, oldest first; `method` narrows."""
    sandbox, asked = sandbox_of(request), request.query_params
    entries = sandbox.journal.calls(*([asked["method"]] if "method" in asked else []))
    last = min(1000, int(asked.get("last", 100)))
    return JSONResponse(
        {"total": sandbox.journal.total, "calls": [entry.json() for entry in entries[-last:]]}
    )


async def reset(request: Request) -> Response:
    """An empty world; or, where somebody furnished it, all of it as on the first day, which takes some seconds."""
    sandbox = sandbox_of(request)
    if sandbox.begin_anew is not None:
        sandbox.begin_anew()
    else:
        await sandbox.reset()
    return JSONResponse({"ok": True})


async def world(request: Request) -> Response:
    """GET saves the world as a world file, POST loads one."""
    sandbox = sandbox_of(request)
    if request.method == "POST":
        await sandbox.load(await body_of(request))
    return JSONResponse(sandbox.save())


def _check_fault(what: str, when: str) -> None:
    if what not in {"answer", "reset", "hang", "slow", "garble"} or when not in {"before", "after"}:
        raise NotPossible("A fault is answer, reset, hang, slow or garble, and comes before or after.")


ROUTES = [
    Route("/console/clock", clock, methods=["GET", "POST"]),
    Route("/console/bot", switches, methods=["POST"]),
    Route("/console/faults", faults, methods=["GET", "POST", "DELETE"]),
    Route("/console/limits", limits, methods=["GET", "POST"]),
    Route("/console/journal", journal),
    Route("/console/reset", reset, methods=["POST"]),
    Route("/console/world", world, methods=["GET", "POST"]),
]
