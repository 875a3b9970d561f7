"""Whom an export holds, and what of them, by what an actor may see."""

from collections.abc import Collection, Mapping, Sequence

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import Actor
from server.people.export_cells import FEW
from server.people.models import Contact, CustomField
from server.people.policies import may_manage_contact
from server.people.queries import groups_of_contacts
from server.people.selections.asking import asked_where, ids_of_contacts
from server.people.selections.conditions import Condition


async def chosen_contacts(
    actor: Actor, organisation: int, question: Condition, named: Collection[int] | None
) -> list[Contact]:
    """Who meets a condition and is among those named, of those whom an actor may see; by name."""
    ids = await ids_of_contacts(organisation, await asked_where(actor, organisation, question))
    if named is not None:
        wanted = set(named)
        ids = [each for each in ids if each in wanted]
    found = Contact.filter(organisation_id=organisation, removed_at=None)
    contacts = {contact.id: contact for contact in await (found.filter(id__in=ids) if len(ids) <= FEW else found)}
    return [contacts[each] for each in ids if each in contacts]


async def hidden_targets(actor: Actor, organisation: int, contacts: Sequence[Contact]) -> Mapping[int, frozenset[str]]:
    """What is left out of whom: the remarks, and the fields that only administrators see, of those whom an actor does
    not manage."""
    standing = actor.standing(organisation)
    if MANAGE_MEMBERS in standing.capabilities:
        return {}
    some = bool(standing.groups_with(MANAGE_MEMBERS))
    groups = await groups_of_contacts(organisation, [contact.id for contact in contacts]) if some else {}
    fields = await CustomField.filter(organisation_id=organisation, access="admins")
    secret = frozenset({"remarks", *(f"field:{field.id}" for field in fields)})
    return {
        contact.id: secret
        for contact in contacts
        if not may_manage_contact(actor, contact, groups.get(contact.id, ())).allowed
    }
