"""Whether everything is well, for whatever watches over the service."""

import asyncio

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.desk.ports import Work
from bot.desk.ports.failures import StorageUnavailable
from bot.web.site import HealthCheck, Site, site_of

log = structlog.get_logger()
PATIENCE = 5.0  # seconds a part may take to answer before it counts as ill


async def healthz(request: Request) -> Response:
    """Ask every part; 200 when all are well, 503 otherwise."""
    site = site_of(request)
    checks: dict[str, HealthCheck] = {"database": lambda: _database(site), **site.health}
    found = await asyncio.gather(*(_ask(name, check) for name, check in checks.items()))
    parts = {name: "ok" if well else "failing" for name, well in zip(checks, found, strict=True)}
    status = "ok" if all(found) else "failing"
    return JSONResponse(
        {"status": status, "parts": parts}, 200 if all(found) else 503, headers={"Cache-Control": "no-store"}
    )


async def _database(site: Site) -> bool:
    async def look(work: Work) -> bool:
        await work.editions.live(1)
        return True

    try:
        return await site.store.read(look)
    except StorageUnavailable:
        return False


async def _ask(name: str, check: HealthCheck) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except Exception as error:  # noqa: BLE001 - an entrance: a part that fails in any way is ill, and said to be
        log.warning("health_check_failed", part=name, error=repr(error))
        return False
