"""What one sees of consents."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

Source = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["self", "guardian", "admin"]})]


class PurposeView(RowView, frozen=True):
    """For what consent is asked; `text` is what one agrees to."""

    id: int
    organisation: int
    name: str
    text: str
    closed_at: datetime | None


class AnsweredPurpose(View, frozen=True):
    """A purpose, and whether a contact agrees to it: since when, and how that is known."""

    id: int
    name: str
    text: str
    closed_at: datetime | None
    given_at: datetime | None
    source: Source | None


class ConsentView(View, frozen=True):
    """That somebody agreed, by whom it was noted, and when it was withdrawn, if it was."""

    id: int
    organisation: int
    contact: int
    contact_name: str
    purpose: int
    given_at: datetime
    source: Source
    withdrawn_at: datetime | None
    withdrawn_source: Source | None


class ConsentFile(View, frozen=True):
    """The register of a purpose as CSV text; `name` is what to call the file, `rows` how many lines it has. `whole`
    unless there were more."""

    name: str
    rows: int
    whole: bool
    text: str
