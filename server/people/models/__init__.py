"""Rows of people: contacts, families, seasons and groups, memberships, and an organisation's own fields."""

from server.people.models.consents import Consent, ConsentPurpose
from server.people.models.contacts import (
    Address,
    AddressPurpose,
    CompanyPerson,
    Contact,
    DistinctPair,
    Phone,
    PostalAddress,
)
from server.people.models.custom_fields import CustomChoice, CustomField, CustomValue
from server.people.models.families import Family, FamilyFunction, FamilyMember, GuardianBlock
from server.people.models.groups import (
    Group,
    GroupFunction,
    GroupMeeting,
    GroupSeason,
    Placement,
    Season,
)
from server.people.models.memberships import Membership, MembershipChoice, MembershipOption, MembershipType
from server.people.models.selections import Selection, SelectionMember

__all__ = [
    "Address",
    "AddressPurpose",
    "CompanyPerson",
    "Consent",
    "ConsentPurpose",
    "Contact",
    "CustomChoice",
    "CustomField",
    "CustomValue",
    "DistinctPair",
    "Family",
    "FamilyFunction",
    "FamilyMember",
    "Group",
    "GroupFunction",
    "GroupMeeting",
    "GroupSeason",
    "GuardianBlock",
    "Membership",
    "MembershipChoice",
    "MembershipOption",
    "MembershipType",
    "Phone",
    "Placement",
    "PostalAddress",
    "Season",
    "Selection",
    "SelectionMember",
]
