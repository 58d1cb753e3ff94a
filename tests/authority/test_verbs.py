"""The command line beside announcements in every state: what it prints or writes down, it moves nothing and changes no word.

Its user owns the machine, so there is no other kind of person; the entries it may add are those of `tests/house/ways.py`.
`run` is the newsroom itself, and `sandbox` has a newsroom of its own: neither is a way to act on this one.
"""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.cli import newsdesk
from bot.news.status import State
from tests.authority.matrix import differing
from tests.authority.world import World
from tests.house import ways

BESIDE = ("run", "sandbox")
REFERENCES = "SELECT e.state, a.reference FROM editions e JOIN announcements a ON a.id = e.announcement_id"
# This small world was made without the entries of history, and its channel is not in the sandbox: both are rightly told.
FOUND = {"disclose": "The record is NOT WHOLE", "doctor": "Mend what is marked"}
KIND = "SELECT kind FROM entries ORDER BY seq DESC LIMIT 1"
# An entry, and the desk's count of entries with the hash of the last.
ENTRY = {"entries", "desks"}


async def says(world: World, *words: str) -> Result:
    """Call it with this newsroom's settings, while the newsroom runs."""
    settings = world.counter.settings
    environ = {
        "TELEGRAM_BOT_TOKEN": _shown(settings.telegram_bot_token),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATABASE_URL": settings.database_url,
        "DATA_DIR": str(settings.data_dir),
        "DESK_NAME": settings.desk_name,
        "SMTP_URL": _shown(settings.smtp_url),
        "HTTP_PORT": str(settings.http_port),
        "LOG_LEVEL": "error",
    }
    return await asyncio.to_thread(CliRunner(env=environ).invoke, newsdesk, words)


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def calls(world: World, folder: Path) -> list[tuple[str, ...]]:
    """Every verb; what is told of one announcement for one in each state that has a reference."""
    named = dict(world.counter.file.execute(REFERENCES))
    assert {state.value for state in State} - {state for state, reference in named.items() if reference} == {
        "draft",
        "in_review",
        "rejected",
        "discarded",
    }
    told = [
        ("disclose", named[state], "--out", str(folder / f"{state}.zip")) for state in named if named[state]
    ]
    return [*told, *((verb,) for verb in ways.VERBS if verb not in (*BESIDE, "disclose"))]


async def test_no_verb_moves_an_announcement(world: World, tmp_path: Path) -> None:
    for words in calls(world, tmp_path):
        verb, before = words[0], world.counter.rows()
        answer = await says(world, *words)
        assert str(answer.exception).startswith(FOUND.get(verb, "None")), (words, answer.output)
        kept = (ENTRY if ways.VERBS[verb] else set()) | ({"invites"} if verb == "invite" else set())
        assert set(differing(before, world.counter.rows())) == kept, words
        if ways.VERBS[verb]:
            assert world.counter.file.execute(KIND).fetchone() == (ways.VERBS[verb],)


@pytest.mark.parametrize(
    "reference", ["NEWS-2026-9999", "../../etc/passwd", "NEWS-2026-0001; DROP TABLE editions"]
)
async def test_a_reference_of_nothing_is_refused_in_a_sentence(world: World, reference: str) -> None:
    before = world.counter.rows()
    answer = await says(world, "disclose", reference)
    assert (answer.exit_code, world.counter.rows() == before) == (1, True)
    assert str(answer.exception).startswith(f"No announcement has the reference {reference.upper()}")
