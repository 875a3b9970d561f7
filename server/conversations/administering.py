"""What administrators of a conversation do: its title and picture, who else administers it, removing it."""

from datetime import timedelta
from typing import Any

from msgspec import UNSET, UnsetType

from server.conversations.events import ConversationChanged, ParticipantChanged
from server.conversations.following import follow_later
from server.conversations.models import Conversation, Participant
from server.conversations.policies import may_read, may_restore, may_send_picture
from server.conversations.seating import close_answers, join_answers, leave_answers, reopen_answers
from server.conversations.seats import open_managed
from server.conversations.views import ConversationView, ParticipantView
from server.files.claiming import claim, release
from server.files.models import File
from server.files.purposes import held_in, seen_by
from server.files.shrinking import SIZES
from server.files.viewing import PICTURE_LIMIT
from server.kernel.access import HIDDEN, Actor, Verdict
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing, Title, invalid

RESTORED_WITHIN = timedelta(days=30)

held_in("conversation", "conversation", "picture_id")


@seen_by("conversation", sent_by=may_send_picture, picture=True, sizes=SIZES, limit=PICTURE_LIMIT)
async def may_see_picture(actor: Actor, file: File) -> Verdict:
    """Those who sit, or sat, in the conversation that has it."""
    shown = await Conversation.get_or_none(organisation_id=file.organisation_id, picture_id=file.id)
    if shown is None:
        return HIDDEN
    seats = Participant.filter(
        organisation_id=file.organisation_id, conversation_id=shown.id, contact_id__in=actor.contacts
    )
    return may_read(await seats.select_related("conversation").first())


class ChangeConversation(Input, frozen=True):
    """What to change; what is left out stays. `picture` is a file that was sent for it (purpose `conversation`)."""

    conversation: Id
    title: Title | None = None
    picture: Id | UnsetType | None = UNSET
    admins_post: bool | None = None
    follows_group: bool | None = None


@operation("conversation.change", scope="conversations:write")
async def change_conversation(ctx: Context, given: ChangeConversation) -> ConversationView:
    """Change a conversation: its title, its picture, whether only administrators write, whether it follows its group.

    Refused: not_found (no such conversation or picture), forbidden (neither its administrator nor the right),
    invalid (it was not made from a group), conflict (a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    if given.follows_group and conversation.group_id is None:
        raise invalid(follows_group=Reason("follows_no_group"))
    wanted: dict[str, Any] = {
        "title": given.title.strip() if given.title else None,
        "admins_post": given.admins_post,
        "follows_group": given.follows_group,
    }
    changes = {name: to for name, to in wanted.items() if to is not None and to != getattr(conversation, name)}
    if given.picture is not UNSET and given.picture != conversation.picture_id:
        if given.picture is not None:
            await claim(ctx, conversation.organisation_id, given.picture, "conversation")
        await release(ctx, conversation.organisation_id, conversation.picture_id)
        changes["picture_id"] = given.picture
    if changes:
        ctx.change(conversation, **changes)
        ctx.emit(ConversationChanged(conversation))
        _record(ctx, conversation, ", ".join(sorted(changes)))
    if changes.get("follows_group"):
        ctx.unit.enqueue(follow_later(conversation.organisation_id, conversation.group_id))
    return ctx.later(conversation, ConversationView.of)


def _record(ctx: Context, conversation: Conversation, details: str = "") -> None:
    ctx.record(conversation.organisation_id, "conversation", conversation.id, details=details)


class SetAdmin(Input, frozen=True):
    """Whose, and whether they administer the conversation."""

    conversation: Id
    contact: Id
    admin: bool


@operation("participant.set_admin", scope="conversations:write")
async def set_admin(ctx: Context, given: SetAdmin) -> ParticipantView:
    """Make somebody who sits in a conversation its administrator, or no longer.

    Refused: not_found (no such conversation, or they do not sit there), forbidden, conflict (the last administrator, or
    a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id, "left_at": None}
    seat = await Participant.get_or_none(**own, contact_id=given.contact)
    if seat is None:
        raise not_found()
    if seat.admin and not given.admin and await Participant.filter(**own, admin=True).count() == 1:
        raise Refusal("conflict", "last_conversation_admin")
    if seat.admin != given.admin:
        ctx.change(seat, admin=given.admin)
        ctx.emit(ParticipantChanged(seat))
        if conversation.kind == "broadcast":
            await (join_answers if given.admin else leave_answers)(ctx, conversation, given.contact)
        _record(ctx, conversation, "admin")
    return ctx.later(seat, ParticipantView.of)


class RemoveConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.remove", scope="conversations:write")
async def remove_conversation(ctx: Context, given: RemoveConversation) -> Nothing:
    """Close a conversation and take it away from everybody; who did it can restore it for thirty days. What people
    answered to a broadcast list they and its administrators can still read.

    Refused: not_found, forbidden (neither its administrator nor the right), conflict (a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    own = ctx.actor.standing(conversation.organisation_id).contact
    now = ctx.now
    # At one moment, by which restoring knows whether it was closed before.
    ctx.change(conversation, closed_at=conversation.closed_at or now, removed_at=now, removed_by_id=own)
    ctx.emit(ConversationChanged(conversation))
    await close_answers(ctx, conversation)
    _record(ctx, conversation)
    return Nothing()


class RestoreConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.restore", scope="conversations:write")
async def restore_conversation(ctx: Context, given: RestoreConversation) -> ConversationView:
    """Bring back a conversation that one removed oneself, as it was.

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
    _record(ctx, conversation)
    if conversation.follows_group:
        ctx.unit.enqueue(follow_later(conversation.organisation_id, conversation.group_id))
    return ctx.later(conversation, ConversationView.of)
