"""How somebody wants a list to be taken in."""

from typing import Annotated, Literal

import msgspec

from server.kernel.wire import Id, Input
from server.people.importing import Choices
from server.people.sheets.cells import MAX_COLUMNS, MAX_LINES
from server.people.sheets.mapping import ColumnMapping

Target = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
MAX_DECISIONS = 1_000


class MappingInput(Input, frozen=True):
    """What the columns of a file hold, in its order: a target each, or `ignore`; and whether its first line names
    them."""

    columns: Annotated[list[Target], msgspec.Meta(max_length=MAX_COLUMNS)]
    header: bool = True

    @property
    def mapping(self) -> ColumnMapping:
        """As the reader of files takes it."""
        return ColumnMapping(tuple(self.columns), self.header)


class Decision(Input, frozen=True):
    """Whom a line is about: a contact who is known, or null for somebody new."""

    line: Annotated[int, msgspec.Meta(ge=1, le=10 * MAX_LINES)]
    contact: Id | None


class ListInput(Input, frozen=True):
    """A file that was sent for `import`, and how it is to be taken; without a mapping as its headers say."""

    organisation: Id
    file: Id
    mapping: MappingInput | None = None
    mode: Literal["lines", "whole"] = "lines"
    decisions: Annotated[list[Decision], msgspec.Meta(max_length=MAX_DECISIONS)] = []  # noqa: RUF012 - msgspec copies it

    def choices(self, *, by_values: bool) -> Choices:
        """As the import takes them."""
        return Choices(
            mapping=self.mapping.mapping if self.mapping else None,
            by_values=by_values,
            whole=self.mode == "whole",
            decisions={decision.line: decision.contact for decision in self.decisions},
        )
