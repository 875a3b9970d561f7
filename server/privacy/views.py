"""What one sees of privacy."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

ExportState = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["none", "waiting", "making", "ready", "failed", "gone"]})
]


class ExportView(View, frozen=True):
    """How far an archive is; once `ready` it is the file `file` (at `/files/<id>`) of so many bytes, `until` a moment.

    `none` was asked for, or it is `gone` again.
    """

    contact: int
    state: ExportState
    file: int | None
    bytes: int
    asked_at: datetime | None
    until: datetime | None


class ErasureLine(View, frozen=True):
    """So many rows of a kind, what becomes of them (`go` or `stay`), and why."""

    kind: str
    name: str
    count: int
    fate: str
    reason: str


class ErasurePreview(View, frozen=True):
    """What an erasure would do. `name` is what must be typed; `refusal` says why it cannot be done, if so."""

    contact: int
    name: str
    lines: list[ErasureLine]
    refusal: str | None


class ErasedView(RowView, frozen=True):
    """Somebody of whom nothing is kept any more."""

    id: int
    organisation: int
    erased_at: datetime


class ErasureRequestView(View, frozen=True):
    """Somebody asked to be erased."""

    id: int
    organisation: int
    contact: int
    contact_name: str
    asked_at: datetime
    declined_at: datetime | None


class RetentionView(View, frozen=True):
    """How many months a kind of data is kept, and whether the rule holds; `people`: it erases people."""

    kind: str
    name: str
    explanation: str
    months: int
    enabled: bool
    people: bool


class RetentionPreview(View, frozen=True):
    """What a rule would take away today: how many, and the first names of some, if it is about people."""

    kind: str
    count: int
    names: list[str]
