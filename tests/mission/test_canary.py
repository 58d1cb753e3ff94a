"""Before an embargo is over no byte of it is in public: hunted for at every address, in every chat, mail and log."""

import re
from collections.abc import Awaitable, Callable, Iterable

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.cli.saying import configure_logs
from bot.desk.ports import Work
from bot.desk.ports.values import LiveItem, Public
from bot.mail.addresses import tidy
from bot.news.announcement import slug_for
from bot.news.status import Action, move_for
from bot.sandbox.refusals import NotPossible
from bot.web import feeds, news
from bot.web.app import ROUTES, make_app
from bot.web.site import Site
from tests.mission.canaries import (
    HEADLINE,
    QUERIES,
    TEXT,
    WORD,
    Canary,
    canary_of,
    hunt_chats,
    hunt_mails,
    hunt_site,
)
from tests.mission.embargoes import (
    ADDRESS,
    MARK,
    NINE,
    SECOND,
    SEVEN,
    asks,
    jo_confirms,
    mails,
    sets_embargo,
    submitted_and_approved,
)
from tests.newsroom import Desk, photo_of
from tests.web.world import served

READER = "rea.moss@example.org"
Answer = Callable[[Request], Awaitable[Response]]


async def under_embargo(desk: Desk) -> None:
    """An announcement with both canaries, approved and not scheduled yet; Jo of the press confirmed."""
    await desk.subscribes_by_mail(READER)
    await jo_confirms(desk)
    await desk.draft(TEXT)
    sent = desk.dan.send_photo(photo_of(1200, 800, "darkorchid"))
    await desk.told(desk.dan, "Alt text: missing", after=sent.id)
    await desk.presses(desk.dan, "Alt text")
    await asks(desk, desk.dan, f"Two red engines in {WORD}", "Alt text: “Two red")
    await sets_embargo(desk)
    await submitted_and_approved(desk)


async def hunted(desk: Desk, canary: Canary, queries: Iterable[str] = ("",)) -> list[str]:
    """Everything that anybody in public could find at this moment."""
    canary.hits.clear()
    await strangers_ask(desk)
    assert await hunt_site(canary, desk.site, ROUTES, origin=desk.site, queries=queries) > len(ROUTES)
    hunt_chats(canary, desk, (desk.ada, desk.dan, desk.dora, desk.ann, desk.alan, desk.jo))
    hunt_mails(canary, desk, ADDRESS)
    return list(canary.hits)


async def strangers_ask(desk: Desk) -> None:
    """Readers ask in every way they have: commands, a guessed reference, an inline query."""
    for words in ("/latest", "/start", "/help", "/history NEWS-2026-0001", "/calendar", "/press", WORD[:4]):
        sent = desk.rea.write(words)
        await desk.told(desk.rea, "", after=sent.id)
    with pytest.raises(NotPossible, match="inline"):  # a bot without inline mode is asked nothing
        desk.rob.ask("fire engines")


async def test_no_byte_is_public_before_the_embargo_is_over(
    sqlite_desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = sqlite_desk
    configure_logs("debug")
    await under_embargo(desk)
    canary = await canary_of(desk)
    assert await hunted(desk, canary) == []
    await desk.presses(desk.dan, "Schedule it")
    desk.clock.at = SEVEN
    await desk.told(desk.jo, MARK)
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    assert await hunted(desk, canary, QUERIES) == []
    desk.clock.at = NINE - SECOND
    await desk.told(desk.dan, "Going out")
    assert await hunted(desk, canary) == []
    said = capfd.readouterr()
    canary.look_at("the log", (said.out + said.err).encode())
    assert canary.hits == []

    desk.clock.at = NINE
    await desk.told(desk.rea, WORD)
    found = {kind_of(hit) for hit in await hunted(desk, canary)}
    assert found >= {"GET /", "GET /news", "GET /feed.xml", "GET /sitemap.xml", "GET /media", "the channel"}


async def test_a_filter_before_what_is_there_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: it is published early, and the list, the page and the feed leave out what lies ahead.

    That is how embargoes are usually made. The site map, which nobody thought of, and the photo give it away.
    """
    desk = sqlite_desk
    await under_embargo(desk)
    canary = await canary_of(desk)
    await desk.newsroom.store.write(published_behind_a_filter)
    async with served(make_app(site_of(desk), extra_routes=FILTERED)) as url:
        await hunt_site(canary, url, [*FILTERED, *ROUTES], origin=desk.site, queries=("",))

    assert {kind_of(hit) for hit in canary.hits} == {"GET /sitemap.xml", "GET /media"}


async def published_behind_a_filter(work: Work) -> None:
    """Make it live with the end of the embargo as its date, past every rule."""
    edition = await work.editions.get(1)
    assert edition is not None
    for action in (Action.PUBLISH_NOW, Action.RELEASE):
        move = move_for(action, edition.state)
        assert move is not None
        edition = await work.editions.move(edition, move)
        assert edition is not None
    await work.editions.publish(Public(edition), slug_for(1, HEADLINE), NINE)


def filtered(page: Answer) -> Answer:
    """Show a page only once nothing on it lies ahead."""

    async def answer(request: Request) -> Response:
        site: Site = request.app.state.site

        async def look(work: Work) -> list[LiveItem]:
            return await work.editions.live(100)

        items = await site.store.read(look)
        ahead = [item for item in items if item.first_published_at > site.clock.now()]
        return Response("Nothing here yet.") if ahead else await page(request)

    return answer


FILTERED = (
    Route("/", filtered(news.index)),
    Route("/news/{slug}", filtered(news.announcement)),
    Route("/feed.xml", filtered(feeds.feed)),
)


def site_of(desk: Desk) -> Site:
    """The pages' own view of this newsroom."""
    settings = desk.settings
    return Site(
        store=desk.newsroom.store,
        typesetter=desk.newsroom.typesetter,
        clock=desk.clock,
        public_url=settings.public_url,
        desk_name=settings.desk_name,
        secret_key=settings.secret_key.get_secret_value(),
        tidy_address=tidy,
    )


def kind_of(hit: str) -> str:
    """The verb and the first part of the address, or the place as it stands."""
    place = hit.partition(": ")[2].removeprefix("headers of ")
    address = re.match(r"(\w+ /(?:sitemap\.xml|feed\.xml|[a-z]*))", place)
    return address[1] if address else place
