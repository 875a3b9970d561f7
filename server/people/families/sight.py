"""What separated parents do not see of each other: a child's card may hold the reach of both homes."""

import re

import msgspec

from server.accounts.models import Link
from server.kernel.access import Actor
from server.people.families.policies import may_manage_families, oneself
from server.people.models import Address, Contact, FamilyMember, Phone, PostalAddress


class OtherHome(msgspec.Struct, frozen=True):
    """By what the people of the ward's other families are reached: it is left out of what a guardian sees."""

    addresses: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    homes: frozenset[tuple[str, str]] = frozenset()

    def has_address(self, address: str) -> bool:
        """Whether an e-mail address is theirs."""
        return address.lower() in self.addresses

    def has_phone(self, number: str) -> bool:
        """Whether a telephone number is theirs, however it is written."""
        return digits(number) in self.phones

    def has_home(self, street: str | None, postcode: str | None) -> bool:
        """Whether a postal address is theirs."""
        return home(street, postcode) in self.homes


NO_OTHER_HOME = OtherHome()


async def other_home(actor: Actor, contact: Contact) -> OtherHome:
    """What an actor must not see on a contact's card. Nothing is kept from the contact and from who manages members;
    who acts for them sees neither names nor reach of the families to which they do not belong themselves."""
    organisation = contact.organisation_id
    own = oneself(actor, organisation)
    if own == contact.id or may_manage_families(actor, organisation).allowed:
        return NO_OTHER_HOME
    here = {"organisation_id": organisation}
    families = await FamilyMember.filter(**here, contact_id=contact.id).values_list("family_id", flat=True)
    members = await FamilyMember.filter(**here, family_id__in=list(families))
    shared = {member.family_id for member in members if member.contact_id == own}
    ours = {member.contact_id for member in members if member.family_id in shared} | {own or 0}
    theirs = {member.contact_id for member in members} - ours - {contact.id}
    if not theirs:
        return NO_OTHER_HOME
    ours_reach, theirs_reach = await _reach(organisation, ours - {contact.id}), await _reach(organisation, theirs)
    return OtherHome(
        theirs_reach.addresses - ours_reach.addresses,
        theirs_reach.phones - ours_reach.phones,
        theirs_reach.homes - ours_reach.homes,
    )


async def _reach(organisation: int, people: set[int]) -> OtherHome:
    which = {"organisation_id": organisation, "contact_id__in": sorted(people)}
    addresses = {row.address.lower() for row in await Address.filter(**which)}
    links = await Link.filter(**which, kind="self", until_at=None).select_related("account")
    addresses |= {link.account.address.lower() for link in links if link.account.address}
    phones = {digits(row.number) for row in await Phone.filter(**which)}
    homes = {home(row.street, row.postcode) for row in await PostalAddress.filter(**which)}
    return OtherHome(frozenset(addresses), frozenset(phones - {""}), frozenset(homes - {("", "")}))


def digits(number: str) -> str:
    """A telephone number as it is compared: 0470 12 34 56, +32 470 12 34 56 and 0032… end alike."""
    return re.sub(r"\D", "", number)[-8:]


def home(street: str | None, postcode: str | None) -> tuple[str, str]:
    """A postal address as it is compared."""
    return " ".join((street or "").casefold().split()), "".join((postcode or "").casefold().split())
