"""Asking for the archive of a person, and seeing how far it is."""

from typing import Any

from server.accounts.models import Account
from server.accounts.standings import actor_of
from server.files.archives import kept_until, parts_of, still_there
from server.files.making import Making, make_file
from server.files.models import File
from server.files.sweeping import SWEEP_NOW
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
from server.people.models import Contact
from server.people.policies import is_own
from server.privacy.archives import Order, archive_of
from server.privacy.homes import kept_from
from server.privacy.models import Archive
from server.privacy.people import for_themselves, person_of
from server.privacy.policies import may_export
from server.privacy.views import ExportView

MAKE_ARCHIVE = "privacy.make_archive"
export_attempts = Throttle(5, 3600)


class AskExport(Input, frozen=True):
    """Of whom."""

    organisation: Id
    contact: Id


async def _open(ctx: Context, given: AskExport) -> Contact:
    """A contact, also one who was removed, if the actor may have all that is kept of them. Raises not_found."""
    contact = await Contact.get_or_none(organisation_id=given.organisation, id=given.contact, erased_at=None)
    ctx.allow(may_export(ctx.actor, contact))
    if contact is None:
        raise not_found()
    return contact


@operation("privacy.export", scope="privacy:write")
async def ask_export(ctx: Context, given: AskExport) -> ExportView:
    """Have an archive made of all that is kept of somebody; only who asks for it can fetch it, for a day.

    What somebody wrote in conversations and their login are in it when they ask for it themselves (or who acts for
    them), and not when an administrator does. Who acts for a child gets nothing of a home that is not theirs. Refused:
    not_found (no such contact), forbidden (somebody else's, without a right to manage members), rate_limited (five an
    hour).
    """
    contact = await _open(ctx, given)
    export_attempts.attempt(f"{ctx.actor.account}:{contact.id}")
    own = is_own(ctx.actor, contact)
    archive = Archive(
        id=new_id(),
        organisation_id=given.organisation,
        contact_id=contact.id,
        account_id=ctx.actor.account,
        own=own,
        asked_at=ctx.now,
    )
    ctx.add(archive)
    ctx.unit.enqueue(Pending(MAKE_ARCHIVE, {"organisation": given.organisation, "archive": archive.id}))
    if not own:
        ctx.record(given.organisation, "contact", contact.id)
    return _view(archive, None)


@operation("privacy.get_export", scope="privacy:read")
async def get_export(ctx: Context, given: AskExport) -> ExportView:
    """Show how far the latest archive is that one asked for of somebody. Refused: not_found, forbidden."""
    contact = await _open(ctx, given)
    own: dict[str, Any] = {"organisation_id": given.organisation}
    asked = Archive.filter(contact_id=contact.id, account_id=ctx.actor.account, **own)
    archive = await asked.order_by("-id").first()
    if archive is None:
        return ExportView(contact=contact.id, state="none", file=None, bytes=0, asked_at=None, until=None)
    file = await File.get_or_none(id=archive.file_id, removed_at=None, **own) if archive.file_id else None
    return _view(archive, file)


def _view(archive: Archive, file: File | None) -> ExportView:
    there = still_there(file)
    return ExportView(
        contact=archive.contact_id,
        state="gone" if archive.state == "ready" and there is None else archive.state,
        file=there.id if there else None,
        bytes=there.bytes if there else 0,
        asked_at=archive.asked_at,
        until=kept_until(there) if there else None,
    )


@job(MAKE_ARCHIVE)
async def make_archive(work: Work, organisation: int, archive: int) -> None:
    """Make an archive that was asked for; of who was erased meanwhile there is none."""
    wanted = await Archive.get_or_none(organisation_id=organisation, id=archive)
    contact = await Contact.get_or_none(organisation_id=organisation, id=wanted.contact_id) if wanted else None
    if wanted is None or contact is None or wanted.state == "ready":
        return
    await _settle(wanted, state="making")
    try:
        file = await _make(work, wanted, contact)
    except Refusal:
        await _settle(wanted, state="failed")
        return
    if not await _settle(wanted, state="ready", file_id=file, ready_at=clock.now()):
        # They were erased while it was made.
        async with work.units.write() as unit:
            unit.change(await File.get(organisation_id=organisation, id=file), removed_at=clock.now())
            unit.enqueue(SWEEP_NOW)


async def _make(work: Work, wanted: Archive, contact: Contact) -> int:
    asker = await Account.get_or_none(id=wanted.account_id)
    if asker is None:
        raise not_found()
    actor = await actor_of(asker, None)
    if not (verdict := may_export(actor, contact)).allowed:
        # Since they asked, somebody took the right away.
        raise verdict.refusal()
    language: Language = "en" if (contact.language if wanted.own else asker.language) == "en" else "nl"
    person = await person_of(contact)
    kept_back = await kept_from(actor, contact)
    order = Order(for_themselves(person) if wanted.own else person, language, wanted.own, kept_back)
    kept = await archive_of(order, work.units.blobs)
    making = Making(
        organisation=wanted.organisation_id,
        purpose="export",
        name=say(Reason("privacy_archive_file"), language),
        media_type="application/zip",
        account=wanted.account_id,
        contact=contact.id,
    )
    return (await make_file(work.units, making, parts_of(kept))).id


async def _settle(archive: Archive, **values: object) -> bool:
    async with transaction():
        return bool(await Archive.filter(organisation_id=archive.organisation_id, id=archive.id).update(**values))
