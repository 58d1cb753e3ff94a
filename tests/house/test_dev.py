"""`dev.py` as it is called: which program it becomes, and what it says when it cannot.

The environment is there already, with a Python that only repeats what it is told; making one is tried by
every fresh checkout that runs the tests.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:" + "A" * 35

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the Python that repeats is a shell script")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a news desk"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "dev.py", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    python = folder / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    python.chmod(0o755)
    (folder / ".venv" / "newsdesk-ready").write_text(
        "\n".join(digest(folder, name) for name in ("run", "test"))
    )
    return folder


def digest(folder: Path, lock: str) -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return hashlib.sha256(
        (folder / "requirements" / f"{lock}.txt").read_bytes() + version.encode()
    ).hexdigest()


def call(checkout: Path, *words: str, cwd: Path | None = None, **environ: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(checkout / "dev.py"), *words],
        cwd=cwd or checkout,
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_without_a_token_it_is_the_sandbox(checkout: Path) -> None:
    assert call(checkout, "run", "--stay") == (0, "-m|bot|sandbox|--stay|")


@pytest.mark.parametrize(
    "line",
    [
        f"TELEGRAM_BOT_TOKEN={TOKEN}",
        f"export TELEGRAM_BOT_TOKEN = '{TOKEN}'",
        f'TELEGRAM_BOT_TOKEN="{TOKEN}"',
    ],
)
def test_with_a_token_in_the_file_it_is_the_bot(checkout: Path, line: str) -> None:
    (checkout / ".env").write_text(f"DESK_NAME=News\n{line}\n")

    assert call(checkout, "run") == (0, "-m|bot|run|")


def test_with_a_token_in_the_environment_it_is_the_bot(checkout: Path) -> None:
    assert call(checkout, "run", TELEGRAM_BOT_TOKEN=TOKEN) == (0, "-m|bot|run|")


def test_the_example_file_has_no_token(checkout: Path) -> None:
    shutil.copy(ROOT / ".env.example", checkout / ".env")

    assert call(checkout, "run") == (0, "-m|bot|sandbox|")


def test_an_empty_token_in_the_environment_wins_over_the_file(checkout: Path) -> None:
    (checkout / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n")

    assert call(checkout, "run", TELEGRAM_BOT_TOKEN="") == (0, "-m|bot|sandbox|")


@pytest.mark.parametrize("words", [["--play"], ["--play=day.json"], ["--play", "day.json", "--stay"]])
def test_a_play_is_always_in_the_sandbox(checkout: Path, words: list[str]) -> None:
    expected = "|".join(["-m", "bot", "sandbox", *words, ""])

    assert call(checkout, "run", *words, TELEGRAM_BOT_TOKEN=TOKEN) == (0, expected)


def test_a_file_is_found_from_where_one_stands(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "day.json").write_text("{}")

    _, became = call(checkout, "run", "--play", "day.json", cwd=tmp_path)

    assert became == f"-m|bot|sandbox|--play|{tmp_path}/day.json|"


def test_it_works_with_no_standard_input(checkout: Path) -> None:
    closed = ["sh", "-c", '"$0" dev.py run <&-', sys.executable]
    env = {"PATH": os.environ["PATH"]}
    done = subprocess.run(closed, cwd=checkout, env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "-m|bot|sandbox|")


def test_an_unknown_campaign_names_those_there_are(checkout: Path) -> None:
    (checkout / "tests" / "campaigns").mkdir(parents=True)
    (checkout / "tests" / "campaigns" / "test_flood.py").write_text("")

    assert call(checkout, "campaign", "drought") == (1, "Name one of the campaigns: flood\n")


def test_an_unknown_command_shows_them_all(checkout: Path) -> None:
    code, said = call(checkout, "fly")

    assert code == 1
    assert "dev.py run" in said
    assert "dev.py test" in said


def test_continuous_integration_calls_the_same_command() -> None:
    script = ROOT / ".ci" / "run"

    assert "python3 dev.py test\n" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
