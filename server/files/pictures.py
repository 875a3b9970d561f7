"""The picture of a contact."""

from server.files.claiming import claim, release
from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Id, Input
from server.people.events import ContactChanged
from server.people.policies import is_own, may_change_contact
from server.people.queries import find_contact, groups_of
from server.people.references import references
from server.people.views import ContactView


class SetPicture(Input, frozen=True):
    """Whose, and the file that was sent for it (purpose `picture`); null takes the picture away."""

    organisation: Id
    contact: Id
    file: Id | None


@operation("contact.set_picture", scope="people:write")
async def set_picture(ctx: Context, given: SetPicture) -> ContactView:
    """Give a contact a picture, or take it away; the one that was there is deleted.

    Refused: not_found (no such contact, or no such picture of one's own), forbidden (another's contact, without a right
    to manage members), conflict (the file is in use for something else).
    """
    contact = await find_contact(given.organisation, given.contact, lock=True)
    ctx.allow(may_change_contact(ctx.actor, contact, await groups_of(contact) if contact else ()))
    assert contact is not None  # noqa: S101 - hidden otherwise
    if contact.picture_id == given.file:
        return ContactView.of(contact)
    if given.file is not None:
        await claim(ctx, given.organisation, given.file, "picture", contact=contact.id)
    await release(ctx, given.organisation, contact.picture_id)
    ctx.change(contact, picture_id=given.file)
    ctx.emit(ContactChanged(contact))
    if not is_own(ctx.actor, contact):
        ctx.record(given.organisation, "contact", contact.id, details="picture")
    return ctx.later(contact, ContactView.of)


references("file", "contact_id", counted=False)
