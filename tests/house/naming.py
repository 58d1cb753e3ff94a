"""Which templates there are, and which are named: in Python by literal names, in templates by include and extends.

An f-string's values stand as `*` in a name; what `*` stands for must itself be written somewhere in Python.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

from jinja2 import Environment, nodes

NAME = re.compile(r"[\w*-]+(?:/[\w*-]+)+(?:\.[\w*]+)*\.j2")
# Calls whose argument is a part of a name: which argument, and the name around it.
CALLS = {
    ".words": (0, "chat/{}.html.j2"),
    ".queue": (1, "chat/notice/{}.html.j2"),
    "Refusal": (0, "chat/refusal/{}.html.j2"),
    "Issue": (0, "chat/issue/{}.html.j2"),
}
ANY_WORDS = "chat/*.html.j2"  # how `words` itself is written; its callers say which


def missing(python: Path, folder: Path) -> list[str]:
    """Names for which there is no template."""
    there = templates(folder)
    wanted = {*_named_in_python(python), *_named_in_templates(folder)}
    return sorted(name for name in wanted if not any(re.match(_pattern(name), one) for one in there))


def orphans(python: Path, folder: Path) -> list[str]:
    """Templates that nothing names."""
    names = {*_named_in_python(python), *_named_in_templates(folder)}
    patterns = [re.compile(_pattern(name)) for name in names]
    written = {text for path in python.rglob("*.py") for text in _literals(path)}
    return [one for one in templates(folder) if not any(_stands_for(p, one, written) for p in patterns)]


def templates(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))


def _pattern(name: str) -> str:
    """A regular expression with a group for what each `*` stands for."""
    return translate(name).replace(".*", "(.*)")


def _stands_for(pattern: re.Pattern[str], template: str, written: set[str]) -> bool:
    match = pattern.match(template)
    return match is not None and written.issuperset(match.groups())


def _literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _named_in_python(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [name for name in _texts(node) if NAME.fullmatch(name) and name != ANY_WORDS]
            yield from named
            if isinstance(node, ast.Call):
                yield from _named_by_call(node)


def _named_by_call(call: ast.Call) -> Iterator[str]:
    called = f".{call.func.attr}" if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    place, around = CALLS.get(called, (len(call.args), ""))
    if place < len(call.args):
        yield from (around.format(text) for text in _texts(call.args[place]))


def _texts(node: ast.AST) -> list[str]:
    """The text of a literal, of an f-string, or of both branches of a choice between them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        return ["".join(str(part) for part in parts)]
    return [*_texts(node.body), *_texts(node.orelse)] if isinstance(node, ast.IfExp) else []


def _named_in_templates(folder: Path) -> Iterator[str]:
    for name in templates(folder):
        tree = Environment(autoescape=True).parse((folder / name).read_text(encoding="utf-8"))
        for node in tree.find_all(nodes.Stmt):
            if isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
                yield _joined(node.template)


def _joined(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Const):
        return str(node.value)
    return "".join(map(_joined, node.nodes)) if isinstance(node, nodes.Concat) else "*"
