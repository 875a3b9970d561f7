"""Removing a conversation, finding what was removed, and bringing it back."""

from datetime import timedelta

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.events import ConversationChanged
from server.conversations.following import follow_later
from server.conversations.models import Conversation
from server.conversations.policies import may_open, may_restore
from server.conversations.seating import close_answers, reopen_answers
from server.conversations.seats import open_managed
from server.conversations.views import ConversationView, RemovedConversationView
from server.kernel.access import may_with
from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput
from server.people.queries import contacts_with_ids

RESTORED_WITHIN = timedelta(days=30)


class RemoveConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.remove", scope="conversations:write")
async def remove_conversation(ctx: Context, given: RemoveConversation) -> Nothing:
    """Close a conversation and take it away from everybody; who did it, or who manages conversations, can restore it
    for thirty days. What people answered to a broadcast list they and its administrators can still read.

    Refused: not_found, forbidden (neither its administrator nor the right), conflict (a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    own = ctx.actor.standing(conversation.organisation_id).contact
    now = ctx.now
    # At one moment, by which restoring knows whether it was closed before.
    ctx.change(conversation, closed_at=conversation.closed_at or now, removed_at=now, removed_by_id=own)
    ctx.emit(ConversationChanged(conversation))
    await close_answers(ctx, conversation)
    ctx.record(conversation.organisation_id, "conversation", conversation.id)
    return Nothing()


class RestoreConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.restore", scope="conversations:write")
async def restore_conversation(ctx: Context, given: RestoreConversation) -> ConversationView:
    """Bring back a removed conversation as it was: by who removed it, or by those who manage conversations.

    Refused: not_found (no such one, or another removed it), conflict (more than thirty days ago).
    """
    wanted = Conversation.filter(id=given.conversation, organisation_id__in=ctx.actor.organisations)
    conversation = await wanted.select_for_update(no_key=True).first()
    ctx.allow(may_restore(ctx.actor, conversation, ctx.now - RESTORED_WITHIN))
    assert conversation is not None  # noqa: S101 - hidden otherwise
    await reopen_answers(ctx, conversation)
    closed = None if conversation.closed_at == conversation.removed_at else conversation.closed_at
    ctx.change(conversation, closed_at=closed, removed_at=None, removed_by_id=None)
    ctx.emit(ConversationChanged(conversation))
    ctx.record(conversation.organisation_id, "conversation", conversation.id)
    if conversation.follows_group:
        ctx.unit.enqueue(follow_later(conversation.organisation_id, conversation.group_id))
    return ctx.later(conversation, ConversationView.of)


class ListRemoved(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("conversation.list_removed", scope="conversations:read")
async def list_removed(ctx: Context, given: ListRemoved) -> ListView[RemovedConversationView]:
    """List the conversations that one can still bring back, the last removed first: what one removed oneself, or what
    anybody did for those who manage conversations. Refused: not_found (no such organisation).
    """
    ctx.allow(may_open(ctx.actor, given.organisation))
    wanted = Conversation.filter(organisation_id=given.organisation, removed_at__gte=ctx.now - RESTORED_WITHIN)
    if not may_with(MANAGE_CONVERSATIONS, ctx.actor, given.organisation).allowed:
        wanted = wanted.filter(removed_by_id=ctx.actor.standing(given.organisation).contact)
    page = await page_of(wanted.order_by("-removed_at", "-id"), given, lambda row: row)
    people = {row.removed_by_id for row in page.items if row.removed_by_id is not None}
    names = {each.id: each.name for each in await contacts_with_ids(given.organisation, sorted(people))}
    return ListView(items=[_shown(row, names) for row in page.items], next=page.next)


def _shown(row: Conversation, names: dict[int, str]) -> RemovedConversationView:
    assert row.removed_at is not None  # noqa: S101 - asked for
    return RemovedConversationView(
        id=row.id,
        organisation=row.organisation_id,
        kind=row.kind,
        title=row.title or "",
        removed_at=row.removed_at,
        removed_by=row.removed_by_id,
        removed_by_name=names.get(row.removed_by_id or 0),
        until=row.removed_at + RESTORED_WITHIN,
    )
