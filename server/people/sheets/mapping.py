"""Which column of a file holds what: guessed from its headers and its values, and changeable."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from server.people.sheets.cells import Cell, Row, unescaped
from server.people.sheets.columns import (
    IGNORE,
    PLACES,
    TARGETS,
    TOGETHER,
    Catalogue,
    CustomField,
    name_of,
    recognised,
    targets_of,
)
from server.people.sheets.reasons import Refused
from server.people.sheets.values import WrongValue, read_address, read_date, read_phone

_SAMPLE = 50
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of a file holds, in the order of the file: a target each, or `ignore`.

    `header`: the first line names the columns; without it the first line is a person.
    """

    targets: tuple[str, ...]
    header: bool = True


def header_texts(rows: Sequence[Row], *, header: bool) -> tuple[str, ...]:
    """The names of the columns as they stand in the file; without a header their letters, as a spreadsheet shows."""
    width = max((len(row.cells) for row in rows), default=0)
    if not header:
        return tuple(_letters(place) for place in range(width))
    return tuple(unescaped(cell) if isinstance(cell, str) else "" for cell in rows[0].cells)


def _letters(place: int) -> str:
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def guess_mapping(rows: Sequence[Row], fields: Sequence[CustomField], *, by_values: bool) -> ColumnMapping:
    """The likely mapping. With `by_values` also for columns whose header says nothing, to be looked at by a person."""
    header = _has_header(rows[0], fields)
    texts = header_texts(rows, header=header)
    targets = targets_of(texts, fields) if header else [IGNORE] * len(texts)
    if by_values:
        _guess_by_values(rows[1:] if header else rows, targets)
    return ColumnMapping(tuple(targets), header)


def _has_header(first: Row, fields: Sequence[CustomField]) -> bool:
    """A line with a date, an e-mail address or a phone number, and no known header, is a person."""
    texts = [cell for cell in first.cells if isinstance(cell, str)]
    return recognised(texts, fields) > 0 or not any(_is_value(cell) for cell in first.cells)


def _is_value(cell: Cell) -> bool:
    return any(_holds(cell, read) for _, read in _KINDS)


def _guess_by_values(rows: Sequence[Row], targets: list[str]) -> None:
    for place, target in enumerate(targets):
        if target == IGNORE and (likely := _likely(rows, place, targets)):
            targets[place] = likely


def _likely(rows: Sequence[Row], place: int, taken: Sequence[str]) -> str | None:
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place] != ""][:_SAMPLE]
    for base, read in _KINDS:
        if cells and sum(_holds(cell, read) for cell in cells) >= _MOSTLY * len(cells):
            free = [base] if base not in PLACES else [f"{base}_{each}" for each in range(1, PLACES[base] + 1)]
            return next((target for target in free if target not in taken), None)
    return None


def _holds(cell: Cell, read: Callable[[str | date], object]) -> bool:
    if not isinstance(cell, str | date) or cell == "":
        return False
    try:
        read(cell)
    except WrongValue:
        return False
    return True


def _read_written_address(cell: str | date) -> object:
    return read_address(str(cell))


def _read_written_phone(cell: str | date) -> object:
    # A bare number may be anything: of a member, of a bank account.
    if not isinstance(cell, str) or not re.match(r"'?\+|'?\(?0", cell):
        raise WrongValue("invalid_phone", value="")
    return read_phone(cell)


_KINDS: tuple[tuple[str, Callable[[str | date], object]], ...] = (
    ("birth_date", read_date),
    ("email", _read_written_address),
    ("phone", _read_written_phone),
)


class Columns:
    """A mapping bound to a file's headers."""

    def __init__(self, mapping: ColumnMapping, texts: Sequence[str], catalogue: Catalogue) -> None:
        self.mapping = mapping
        self.texts = texts
        self.fields = catalogue.fields
        self.family_parts = catalogue.family_parts
        self._targets = mapping.targets
        self.places = {target: place for place, target in enumerate(mapping.targets) if target != IGNORE}
        self._numbers = {bases[0]: self._numbers_of(bases, most) for bases, most in TOGETHER.items()}

    def _numbers_of(self, bases: Sequence[str], most: int) -> tuple[int, ...]:
        return tuple(each for each in range(1, most + 1) if any(f"{base}_{each}" in self.places for base in bases))

    def numbers(self, base: str) -> tuple[int, ...]:
        """At which places the file has a column for a phone, a group, a membership …, or for something of it."""
        return self._numbers[base]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers whose columns are left out."""
        targets = (*self._targets, *[IGNORE] * len(self.texts))
        return tuple(text for text, target in zip(self.texts, targets, strict=False) if text and target == IGNORE)

    def text_of(self, target: str) -> str:
        """The header's text as it stands in the file; the Dutch name for a column that the file lacks."""
        place = self.places.get(target)
        return self.texts[place] if place is not None else name_of(target, "nl", self.fields)

    def refusal(self, line: int) -> Refused | None:
        """What is wrong with this mapping, if anything."""
        known = {*TARGETS, IGNORE, *(field.target for field in self.fields)}
        if strange := tuple(target for target in self._targets if target not in known):
            return Refused(0, "", "unknown_target", {"targets": strange})
        if len(self._targets) > len(self.texts):
            return Refused(0, "", "mapping_too_wide", {"width": len(self.texts)})
        # Companies have no first name.
        needed = ("last_name",) if "kind" in self.places else ("first_name", "last_name")
        missing = tuple(name for name in needed if name not in self.places)
        if missing and "full_name" not in self.places:
            return Refused(line, "", "columns_missing", {"missing": missing, "unknown": self.ignored})
        if double := self._double():
            return Refused(line, "", "columns_double", {"double": double, "unknown": self.ignored})
        return None

    def _double(self) -> tuple[str, ...]:
        seen: set[str] = set()
        double = []
        for text, target in zip(self.texts, self._targets, strict=False):
            if target != IGNORE and target in seen:
                double.append(text)
            seen.add(target)
        return tuple(double)
