"""The purposes that every organisation has, and who sees a file."""

from server.files.kinds import LISTS
from server.files.models import File
from server.files.policies import may_see_export, may_see_field, may_send_for_members, may_send_none, may_use_own
from server.files.purposes import purposes, seen_by
from server.files.shrinking import SIZES
from server.kernel.access import HIDDEN, Actor, Verdict, may_as_member
from server.people.models import Contact, CustomValue
from server.people.queries import find_contact, groups_of

PICTURE_LIMIT = 20_000_000


@seen_by("picture", sent_by=may_as_member, picture=True, sizes=SIZES, limit=PICTURE_LIMIT)
async def see_picture(actor: Actor, file: File) -> Verdict:
    """Pictures of people and things: everyone in the organisation."""
    return may_as_member(actor, file.organisation_id)


@seen_by("field", sent_by=may_as_member)
async def see_field(actor: Actor, file: File) -> Verdict:
    """Files in a contact's fields: those who see members, and the contact where the field says so."""
    contact = await find_contact(file.organisation_id, file.contact_id or 0)
    access = await access_of(file)
    return may_see_field(actor, contact, await groups_of(contact) if contact else (), access)


@seen_by("import", sent_by=may_send_for_members, kinds=LISTS)
async def see_import(actor: Actor, file: File) -> Verdict:
    """Lists to be imported: who sent them."""
    return may_use_own(actor, file)


@seen_by("export", sent_by=may_send_none, made=True)
async def see_export(actor: Actor, file: File) -> Verdict:
    """Exports: who asked for them; one of all that is known of somebody as long as they could ask for it."""
    known = Contact.get_or_none(organisation_id=file.organisation_id, id=file.contact_id)
    contact = await known if file.contact_id is not None else None
    return may_see_export(actor, file, contact)


async def sight_of(actor: Actor, file: File | None) -> Verdict:
    """Whether somebody sees a file: until something claims it who sent it, then as its purpose says."""
    if file is None or file.removed_at is not None:
        return HIDDEN
    purpose = purposes.get(file.purpose)
    if purpose is None or (file.claimed_at is None and not purpose.made):
        return await see_export(actor, file)
    return await purpose.may_see(actor, file)


async def access_of(file: File) -> str | None:
    """To whom the field that holds a file is open; None if none does."""
    value = await CustomValue.get_or_none(
        organisation_id=file.organisation_id, contact_id=file.contact_id, file_id=file.id
    ).select_related("field")
    return value.field.access if value is not None else None
