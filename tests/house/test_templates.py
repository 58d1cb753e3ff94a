"""Every template can be read; every one that is named is there; every one that is there is named."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NAME = re.compile(r"[\w*-]+(?:/[\w*-]+)+(?:\.[\w*]+)+")


def templates(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder).as_posix()) for path in folder.rglob("*.j2"))


def named_in_python(folder: Path) -> Iterator[str]:
    """Names in string literals; a value set into an f-string may be anything, and stands as `*`."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = _literal(node)
            if name.endswith(".j2") and NAME.fullmatch(name):
                yield name


def _literal(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        return "".join(str(part) for part in parts)
    return ""


def named_in_templates(folder: Path) -> Iterator[str]:
    for name in templates(folder):
        tree = Environment(autoescape=True).parse((folder / name).read_text(encoding="utf-8"))
        for node in tree.find_all(nodes.Stmt):
            if isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
                yield from _constants(node.template)


def _constants(node: nodes.Expr) -> Iterator[str]:
    for const in [node, *node.find_all(nodes.Const)]:
        if isinstance(const, nodes.Const):
            yield const.value


def unmet(names: list[str], patterns: set[str]) -> list[str]:
    """Those of `names` that no pattern stands for."""
    return [name for name in names if not any(fnmatchcase(name, pattern) for pattern in patterns)]


def orphans(python: Path, folder: Path) -> list[str]:
    return unmet(templates(folder), {*named_in_python(python), *named_in_templates(folder)})


def missing(python: Path, folder: Path) -> list[str]:
    there = templates(folder)
    wanted = {*named_in_python(python), *named_in_templates(folder)}
    return sorted(name for name in wanted if not any(fnmatchcase(one, name) for one in there))


def test_every_template_that_is_named_is_there() -> None:
    assert missing(ROOT / "bot", TEMPLATES) == []


def test_every_template_that_is_there_is_named() -> None:
    assert orphans(ROOT / "bot", TEMPLATES) == []


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "chat").mkdir(parents=True)
    (tmp_path / "templates" / "chat" / "kept.html.j2").write_text("{% include 'chat/part.html.j2' %}")
    (tmp_path / "templates" / "chat" / "part.html.j2").write_text("part")
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "chat.py").write_text("words = f'chat/{code}.html.j2', 'chat/kept.html.j2'")
    return tmp_path


def test_a_name_without_a_template_is_found(written: Path) -> None:
    (written / "templates" / "chat" / "part.html.j2").unlink()
    (written / "bot" / "mail.py").write_text("words = f'mail/{code}.html.j2', 'chat/gone.html.j2'")

    assert missing(written / "bot", written / "templates") == [
        "chat/gone.html.j2",
        "chat/part.html.j2",
        "mail/*.html.j2",
    ]


def test_a_template_without_a_name_is_found(written: Path) -> None:
    (written / "templates" / "lonely.txt.j2").write_text("nobody asks for me")

    assert orphans(written / "bot", written / "templates") == ["lonely.txt.j2"]
