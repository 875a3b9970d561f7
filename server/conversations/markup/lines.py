"""Reading one line of a message: emphasis, code, links and mentions."""

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple, TypeAlias

import msgspec

ATOM = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|<@(?P<who>everyone|(?:group:)?[0-9]{1,16})>"
    r"|\[(?P<label>[^\[\]]{1,300})\]\((?P<target>(?:https?://|mailto:)[^\s()<>\"]{1,2000})\)"
    r"|(?P<address>(?:https?://|mailto:|www\.)[^\s<>\"]+)"
    r"|(?P<run>\*+|_+|~+)",
    re.IGNORECASE,
)
MARKS = {
    "***": ("bold", "italic"),
    "___": ("bold", "italic"),
    "**": ("bold",),
    "__": ("bold",),
    "*": ("italic",),
    "_": ("italic",),
    "~~": ("strike",),
}
TAIL = ".,;:!?'\"”’»)]}*_~`"
LOOKS_LIKE_ADDRESS = re.compile(r"://|www\.|mailto:", re.IGNORECASE)


class Mark(msgspec.Struct, frozen=True):
    """Something in a line that is more than its letters: `bold`, `italic` and `strike` hold what is `inside`; `code`, a
    `link` and a `mention` have a text, a link also its address."""

    mark: str
    inside: "tuple[Inline, ...]" = ()
    text: str = ""
    href: str = ""


Inline: TypeAlias = "str | Mark"


class Run(NamedTuple):
    """Signs that may begin or end an emphasis."""

    text: str
    opens: bool
    closes: bool


def read_line(line: str) -> "tuple[Inline, ...]":
    """The parts of a line."""
    atoms = _atoms(line)
    return _nested(atoms, 0, len(atoms), frozenset())


def _atoms(line: str) -> list[str | Mark | Run]:
    atoms: list[str | Mark | Run] = []
    ticks = _ticks(line)
    at = 0
    while (found := ATOM.search(line, at)) is not None:
        if found.start() > at:
            atoms.append(line[at : found.start()])
        atom, at = _atom(line, found, ticks)
        atoms.append(atom)
    atoms.append(line[at:])
    return atoms


def _atom(line: str, found: re.Match[str], ticks: dict[int, list[int]]) -> tuple[str | Mark | Run, int]:
    """What a match stands for, and where it ends."""
    kind, text, end = found.lastgroup, found.group(), found.end()
    if kind == "escaped":
        return text[1:], end
    if kind == "ticks":
        return _code(line, found, ticks)
    if kind == "who":
        return Mark("mention", text=found["who"].lower()), end
    if kind == "target":
        return _link(found), end
    if kind == "address":
        return _address(line, found)
    return _run(line, found), end


def _ticks(line: str) -> dict[int, list[int]]:
    """Where runs of backticks stand, by their length."""
    places: dict[int, list[int]] = defaultdict(list)
    for run in re.finditer("`+", line):
        places[len(run.group())].append(run.start())
    return places


def _code(line: str, found: re.Match[str], ticks: dict[int, list[int]]) -> tuple[str | Mark, int]:
    length = len(found.group())
    places = ticks.get(length, [])
    following = bisect_right(places, found.start())
    if following == len(places):
        return found.group(), found.end()
    close = places[following]
    text = line[found.end() : close]
    if len(text) > 2 and text[0] == text[-1] == " " and text.strip():
        text = text[1:-1]
    return Mark("code", text=text), close + length


def _link(found: re.Match[str]) -> str | Mark:
    """A link with words of its own; not with words that pose as another address."""
    if LOOKS_LIKE_ADDRESS.search(found["label"]) or not found["label"].strip():
        return Mark("link", text=found["target"], href=found["target"])
    return Mark("link", text=found["label"], href=found["target"])


def _address(line: str, found: re.Match[str]) -> tuple[str | Mark, int]:
    start = found.start()
    address = _without_tail(found.group())
    bare = re.sub(r"^(?:https?://|mailto:|www\.)", "", address, flags=re.IGNORECASE)
    is_www = address[:4].lower() == "www."
    if (start and line[start - 1].isalnum()) or not bare or (is_www and "." not in bare):
        return line[start : start + 4], start + 4
    return Mark("link", text=address, href=f"https://{address}" if is_www else address), start + len(address)


def _without_tail(address: str) -> str:
    """Without the full stop behind it; brackets inside an address stay when they are balanced."""
    bare = address.rstrip(TAIL)
    balanced = bare.count("(") > bare.count(")") and address.startswith(f"{bare})")
    return f"{bare})" if balanced else bare


def _run(line: str, found: re.Match[str]) -> Run:
    before = line[found.start() - 1] if found.start() else " "
    after = line[found.end()] if found.end() < len(line) else " "
    opens = not before.isalnum() and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    return Run(found.group(), opens, closes)


def _nested(atoms: list[str | Mark | Run], low: int, high: int, within: frozenset[str]) -> "tuple[Inline, ...]":
    """Atoms with each emphasis closed by the next run like its own; a run that nothing closes is its signs."""
    parts: list[Inline] = []
    unclosed: set[str] = set()
    at = low
    while at < high:
        atom = atoms[at]
        close = _closing(atoms, at, high, within, unclosed) if isinstance(atom, Run) else None
        if close is None:
            _append(parts, atom.text if isinstance(atom, Run) else atom)
            at += 1
        else:
            marks = MARKS[atom.text]  # type: ignore[union-attr]
            inside = _nested(atoms, at + 1, close, within.union(marks))
            for mark in reversed(marks):
                inside = (Mark(mark, inside),)
            parts += inside
            at = close + 1
    return tuple(parts)


def _append(parts: "list[Inline]", part: Inline) -> None:
    if isinstance(part, str) and parts and isinstance(parts[-1], str):
        parts[-1] += part
    elif part != "":
        parts.append(part)


def _closing(
    atoms: list[str | Mark | Run], at: int, high: int, within: frozenset[str], unclosed: set[str]
) -> int | None:
    """Where the emphasis that begins here ends. What is not closed for one is not for a later one: `unclosed` keeps it,
    so that a line of stars takes no time that grows with its square."""
    run = atoms[at]
    marks = MARKS.get(run.text) if isinstance(run, Run) and run.opens else None
    if marks is None or within.intersection(marks) or run.text in unclosed:  # type: ignore[union-attr]
        return None
    for place in range(at + 2, high):
        other = atoms[place]
        if isinstance(other, Run) and other.closes and other.text == run.text:  # type: ignore[union-attr]
            return place
    unclosed.add(run.text)  # type: ignore[union-attr]
    return None
