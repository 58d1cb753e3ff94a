"""What every page of the site knows: who publishes it, where it stands, and what it is set with.

Knows no route.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from starlette.requests import Request

from bot.desk.ports import Clock, Store
from bot.typeset import Typesetter
from bot.web.assets import Assets, read_assets
from bot.web.limits import Buckets

HealthCheck = Callable[[], Awaitable[bool]]


def _nobody() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the pages are given from outside.

    `public_url` has no slash at its end; a path in it is put before every link. `tidy_address` returns the one way an
    address is written, or None when no mail could go there. `bot_username` returns "" while there is no bot to follow.
    `health` names further parts and how to ask each whether it is well.
    """

    store: Store
    typesetter: Typesetter
    clock: Clock
    public_url: str
    desk_name: str
    secret_key: str
    tidy_address: Callable[[str], str | None]
    bot_username: Callable[[], str] = _nobody
    health: Mapping[str, HealthCheck] = field(default_factory=dict)
    assets: Assets = field(default_factory=read_assets)
    askers: Buckets = field(default_factory=Buckets)

    @property
    def origin(self) -> str:
        """Scheme and host of the site, as browsers name where a request comes from."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The site's name without port, for the feed's permanent ids."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def follow_url(self) -> str:
        """Where the news can be followed in Telegram, or ""."""
        name = self.bot_username()
        return f"https://t.me/{quote(name)}?start=news" if name else ""

    def link(self, path: str) -> str:
        """Return a path of ours as pages link to it."""
        return urlsplit(self.public_url).path + path

    def address(self, path: str) -> str:
        """Return the whole address of a path of ours."""
        return self.public_url + path

    def asset(self, name: str) -> str:
        """Return the link to a style sheet, script or picture of the site itself."""
        return self.link(f"/assets/{self.assets.names[name]}")

    def set(self, template: str, **values: object) -> str:
        """Return the words of a template of pages or feeds."""
        return self.typesetter.set(template, site=self, **values)


def site_of(request: Request) -> Site:
    """Return the site a request came to."""
    site: Site = request.app.state.site
    return site
