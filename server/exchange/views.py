"""What one sees of imports."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View
from server.people.intake.report import RefusedLine, Report

StateName = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["waiting", "reading", "writing", "done", "failed"]})
]
BecauseName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["name_and_address", "name", "address"]})]
OutcomeName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["created", "changed", "unchanged", "refused"]})]


class TargetView(View, frozen=True):
    """Something that a column can hold, and what it is called."""

    target: str
    name: str


class ColumnView(View, frozen=True):
    """A column of a file: its header, what it is taken to hold, and some of what stands in it."""

    header: str
    target: str
    examples: list[str]


class CellView(View, frozen=True):
    """What is understood of a cell."""

    target: str
    text: str


class LineView(View, frozen=True):
    """A line as it is understood, and what would become of it; `contact` is who it is about, if known already."""

    line: int
    outcome: OutcomeName
    contact: int | None
    cells: list[CellView]


class LikenessView(View, frozen=True):
    """A line may be about somebody who is known. `taken`: it is, unless `decisions` say otherwise."""

    line: int
    name: str
    contact: int
    contact_name: str
    because: BecauseName
    taken: bool


class ImportPreview(View, frozen=True):
    """What `import.run` would do; nothing is kept of it.

    `header`: the first line names the columns. `targets`: all that a column can hold. `makes`: the names of groups,
    functions, types of membership and families that do not exist yet. `refused` and `likely` hold the first of them;
    `refused_lines` counts them all.
    """

    file: str
    refusal: str | None
    header: bool
    columns: list[ColumnView]
    targets: list[TargetView]
    first_lines: list[LineView]
    created: int
    changed: int
    unchanged: int
    refused_lines: int
    refused: list[RefusedLine]
    likely: list[LikenessView]
    makes: list[str]


class ImportView(RowView, frozen=True):
    """An import, how far it is, and its report once it is done. `lines` counts those that are right, once they are
    read."""

    id: int
    organisation: int
    file_name: str
    state: StateName
    lines: int
    report: Report | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
