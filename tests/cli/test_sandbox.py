"""`newsdesk sandbox` as a program: what it says when it cannot start or go on, and that it leaves nothing behind."""

import json
import os
import re
import signal
import socket
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.cli.calling import gone, newsdesk, started
from tests.ports import free_port

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code, said = newsdesk(tmp_path, "sandbox", "--port", str(port))

    assert code == 2
    assert said.splitlines()[-1] == (
        f"Port {port} cannot be used (Address already in use): stop what runs there, or choose another with --port."
    )


@on_linux
def test_it_furnishes_itself_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        started(tmp_path, "sandbox", "--port", "0", HTTP_PORT=str(taken.getsockname()[1])) as program,
    ):
        said = program.says("Ctrl-C ends it.")
        child, folder = program.child(), Path(found(r"the folder\s+(\S+) is removed", said))
        page = int(found(r"http://127\.0\.0\.1:(\d+)   the newsroom's public page", said))
        assert page > taken.getsockname()[1], "the port given was taken, so the next free one"
        assert (folder / "newsdesk.db").exists()

        assert program.ends(signal.SIGTERM) == 0
        assert gone(child, within=0)
        assert not folder.exists()


@on_linux
def test_it_begins_anew_on_the_same_addresses(tmp_path: Path) -> None:
    with started(tmp_path, "sandbox", "--port", "0", HTTP_PORT=str(free_port())) as program:
        before = program.says("Ctrl-C ends it.")
        console, folder = found(r"Open (http://\S+)", before), found(r"the folder\s+(\S+) is removed", before)
        with urlopen(f"{console}/console/state") as answer:
            world = json.load(answer)
        assert world["begins_anew"]
        urlopen(Request(f"{console}/console/reset", b"{}", method="POST")).close()

        after = program.says_after("Beginning anew", "Ctrl-C ends it.")
        assert (found(r"Open (http://\S+)", after), Path(folder).exists()) == (console, False)
        with urlopen(f"{console}/console/state") as answer:
            fresh = json.load(answer)
        assert fresh["world"] != world["world"]
        assert [person["name"] for person in fresh["people"]] == [
            person["name"] for person in world["people"]
        ]
        assert program.ends(signal.SIGTERM) == 0


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    assert match, said
    return match.group(1)


@on_linux
def test_a_newsroom_that_dies_is_told_of_with_its_last_words(tmp_path: Path) -> None:
    with started(tmp_path, "sandbox", "--port", "0", HTTP_PORT=str(free_port())) as program:
        os.kill(program.child(), signal.SIGKILL)

        assert program.ends() == 2
        assert "The bot has ended by itself (exit code -9). Its last words:" in program.said


@on_linux
def test_a_killed_sandbox_takes_the_newsroom_with_it(tmp_path: Path) -> None:
    with started(tmp_path, "sandbox", "--port", "0", HTTP_PORT=str(free_port())) as program:
        child = program.child()
        program.ends(signal.SIGKILL)

        assert gone(child)
