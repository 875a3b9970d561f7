"""One's own preferences for a conversation: what one is told of it, and where it stands in one's list."""

from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, UnsetType

from server.conversations.models import Participant
from server.conversations.policies import may_draft, may_pin_conversation
from server.conversations.preference_models import Preference
from server.conversations.seats import open_seat
from server.kernel.context import Context
from server.kernel.database import one_by_one
from server.kernel.errors import Reason
from server.kernel.events import Entry, Event, ObjectKind, Reach, Viewer
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, RowView, invalid

Level = Literal["all", "mentions", "none"]


class PreferenceView(RowView, frozen=True):
    """One's own preferences for a conversation.

    Archived while the conversation's `last_seq` is at most `archived_seq`, or while it is muted.
    """

    id: int
    organisation: int
    conversation: int
    level: str
    muted_until: datetime | None
    pinned_at: datetime | None
    archived_seq: int | None
    rev: int


PREFERENCE = ObjectKind(
    "preference", Preference, view=PreferenceView.of, reach=lambda row: Reach(accounts=(row.account_id,))
)


class PreferenceChanged(Event, of=PREFERENCE):
    """One changed what one is told of a conversation, or where it stands, on this or another device."""


@PREFERENCE.synced_by
async def changed_preferences(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own preferences that changed."""
    own = Preference.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [PREFERENCE.entry(row) for row in await own.order_by("rev").limit(limit)]


class SetPreference(Input, frozen=True):
    """What is to hold from now on; what is left out stays as it is. `muted_until`: null ends it.

    `archived_seq` goes with `archived`: the last message that one saw, for one that came since brings it back. Without
    it that is the last one there is.
    """

    conversation: Id
    level: Level | UnsetType = UNSET
    muted_until: datetime | UnsetType | None = UNSET
    pinned: bool | UnsetType = UNSET
    archived: bool | UnsetType = UNSET
    archived_seq: Id | UnsetType = UNSET


@operation("preference.set", scope="messages:write", recorded=False)
async def set_preference(ctx: Context, given: SetPreference) -> PreferenceView:
    """Set what one is told of a conversation and where it stands in one's list; nobody else sees it.

    Refused: not_found, invalid (a moment without zone), conflict (too many pinned).
    """
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_draft(seat))
    if isinstance(given.muted_until, datetime) and given.muted_until.tzinfo is None:
        raise invalid(muted_until=Reason("moment_without_zone"))
    # Two devices at once make neither two rows, nor pin too many.
    await one_by_one(ctx.actor.reader)
    own = {"organisation_id": seat.organisation_id, "account_id": ctx.actor.reader}
    held = await Preference.filter(**own, conversation_id=seat.conversation_id).first()
    row = held or Preference(id=new_id(), conversation_id=seat.conversation_id, **own)
    wanted = _wanted(given, row, seat, ctx.now)
    if wanted.get("pinned_at") is not None:
        ctx.allow(may_pin_conversation(await Preference.filter(**own, pinned_at__isnull=False).count()))
    if held is None:
        row.update_from_dict(wanted)
        ctx.add(row)
        ctx.emit(PreferenceChanged(row))
    elif wanted:
        ctx.change(row, **wanted)
        ctx.emit(PreferenceChanged(row))
    return ctx.later(row, PreferenceView.of)


def _wanted(given: SetPreference, row: Preference, seat: Participant, now: datetime) -> dict[str, Any]:
    """The columns that become something else."""
    last = seat.conversation.last_seq
    columns: dict[str, Any] = {"level": given.level, "muted_until": given.muted_until}
    if given.pinned is not UNSET:
        columns["pinned_at"] = (row.pinned_at or now) if given.pinned else None
    if given.archived is not UNSET:
        seen = last if given.archived_seq is UNSET else min(given.archived_seq, last)
        columns["archived_seq"] = seen if given.archived else None
    return {name: value for name, value in columns.items() if value is not UNSET and value != getattr(row, name)}
