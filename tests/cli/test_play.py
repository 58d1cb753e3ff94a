"""`newsdesk sandbox --play`: the whole story, told by the program itself, and the ways in which it must not end well."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bot.cli.play_release import as_sent
from tests.cli.calling import Program, newsdesk, started
from tests.ports import free_port
from tests.postgres import fresh_database

HEADLINE = "Police cars and fire engines to share one workshop in Northshire"
KICKED = "Forbidden: bot is not a member of the channel chat"
Told = tuple[int, str]


@pytest.fixture(scope="module")
def plays(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Told]]:
    """All plays at once: most of a play is waiting."""
    with ExitStack() as stack:

        def play(name: str, *words: str) -> Program:
            ports = {"HTTP_PORT": str(free_port()), "UNDO_SECONDS": "1"}
            folder = tmp_path_factory.mktemp(name)
            return stack.enter_context(started(folder, "sandbox", "--port", "0", "--play", *words, **ports))

        url = stack.enter_context(fresh_database(postgres_url)).replace("+psycopg", "")
        programs = {
            "lost channel": play("lost"),
            "sqlite": play("sqlite"),
            "postgresql": play("postgresql", "--database", url),
        }
        lose_the_channel(programs["lost channel"])
        yield {name: (program.ends(), program.said) for name, program in programs.items()}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def play(request: pytest.FixtureRequest, plays: dict[str, Told]) -> Told:
    return plays[request.param]


def lose_the_channel(program: Program) -> None:
    """Let Telegram refuse whatever is sent to the channel, as if somebody had thrown the bot out unseen."""
    opened = re.search(r"Open (http://\S+)", program.says("is removed at the end"))
    assert opened
    console = f"{opened.group(1)}/console"
    with urlopen(f"{console}/state?as=@marcus_penn") as answer:
        chats = json.load(answer)["chats"]
    channel = next(chat["id"] for chat in chats if chat["type"] == "channel")
    fault = {"what": "answer", "chat_id": channel, "code": 403, "description": KICKED, "times": None}
    urlopen(Request(f"{console}/faults", json.dumps(fault).encode(), method="POST")).close()


def test_everything_arrives_exactly_once(play: Told) -> None:
    code, said = play

    assert code == 0, said
    assert said.rstrip().endswith("Everything arrived, and each exactly once.")
    assert "✓ Channel Northshire PCC news: 1 post" in said
    assert "✓ Gwen Abbot, subscriber: 1 post" in said
    assert "✓ Leo Marsh, inbox: 1 mail" in said
    assert "200, 1 entry" in said
    assert "the largest 1600 × 1067, none with Exif (the one sent had a place and an owner)" in said


def test_the_author_is_refused_and_nothing_is_out_early(play: Told) -> None:
    _, said = play

    refused = said.index("You wrote, changed or submitted part of this, so somebody else has to decide.")
    approved = said.index("Approved. Thank you.")
    assert refused < approved
    assert "✓ While it could still be stopped: 0 posts, 0 mails, not on the public page" in said


def test_what_is_missing_is_asked_for_and_given(play: Told) -> None:
    _, said = play

    assert "Nora Whitlock presses [Alt text]" in said
    assert "Nora Whitlock presses [Credit]" in said
    assert f"Mail → leo.marsh@example.org: {HEADLINE}" in said


def test_a_channel_that_got_nothing_is_named(plays: dict[str, Told]) -> None:
    code, said = plays["lost channel"]

    assert code == 1, said
    assert "✗ Channel Northshire PCC news: 0 posts" in said
    assert "✓ Gwen Abbot, subscriber: 1 post" in said
    assert said.rstrip().endswith("Not as it must be: Channel Northshire PCC news.")


def test_a_long_text_is_sent_in_parts_as_an_app_would() -> None:
    words = ("The council has mended the road 🚒 to Colne Cross. " * 150).strip()

    parts = as_sent(words)

    assert [len(part.encode("utf-16-le")) // 2 <= 4096 for part in parts] == [True] * 2
    assert " ".join(parts) == words


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "release.pdf",
            b"%PDF-1.7",
            "release.pdf cannot be played: give a text (.txt) or a Word document (.docx).",
        ),
        ("empty.txt", b" \n", "There are no words in empty.txt."),
        ("none.txt", None, "none.txt cannot be read: No such file or directory."),
    ],
)
def test_a_file_that_cannot_be_played_is_refused_at_once(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert newsdesk(tmp_path, "sandbox", "--play", name) == (2, sentence + "\n")
