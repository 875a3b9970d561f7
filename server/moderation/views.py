"""What one sees of moderation."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

ReasonName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["spam", "unkind", "private", "other"]})]
FallsToName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["moderators", "administrators", "operator"]})]
OutcomeName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["kept", "removed"]})]


class MessageReportView(RowView, frozen=True):
    """One's own report of a message, and what became of it once it is closed.

    `falls_to` is who may answer it: those who manage conversations, or administrators where only who wrote the message
    does; `operator` where nobody else is left, which who runs the server is shown. Once `forgotten_at`, a client drops
    it.
    """

    id: int
    organisation: int
    conversation: int
    message: int
    reason: ReasonName
    note: str
    reported_at: datetime
    closed_at: datetime | None
    outcome: OutcomeName | None
    falls_to: FallsToName
    forgotten_at: datetime | None
    rev: int


class ReportedView(View, frozen=True):
    """A reported message as administrators see it: as it stands now, by whom, and who reported it.

    `title` is the conversation's, null of one of two; `reporter` is null where they were erased. `files` are the names
    of what is attached.
    """

    id: int
    organisation: int
    conversation: int
    title: str | None
    message: int
    author: int
    author_name: str
    text: str
    files: list[str]
    sent_at: datetime
    deleted_at: datetime | None
    reporter: int | None
    reporter_name: str | None
    reason: ReasonName
    note: str
    reported_at: datetime
    closed_at: datetime | None
    outcome: OutcomeName | None
    closed_by_name: str | None


ExportState = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["none", "waiting", "making", "ready", "failed", "gone"]})
]


class ConversationExportView(View, frozen=True):
    """How far a conversation's file is: `done` messages of `total`; once `ready` it is the file `file` (at
    `/files/<id>`) of so many bytes, `until` a moment.

    `none` was asked for, or it is `gone` again.
    """

    conversation: int
    state: ExportState
    done: int = 0
    total: int = 0
    file: int | None = None
    bytes: int = 0
    asked_at: datetime | None = None
    until: datetime | None = None
