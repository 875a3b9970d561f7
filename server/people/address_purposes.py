"""Saying which mail goes to which address of a contact, and seeing what goes where."""

from collections.abc import Collection
from typing import Annotated, Any

import msgspec

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView, View
from server.kernel.zones import today_in_zone
from server.people.families.ages import is_minor
from server.people.families.sight import other_home
from server.people.models import Address, AddressPurpose, Contact
from server.people.policies import may_change_contact, may_see_contact
from server.people.purposes import NOTHING, PURPOSES, Purpose, effective_purposes
from server.people.queries import find_contact, groups_of

Place = Annotated[int, msgspec.Meta(ge=1, le=3)]


class AddressPurposesView(View, frozen=True):
    """An address and which mail goes there; `chosen` is false while nothing was said about it."""

    place: int
    address: str
    label: str | None
    purposes: list[Purpose]
    chosen: bool


class ListAddressPurposes(Input, frozen=True):
    """Whose."""

    organisation: Id
    contact: Id


@operation("address.list_purposes", scope="people:read")
async def list_address_purposes(ctx: Context, given: ListAddressPurposes) -> ListView[AddressPurposesView]:
    """Show which mail goes to which address of a contact. Refused: not_found, forbidden.

    Who acts for a child does not see the address of a parent to whose family they do not belong.
    """
    contact = await find_contact(given.organisation, given.contact)
    ctx.allow(may_see_contact(ctx.actor, contact, await groups_of(contact) if contact else ()))
    if contact is None:
        raise not_found()
    hidden = await other_home(ctx.actor, contact)
    shown = [view for view in await purposes_of(contact) if not hidden.has_address(view.address)]
    return ListView(items=shown)


class SetPurposes(Input, frozen=True):
    """All that goes to the address at this place; what is left out goes there no longer."""

    organisation: Id
    contact: Id
    place: Place
    purposes: Annotated[list[Purpose], msgspec.Meta(max_length=len(PURPOSES))]


@operation("address.set_purposes", scope="people:write")
async def set_address_purposes(ctx: Context, given: SetPurposes) -> ListView[AddressPurposesView]:
    """Choose which mail goes to one of a contact's addresses: for themselves, for a child, or as who manages members.

    Refused: not_found (no such contact, or no address at that place), forbidden.
    """
    contact = await find_contact(given.organisation, given.contact, lock=True)
    ctx.allow(may_change_contact(ctx.actor, contact, await groups_of(contact) if contact else ()))
    if contact is None:
        raise not_found()
    hidden = await other_home(ctx.actor, contact)
    own: dict[str, Any] = {"organisation_id": given.organisation}
    address = await Address.get_or_none(**own, contact_id=contact.id, place=given.place)
    if address is None or hidden.has_address(address.address):
        raise not_found()
    await choose_purposes(ctx, address, given.purposes)
    return ListView(items=[view for view in await purposes_of(contact) if not hidden.has_address(view.address)])


async def choose_purposes(ctx: Context, address: Address, purposes: Collection[Purpose]) -> None:
    """All that goes to an address from now on, in place of what was chosen before."""
    own: dict[str, Any] = {"organisation_id": address.organisation_id, "address_id": address.id}
    await AddressPurpose.filter(**own).delete()
    wanted: list[str] = sorted(set(purposes)) or [NOTHING]
    await AddressPurpose.bulk_create([AddressPurpose(id=new_id(), purpose=purpose, **own) for purpose in wanted])
    details = f"place={address.place}"
    ctx.record(address.organisation_id, "contact", address.contact_id, details=details)


async def purposes_of(contact: Contact) -> list[AddressPurposesView]:
    """What goes to each address of a contact, by place; three queries."""
    own = {"organisation_id": contact.organisation_id}
    house = await Organisation.get(id=contact.organisation_id)
    minor = is_minor(contact.birth_date, today_in_zone(house.zone))
    addresses = await Address.filter(**own, contact_id=contact.id).order_by("place")
    chosen: dict[int, set[str]] = {address.id: set() for address in addresses}
    for row in await AddressPurpose.filter(**own, address_id__in=list(chosen)):
        chosen[row.address_id].add(row.purpose)
    return [
        AddressPurposesView(
            place=address.place,
            address=address.address,
            label=address.label,
            purposes=effective_purposes(address.place, chosen[address.id], minor=minor),
            chosen=bool(chosen[address.id]),
        )
        for address in addresses
    ]
