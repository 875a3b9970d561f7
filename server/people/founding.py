"""Founding an organisation: its rows, its first administrator, and the invitation that makes them one."""

import msgspec

from server.accounts.models import Organisation
from server.accounts.role_models import Role
from server.accounts.roles import add_first_roles
from server.accounts.slugs import slug_form
from server.kernel.clock import clock
from server.kernel.database.statements import insert_rows
from server.kernel.errors import Reason, Refusal
from server.kernel.events import PLATFORM
from server.kernel.ids import new_id
from server.kernel.language import LANGUAGES, Language, say
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site, Units
from server.kernel.wire import View, invalid
from server.kernel.zones import is_zone
from server.people.beginnings import add_family_functions
from server.people.events import ContactCreated
from server.people.invitation_tickets import Draft, Invited, write_invitation
from server.people.models import Address, Contact
from server.people.queries import search_name
from server.people.sheets.values import WrongValue, read_address

SLUG_LIMIT = 60


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation to be, and who will administer it first."""

    name: str
    admin_name: str
    admin_address: str
    zone: str = "Europe/Brussels"
    language: Language = "nl"


class Founded(View, frozen=True):
    """An organisation, its first administrator's contact, and the address of the invitation that was mailed to them."""

    organisation: int
    name: str
    slug: str
    contact: int
    invitation: str


async def found_organisation(
    units: Units,
    site: Site,
    *,
    name: str,
    admin: tuple[str, str],
    zone: str = "Europe/Brussels",
    language: Language = "nl",
) -> Founded:
    """Found an organisation and invite its first administrator (a name, an address), who gets every capability.

    Raises `Refusal`: invalid (a name is empty or too long, no such zone or address), conflict (the name is taken).
    """
    founding = Founding(name=name, admin_name=admin[0], admin_address=admin[1], zone=zone, language=language)
    async with units.write() as unit:
        invited, address, role = await lay_foundation(unit, founding)
        inviter = say(Reason("founding_inviter"), founding.language)
        draft = Draft(invited=invited, address=address, inviter=inviter, role=role.id)
        _, url = await write_invitation(unit, site, draft)
    made, contact = invited.organisation, invited.contact
    return Founded(organisation=made.id, name=made.name, slug=made.slug, contact=contact.id, invitation=url)


async def lay_foundation(unit: UnitOfWork, founding: Founding) -> tuple[Invited, str, Role]:
    """The organisation, its log, its first roles and its first contact with their address, in a running unit.

    Nobody is invited yet; the administrators' role is what the first of them is to get.
    """
    address = _check(founding)
    slug = slug_of(founding.name)
    if await Organisation.exists(slug=slug):
        raise Refusal("conflict", "organisation_exists", slug=slug)
    organisation = Organisation(
        id=new_id(),
        name=founding.name.strip(),
        slug=slug,
        zone=founding.zone,
        language=founding.language,
        created_at=clock.now(),
    )
    await _begin_logs(organisation.id)
    contact = _contact(organisation, founding.admin_name)
    own = {"organisation_id": organisation.id, "contact_id": contact.id}
    unit.add(organisation, contact, Address(id=new_id(), place=1, address=address, **own))
    unit.emit(ContactCreated(contact))
    add_family_functions(unit, organisation)
    return Invited(organisation, contact), address, add_first_roles(unit, organisation)


async def _begin_logs(organisation: int) -> None:
    """Let the organisation's log begin, and the platform's with the first organisation."""
    records = [(PLATFORM, 0, 1), (organisation, 0, 1)]
    columns = ("organisation_id", "pos", "epoch")
    await insert_rows("organisation_stream", columns, records, 'ON CONFLICT ("organisation_id") DO NOTHING')


def _contact(organisation: Organisation, name: str) -> Contact:
    first_name, _, last_name = " ".join(name.split()).partition(" ")
    return Contact(
        id=new_id(),
        organisation_id=organisation.id,
        first_name=first_name,
        last_name=last_name,
        language=organisation.language,
        search_name=search_name(name),
        created_at=organisation.created_at,
    )


def slug_of(name: str) -> str:
    """The slug of an organisation with this name; empty when nothing of it is left."""
    return slug_form(name)[:SLUG_LIMIT].strip("-")


def _check(founding: Founding) -> str:
    """Refuse what cannot be; the administrator's address as it is kept."""
    wrong: dict[str, Reason] = {}
    if not 1 <= len(founding.name.strip()) <= 120 or not slug_of(founding.name):
        wrong["name"] = Reason("field_wrong")
    if not 1 <= len(founding.admin_name.strip()) <= 100:
        wrong["admin_name"] = Reason("field_wrong")
    if founding.language not in LANGUAGES:
        wrong["language"] = Reason("field_choice")
    if not is_zone(founding.zone):
        wrong["zone"] = Reason("founding_zone", zone=founding.zone)
    address = ""
    try:
        address = read_address(founding.admin_address)
    except WrongValue:
        wrong["admin_address"] = Reason("founding_address", address=founding.admin_address)
    if wrong:
        raise invalid(**wrong)
    return address
