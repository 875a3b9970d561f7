"""Finding custom fields, their choices and what they say."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from server.people.custom_fields.policies import may_read_value, may_write_value
from server.people.custom_fields.views import ChoiceView, FieldValueView, FieldView
from server.people.models import Contact, CustomChoice, CustomField, CustomValue


async def open_fields(organisation: int) -> list[CustomField]:
    """The fields in use, in their order."""
    return await CustomField.filter(organisation_id=organisation, closed_at=None).order_by("position", "id")


async def field_views(organisation: int, fields: Sequence[CustomField]) -> list[FieldView]:
    """Fields with their choices; one query."""
    found = CustomChoice.filter(organisation_id=organisation, field_id__in=[field.id for field in fields])
    choices: dict[int, list[ChoiceView]] = defaultdict(list)
    for row in await found.order_by("position", "id") if fields else []:
        choices[row.field_id].append(ChoiceView.of(row))
    return [FieldView.of(field, choices=choices[field.id]) for field in fields]


async def value_views(contact: Contact, *, manages: bool) -> list[FieldValueView]:
    """What the fields say of a contact, as far as who asks may see it; two queries."""
    fields = [field for field in await open_fields(contact.organisation_id) if may_read_value(field, manages=manages)]
    values = CustomValue.filter(organisation_id=contact.organisation_id, contact_id=contact.id)
    known = {row.field_id: row for row in await values.select_related("choice")} if fields else {}
    return [_view(field, known.get(field.id), manages) for field in fields]


def value_of(value: CustomValue, kind: str) -> Any:
    """What a value says, as it crosses the wire."""
    said = getattr(value, COLUMNS[kind])
    return said.isoformat() if kind == "date" and said is not None else said


COLUMNS = {
    "text": "text",
    "number": "number",
    "date": "day",
    "choice": "choice_id",
    "yes_no": "yes",
    "file": "file_id",
}
"""Kind of field → the column of a value in which it is kept."""


def _view(field: CustomField, value: CustomValue | None, manages: bool) -> FieldValueView:
    chosen = value.choice if value is not None and value.choice_id is not None else None
    return FieldValueView(
        field=field.id,
        name=field.name,
        kind=field.kind,
        purpose=field.purpose,
        value=value_of(value, field.kind) if value is not None else None,
        shown=chosen.name if chosen is not None else None,
        writable=may_write_value(field, manages=manages),
    )
