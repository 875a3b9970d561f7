"""Putting a card together: a query for each kind of thing that it shows."""

from collections import defaultdict
from typing import Any

from server.kernel.access import Actor
from server.people.contacts.homes import families_in_sight, hidden_home, visible
from server.people.contacts.logins import login_of
from server.people.contacts.opening import Opened
from server.people.contacts.views import (
    AddressView,
    CardFamily,
    CardMembership,
    CardPerson,
    CardPlacement,
    ContactCard,
    PhoneView,
    PostalView,
)
from server.people.custom_fields.queries import value_views
from server.people.families.sight import OtherHome
from server.people.models import (
    Address,
    AddressPurpose,
    CompanyPerson,
    Contact,
    FamilyMember,
    Membership,
    MembershipChoice,
    Phone,
    Placement,
    PostalAddress,
)


async def card_of(actor: Actor, opened: Opened) -> ContactCard:
    """A card as its reader may see it."""
    contact = opened.contact
    hidden = await hidden_home(actor, opened)
    phones = visible(hidden, await Phone.filter(**_of(contact)).order_by("place"))
    homes = visible(hidden, await PostalAddress.filter(**_of(contact)).order_by("place"))
    editable = contact.removed_at is None and (opened.manages or opened.own)
    company = contact.kind == "company"
    return ContactCard(
        id=contact.id,
        organisation=contact.organisation_id,
        kind=contact.kind,
        name=contact.name,
        first_name=contact.first_name,
        last_name=contact.last_name,
        birth_date=contact.birth_date,
        sex=contact.sex,
        language=contact.language,
        remarks=contact.remarks if opened.manages else None,
        picture=contact.picture_id,
        addresses=await _addresses(contact, hidden),
        phones=[PhoneView.of(row) for row in phones],
        postal_addresses=[PostalView.of(row) for row in homes],
        fields=await value_views(contact, manages=opened.manages),
        placements=[] if company else await _placements(contact),
        memberships=await _memberships(contact),
        families=[] if company else await _families(actor, opened),
        people=await _people(contact) if company else [],
        companies=[] if company else await _companies(contact),
        login=await login_of(contact) if opened.manages else None,
        manages=opened.manages,
        own=opened.own,
        editable=editable,
        created_at=contact.created_at,
        removed_at=contact.removed_at,
        rev=contact.rev,
    )


def _of(contact: Contact) -> dict[str, Any]:
    return {"organisation_id": contact.organisation_id, "contact_id": contact.id}


async def _addresses(contact: Contact, hidden: OtherHome) -> list[AddressView]:
    rows = visible(hidden, await Address.filter(**_of(contact)).order_by("place"))
    found = AddressPurpose.filter(
        organisation_id=contact.organisation_id, address_id__in=[row.id for row in rows]
    ).order_by("purpose")
    purposes: dict[int, list[str]] = defaultdict(list)
    for purpose in await found if rows else []:
        purposes[purpose.address_id].append(purpose.purpose)
    return [
        AddressView(
            id=row.id,
            address=row.address,
            label=row.label,
            confirmed_at=row.confirmed_at,
            bounced_at=row.bounced_at,
            purposes=purposes[row.id],
        )
        for row in rows
    ]


async def _placements(contact: Contact) -> list[CardPlacement]:
    """The latest season first."""
    found = Placement.filter(**_of(contact)).select_related("group_season__group", "group_season__season", "function")
    rows = sorted(await found, key=lambda row: (row.group_season.season.first_day, row.id), reverse=True)
    return [
        CardPlacement(
            id=row.id,
            group=row.group_season.group_id,
            group_name=row.group_season.group.name,
            season=row.group_season.season_id,
            season_name=row.group_season.season.name,
            function=row.function_id,
            function_name=row.function.name,
            active=row.active,
            from_day=row.from_day,
            until_day=row.until_day,
        )
        for row in rows
    ]


async def _memberships(contact: Contact) -> list[CardMembership]:
    rows = await Membership.filter(**_of(contact)).select_related("type").order_by("-from_day", "id")
    found = MembershipChoice.filter(
        organisation_id=contact.organisation_id, membership_id__in=[row.id for row in rows]
    ).select_related("option")
    options: dict[int, list[str]] = defaultdict(list)
    for choice in await found if rows else []:
        options[choice.membership_id].append(choice.option.name)
    return [
        CardMembership(
            id=row.id,
            type=row.type_id,
            type_name=row.type.name,
            options=sorted(options[row.id]),
            from_day=row.from_day,
            until_day=row.until_day,
        )
        for row in rows
    ]


async def _families(actor: Actor, opened: Opened) -> list[CardFamily]:
    found = FamilyMember.filter(**_of(opened.contact)).select_related("family", "function")
    rows = await families_in_sight(actor, opened, await found.order_by("family__name"))
    return [
        CardFamily(
            family=row.family_id,
            family_name=row.family.name,
            function=row.function_id,
            function_name=row.function.name,
        )
        for row in rows
    ]


async def _people(company: Contact) -> list[CardPerson]:
    found = CompanyPerson.filter(
        organisation_id=company.organisation_id, company_id=company.id, contact__removed_at=None
    )
    rows = await found.select_related("contact").order_by("id")
    return [CardPerson(contact=row.contact_id, name=row.contact.name, function=row.function) for row in rows]


async def _companies(contact: Contact) -> list[CardPerson]:
    found = CompanyPerson.filter(**_of(contact), company__removed_at=None)
    rows = await found.select_related("company").order_by("id")
    return [CardPerson(contact=row.company_id, name=row.company.name, function=row.function) for row in rows]
