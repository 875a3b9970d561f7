"""Making the card of somebody who comes in."""

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.wire import invalid
from server.people.contacts.inputs import ContactParts, given_parts
from server.people.contacts.writing import write_parts
from server.people.events import ContactCreated
from server.people.models import Contact


async def add_person(ctx: Context, organisation: int, person: ContactParts) -> Contact:
    """A new contact with all that is known of them, written with the unit; whoever calls asked whether it may.

    Raises `Refusal("invalid")` with each field that is wrong, by its path below `person`.
    """
    contact = Contact(id=new_id(), organisation_id=organisation, kind="person", created_at=ctx.now)
    contact.first_name = contact.last_name = ""
    if "first_name" not in given_parts(person):
        raise invalid(**{"person.first_name": Reason("value_missing")})
    contact.language = (await Organisation.get(id=organisation)).language
    ctx.add(contact)
    try:
        await write_parts(ctx, contact, person, manages=True)
    except Refusal as refusal:
        raise invalid(**{f"person.{path}": reason for path, reason in refusal.fields.items()}) from None
    ctx.emit(ContactCreated(contact))
    return contact
