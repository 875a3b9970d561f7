"""One contact: the whole card, making, changing, removing and restoring it."""

from functools import partial
from typing import Annotated, Literal

import msgspec

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.contacts.cards import card_of
from server.people.contacts.inputs import ContactParts, given_parts
from server.people.contacts.logins import end_access, is_last_admin, judge_ending
from server.people.contacts.opening import open_contact
from server.people.contacts.policies import (
    may_change_parts,
    may_create_contact,
    may_remove_contact,
    may_restore_contact,
)
from server.people.contacts.views import ContactCard
from server.people.contacts.writing import write_parts
from server.people.events import ContactChanged, ContactCreated
from server.people.models import CompanyPerson, Contact
from server.people.policies import may_change_contact, may_manage_contact, may_see_contact
from server.people.problems import Problems
from server.people.queries import contacts_with_ids
from server.people.sheets.values import read_text
from server.people.views import ContactView

FUNCTION_LIMIT = 100


class GetContact(Input, frozen=True):
    """Whom."""

    organisation: Id
    contact: Id


@operation("contact.get", scope="people:read")
async def get_contact(ctx: Context, given: GetContact) -> ContactCard:
    """Show the card of a contact: oneself, somebody for whom one acts, or whom one may see as an administrator or
    leader. Who was removed is shown to those who manage all members.

    Refused: not_found (no such contact), forbidden.
    """
    return await card_of(ctx.actor, await open_contact(ctx, given.organisation, given.contact, may_see_contact))


class CreateContact(ContactParts, frozen=True, kw_only=True):
    """A person, or a company with its name in `last_name`; the language is the organisation's if it is left out."""

    organisation: Id
    kind: Literal["person", "company"] = "person"


@operation("contact.create", scope="people:write")
async def create_contact(ctx: Context, given: CreateContact) -> ContactView:
    """Make a card for somebody; they get no login by it.

    Refused: not_found, forbidden, invalid (each field that is wrong, by its path).
    """
    ctx.allow(may_create_contact(ctx.actor, given.organisation))
    contact = Contact(id=new_id(), organisation_id=given.organisation, kind=given.kind, created_at=ctx.now)
    contact.first_name = contact.last_name = ""
    missing = "last_name" if given.kind == "company" else "first_name"
    if missing not in given_parts(given):
        raise invalid(**{missing: Reason("value_missing")})
    contact.language = (await Organisation.get(id=given.organisation)).language
    ctx.add(contact)
    await write_parts(ctx, contact, given, manages=True)
    ctx.emit(ContactCreated(contact))
    ctx.record(given.organisation, "contact", contact.id)
    return ctx.later(contact, ContactView.of)


class ChangeContact(ContactParts, frozen=True, kw_only=True):
    """What to change; what is left out stays. With the `rev` of the card that one looked at, nothing is changed when
    somebody else changed it meanwhile."""

    organisation: Id
    contact: Id
    rev: Id | None = None


@operation("contact.change", scope="people:write")
async def change_contact(ctx: Context, given: ChangeContact) -> ContactView:
    """Change a card. Of oneself, and of whom one acts for, one changes all but the birth date, the remarks and the
    fields that administrators keep. Invitations to an address that is taken away work no more.

    Refused: not_found, forbidden, conflict (it was changed since `rev`), invalid (each field that is wrong, by its
    path).
    """
    opened = await open_contact(ctx, given.organisation, given.contact, may_change_contact, lock=True)
    contact = opened.contact
    ctx.allow(may_change_parts(given_parts(given), manages=opened.manages))
    if given.rev is not None and given.rev != contact.rev:
        raise Refusal("conflict")
    changed = await write_parts(ctx, contact, given, manages=opened.manages, opened=opened)
    if changed:
        ctx.emit(ContactChanged(contact))
        ctx.record(given.organisation, "contact", contact.id, details=", ".join(changed))
    return ctx.later(contact, ContactView.of)


@operation("contact.remove", scope="people:write")
async def remove_contact(ctx: Context, given: GetContact) -> ContactView:
    """Take somebody off all lists from now on; their login in this organisation, their rights and open invitations end.

    What they wrote stays, and the card can be restored. Refused: not_found, forbidden (also if they have rights that
    one could not take away), conflict (nobody else administers the organisation).
    """
    ctx.allow(may_create_contact(ctx.actor, given.organisation))
    wanted = Contact.filter(organisation_id=given.organisation, id=given.contact, removed_at=None)
    contact = await wanted.select_for_update().get_or_none()
    last = contact is not None and await is_last_admin(contact)
    ctx.allow(may_remove_contact(ctx.actor, contact, last_admin=last))
    if contact is None:
        raise not_found()
    ctx.allow(await judge_ending(ctx.actor, contact))
    await end_access(ctx, contact)
    ctx.change(contact, removed_at=ctx.now)
    ctx.emit(ContactChanged(contact))
    ctx.record(given.organisation, "contact", contact.id)
    return ctx.later(contact, ContactView.of)


@operation("contact.restore", scope="people:write")
async def restore_contact(ctx: Context, given: GetContact) -> ContactView:
    """Put somebody who was removed back on the lists; their login does not come back, they can be invited again.

    Refused: not_found (no such contact, or erased), forbidden.
    """
    ctx.allow(may_create_contact(ctx.actor, given.organisation))
    wanted = Contact.filter(organisation_id=given.organisation, id=given.contact)
    contact = await wanted.select_for_update().get_or_none()
    ctx.allow(may_restore_contact(ctx.actor, contact))
    if contact is None:
        raise not_found()
    if contact.removed_at is not None:
        ctx.change(contact, removed_at=None)
        ctx.emit(ContactChanged(contact))
        ctx.record(given.organisation, "contact", contact.id)
    return ctx.later(contact, ContactView.of)


class CompanyPersonInput(Input, frozen=True):
    """A person, and what they are at the company in at most 100 characters."""

    contact: Id
    function: str = ""


class SetCompanyPeople(Input, frozen=True):
    """The persons whom one asks for at a company, all of them."""

    organisation: Id
    company: Id
    people: Annotated[list[CompanyPersonInput], msgspec.Meta(max_length=50)]


@operation("company.set_people", scope="people:write")
async def set_company_people(ctx: Context, given: SetCompanyPeople) -> ContactView:
    """Say whom one asks for at a company; the list replaces what was there.

    Refused: not_found (no such company, or a person who is not there), forbidden, invalid (somebody twice).
    """
    opened = await open_contact(ctx, given.organisation, given.company, may_manage_contact, lock=True)
    if opened.contact.kind != "company":
        raise not_found()
    functions = _functions(given)
    found = await contacts_with_ids(given.organisation, sorted(functions))
    if len(found) < len(functions) or any(person.kind == "company" for person in found):
        raise not_found()
    own = {"organisation_id": given.organisation, "company_id": given.company}
    await CompanyPerson.filter(**own).delete()
    ctx.add(
        *(CompanyPerson(id=new_id(), contact_id=person, function=text, **own) for person, text in functions.items())
    )
    ctx.emit(ContactChanged(opened.contact))
    ctx.record(given.organisation, "contact", given.company, details="people")
    return ctx.later(opened.contact, ContactView.of)


def _functions(given: SetCompanyPeople) -> dict[int, str]:
    problems = Problems()
    functions: dict[int, str] = {}
    for place, one in enumerate(given.people):
        if one.contact in functions:
            problems.add(f"people.{place}.contact", "company_person_twice")
        read = partial(read_text, limit=FUNCTION_LIMIT)
        functions[one.contact] = problems.read(f"people.{place}.function", read, one.function) or ""
    problems.refuse()
    return functions
