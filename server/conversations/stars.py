"""One's own stars: messages that one keeps at hand."""

from server.conversations.events import STAR, StarChanged
from server.conversations.message_models import Star
from server.conversations.models import Message
from server.conversations.policies import may_read
from server.conversations.seats import seen_message
from server.conversations.views import MessageView, StarView
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.events import Entry, Viewer
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, Input, ListView, PageInput


class SetStar(Input, frozen=True):
    """At which message, and whether it is to have one's star."""

    message: Id
    on: bool


@operation("star.set", scope="messages:write", recorded=False)
async def set_star(ctx: Context, given: SetStar) -> StarView:
    """Put one's own star at a message, or take it off; nobody else sees it. Refused: not_found."""
    message, seat = await seen_message(ctx, given.message, lock=True)
    ctx.allow(may_read(seat))
    own = {"organisation_id": message.organisation_id, "message_id": message.id, "account_id": ctx.actor.reader}
    star = await Star.get_or_none(**own)
    starred = ctx.now if given.on else None
    if star is None:
        star = Star(id=new_id(), conversation_id=message.conversation_id, starred_at=starred, **own)
        ctx.add(star)
        ctx.emit(StarChanged(star))
    elif (star.starred_at is not None) != given.on:
        ctx.change(star, starred_at=starred)
        ctx.emit(StarChanged(star))
    return ctx.later(star, StarView.of)


class ListStars(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("star.list", scope="conversations:read")
async def list_stars(ctx: Context, given: ListStars) -> ListView[MessageView]:
    """List the messages with one's star that one may still see, the last starred first. Refused: not_found."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    start = page_start(given)
    sql = f"""
        SELECT s."message_id" FROM "star" s
        JOIN "message" m ON m."id" = s."message_id" AND m."organisation_id" = s."organisation_id"
        WHERE s."organisation_id" = ? AND s."account_id" = ? AND s."starred_at" IS NOT NULL AND m."deleted_at" IS NULL
        AND EXISTS (
            SELECT 1 FROM "participant" p
            JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id"
            WHERE p."conversation_id" = m."conversation_id" AND p."organisation_id" = m."organisation_id"
            AND c."removed_at" IS NULL AND p."contact_id" IN ({marks(ctx.actor.contacts)})
            AND m."seq" >= p."from_seq" AND (p."until_seq" IS NULL OR m."seq" <= p."until_seq")
        )
        ORDER BY s."starred_at" DESC, s."id" DESC LIMIT ? OFFSET ?
    """
    values = [given.organisation, ctx.actor.reader, *ctx.actor.contacts, given.limit + 1, start]
    ids = [row["message_id"] for row in await rows(sql, values)] if ctx.actor.contacts else []
    found = {row.id: row for row in await Message.filter(organisation_id=given.organisation, id__in=ids)} if ids else {}
    items = [MessageView.of(found[each]) for each in ids[: given.limit]]
    return ListView(items=items, next=str(start + given.limit) if len(ids) > given.limit else None)


@STAR.synced_by
async def changed_stars(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own stars that changed."""
    changed = Star.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [STAR.entry(row) for row in await changed.order_by("rev").limit(limit)]
