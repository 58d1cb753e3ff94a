"""What opens a page, to whom, in which state: every address is asked for and goes as its line in `tests/house/ways.py` says.

Looking never decides; a page about words that are not out opens to whoever was given its link, and to nobody else.
"""

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.news.status import LIVE, State
from tests.authority import pages
from tests.authority.pages import HOLDER, LEFT, Asked, Visitor
from tests.authority.world import World
from tests.house import ways

OPEN_TO_ALL = [
    address for address, page in ways.PAGES.items() if page.to == "everybody" and "{" not in address
]


@pytest.fixture
def visitor(world: World) -> Visitor:
    return Visitor(world, world.counter.newsroom.site)


async def test_every_link_opens_to_whom_it_was_given_and_looking_decides_nothing(visitor: Visitor) -> None:
    tried = list(pages.everything())
    assert [fault for asked in tried if (fault := await visitor.tried(asked))] == []
    assert {asked.address for asked in tried if asked.opens} == {
        address for address, page in ways.PAGES.items() if page.to not in {"everybody", "telegram"}
    }


async def test_what_is_open_to_all_tells_of_what_is_out_and_changes_nothing(visitor: Visitor) -> None:
    world, told = visitor.world, ""
    for address in OPEN_TO_ALL:
        method, _, path = address.partition(" ")
        before = world.counter.rows()
        answer = await visitor.asks(method, path)
        assert answer.status_code < 400, address
        assert (world.counter.rows() == before) is not ways.PAGES[address].decides, address
        told += answer.text
    for state in State:
        page = await visitor.asks("GET", f"/news/news-{world.editions[state].announcement_id}")
        assert (page.status_code == 200) is (state in LIVE), state
        assert (f": {state.value}" in told) is (state in LIVE), state


async def test_without_telegrams_secret_nothing_comes_in_by_its_door(visitor: Visitor) -> None:
    """Here updates are fetched, so that there is no door at all; tests/mission/test_webhook.py has the one there is."""
    assert (await visitor.asks("POST", "/telegram/webhook")).status_code == 404


async def test_a_page_that_decides_on_being_looked_at_is_caught(visitor: Visitor) -> None:
    """The twin that must fail: a link in a letter is opened ahead of people by whatever checks their mail."""

    async def hasty(scope: Scope, receive: Receive, send: Send) -> None:
        async def agrees() -> Message:
            return {"type": "http.request", "body": b"answer=agree", "more_body": False}

        looks = scope["type"] == "http" and scope["path"].startswith("/quote/") and scope["method"] == "GET"
        form = (b"content-type", b"application/x-www-form-urlencoded")
        pressed = {**scope, "method": "POST", "headers": [*scope["headers"], form]}
        await visitor.site(pressed if looks else scope, agrees if looks else receive, send)

    asked = Asked("GET /quote/{token}", HOLDER, State.IN_REVIEW)
    assert await visitor.tried(asked) == ""
    assert "changed desks, editions, entries, sign_offs" in await Visitor(visitor.world, hasty).tried(asked)


async def test_a_link_that_outlives_its_owner_is_caught(visitor: Visitor) -> None:
    """The twin that must fail: a removal that leaves the roles."""
    asked = Asked("GET /preview/{token}", LEFT, State.DRAFT)
    assert await visitor.tried(asked) == ""
    visitor.world.counter.file.execute(
        "CREATE TRIGGER broken BEFORE DELETE ON memberships BEGIN SELECT RAISE(IGNORE); END"
    )
    assert "tells : draft" in await visitor.tried(asked)
