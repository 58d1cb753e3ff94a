"""`newsdesk sandbox --play`: the whole story, told by the program itself, on both databases."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.cli.play_release import as_sent
from tests.cli.calling import Program, newsdesk, started
from tests.newsroom import free_port
from tests.postgres import fresh_database

HEADLINE = "Police cars and fire engines to share one workshop in Northshire"


@pytest.fixture(scope="module")
def plays(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[int, str]]]:
    """Both plays at once: most of a play is waiting."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("sqlite", "postgresql")}
    with (
        fresh_database(postgres_url) as url,
        _playing(folders["sqlite"]) as on_sqlite,
        _playing(folders["postgresql"], "--database", url.replace("+psycopg", "")) as on_postgresql,
    ):
        programs = {"sqlite": on_sqlite, "postgresql": on_postgresql}
        yield {name: (program.ends(), program.said) for name, program in programs.items()}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def play(request: pytest.FixtureRequest, plays: dict[str, tuple[int, str]]) -> tuple[int, str]:
    return plays[request.param]


def _playing(folder: Path, *words: str) -> AbstractContextManager[Program]:
    ports = {"HTTP_PORT": str(free_port()), "UNDO_SECONDS": "1"}
    return started(folder, "sandbox", "--port", "0", "--play", *words, **ports)


def test_everything_arrives_exactly_once(play: tuple[int, str]) -> None:
    code, said = play

    assert code == 0, said
    assert said.rstrip().endswith("Everything arrived, and each exactly once.")
    assert "✓ Channel Northshire PCC news: 1 post" in said
    assert "✓ Gwen Abbot, subscriber: 1 post" in said
    assert "✓ Leo Marsh, inbox: 1 mail" in said
    assert "1 entry" in said
    assert "the largest 1600 × 1067, none with Exif (the one sent had a place and an owner)" in said


def test_the_author_is_refused_and_nothing_is_out_early(play: tuple[int, str]) -> None:
    _, said = play

    refused = said.index("You wrote, changed or submitted part of this, so somebody else has to decide.")
    approved = said.index("Approved. Thank you.")
    assert refused < approved
    assert "In the channel and with Gwen Abbot: 0 new posts" in said


def test_what_is_missing_is_asked_for_and_given(play: tuple[int, str]) -> None:
    _, said = play

    assert "Nora Whitlock presses [Alt text]" in said
    assert "Nora Whitlock presses [Credit]" in said
    assert f"Mail → leo.marsh@example.org: {HEADLINE}" in said


def test_a_long_text_is_sent_in_parts_as_an_app_would() -> None:
    words = "The council has mended the road 🚒 to Colne Cross. " * 150

    parts = as_sent(words.strip())

    assert [len(part.encode("utf-16-le")) // 2 <= 4096 for part in parts] == [True] * 2
    assert " ".join(parts) == words.strip()


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
