"""What stands in a sheet, whatever the kind of file: rows of cells, and why a file cannot be read."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 10_000
MAX_COLUMNS = 200
# Blank rows cost time and mean nothing, yet a sheet may claim a million of them.
MAX_ROWS = 2 * MAX_LINES

_ACTIVE = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell of a spreadsheet that holds no value of its own."""

    code: Literal["formula", "cell_error"]
    value: str


Cell = str | date | BadCell


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something in it; `line` counts from 1 as the person's own program does."""

    line: int
    cells: tuple[Cell, ...]


class UnreadableFile(Exception):  # noqa: N818 - an answer to a person, not a fault
    """The file as a whole is refused, with a code of `REASONS`."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def escaped(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe before what begins one.

    Also before apostrophes before it, so that `unescaped` gives back any text exactly.
    """
    return f"'{text}" if _ACTIVE.match(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return text[1:] if text.startswith("'") and _ACTIVE.match(text) else text


def as_text(text: str) -> str:
    """A text that its own file declares to be one, not a formula; without the apostrophe it would be taken for one."""
    return text if text.startswith("'") else escaped(text)


def number_text(number: float) -> str:
    """A spreadsheet's number as one writes it: `2800`, `12.5`, never with an exponent."""
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")


def without_blank_end(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells up to the last that holds something."""
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]
