"""Drafts and scheduled messages as their author holds them, and what becomes of them."""

from datetime import datetime

from server.conversations.later_models import Draft, Scheduled
from server.kernel.events import Entry, Event, ObjectKind, Reach, Viewer
from server.kernel.wire import RowView


class DraftView(RowView, frozen=True):
    """What one is writing in a conversation; an empty text is no draft."""

    id: int
    organisation: int
    conversation: int
    text: str
    reply_to: int | None
    changed_at: datetime
    rev: int


class ScheduledView(RowView, frozen=True):
    """One's own message for later. It waits while `sent_at`, `cancelled_at` and `refused_at` are null; `refused` says
    why it could not be posted."""

    id: int
    organisation: int
    conversation: int
    text: str
    reply_to: int | None
    send_at: datetime
    created_at: datetime
    sent_at: datetime | None
    message: int | None
    cancelled_at: datetime | None
    refused_at: datetime | None
    refused: str | None
    rev: int


DRAFT = ObjectKind("draft", Draft, view=DraftView.of, reach=lambda row: Reach(accounts=(row.account_id,)))
SCHEDULED = ObjectKind(
    "scheduled", Scheduled, view=ScheduledView.of, reach=lambda row: Reach(accounts=(row.account_id,))
)


class DraftChanged(Event, of=DRAFT):
    """One wrote further, on this or another device, or the draft was sent."""


class ScheduledCreated(Event, of=SCHEDULED):
    """A message waits for its moment."""


class ScheduledChanged(Event, of=SCHEDULED):
    """Its text or its moment changed."""


class ScheduledCancelled(Event, of=SCHEDULED):
    """It will not be sent."""


class ScheduledSent(Event, of=SCHEDULED):
    """It was posted."""


class ScheduledRefused(Event, of=SCHEDULED):
    """Its moment came and its author might no longer post there; the text is kept as their draft."""


@DRAFT.synced_by
async def changed_drafts(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own drafts."""
    own = Draft.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [DRAFT.entry(row) for row in await own.order_by("rev").limit(limit)]


@SCHEDULED.synced_by
async def changed_scheduled(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own messages for later."""
    own = Scheduled.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [SCHEDULED.entry(row) for row in await own.order_by("rev").limit(limit)]
