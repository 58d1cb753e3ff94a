"""The locks pin everything by hash, name no place to fetch it from, agree with each other and with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)((?: ; [^\\]+)?) \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(lock: str) -> dict[str, str]:
    lines = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def wanted(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[._]", "-", name[0]).lower() for name in names if name}


@pytest.mark.parametrize("lock", ["run", "test", "uv", "aiogram"])
def test_every_line_is_a_pin_a_hash_or_a_comment(lock: str) -> None:
    lines = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    odd = [
        line for line in lines if not (PIN.match(line) or HASH.match(line) or line.lstrip().startswith("#"))
    ]

    assert odd == []
    assert pins(lock)


@pytest.mark.parametrize("lock", ["run", "test", "uv", "aiogram"])
def test_no_pin_is_without_a_hash(lock: str) -> None:
    lines = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    followed = [
        bool(HASH.match(after))
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line)
    ]

    assert all(followed)


def test_what_serves_the_tests_serves_a_run() -> None:
    run, test = pins("run"), pins("test")
    assert {name: test.get(name) for name in run} == run


def test_the_locks_hold_what_the_package_asks_for() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = wanted(package["project"]["dependencies"])
    testing = wanted(package["dependency-groups"]["test"])

    assert runtime - set(pins("run")) == set()
    assert testing - set(pins("test")) == set()
    assert testing & set(pins("run")) == set(), "a tool of the tests is in the lock of a run"
