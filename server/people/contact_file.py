"""Read a CSV or Excel file of contacts: the lines that are right, and what is wrong with the others.

Pure: no database, no clock, no network. A line is taken whole or not at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from server.people.contact_columns import ADDRESSES, Header, plain, read_header, recognised
from server.people.contact_reasons import COLUMN_NAMES, REASONS, Param, Refused, sentence
from server.people.contact_sheet import MAX_BYTES, MAX_LINES, BadCell, Row, UnreadableFile, read_rows
from server.people.contact_values import (
    LIMITS,
    NAME_LIMIT,
    FamilyRole,
    Sex,
    WrongValue,
    read_address,
    read_date,
    read_family_role,
    read_language,
    read_phone,
    read_sex,
    read_text,
)

__all__ = [
    "COLUMN_NAMES",
    "MAX_BYTES",
    "MAX_LINES",
    "REASONS",
    "ContactFile",
    "ContactLine",
    "Refused",
    "read_contacts",
    "sentence",
]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person as one line of a file gives them; texts are in NFC, what the line leaves open is None.

    `addresses`: at most three e-mail addresses, in order, each once; `language` is an ISO 639-1 code; `family` is
    the key that its members share in this file.
    """

    line: int
    first_name: str
    last_name: str
    birth_date: date | None
    sex: Sex | None
    addresses: tuple[str, ...]
    phone: str | None
    street: str | None
    postcode: str | None
    town: str | None
    group: str | None
    function: str | None
    member_from: date | None
    member_until: date | None
    family: str | None
    family_role: FamilyRole | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file holds. With a `refusal` the file as a whole was not read, and the rest is empty.

    `unknown_columns`: headers that mean nothing here; what stands below them is not in `lines`.
    """

    name: str
    lines: tuple[ContactLine, ...] = ()
    refused: tuple[Refused, ...] = ()
    refusal: Refused | None = None
    unknown_columns: tuple[str, ...] = ()


def read_contacts(data: bytes, file_name: str, today: date) -> ContactFile:
    """Read a file of at most `MAX_BYTES` and `MAX_LINES`; `today` decides which birth dates are in the future.

    Takes CSV (comma, semicolon, tab or bar; UTF-8, UTF-16, Windows-1252) and .xlsx (first sheet). Raises nothing:
    what is wrong comes back as `Refused`. Up to seconds of processor time for the largest file: not for an event loop.
    """
    try:
        rows = read_rows(data, file_name, recognised)
    except UnreadableFile as unreadable:
        return ContactFile(file_name, refusal=Refused(0, "", unreadable.code, dict[str, Param](unreadable.params)))
    if not rows:
        return ContactFile(file_name, refusal=Refused(0, "", "empty_file"))
    header = read_header([cell if isinstance(cell, str) else "" for cell in rows[0].cells])
    if refusal := header.refusal(rows[0].line):
        return ContactFile(file_name, refusal=refusal, unknown_columns=header.unknown)
    lines, refused = _sorted_out(_Line(header, row).read(today) for row in rows[1:])
    return ContactFile(file_name, lines, refused, unknown_columns=header.unknown)


def _sorted_out(
    read: Iterable[tuple[ContactLine, list[Refused]]],
) -> tuple[tuple[ContactLine, ...], tuple[Refused, ...]]:
    lines: list[ContactLine] = []
    refused: list[Refused] = []
    first_lines: dict[tuple[object, ...], int] = {}
    for line, problems in read:
        if problems:
            refused.extend(problems)
        elif (first := first_lines.setdefault(_identity(line), line.line)) != line.line:
            refused.append(Refused(line.line, "", "duplicate_line", {"first_line": first}))
        else:
            lines.append(line)
    return tuple(lines), tuple(refused)


def _identity(line: ContactLine) -> tuple[object, ...]:
    """Who a line is about: a name with a birth date, or with the addresses where the birth date is not given."""
    told_apart = line.birth_date or tuple(address.casefold() for address in line.addresses)
    return plain(line.first_name), plain(line.last_name), told_apart


class _Line:
    """One line being read; every problem in it is found, not only the first."""

    def __init__(self, header: Header, row: Row) -> None:
        self._header = header
        self._row = row
        self._refused: list[Refused] = []

    def read(self, today: date) -> tuple[ContactLine, list[Refused]]:
        """The contact and what is wrong; with something wrong the contact means nothing."""
        if len(self._row.cells) > len(self._header.texts):
            self._refused.append(Refused(self._row.line, "", "too_many_cells"))
        member_from, member_until = self._membership()
        family, family_role = self._family()
        line = ContactLine(
            line=self._row.line,
            first_name=self._text("first_name") or self._missing("first_name"),
            last_name=self._last_name(),
            birth_date=self._birth_date(today),
            sex=self._written("sex", read_sex),
            addresses=self._addresses(),
            phone=self._written("phone", read_phone),
            street=self._text("street"),
            postcode=self._text("postcode"),
            town=self._text("town"),
            group=self._text("group"),
            function=self._text("function"),
            member_from=member_from,
            member_until=member_until,
            family=family,
            family_role=family_role,
            language=self._written("language", read_language),
        )
        return line, self._refused

    def _last_name(self) -> str:
        infix = self._text("infix")
        name = self._text("last_name") or self._missing("last_name")
        return f"{infix} {name}" if infix else name

    def _birth_date(self, today: date) -> date | None:
        born = self._cell("birth_date", read_date)
        if born and born > today:
            self._refuse("birth_date", "future_birth_date", {"value": born.isoformat()})
        return born

    def _addresses(self) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for column in ADDRESSES:
            if address := self._written(column, read_address):
                found.setdefault(address.casefold(), address)
        return tuple(found.values())

    def _membership(self) -> tuple[date | None, date | None]:
        since, until = self._cell("member_from", read_date), self._cell("member_until", read_date)
        if since and until and until < since:
            params = {"since": since.isoformat(), "until": until.isoformat()}
            self._refuse("member_until", "until_before_from", params)
        return since, until

    def _family(self) -> tuple[str | None, FamilyRole | None]:
        before = len(self._refused)
        family, role = self._text("family"), self._written("family_role", read_family_role)
        if len(self._refused) == before and bool(family) != bool(role):
            self._missing("family_role" if family else "family")
        return family, role

    def _text(self, column: str) -> str | None:
        return self._written(column, partial(read_text, limit=LIMITS.get(column, NAME_LIMIT)))

    def _written(self, column: str, read: Callable[[str], Value]) -> Value | None:
        return self._cell(column, lambda cell: read(cell if isinstance(cell, str) else cell.isoformat()))

    def _cell(self, column: str, read: Callable[[str | date], Value]) -> Value | None:
        place = self._header.places.get(column)
        cell = self._row.cells[place] if place is not None and place < len(self._row.cells) else ""
        if isinstance(cell, BadCell):
            self._refuse(column, cell.code, {"value": cell.value})
            return None
        try:
            return read(cell) if cell != "" else None
        except WrongValue as wrong:
            self._refuse(column, wrong.code, wrong.params)
            return None

    def _missing(self, column: str) -> str:
        header = self._header.text_of(column)
        if not any(refused.column == header for refused in self._refused):
            self._refuse(column, "missing", {})
        return ""

    def _refuse(self, column: str, code: str, params: Mapping[str, Param]) -> None:
        self._refused.append(Refused(self._row.line, self._header.text_of(column), code, params))
