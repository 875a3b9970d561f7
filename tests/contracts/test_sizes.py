"""Short files, short functions."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
PYTHON = ("server", "bots")
WEB = ("clients/web/src",)
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

EXCEPTIONS: dict[str, str] = {
    "clients/web/src/generated/api.ts": "generated",
}
"""Files that may be longer, with the reason."""


def files(folders: tuple[str, ...], *endings: str) -> Iterator[Path]:
    """Source files below these folders."""
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in endings)


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, with its lines from `def` to its end, its docstring left out."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
            told = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if documented else 0
            yield f"{file.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - told


def test_no_file_is_too_long() -> None:
    found = [*files(PYTHON, ".py"), *files(WEB, ".ts", ".svelte")]
    assert len(found) > 100
    long = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in found}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE and name not in EXCEPTIONS} == {}
    assert all((ROOT / name).is_file() for name in EXCEPTIONS)


def test_functions_are_short() -> None:
    lengths = dict(each for file in files(PYTHON, ".py") for each in functions(file))
    assert len(lengths) > 500
    assert median(lengths.values()) <= 10
    assert quantiles(lengths.values(), n=10)[-1] <= 25
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
