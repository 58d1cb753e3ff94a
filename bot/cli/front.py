"""The front of the sandbox's website: a small reverse proxy, as a real newsroom has one, that lets the chat page frame the site.

Everything is passed on as it is but the one header that says who may frame a page. Knows nothing of the site itself.
"""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

# What belongs to one connection and not to the message (RFC 9110, 7.6.1), and what we count ourselves.
_OF_THE_LINE = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "content-length"}
_POLICY = "Content-Security-Policy"
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Front:
    """`inner` is where the site listens, `framers` the origins whose pages may show it in a frame."""

    inner: str
    framers: tuple[str, ...]
    session: aiohttp.ClientSession

    async def pass_on(self, request: web.Request) -> web.Response:
        """Fetch the same from the site; 502 while it is not there."""
        try:
            return await self._fetched(request)
        except aiohttp.ClientConnectionError:
            return web.Response(
                status=502, text="The newsroom’s site is not there yet. Look again in a moment.\n"
            )

    async def _fetched(self, request: web.Request) -> web.Response:
        headers = {k: v for k, v in request.headers.items() if k.lower() not in _OF_THE_LINE}
        headers["X-Forwarded-For"] = request.remote or ""
        address, body = self.inner + request.raw_path, await request.read()
        async with self.session.request(
            request.method, address, headers=headers, data=body, allow_redirects=False
        ) as answer:
            response = web.Response(status=answer.status, body=await answer.read())
            for name, value in answer.headers.items():
                if name.lower() not in _OF_THE_LINE:
                    response.headers.add(name, self._framed(name, value))
            return response

    def _framed(self, name: str, value: str) -> str:
        if name.lower() != _POLICY.lower():
            return value
        return value.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(self.framers)}")


@asynccontextmanager
async def front_open(address: tuple[str, int], inner: str, framers: tuple[str, ...]) -> AsyncIterator[None]:
    """Serve the site that listens at `inner` on this host and port; on leaving it is closed. Raises OSError."""
    async with aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as session:
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/{rest:.*}", Front(inner, framers, session).pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, *address).start()
            yield
        finally:
            with contextlib.suppress(TimeoutError):
                await runner.cleanup()
