"""Measures modules and functions, for the limits and for `python -m tests.house.sizes`, which prints a table."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True)
class Function:
    """`lines` without the docstring; `arguments` by position, without self, of what we call; `depth` of blocks in blocks."""

    place: str
    lines: int
    arguments: int
    depth: int


def modules(folder: Path) -> dict[str, int]:
    """Lines of each module, by its path from the folder above."""
    paths = sorted(folder.rglob("*.py"))
    return {str(path.relative_to(folder.parent)): _lines_in(path) for path in paths}


def functions(folder: Path) -> Iterator[Function]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield _measured(node, f"{path.relative_to(folder.parent)}:{node.lineno} {node.name}")


def _measured(node: ast.FunctionDef | ast.AsyncFunctionDef, place: str) -> Function:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return Function(
        place=place,
        lines=(node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node),
        arguments=0 if _is_command(node) else len([name for name in names if name not in {"self", "cls"}]),
        depth=_depth(node),
    )


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether click calls it, by name, with an argument for each of its options."""
    return any(ast.unparse(decorator).startswith("click.") for decorator in node.decorator_list)


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


def _depth(node: ast.AST) -> int:
    return max((_depth_of_child(node, child) for child in ast.iter_child_nodes(node)), default=0)


def _depth_of_child(parent: ast.AST, child: ast.AST) -> int:
    if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return 0  # measured by itself
    elif_ = isinstance(parent, ast.If) and isinstance(child, ast.If) and child in parent.orelse
    return _depth(child) + (1 if isinstance(child, BLOCKS) and not elif_ else 0)


def _lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def report(folder: Path) -> str:
    of_functions = [function.lines for function in functions(folder)]
    rows = {"file lines": list(modules(folder).values()), "function lines": of_functions}
    return "\n".join(f"{folder.name:8} {name:15} {_spread(sizes)}" for name, sizes in rows.items() if sizes)


def _spread(sizes: list[int]) -> str:
    in_order = sorted(sizes)
    late = in_order[int(len(in_order) * 0.95) if len(in_order) > 1 else 0]
    return f"median {median(in_order):5.0f}   p95 {late:4}   longest {in_order[-1]:4}   of {len(in_order)}"


if __name__ == "__main__":
    print(report(ROOT / "bot"), report(ROOT / "tests"), sep="\n")
