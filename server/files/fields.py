"""The file that a field of one's own holds for a contact."""

from server.files.claiming import claim, release
from server.files.policies import may_fill_field
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing
from server.people.models import Contact, CustomField, CustomValue
from server.people.policies import is_own
from server.people.queries import find_contact, groups_of


class SetFile(Input, frozen=True):
    """Whose, in which field of kind `file`, and the file that was sent for it (purpose `field`); null takes it away."""

    organisation: Id
    contact: Id
    field: Id
    file: Id | None


@operation("contact.set_file", scope="people:write")
async def set_file(ctx: Context, given: SetFile) -> Nothing:
    """Put a file in a contact's field, or take it away; the one that was there is deleted.

    Refused: not_found (no such contact or field, or no such file of one's own), forbidden (the field may only be read),
    conflict (the file is in use for something else).
    """
    contact = await find_contact(given.organisation, given.contact, lock=True)
    field = await CustomField.get_or_none(
        organisation_id=given.organisation, id=given.field, kind="file", closed_at=None
    )
    groups = await groups_of(contact) if contact else ()
    ctx.allow(may_fill_field(ctx.actor, contact, groups, field.access if field else None))
    if contact is None or field is None:
        raise not_found()
    if given.file is not None:
        await claim(ctx, given.organisation, given.file, "field", contact=contact.id)
    await _put(ctx, contact, field, given.file)
    if not is_own(ctx.actor, contact):
        ctx.record(given.organisation, "contact", contact.id, details=f"field:{field.id}")
    return Nothing()


async def _put(ctx: Context, contact: Contact, field: CustomField, file: int | None) -> None:
    """Only the contact's row is locked, so that no two write the value of one field."""
    place = {"organisation_id": contact.organisation_id, "contact_id": contact.id, "field_id": field.id}
    value = await CustomValue.get_or_none(**place)
    if value is None:
        if file is not None:
            ctx.add(CustomValue(id=new_id(), file_id=file, **place))
        return
    await release(ctx, contact.organisation_id, value.file_id)
    if file is None:
        await CustomValue.filter(organisation_id=contact.organisation_id, id=value.id).delete()
    else:
        ctx.change(value, file_id=file)
