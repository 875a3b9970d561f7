"""What is told while it lasts: who looks at a conversation, who types there, who is there at all."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from server.accounts.queries import own_account
from server.conversations.live import Live, Look, Watched
from server.conversations.policies import may_draft, may_open, may_write
from server.conversations.seats import load_seats, open_seat
from server.conversations.whispers import TypingTold
from server.kernel.access import may_when_signed_in
from server.kernel.context import Context
from server.kernel.database import rows, transaction
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import execute, marks
from server.kernel.errors import Refusal
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, ListView, Nothing, View

typing_attempts = Throttle(attempts=6, seconds=6)
"""What one reader tells of their typing in one conversation; more is dropped without a word."""


class LookAt(Input, frozen=True):
    """Which conversation is on the screen; null when none is."""

    conversation: Id | None = None


@operation("room.look", scope="conversations:read")
async def look_at(ctx: Context, given: LookAt) -> Nothing:
    """Say what this connection looks at: it hears who types and who reads there, until it looks elsewhere.

    Without a connection that stays it does nothing. Refused: not_found (one does not sit there).
    """
    look = None
    if given.conversation is None:
        ctx.allow(may_when_signed_in(ctx.actor))
    else:
        seat = await open_seat(ctx, given.conversation)
        ctx.allow(may_draft(seat))
        account = await own_account(ctx.actor)
        look = Look(seat.organisation_id, seat.conversation_id, account.tells_reads)
    if ctx.door.ear is not None:
        ctx.door.ear.live.look(ctx.door.ear, look)
    return Nothing()


class SetTyping(Input, frozen=True):
    """Where, and whether one types or has stopped."""

    conversation: Id
    on: bool = True


@operation("typing.set", scope="conversations:read")
async def set_typing(ctx: Context, given: SetTyping) -> Nothing:
    """Tell those who look at a conversation that one types; they forget it after six seconds. It may be lost.

    Without a connection that stays it does nothing, nor in a broadcast list. Refused: not_found, forbidden (only
    administrators write there, or the other of two takes no messages), conflict (the conversation is closed).
    """
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_write(seat))
    ear = ctx.door.ear
    if ear is None or seat.conversation.kind == "broadcast" or not ear.live.looking(seat.conversation_id):
        return Nothing()
    try:
        typing_attempts.attempt(f"{ctx.actor.reader}:{seat.conversation_id}")
    except Refusal:
        return Nothing()
    sitting = await sitting_readers(seat.organisation_id, seat.conversation_id)
    seen = TypingTold(
        organisation=seat.organisation_id, conversation=seat.conversation_id, contact=seat.contact_id, on=given.on
    )
    ear.live.tell(seat.conversation_id, sitting, "typing", seen, but=ctx.actor.reader)
    return Nothing()


async def sitting_readers(organisation: int, conversation: int) -> set[int]:
    """Who reads for those who sit in a conversation at this moment."""
    return {seat.reader for seat in await load_seats(organisation, conversation) if seat.until_seq is None}


class WatchPresence(Input, frozen=True):
    """Whose coming and going this connection wants to hear, instead of those before."""

    organisation: Id
    contacts: Annotated[list[Id], msgspec.Meta(max_length=200)]


class PresenceView(View, frozen=True):
    """Whether somebody is there; else when they were, to the minute, if that is known."""

    contact: int
    online: bool
    seen_at: datetime | None


@operation("presence.watch", scope="conversations:read")
async def watch_presence(ctx: Context, given: WatchPresence) -> ListView[PresenceView]:
    """Show who of some contacts is there, and let this connection hear when that changes.

    Left out are those with whom one sits in no conversation, who have no login, who do not tell and who block one; who
    does not tell it of oneself gets nothing. Refused: not_found (no contact there).
    """
    ctx.allow(may_open(ctx.actor, given.organisation))
    found = await _known(ctx, given.organisation, given.contacts)
    ear = ctx.door.ear
    live: Live = ear.live if ear is not None else Live()
    if ear is not None:
        watched = (Watched(given.organisation, row["contact_id"], row["account_id"]) for row in found)
        ear.live.watch(ear, tuple(watched))
        live.silent.update(row["account_id"] for row in found if not row["tells_presence"])
    return ListView(items=[_presence(live, row) for row in found if row["tells_presence"]])


async def _known(ctx: Context, organisation: int, contacts: list[int]) -> list[dict[str, Any]]:
    """Those of some contacts whose presence is this reader's business."""
    own = ctx.actor.standing(organisation).contact
    if not contacts or not (await own_account(ctx.actor)).tells_presence:
        return []
    sql = f"""
        SELECT l."contact_id", l."account_id", a."tells_presence", a."seen_at" FROM "link" l
        JOIN "account" a ON a."id" = l."account_id"
        WHERE l."organisation_id" = ? AND l."kind" = 'self' AND l."until_at" IS NULL
        AND l."contact_id" IN ({marks(contacts)}) AND EXISTS (
            SELECT 1 FROM "participant" p
            JOIN "participant" o ON o."conversation_id" = p."conversation_id" AND o."organisation_id" = ?
            JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = ?
            WHERE p."organisation_id" = ? AND p."contact_id" = l."contact_id" AND p."left_at" IS NULL
            AND o."contact_id" = ? AND o."left_at" IS NULL AND c."kind" <> 'broadcast' AND c."removed_at" IS NULL
        ) AND NOT EXISTS (
            SELECT 1 FROM "block" b WHERE b."organisation_id" = ? AND b."contact_id" = l."contact_id"
            AND b."blocked_id" = ? AND b."lifted_at" IS NULL
        )
    """
    values = [organisation, *contacts, organisation, organisation, organisation, own, organisation, own]
    return await rows(sql, values)


def _presence(live: Live, row: dict[str, Any]) -> PresenceView:
    online = live.online(row["account_id"])
    seen = None if online or row["seen_at"] is None else moment_of(row["seen_at"])
    return PresenceView(contact=row["contact_id"], online=online, seen_at=seen)


async def note_seen(account: int, seen: datetime) -> None:
    """Keep when somebody was last there, if they tell it."""
    async with transaction():
        sql = 'UPDATE "account" SET "seen_at" = ? WHERE "id" = ? AND "tells_presence"'
        await execute(sql, [microseconds(seen), account])
