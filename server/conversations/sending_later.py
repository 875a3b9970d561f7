"""The job that posts messages for later: each once, also when the process dies in between."""

from server.accounts.models import Account
from server.accounts.standings import actor_of
from server.conversations.drafts import keep_as_draft
from server.conversations.later_events import ScheduledRefused, ScheduledSent
from server.conversations.later_models import Draft, Scheduled
from server.conversations.posting import Parts, Posting, post
from server.conversations.scheduled import SEND
from server.kernel.access import ANONYMOUS, Actor
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.jobs import Work, job
from server.kernel.unit_of_work import UnitOfWork


@job(SEND)
async def send_scheduled(work: Work, organisation: int, scheduled: int) -> None:
    """Post a message whose moment has come; what waits no longer, or was put off, is left alone."""
    async with work.units.write() as unit:
        own = {"organisation_id": organisation, "id": scheduled}
        row = await Scheduled.filter(**own).select_for_update(no_key=True).first()
        if row is None or not row.waits or row.send_at > clock.now():
            return
        # Its key is its row's, in the same transaction as its end: twice is once.
        ctx = Context(await _author(row), work.site, work.units, key=f"scheduled:{row.id}")
        posting = Posting(ctx, row.conversation_id, row.text, f"scheduled:{row.id}", Parts(reply_to=row.reply_to_id))
        await post([posting])
        if posting.message is not None:
            unit.join(ctx.unit)
            unit.change(row, sent_at=clock.now(), message_id=posting.message.id)
            unit.emit(ScheduledSent(row))
        else:
            await _refuse(unit, row, posting.refusal)


async def _author(row: Scheduled) -> Actor:
    """Who wrote it, as they stand now; somebody who acts for another no longer is nobody there."""
    account = await Account.get_or_none(id=row.author_account)
    if account is None:
        return ANONYMOUS
    actor = await actor_of(account, None, row.link_id)
    return actor if actor.reader == row.account_id else ANONYMOUS


async def _refuse(unit: UnitOfWork, row: Scheduled, refusal: Refusal | None) -> None:
    unit.change(row, refused_at=clock.now(), refused=refusal.reason.key[:40] if refusal else "not_found")
    unit.emit(ScheduledRefused(row))
    draft = Draft(
        id=new_id(),
        organisation_id=row.organisation_id,
        conversation_id=row.conversation_id,
        account_id=row.account_id,
        text=row.text,
        reply_to_id=row.reply_to_id,
        changed_at=clock.now(),
    )
    await keep_as_draft(unit, draft)
