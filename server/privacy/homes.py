"""What an archive keeps from who acts for its person: the reach and the families of a home that is not theirs."""

from typing import Any

import msgspec

from server.kernel.access import Actor
from server.people.families.policies import may_manage_families, oneself
from server.people.families.sight import NO_OTHER_HOME, OtherHome, other_home
from server.people.models import Contact, FamilyMember


class KeptBack(msgspec.Struct, frozen=True):
    """By what the other home is reached, and the families that are shown, if not all."""

    home: OtherHome = NO_OTHER_HOME
    families: frozenset[int] | None = None

    def hides(self, table: str, row: dict[str, Any]) -> bool:
        """Whether a row of a table is left out."""
        if table == "family_member":
            return self.families is not None and row["family_id"] not in self.families
        if table == "phone":
            return self.home.has_phone(row["number"])
        if table == "postal_address":
            return self.home.has_home(row["street"], row["postcode"])
        return any(isinstance(said, str) and self.home.has_address(said) for said in row.values())


async def kept_from(actor: Actor, contact: Contact) -> KeptBack:
    """What is kept from somebody who asks for all that is known of a contact; nothing from the contact, and from who
    manages members."""
    organisation = contact.organisation_id
    own = oneself(actor, organisation)
    if own == contact.id or may_manage_families(actor, organisation).allowed:
        return KeptBack()
    here = FamilyMember.filter(organisation_id=organisation, contact_id=own or 0)
    families = frozenset([member.family_id for member in await here])
    return KeptBack(await other_home(actor, contact), families)
