"""One line of a list, read as a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from server.people.sheets.cells import BadCell, Row, unescaped
from server.people.sheets.countries import read_country
from server.people.sheets.mapping import Columns
from server.people.sheets.reasons import Param, Refused
from server.people.sheets.values import (
    LIMITS,
    NAME_LIMIT,
    REMARKS_LIMIT,
    FieldValue,
    Kind,
    Sex,
    WrongValue,
    check_no_formula,
    read_address,
    read_contact_number,
    read_date,
    read_family_part,
    read_field,
    read_kind,
    read_language,
    read_long,
    read_phone,
    read_plain,
    read_sex,
    read_yes_no,
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EmailCell:
    """An e-mail address, and what kind it is."""

    address: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneCell:
    """A telephone number as typed, and what kind of phone it is."""

    number: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class PostalCells:
    """A postal address in its parts, and what kind it is; `country` has two letters. What is left open is None."""

    street: str | None = None
    postcode: str | None = None
    town: str | None = None
    country: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class GroupCells:
    """A group, the function there, and from when until when; without a name it is told of no group.

    A `reader` only follows what happens there.
    """

    name: str | None = None
    function: str | None = None
    since: date | None = None
    until: date | None = None
    reader: bool | None = None


@dataclass(frozen=True, slots=True)
class MembershipCells:
    """A type of membership, if the line tells it, and from when until when."""

    type: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyCells:
    """The name that the members of a family share, and the id of the part that this person plays in it."""

    name: str
    part: int


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person or company as one line of a file gives them; texts are in NFC, what the line leaves open is None.

    `number`: that of a contact who is known, as an export gave it; `emails`: in order, each address once; `language`
    is an ISO 639-1 code; `phones` and `postal` keep their places, None where the line has nothing; `fields`: custom
    fields by id.
    """

    line: int
    first_name: str
    last_name: str
    number: int | None = None
    kind: Kind | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    language: str | None = None
    remarks: str | None = None
    emails: tuple[EmailCell, ...] = ()
    phones: tuple[PhoneCell | None, ...] = ()
    postal: tuple[PostalCells | None, ...] = ()
    groups: tuple[GroupCells, ...] = ()
    memberships: tuple[MembershipCells, ...] = ()
    families: tuple[FamilyCells, ...] = ()
    fields: Mapping[int, FieldValue] = field(default_factory=dict)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses, in order."""
        return tuple(email.address for email in self.emails)


class LineReader:
    """One line being read; every problem in it is found, not only the first."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self._columns = columns
        self._row = row
        self._refused: list[Refused] = []

    def read(self, today: date) -> tuple[ContactLine, list[Refused]]:
        """The contact and what is wrong; with something wrong the contact means nothing."""
        if len(self._row.cells) > len(self._columns.texts):
            self._refused.append(Refused(self._row.line, "", "too_many_cells"))
        kind = self._written("kind", read_kind)
        number = self._written("number", read_contact_number)
        first_name, last_name = self._names(company=kind == "company", known=number is not None)
        line = ContactLine(
            line=self._row.line,
            first_name=first_name,
            last_name=last_name,
            number=number,
            kind=kind,
            birth_date=self._birth_date(today),
            sex=self._written("sex", read_sex),
            language=self._written("language", read_language),
            remarks=self._written("remarks", partial(read_long, limit=REMARKS_LIMIT)),
            emails=self._emails(),
            phones=self._in_places("phone", self._phone),
            postal=self._in_places("street", self._postal),
            groups=self._each("group", self._group),
            memberships=self._each("membership", self._membership),
            families=self._each("family", self._family),
            fields=self._fields(),
        )
        return line, self._refused

    def _names(self, *, company: bool, known: bool) -> tuple[str, str]:
        """First and last name. Companies have a last name only; of who is known by number the last may be missing."""
        first, infix, last = self._text("first_name"), self._text("infix"), self._text("last_name")
        whole = self._text("full_name")
        if company:
            return first or "", last or whole or self._missing("last_name")
        if not first and not last and whole:
            first, last = _split_name(whole)
            return first or self._missing("full_name"), last or self._missing("full_name")
        if "first_name" not in self._columns.places and "last_name" not in self._columns.places:
            return self._missing("full_name"), ""
        last = last or ("" if known else self._missing("last_name"))
        return first or self._missing("first_name"), self._bounded_name(f"{infix} {last}" if infix else last)

    def _bounded_name(self, last: str) -> str:
        if len(last) > LIMITS["last_name"]:
            self._refuse("last_name", "too_long", {"limit": LIMITS["last_name"]})
        return last

    def _birth_date(self, today: date) -> date | None:
        born = self._cell("birth_date", read_date)
        if born and born > today:
            self._refuse("birth_date", "future_birth_date", {"value": born.isoformat()})
        return born

    def _emails(self) -> tuple[EmailCell, ...]:
        found: dict[str, EmailCell] = {}
        for email in self._each("email", self._email):
            found.setdefault(email.address.casefold(), email)
        return tuple(found.values())

    def _email(self, place: int) -> EmailCell | None:
        address, label = self._written(f"email_{place}", read_address), self._text(f"email_label_{place}")
        return EmailCell(address, label) if address else None

    def _phone(self, place: int) -> PhoneCell | None:
        number, label = self._written(f"phone_{place}", read_phone), self._text(f"phone_label_{place}")
        return PhoneCell(number, label) if number else None

    def _postal(self, place: int) -> PostalCells | None:
        street, postcode, town = (self._text(f"{part}_{place}") for part in ("street", "postcode", "town"))
        country, label = self._written(f"country_{place}", read_country), self._text(f"postal_label_{place}")
        cells = PostalCells(street, postcode, town, country, label)
        return cells if cells != PostalCells() else None

    def _group(self, place: int) -> GroupCells | None:
        name, function = self._text(f"group_{place}"), self._text(f"function_{place}")
        since, until = self._period(f"group_from_{place}", f"group_until_{place}")
        cells = GroupCells(name, function, since, until, self._written(f"group_reader_{place}", read_yes_no))
        return cells if cells != GroupCells() else None

    def _membership(self, place: int) -> MembershipCells | None:
        kind = self._text(f"membership_{place}")
        since, until = self._period(f"member_from_{place}", f"member_until_{place}")
        return MembershipCells(kind, since, until) if kind or since or until else None

    def _family(self, place: int) -> FamilyCells | None:
        before = len(self._refused)
        read_part = partial(read_family_part, self._columns.family_parts)
        name, part = self._text(f"family_{place}"), self._written(f"family_role_{place}", read_part)
        if len(self._refused) == before and bool(name) != bool(part):
            self._missing(f"family_role_{place}" if name else f"family_{place}")
        return FamilyCells(name, part) if name and part else None

    def _fields(self) -> Mapping[int, FieldValue]:
        found: dict[int, FieldValue] = {}
        for each in self._columns.fields:
            value = self._cell(each.target, partial(read_field, each))
            if value is not None:
                found[each.id] = value
        return found

    def _each(self, base: str, read: Callable[[int], Value | None]) -> tuple[Value, ...]:
        """What is read at each place that the file has a column for."""
        found = (read(place) for place in self._columns.numbers(base))
        return tuple(value for value in found if value is not None)

    def _in_places(self, base: str, read: Callable[[int], Value | None]) -> tuple[Value | None, ...]:
        """What is read at each place up to the last that holds something."""
        found = [read(place) for place in range(1, max(self._columns.numbers(base), default=0) + 1)]
        while found and found[-1] is None:
            found.pop()
        return tuple(found)

    def _period(self, start: str, end: str) -> tuple[date | None, date | None]:
        since, until = self._cell(start, read_date), self._cell(end, read_date)
        if since and until and until < since:
            params = {"since": since.isoformat(), "until": until.isoformat()}
            self._refuse(end, "until_before_from", params)
        return since, until

    def _text(self, column: str) -> str | None:
        limit = LIMITS.get(column) or LIMITS.get(column.rpartition("_")[0], NAME_LIMIT)
        return self._written(column, partial(read_plain, limit=limit))

    def _written(self, column: str, read: Callable[[str], Value]) -> Value | None:
        return self._cell(column, lambda cell: read(cell if isinstance(cell, str) else cell.isoformat()))

    def _cell(self, column: str, read: Callable[[str | date], Value]) -> Value | None:
        place = self._columns.places.get(column)
        cell = self._row.cells[place] if place is not None and place < len(self._row.cells) else ""
        if isinstance(cell, BadCell):
            self._refuse(column, cell.code, {"value": cell.value})
            return None
        try:
            return read(_plain_cell(cell)) if cell != "" else None
        except WrongValue as wrong:
            self._refuse(column, wrong.code, wrong.params)
            return None

    def _missing(self, column: str) -> str:
        header = self._columns.text_of(column)
        if not any(refused.column == header for refused in self._refused):
            self._refuse(column, "missing", {})
        return ""

    def _refuse(self, column: str, code: str, params: Mapping[str, Param]) -> None:
        self._refused.append(Refused(self._row.line, self._columns.text_of(column), code, params))


def _plain_cell(cell: str | date) -> str | date:
    """The cell without the apostrophe that says that it is a text; what would be a formula is refused."""
    if isinstance(cell, date):
        return cell
    check_no_formula(cell)
    return unescaped(cell)


def _split_name(name: str) -> tuple[str, str]:
    """First and last name of `Zoë van der Wulp` or `van der Wulp, Zoë`."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.partition(" ")
    return first, last.strip()
