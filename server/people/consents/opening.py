"""Fetching a contact and a purpose, and judging what the actor may do with them, in one step."""

from typing import Literal

from server.kernel.access import Actor
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.people.consents.policies import may_answer_purpose
from server.people.models import ConsentPurpose, Contact
from server.people.policies import is_own, may_change_contact
from server.people.queries import find_contact, groups_of

Source = Literal["self", "guardian", "admin"]


def source_of(actor: Actor, contact: Contact) -> Source:
    """How we know: from themselves, from who acts for them, or from an administrator."""
    if not is_own(actor, contact):
        return "admin"
    standing = actor.standing(contact.organisation_id)
    return "guardian" if actor.link is not None or contact.id in standing.wards else "self"


async def open_answer(
    ctx: Context, organisation: int, contact: int, purpose: int, *, giving: bool
) -> tuple[Contact, ConsentPurpose]:
    """A contact, locked so that nobody else answers for them before the commit, and a purpose.

    Raises not_found, forbidden or conflict.
    """
    found = await find_contact(organisation, contact, lock=True)
    ctx.allow(may_change_contact(ctx.actor, found, await groups_of(found) if found else ()))
    asked = await ConsentPurpose.get_or_none(organisation_id=organisation, id=purpose)
    ctx.allow(may_answer_purpose(asked, giving=giving))
    if found is None or asked is None:
        raise not_found()
    return found, asked
