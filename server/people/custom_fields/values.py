"""Filling custom fields in: each kind read, checked and kept in its own column."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from server.kernel.context import Context
from server.kernel.ids import new_id
from server.people.attachments import exchange_file
from server.people.custom_fields.policies import may_write_value
from server.people.custom_fields.queries import COLUMNS, open_fields
from server.people.models import Contact, CustomChoice, CustomField, CustomValue
from server.people.problems import Problems, read_lines, reason_of
from server.people.sheets.values import WrongValue

FieldValue = int | float | str | bool | None

TEXT_LIMIT = 2000
NUMBER_LIMIT = 1e15
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Filling:
    """What is to be written of custom fields on one card; read and checked first, written later."""

    def __init__(self, contact: Contact) -> None:
        self._contact = contact
        self._fields: dict[str, CustomField] = {}
        self._values: dict[int, CustomValue] = {}
        self._choices: dict[int, CustomChoice] = {}
        self._said: dict[int, Any] = {}

    @classmethod
    async def read(
        cls, contact: Contact, given: Mapping[str, FieldValue], problems: Problems, *, manages: bool
    ) -> "Filling":
        """Read values by the fields' ids; what is wrong goes to `problems`, under `fields.<id>`."""
        filling = cls(contact)
        if given:
            await filling._load()
        for key, value in given.items():
            field = filling._fields.get(key)
            if field is None or not may_write_value(field, manages=manages):
                problems.add(f"fields.{key[:20]}", "field_of_own_unknown")
                continue
            try:
                filling._said[field.id] = filling._read_one(field, value)
            except WrongValue as wrong:
                problems.reasons.setdefault(f"fields.{key}", reason_of(wrong))
        return filling

    async def _load(self) -> None:
        own = {"organisation_id": self._contact.organisation_id}
        self._fields = {str(field.id): field for field in await open_fields(self._contact.organisation_id)}
        self._values = {row.field_id: row for row in await CustomValue.filter(**own, contact_id=self._contact.id)}
        fields = [field.id for field in self._fields.values() if field.kind == "choice"]
        found = await CustomChoice.filter(**own, field_id__in=fields) if fields else []
        self._choices = {row.id: row for row in found}

    def _read_one(self, field: CustomField, value: FieldValue) -> Any:
        if value is None or value == "":
            return None
        if field.kind == "choice":
            return self._read_choice(field, value)
        return _READERS[field.kind](value)

    def _read_choice(self, field: CustomField, value: FieldValue) -> Any:
        choice = self._choices.get(value) if isinstance(value, int) and not isinstance(value, bool) else None
        before = self._values.get(field.id)
        kept = choice is not None and before is not None and before.choice_id == choice.id
        if choice is None or choice.field_id != field.id or (choice.closed_at is not None and not kept):
            raise WrongValue("no_choice")
        return choice.id

    async def write(self, ctx: Context) -> list[str]:
        """Hand the values to the unit; the ids of the fields that changed."""
        said = [field for field in self._fields.values() if field.id in self._said]
        return [f"fields.{field.id}" for field in said if await self._write_one(ctx, field, self._said[field.id])]

    async def _write_one(self, ctx: Context, field: CustomField, said: Any) -> bool:
        before, column = self._values.get(field.id), COLUMNS[field.kind]
        if (getattr(before, column) if before is not None else None) == said:
            return False
        if field.kind == "file":
            await exchange_file(ctx, self._contact, before.file_id if before else None, said, f"fields.{field.id}")
        if said is None:
            await CustomValue.filter(
                organisation_id=self._contact.organisation_id, id=before.id if before else 0
            ).delete()
        elif before is not None:
            ctx.change(before, **{column: said})
        else:
            place = {"organisation_id": self._contact.organisation_id, "contact_id": self._contact.id}
            ctx.add(CustomValue(id=new_id(), field_id=field.id, **place, **{column: said}))
        return True


def _read_words(value: FieldValue) -> str:
    if not isinstance(value, str):
        raise WrongValue("no_text")
    # Such a text becomes a formula again in the spreadsheet of whoever exports it (OWASP, CSV injection).
    if value.lstrip().startswith(("=", "@")):
        raise WrongValue("formula")
    return read_lines(value, TEXT_LIMIT)


def _read_number(value: FieldValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongValue("no_number")
    if not isfinite(value) or not abs(value) < NUMBER_LIMIT:
        raise WrongValue("number_large")
    return float(value)


def _read_day(value: FieldValue) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year < 2200:
        raise WrongValue("invalid_date", value=str(value)[:80])
    return day


def _read_yes(value: FieldValue) -> bool:
    if not isinstance(value, bool):
        raise WrongValue("no_yes")
    return value


def _read_file(value: FieldValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**52:
        raise WrongValue("no_file")
    return value


_READERS: dict[str, Callable[[FieldValue], Any]] = {
    "text": _read_words,
    "number": _read_number,
    "date": _read_day,
    "yes_no": _read_yes,
    "file": _read_file,
}
