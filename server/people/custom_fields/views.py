"""What is shown of custom fields."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

FieldKind = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["text", "number", "date", "choice", "yes_no", "file"]})
]
FieldAccess = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["admins", "read", "write"]})]


class ChoiceView(RowView, frozen=True):
    """An answer to a field of kind `choice`; one that was closed is kept by who has it, and not chosen any more."""

    id: int
    name: str
    closed_at: datetime | None


class FieldView(RowView, frozen=True):
    """A field of the organisation's own, with the purpose for which it is kept.

    `access`: `admins` only, or the contact themselves may also `read` or `write` it.
    """

    id: int
    organisation: int
    name: str
    kind: FieldKind
    purpose: str
    access: FieldAccess
    position: int
    closed_at: datetime | None
    choices: list[ChoiceView]


class FieldValueView(View, frozen=True):
    """What a field says of a contact: a text, a number, a day (2026-11-26), true or false, the id of a choice or of a
    file; null when nothing is filled in. `shown` is a choice's name. `writable`: who asks may fill it in."""

    field: int
    name: str
    kind: FieldKind
    purpose: str
    value: int | float | str | bool | None
    shown: str | None
    writable: bool
