"""Taking a conversation out: asking for its file, and seeing how far it is."""

from typing import Any

from server.accounts.models import Account, Organisation
from server.accounts.standings import actor_of
from server.conversations.models import Conversation, Participant
from server.files.archives import kept_until, parts_of, still_there
from server.files.kinds import clean_name
from server.files.making import Making, make_file
from server.files.models import File
from server.files.policies import may_send_none, may_use_own
from server.files.purposes import seen_by
from server.files.sweeping import SWEEP_NOW
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.database import transaction
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.jobs import Pending, Work, job
from server.kernel.language import Language, say
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input
from server.kernel.zones import today_in_zone
from server.moderation.archive import Order, archive_of
from server.moderation.models import ConversationExport
from server.moderation.policies import may_export
from server.moderation.views import ConversationExportView
from server.people.models import Contact

MAKE_EXPORT = "moderation.make_export"
PURPOSE = "conversation_export"
conversation_exports = Throttle(attempts=5, seconds=3600)


class ExportConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


async def _open(ctx: Context, conversation: int) -> Conversation:
    """A conversation that the actor may take out. Raises not_found, forbidden or conflict."""
    found = await Conversation.get_or_none(id=conversation, organisation_id__in=ctx.actor.organisations)
    ctx.allow(may_export(ctx.actor, found, await _seat(ctx.actor, found)))
    if found is None:
        raise not_found()
    return found


async def _seat(actor: Actor, conversation: Conversation | None) -> Participant | None:
    if conversation is None or (standing := actor.standings.get(conversation.organisation_id)) is None:
        return None
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id, "left_at": None}
    return await Participant.filter(**own, contact_id=standing.contact).first()


@seen_by(PURPOSE, sent_by=may_send_none, made=True)
async def see_exported(actor: Actor, file: File) -> Verdict:
    """Conversations that were taken out: who asked for it, for a day, as long as they could ask for it again."""
    if not may_use_own(actor, file).allowed or still_there(file) is None:
        return HIDDEN
    row = await ConversationExport.get_or_none(organisation_id=file.organisation_id, file_id=file.id)
    place: dict[str, Any] = {"organisation_id": file.organisation_id, "id": row.conversation_id if row else 0}
    conversation = await Conversation.get_or_none(**place)
    return ALLOWED if may_export(actor, conversation, await _seat(actor, conversation)).allowed else HIDDEN


@operation("conversation.export", scope="conversations:write")
async def export_conversation(ctx: Context, given: ExportConversation) -> ConversationExportView:
    """Have a conversation made into a file (ZIP): its messages to be read and as JSON, and what is attached.

    Only who asks for it can fetch it, for a day, as long as they may export it. Refused: not_found, forbidden (neither
    its administrator nor the right), conflict (a conversation of two), rate_limited (five an hour).
    """
    conversation = await _open(ctx, given.conversation)
    conversation_exports.attempt(f"{ctx.actor.account}:{conversation.id}")
    row = ConversationExport(
        id=new_id(),
        organisation_id=conversation.organisation_id,
        conversation_id=conversation.id,
        account_id=ctx.actor.account,
        contact_id=ctx.actor.standing(conversation.organisation_id).contact,
        total=conversation.last_seq,
        asked_at=ctx.now,
    )
    ctx.add(row)
    ctx.unit.enqueue(Pending(MAKE_EXPORT, {"organisation": row.organisation_id, "export": row.id}))
    ctx.record(conversation.organisation_id, "conversation", conversation.id)
    return _view(row, None)


@operation("conversation.get_export", scope="conversations:read")
async def get_export(ctx: Context, given: ExportConversation) -> ConversationExportView:
    """Show how far the latest file is that one asked for of a conversation. Refused: not_found, forbidden, conflict."""
    conversation = await _open(ctx, given.conversation)
    own: dict[str, Any] = {"organisation_id": conversation.organisation_id}
    asked = ConversationExport.filter(**own, conversation_id=conversation.id, account_id=ctx.actor.account)
    row = await asked.order_by("-id").first()
    if row is None:
        return ConversationExportView(conversation=conversation.id, state="none")
    file = await File.get_or_none(id=row.file_id, removed_at=None, **own) if row.file_id else None
    return _view(row, file)


def _view(row: ConversationExport, file: File | None) -> ConversationExportView:
    there = still_there(file)
    return ConversationExportView(
        conversation=row.conversation_id,
        state="gone" if row.state == "ready" and there is None else row.state,
        done=row.done,
        total=row.total,
        file=there.id if there else None,
        bytes=there.bytes if there else 0,
        asked_at=row.asked_at,
        until=kept_until(there) if there else None,
    )


@job(MAKE_EXPORT)
async def make_export(work: Work, organisation: int, export: int) -> None:
    """Make the file of a conversation that was asked for; if somebody was erased meanwhile, there is none."""
    row = await ConversationExport.get_or_none(organisation_id=organisation, id=export)
    if row is None or row.state in ("ready", "failed"):
        return
    await _settle(row, state="making")
    try:
        file = await _make(work, row)
    except Refusal:
        await _settle(row, state="failed")
        return
    erased = await Contact.filter(organisation_id=organisation, erased_at__gte=row.asked_at).exists()
    if erased or not await _settle(row, state="ready", file_id=file, ready_at=clock.now()):
        # What they wrote may stand in it.
        async with work.units.write() as unit:
            unit.change(await File.get(organisation_id=organisation, id=file), removed_at=clock.now())
            unit.enqueue(SWEEP_NOW)
        await _settle(row, state="failed")


async def _make(work: Work, row: ConversationExport) -> int:
    conversation = await Conversation.get_or_none(organisation_id=row.organisation_id, id=row.conversation_id)
    asker = await Account.get_or_none(id=row.account_id)
    if asker is None or conversation is None:
        raise not_found()
    actor = await actor_of(asker, None)
    # Since they asked, somebody may have taken the right away.
    if not (verdict := may_export(actor, conversation, await _seat(actor, conversation))).allowed:
        raise verdict.refusal()
    language: Language = "en" if asker.language == "en" else "nl"
    house = await Organisation.get(id=row.organisation_id)

    async def tell(done: int) -> None:
        await _settle(row, done=done)

    order = Order(conversation=conversation, house=house.name, zone=house.zone, language=language)
    kept = await archive_of(order, work.units.blobs, tell)
    title = clean_name((conversation.title or str(conversation.id)).replace("/", "-"))
    making = Making(
        organisation=row.organisation_id,
        purpose=PURPOSE,
        name=say(Reason("export_file", title=title, day=today_in_zone(house.zone).isoformat()), language),
        media_type="application/zip",
        account=row.account_id,
    )
    return (await make_file(work.units, making, parts_of(kept))).id


async def _settle(row: ConversationExport, **values: object) -> bool:
    async with transaction():
        own = ConversationExport.filter(organisation_id=row.organisation_id, id=row.id)
        return bool(await own.update(**values))
