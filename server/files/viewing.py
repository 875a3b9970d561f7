"""The purposes that every organisation has, and who sees a file."""

from server.files.kinds import LISTS
from server.files.models import File
from server.files.policies import may_see_own, may_send_for_members, may_send_none, may_use_own
from server.files.purposes import purposes, seen_by
from server.kernel.access import HIDDEN, Actor, Verdict, may_as_member

PICTURE_LIMIT = 20_000_000


@seen_by("picture", sent_by=may_as_member, picture=True, limit=PICTURE_LIMIT)
async def see_picture(actor: Actor, file: File) -> Verdict:
    """Pictures of people and things: everyone in the organisation."""
    return may_as_member(actor, file.organisation_id)


@seen_by("field", sent_by=may_as_member)
async def see_field(actor: Actor, file: File) -> Verdict:
    """Files in a contact's fields: those who manage members, and the contact."""
    return may_see_own(actor, file)


@seen_by("import", sent_by=may_send_for_members, kinds=LISTS)
async def see_import(actor: Actor, file: File) -> Verdict:
    """Lists to be imported: who sent them."""
    return may_use_own(actor, file)


@seen_by("export", sent_by=may_send_none)
async def see_export(actor: Actor, file: File) -> Verdict:
    """Exports: who asked for them."""
    return may_use_own(actor, file)


async def sight_of(actor: Actor, file: File | None) -> Verdict:
    """Whether somebody sees a file: until something claims it who sent it, then as its purpose says."""
    if file is None or file.removed_at is not None:
        return HIDDEN
    if file.claimed_at is None or file.purpose not in purposes:
        return may_use_own(actor, file)
    return await purposes[file.purpose].may_see(actor, file)
