#!/usr/bin/env python3
"""Everything one does with a checkout, on a machine that has only Python 3.11 or newer and git.

    python3 dev.py run [--play [FILE]] [--stay]   start Newsdesk; without a bot's token, the sandbox
    python3 dev.py test [pytest's arguments]      check everything; with arguments, only those tests
    python3 dev.py lint                           the checks that need no test
    python3 dev.py campaign NAME                  one of the long runs
    python3 dev.py pictures                       draw the documentation's pictures again
    python3 dev.py setup                          make the environment anew, and find or get a browser
    python3 dev.py lock [--upgrade]               write the locks in requirements/ from pyproject.toml
    python3 dev.py audit                          ask for known weaknesses of what is locked

`run` and `test` set up whatever they miss in .venv. Standard library only; knows nothing of the package `bot`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn, Tuple

OLDEST = (3, 11)
THIS = "{}.{}".format(*sys.version_info)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "newsdesk-ready"
COMMAND = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}" exec "$here/python" -m bot "$@"
"""
BROWSERS = VENV / "browsers"
LOCKS = ROOT / "requirements"
CAMPAIGNS = ROOT / "tests" / "campaigns"
BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
CERTIFICATES = next((path for path in BUNDLES if Path(path).exists()), "")
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
Result = Tuple[str, bool, float]
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import rules": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "deptry": ["-m", "deptry", "."],
}


def main() -> None:
    if sys.version_info[:2] < OLDEST:
        sys.exit(
            f"Newsdesk needs Python 3.11 or newer, and this is {THIS}: run it with a newer one, python3.12 dev.py"
        )
    tidy_environment()
    name, rest = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    try:
        if name not in COMMANDS:
            sys.exit(__doc__)
        COMMANDS[name](rest)
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    except OSError as cause:
        sys.exit(
            f"{cause}\nSet-up needs to write to {ROOT}: run it from a folder of your own with some room on the disk."
        )


# ------------------------------------------------------------------------------------------------- commands


def run(rest: list[str]) -> None:
    ensure("run")
    played = any(word == "--play" or word.startswith("--play=") for word in rest)
    become("-m", "bot", "sandbox" if played or not token_is_set() else "run", *rest)


def test(rest: list[str]) -> None:
    ensure("test")
    if rest:
        become("-m", "pytest", *rest, CHROMIUM=browser())
    with ThreadPoolExecutor(1) as aside:
        found = aside.submit(browser)  # may have to be fetched: meanwhile the checks run
        results = run_checks()
    print("pytest", flush=True)
    began = time.monotonic()
    # By file, since a file's tests share what is made once: groups are not heeded by every pytest.
    passed = foreground("-m", "pytest", "-n", "2", "--dist", "loadfile", CHROMIUM=found.result()) == 0
    end([*results, ("pytest", passed, time.monotonic() - began)])


def lint(_: list[str]) -> None:
    ensure("test")
    end(run_checks())


def campaign(rest: list[str]) -> None:
    names = sorted(path.stem.removeprefix("test_") for path in CAMPAIGNS.glob("test_*.py"))
    if rest[:1] == [] or rest[0] not in names:
        sys.exit("Name one of the campaigns: " + (", ".join(names) or "there are none yet"))
    ensure("test")
    path = CAMPAIGNS / f"test_{rest[0]}.py"
    become("-m", "pytest", "-s", str(path), *rest[1:], CHROMIUM=browser(), NEWSDESK_CAMPAIGN="1")


def pictures(rest: list[str]) -> None:
    ensure("test")
    become("-m", "tests.pictures", *rest, CHROMIUM=browser())


def setup(_: list[str]) -> None:
    STAMP.unlink(missing_ok=True)
    ensure("test")
    say(f"browser: {browser()}")


def lock(rest: list[str]) -> None:
    ensure("test")
    compile_ = [
        "-m",
        "uv",
        "pip",
        "compile",
        "-q",
        "--universal",
        "--python-version",
        "3.11",
        "--no-annotate",
    ]
    compile_ += ["--generate-hashes", *rest]
    wanted = {
        "run.txt": ["pyproject.toml"],
        "test.txt": ["pyproject.toml", "--group", "test", "-c", "requirements/run.txt"],
        "uv.txt": ["-", "-c", "requirements/test.txt"],
        "aiogram.txt": ["-"],  # a bot nobody here wrote, for the sandbox's tests; its pins are its own
    }
    for name, sources in wanted.items():
        words = [str(PYTHON), *compile_, *sources, "-o", f"requirements/{name}"]
        env = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python3 dev.py lock"}
        subprocess.run(words, cwd=ROOT, env=env, input=Path(name).stem.encode(), check=True)


def audit(rest: list[str]) -> None:
    ensure("test")
    become("-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", str(LOCKS / "test.txt"), *rest)


COMMANDS = {c.__name__: c for c in (run, test, lint, campaign, pictures, setup, lock, audit)}


# ------------------------------------------------------------------------------------------- the environment


def ensure(wanted: str) -> None:
    """Have what requirements/<wanted>.txt pins in .venv; what is right already costs nothing."""
    with one_at_a_time():
        if digest(wanted) in ready():
            return
        began = time.monotonic()
        make_environment(wanted)
        put_command()
        # Last of all: a set-up that was interrupted has no stamp and is begun anew. Every pin of run.txt is
        # also one of test.txt (a test sees to it), so what serves `test` serves `run`.
        STAMP.write_text("\n".join(digest(name) for name in {wanted, "run"}), encoding="ascii")
        say(f"environment ready in {time.monotonic() - began:.1f} s")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands begun together must not both make .venv; the lock goes when its holder does."""
    try:
        import fcntl
    except ImportError:  # Windows has none
        yield
        return
    with Path(__file__).open(encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def put_command() -> None:
    """Have the command `newsdesk` in .venv too, as an installed package would; where sh is not, `-m bot` does."""
    if os.name == "nt":
        return
    command = PYTHON.parent / "newsdesk"
    command.write_text(COMMAND, encoding="ascii")
    command.chmod(0o755)


def digest(name: str) -> str:
    return hashlib.sha256((LOCKS / f"{name}.txt").read_bytes() + THIS.encode()).hexdigest()


def ready() -> list[str]:
    return STAMP.read_text(encoding="ascii").split() if STAMP.exists() and works(PYTHON, "-c", "") else []


def make_environment(wanted: str) -> None:
    usable = bool(ready())
    STAMP.unlink(missing_ok=True)
    if usable and install(wanted):
        return
    for make in (with_uv, with_venv):
        remove_environment()
        if make() and install(wanted):
            return
    sys.exit(
        "The packages could not be installed, for the reason above: is the network (or its proxy) there?"
    )


def remove_environment() -> None:
    if VENV.exists():
        say("making .venv anew")
        shutil.rmtree(VENV)


def with_uv() -> bool:
    uv = shutil.which("uv")
    return uv is not None and works(uv, "venv", "-q", "--python", sys.executable, VENV, loud=True)


def with_venv() -> bool:
    if works(sys.executable, "-m", "venv", VENV):
        return True
    shutil.rmtree(VENV, ignore_errors=True)  # a half, which venv leaves when it is itself only half there
    package = f"python{THIS}-venv"
    if apt_get(package) and works(sys.executable, "-m", "venv", VENV, loud=True):
        return True
    sys.exit(f"Python's venv module is missing: install {package} as root, or uv, then run this again.")


def install(wanted: str) -> bool:
    """By uv wherever it can be had, for it is ten times as fast; by pip otherwise."""
    pinned = LOCKS / f"{wanted}.txt"
    uv = shutil.which("uv") or PYTHON.with_name("uv")
    if not Path(uv).exists():
        say("installing uv")
        pip_install(LOCKS / "uv.txt")
    say(f"installing {pinned.relative_to(ROOT)}")
    by_uv = works(uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", pinned, loud=True)
    return by_uv or pip_install(pinned)


def pip_install(pinned: Path) -> bool:
    pip = (PYTHON, "-m", "pip")
    if not works(*pip, "--version"):
        return False
    words = (*pip, "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", pinned)
    return works(*words, loud=True) or bool(CERTIFICATES and works(*words, "--cert", CERTIFICATES, loud=True))


def apt_get(*packages: str) -> bool:
    """On Debian and its kin, as root; elsewhere nothing is done."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say("apt-get install " + " ".join(packages))
    works("apt-get", "update", "-qq")
    words = ("install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages)
    return works("apt-get", *words, loud=True, DEBIAN_FRONTEND="noninteractive")


def browser() -> str:
    """The path of a Chromium that starts: the machine's own, one fetched before, or one fetched now."""
    driver = (PYTHON, "-m", "playwright", "--version")
    if not works(*driver) and not (apt_get("libatomic1") and works(*driver)):
        sys.exit(
            "Playwright's driver does not start: install libatomic1 as root (apt-get), then run this again."
        )
    own = os.environ.get("CHROMIUM")
    if own:
        return own if works(own, "--version") else sys.exit(f"CHROMIUM is {own}, which does not start.")
    found = working_browser()
    if not found and apt_get("chromium", "fonts-noto-color-emoji"):
        found = working_browser()
    if not found:
        say("fetching Chromium")
        fetch = ("-m", "playwright", "install", "chromium-headless-shell")
        works(PYTHON, *fetch, loud=True, PLAYWRIGHT_BROWSERS_PATH=str(BROWSERS))
        found = working_browser()
    return found or sys.exit(
        "There is no Chromium that starts: install one (on Debian, as root: apt-get install chromium), "
        "or set CHROMIUM to the path of a Chrome, then run this again."
    )


def working_browser() -> str:
    fetched = [
        str(path) for path in BROWSERS.glob("chromium*/*/*headless*shell*") if os.access(path, os.X_OK)
    ]
    paths = [shutil.which(name) for name in (*BROWSER_NAMES, *fetched)]
    return next((path for path in paths if path and works(path, "--version")), "")


# ---------------------------------------------------------------------------------------- programs and words


def run_checks() -> list[Result]:
    """Two at a time; what a check says is shown only when it fails."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run_check, CHECKS))


def run_check(name: str) -> Result:
    began = time.monotonic()
    words = [str(PYTHON), *CHECKS[name]]
    done = subprocess.run(
        words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{name}:\n{done.stdout}{done.stderr}", flush=True)
    return name, done.returncode == 0, time.monotonic() - began


def end(results: list[Result]) -> None:
    for name, passed, seconds in results:
        print(f"{'passed' if passed else 'FAILED'}  {seconds:6.1f} s  {name}")
    sys.exit(0 if all(passed for _, passed, _ in results) else 1)


def works(*words: str | Path, loud: bool = False, **more: str) -> bool:
    """Whether a program ends well; what it says is shown (as standard error) when it is `loud`."""
    quiet, err = subprocess.DEVNULL, None if loud else subprocess.DEVNULL
    args = [str(word) for word in words]
    try:
        done = subprocess.run(
            args, env={**os.environ, **more}, stdin=quiet, stdout=quiet, stderr=err, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def foreground(*words: str, **more: str) -> int:
    """Let it have the terminal; a Ctrl-C is its to answer, so that it can put its things away."""
    os.chdir(ROOT)
    process = subprocess.Popen([str(PYTHON), *words], env={**os.environ, **more})
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def become(*words: str, **more: str) -> NoReturn:
    """End as that program, so that signals reach it and nothing else."""
    here = Path.cwd()
    args = [str(here / word) if here != ROOT and (here / word).is_file() else word for word in words]
    if os.name == "nt":
        sys.exit(foreground(*args, **more))
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), *args], {**os.environ, **more})


def token_is_set() -> bool:
    if "TELEGRAM_BOT_TOKEN" in os.environ:
        return bool(os.environ["TELEGRAM_BOT_TOKEN"])
    with contextlib.suppress(OSError):
        written = (ROOT / ".env").read_text(encoding="utf-8-sig", errors="replace")
        return bool(re.search(r"(?m)^\s*(?:export\s+)?TELEGRAM_BOT_TOKEN\s*=[ \t]*['\"]?[^\s'\"#]", written))
    return False


def tidy_environment() -> None:
    """What the caller's shell or a closed terminal would otherwise do to every program started from here."""
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"):
        os.environ.pop(name, None)
    if CERTIFICATES:  # a proxy's own authority is among them, and neither uv nor Node looks there unasked
        for name, value in (
            ("UV_SYSTEM_CERTS", "1"),
            ("UV_NATIVE_TLS", "1"),
            ("NODE_EXTRA_CA_CERTS", CERTIFICATES),
        ):
            os.environ.setdefault(name, value)
    try:
        os.fstat(0)
    except OSError:  # closed: the next file opened would become the standard input of all that follows
        os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)


def say(words: str) -> None:
    print(f"[set-up] {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
