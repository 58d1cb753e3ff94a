"""No way in without a line in the table of ways, and no line without its way in."""

from collections.abc import Collection

import pytest
from starlette.routing import BaseRoute, Route

from bot.cli import newsdesk
from bot.desk.ports.chat import Asked
from bot.telegram import routes, webhook
from bot.telegram.application import make_application, open_doors
from bot.telegram.entrance import Entrance
from bot.telegram.front import FrontDesk
from bot.telegram.transport import AiohttpRequest
from bot.web import app
from tests.authority.subjects import SUBJECTS
from tests.house import ways


def against(there: Collection[str], declared: Collection[str]) -> list[str]:
    """One line for each way in that has no line in the table, and for each line without its way in."""
    undeclared = [f"{name}: add its line to tests/house/ways.py" for name in there if name not in declared]
    return undeclared + [f"{name}: take its line away, it is gone" for name in declared if name not in there]


def addresses(routes: Collection[BaseRoute]) -> list[str]:
    known = [route for route in routes if isinstance(route, Route)]
    assert len(known) == len(routes), "a mount hides its addresses: list them one by one"
    return [f"{verb} {one.path}" for one in known for verb in sorted((one.methods or set()) - {"HEAD"})]


@pytest.mark.parametrize(
    ("there", "declared"),
    [
        pytest.param(routes.COMMANDS, ways.COMMANDS, id="commands"),
        pytest.param(routes.BUTTONS, ways.BUTTONS, id="buttons"),
        pytest.param([asked.value for asked in Asked], ways.QUESTIONS, id="questions"),
        pytest.param([*addresses(app.ROUTES), f"POST {webhook.PATH}"], ways.PAGES, id="pages"),
        pytest.param(newsdesk.commands, ways.VERBS, id="verbs"),
    ],
)
def test_every_way_in_has_its_line(there: Collection[str], declared: Collection[str]) -> None:
    assert against(there, declared) == []


def test_every_kind_of_subject_can_be_made() -> None:
    """What a button carries is made in tests/authority/subjects.py, so that the button can be tried."""
    about = {kind for way in ways.BUTTONS.values() for kind in way.about.split()}

    assert sorted(about - set(SUBJECTS)) == []


def test_every_door_to_the_entrance_has_its_line() -> None:
    """The entrance is built without a front desk: nobody enters here."""
    application = make_application(f"1:{'A' * 35}", "http://127.0.0.1:9", AiohttpRequest())
    nobody: FrontDesk = FrontDesk.__new__(FrontDesk)
    open_doors(application, Entrance(nobody))

    doors = [handler.callback.__name__ for group in application.handlers.values() for handler in group]
    assert tuple(doors) == ways.DOORS


def test_a_way_in_that_nobody_declared_is_found() -> None:
    assert against(["new", "shout"], ["new"]) == ["shout: add its line to tests/house/ways.py"]
    assert against(["new"], ["new", "shout"]) == ["shout: take its line away, it is gone"]
    assert addresses([Route("/shout", lambda request: None, methods=["GET", "POST"])]) == [
        "GET /shout",
        "POST /shout",
    ]
