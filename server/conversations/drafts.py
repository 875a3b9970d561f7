"""Drafts that follow the account between its devices."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.conversations.later_events import DraftChanged, DraftView
from server.conversations.later_models import Draft
from server.conversations.policies import may_draft
from server.conversations.posting import Posting
from server.conversations.seats import open_seat
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import Id, Input

DraftText = Annotated[str, msgspec.Meta(max_length=10_000)]


class SetDraft(Input, frozen=True):
    """What one has written so far; an empty text ends the draft."""

    conversation: Id
    text: DraftText
    reply_to: Id | None = None


@operation("draft.set", scope="messages:write", recorded=False)
async def set_draft(ctx: Context, given: SetDraft) -> DraftView:
    """Keep what one is writing, for one's other devices; the last that arrives is the draft. Refused: not_found."""
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_draft(seat))
    own = {"organisation_id": seat.organisation_id, "conversation_id": seat.conversation_id}
    draft = await Draft.filter(**own, account_id=ctx.actor.reader).select_for_update(no_key=True).first()
    written = {"text": given.text, "reply_to_id": given.reply_to if given.text else None, "changed_at": ctx.now}
    if draft is None:
        draft = Draft(id=new_id(), account_id=ctx.actor.reader, **own, **written)
        ctx.add(draft)
        ctx.emit(DraftChanged(draft))
    elif (draft.text, draft.reply_to_id) != (written["text"], written["reply_to_id"]):
        ctx.change(draft, **written)
        ctx.emit(DraftChanged(draft))
    return ctx.later(draft, DraftView.of)


async def end_drafts(postings: Sequence[Posting]) -> None:
    """What was sent is no draft any more: one query for all that are sent together."""
    sent = [posting for posting in postings if posting.message is not None and not posting.dup]
    if not sent:
        return
    organisations = sorted({posting.message.organisation_id for posting in sent if posting.message is not None})
    pairs = {(posting.conversation, posting.ctx.actor.reader): posting for posting in sent}
    either = " OR ".join('("conversation_id" = ? AND "account_id" = ?)' for _ in pairs)
    values = [value for pair in pairs for value in pair]
    own = f'+"organisation_id" IN ({marks(organisations)})'
    sql = f'SELECT "id" FROM "draft" WHERE {own} AND ({either}) AND "text" <> \'\''
    ids = [row["id"] for row in await rows(sql, [*organisations, *values])]
    if not ids:
        return
    for draft in await Draft.filter(organisation_id__in=organisations, id__in=ids):
        ctx = pairs[draft.conversation_id, draft.account_id].ctx
        ctx.change(draft, text="", reply_to_id=None, changed_at=ctx.now)
        ctx.emit(DraftChanged(draft))


async def keep_as_draft(unit: UnitOfWork, draft: Draft) -> None:
    """Keep a text that could not be posted, unless its author is writing something else there."""
    own = {"organisation_id": draft.organisation_id, "conversation_id": draft.conversation_id}
    held = await Draft.filter(**own, account_id=draft.account_id).select_for_update(no_key=True).first()
    if held is None:
        unit.add(draft)
        unit.emit(DraftChanged(draft))
    elif not held.text:
        unit.change(held, text=draft.text, reply_to_id=draft.reply_to_id, changed_at=draft.changed_at)
        unit.emit(DraftChanged(held))
