"""Blocking a person: they cannot write to one, and never hear why."""

from datetime import datetime

from server.conversations.block_models import Block
from server.conversations.blocks import blocked_by, mark_pair
from server.conversations.policies import may_open
from server.kernel.context import Context
from server.kernel.database import one_by_one
from server.kernel.errors import Reason, not_found
from server.kernel.events import Entry, Event, ObjectKind, Reach, Viewer
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, RowView, invalid
from server.people.queries import contacts_with_ids
from server.people.readers import read_by, readers_of

NOBODY = 0
"""No account has this number: without readers a block is told to nobody, rather than to everyone."""


class BlockView(RowView, frozen=True):
    """A contact blocks another (`blocked`, null once they were erased); with a moment `lifted_at` no longer."""

    id: int
    organisation: int
    contact: int
    blocked: int | None
    blocked_at: datetime
    lifted_at: datetime | None
    rev: int


BLOCK = ObjectKind("block", Block, view=BlockView.of, reach=lambda row: Reach(accounts=tuple(row.readers) or (NOBODY,)))


class BlockSet(Event, of=BLOCK):
    """One blocked somebody, on this or another device."""


class BlockLifted(Event, of=BLOCK):
    """One blocks somebody no longer, or they were erased."""


class BlockReassigned(Event, of=BLOCK):
    """Who blocks, or who is blocked, is another contact now, as two cards of one person became one."""


@BLOCK.synced_by
async def changed_blocks(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Whom the viewer blocks, and whom those block for whom they act."""
    own = await read_by(viewer)
    found = Block.filter(organisation_id=viewer.organisation, contact_id__in=own, rev__gt=since)
    return [BLOCK.entry(row) for row in await found.order_by("rev").limit(limit)] if own else []


class BlockContact(Input, frozen=True):
    """Whom."""

    organisation: Id
    contact: Id


@operation("contact.block", scope="conversations:write")
async def block_contact(ctx: Context, given: BlockContact) -> BlockView:
    """Take no messages of somebody: they cannot write in the conversation of two, nor begin one, and do not hear why.

    Where several sit their messages stay, and broadcast lists arrive; being mentioned by them is not told. Who acts for
    a child blocks in the child's name. Refused: not_found (no such contact), invalid (oneself).
    """
    own = await _own_contact(ctx, given)
    # Who blocks and who opens a conversation at once wait for each other.
    await one_by_one(own, given.contact)
    held = await _held(given, own)
    if held is not None and held.lifted_at is None:
        return ctx.later(held, BlockView.of)
    readers = await readers_of(given.organisation, own)
    if held is None:
        pair = {"contact_id": own, "blocked_id": given.contact}
        held = Block(id=new_id(), organisation_id=given.organisation, readers=readers, blocked_at=ctx.now, **pair)
        ctx.add(held)
    else:
        ctx.change(held, readers=readers, blocked_at=ctx.now, lifted_at=None)
    ctx.emit(BlockSet(held))
    await _mark(ctx, given, own, blocks=True)
    return ctx.later(held, BlockView.of)


@operation("contact.unblock", scope="conversations:write")
async def unblock_contact(ctx: Context, given: BlockContact) -> Nothing:
    """Take messages of somebody again; of who is not blocked nothing changes. Refused: not_found (no such contact)."""
    own = await _own_contact(ctx, given)
    await one_by_one(own, given.contact)
    held = await _held(given, own)
    if held is not None and held.lifted_at is None:
        ctx.change(held, lifted_at=ctx.now)
        ctx.emit(BlockLifted(held))
        await _mark(ctx, given, own, blocks=False)
    return Nothing()


async def _own_contact(ctx: Context, given: BlockContact) -> int:
    ctx.allow(may_open(ctx.actor, given.organisation))
    own = ctx.actor.standing(given.organisation).contact
    if given.contact == own:
        raise invalid(contact=Reason("block_self"))
    if own is None or not await contacts_with_ids(given.organisation, [given.contact]):
        raise not_found()
    return own


async def _held(given: BlockContact, own: int) -> Block | None:
    return await Block.get_or_none(organisation_id=given.organisation, contact_id=own, blocked_id=given.contact)


async def _mark(ctx: Context, given: BlockContact, own: int, *, blocks: bool) -> None:
    others = await blocked_by(given.organisation, [own, given.contact]) - {own}
    blocking = others | {own} if blocks else others
    await mark_pair(ctx, given.organisation, (own, given.contact), blocking)


class ListBlocked(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("contact.blocked", scope="conversations:read")
async def list_blocked(ctx: Context, given: ListBlocked) -> ListView[BlockView]:
    """List whom one blocks, the latest first. Refused: not_found (no contact there)."""
    ctx.allow(may_open(ctx.actor, given.organisation))
    own = ctx.actor.standing(given.organisation).contact
    standing = Block.filter(organisation_id=given.organisation, contact_id=own, blocked_id__isnull=False)
    return await page_of(standing.filter(lifted_at=None).order_by("-blocked_at", "-id"), given, BlockView.of)
