"""Every sentence that is said exists, in both languages, with the same blanks."""

import ast
import importlib
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import server
from server.kernel.errors import STATUS, Reason
from server.kernel.language import LANGUAGES, known_keys, template

SERVER = Path(server.__file__).parent

for _module in pkgutil.walk_packages(server.__path__, "server."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)

SPEAKERS = {"Reason": 0, "Refusal": 1, "Verdict": 1, "StartRefused": 0, "MigrationFailed": 0, "say": 0}
"""Who says something, and which of their arguments is the sentence's key."""


def spoken() -> Iterator[tuple[ast.expr, str]]:
    """What code gives as the key of a sentence, with where it does so."""
    for file in sorted(SERVER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                for key in node.args[SPEAKERS.get(name, len(node.args)) :][:1]:
                    yield key, f"{file.relative_to(SERVER)}:{node.lineno}"


def constants() -> Iterator[tuple[str, str]]:
    """Keys that stand there in full."""
    for key, where in spoken():
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, where


def beginnings() -> Iterator[str]:
    """How keys begin of which the rest is filled in."""
    for key, _ in spoken():
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            yield str(key.values[0].value)


def test_every_sentence_that_code_says_is_known() -> None:
    said = list(constants())
    assert len({key for key, _ in said}) > 30
    assert [(key, where) for key, where in said if key not in known_keys()] == []
    assert [start for start in beginnings() if not any(key.startswith(start) for key in known_keys())] == []


def test_every_sentence_is_said_somewhere() -> None:
    text = "\n".join(file.read_text("utf-8") for file in SERVER.rglob("*.py")).replace("'", '"')
    begun = tuple(start for start in beginnings() if start)
    unsaid = [key for key in known_keys() - STATUS.keys() if text.count(f'"{key}"') < 2 and not key.startswith(begun)]
    assert sorted(unsaid) == []


def test_the_blanks_are_the_same_in_both_languages() -> None:
    for key in known_keys():
        blanks = [
            {name for _, name, _, _ in string.Formatter().parse(template(key, each)) if name} for each in LANGUAGES
        ]
        assert blanks[0] == blanks[1], key


def test_every_code_has_a_status_and_a_sentence() -> None:
    assert STATUS.keys() <= known_keys()
    assert all(400 <= status < 600 for status in STATUS.values())


def test_every_code_with_which_code_refuses_has_a_status() -> None:
    codes = set()
    for file in sorted(SERVER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if name in ("Refusal", "Verdict", "Unavailable") and isinstance(first, ast.Constant):
                codes.add(first.value)
    assert len(codes) > 8
    assert codes <= STATUS.keys()


def test_a_reason_is_compared_by_what_it_says() -> None:
    assert Reason("not_found") == Reason("not_found") != Reason("forbidden")
