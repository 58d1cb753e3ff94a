"""The table of rooms, and a walk over the imports that holds a package against it.

import-linter guards the same walls from chains of imports; this table also says which libraries belong where,
and keeps clocks and waiting out of the rules.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IO = {"asyncio", "http", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "threading", "urllib.request"}
UNRULY = IO | {"io", "logging", "os", "pathlib", "random", "secrets", "tempfile", "time"}
CLOCKS = {"now", "utcnow", "today", "monotonic", "perf_counter"}
SPEAKING = {"open", "print", "input"}


@dataclass(frozen=True)
class Room:
    """What may be imported: parts of `bot`, libraries; and what of the standard library may not."""

    ours: frozenset[str]
    libraries: frozenset[str] = frozenset()
    banned: frozenset[str] = frozenset()
    pure: bool = False


def _room(ours: str = "", libraries: str = "", *, banned: set[str] | None = None, pure: bool = False) -> Room:
    return Room(
        ours=frozenset(f"bot.{name}" for name in ours.split()),
        libraries=frozenset(libraries.split()),
        banned=frozenset(banned or ()),
        pure=pure,
    )


EVERY_ROOM = "accept cli desk disclosure files mail news press sandbox settings storage telegram typeset web worker wiring"
ROOMS = {
    "news": _room(banned=UNRULY, pure=True),
    "desk": _room("news", banned=IO - {"asyncio"}),
    "storage": _room("news desk.ports", "sqlalchemy alembic aiosqlite psycopg structlog"),
    "telegram": _room("news desk typeset", "telegram aiohttp structlog"),
    "web": _room(
        "news desk typeset",
        "starlette uvicorn multipart python_multipart itsdangerous modern_csrf markupsafe segno structlog",
    ),
    "mail": _room("news typeset", "aiosmtplib email_validator css_inline nh3 markupsafe structlog"),
    "files": _room("news desk.ports", "mammoth nh3 PIL"),
    # pytest is for pytest_plugin.py alone, which tests of other bots load.
    "sandbox": _room(
        "",
        "starlette uvicorn uvloop aiosmtpd aiohttp click jinja2 PIL multipart python_multipart structlog "
        "pytest pytest_asyncio",
    ),
    "typeset": _room("news", "jinja2 markupsafe"),
    "disclosure": _room("news desk typeset", banned=IO),
    "press": _room("news desk mail telegram typeset"),
    "worker": _room("news desk", "structlog"),
    "settings": _room("accept", "pydantic dotenv"),
    "accept": _room("", "pydantic"),
    "wiring": _room(
        EVERY_ROOM.replace("cli ", ""), "telegram aiohttp sqlalchemy starlette uvicorn uvloop structlog"
    ),
    # Pillow draws the sandbox's example photo and looks at the photos that arrived in the play.
    "cli": _room(EVERY_ROOM, "click structlog segno sqlalchemy alembic uvloop uvicorn aiohttp telegram PIL"),
    "__main__": _room("cli"),
    "__init__": _room(),
}


def findings(package: Path) -> Iterator[str]:
    """One line for each thing a module of `package` (the folder `bot`) imports or does against the table."""
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        name = inside.parts[0].removesuffix(".py")
        if name not in ROOMS:
            yield f"{inside}: {name} has no row in the table of rooms"
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, what in _against(tree, name):
            yield f"{inside}:{line}: {name} {what}"


def _against(tree: ast.Module, name: str) -> Iterator[tuple[int, str]]:
    room = ROOMS[name]
    for node in ast.walk(tree):
        for module in _imported(node):
            if not _may_import(module, name, room):
                yield _line_of(node), f"may not import {module}"
        if room.pure and (deed := _impure(node)):
            yield _line_of(node), f"may not {deed}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return [f"{module}.{alias.name}" for alias in node.names] if module == "bot" else [module]
    return []


def _may_import(module: str, name: str, room: Room) -> bool:
    top = module.partition(".")[0]
    if top == "bot":
        return any(_within(module, ours) for ours in room.ours | {f"bot.{name}"})
    if top in sys.stdlib_module_names:
        return not any(_within(module, banned) for banned in room.banned)
    return top in room.libraries


def _within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _impure(node: ast.AST) -> str:
    if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
        return "wait"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
        return f"ask a clock ({node.func.attr})"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKING:
        return f"call {node.func.id}"
    return ""


def _line_of(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))
