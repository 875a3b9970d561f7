"""Who may see and change what is known of people, who may invite, and whom an invitation lets in."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with, may_within
from server.people.models import Contact


def may_invite(
    actor: Actor, organisation: int, contact: Contact | None, *, linked: bool, groups: Collection[int] = ()
) -> Verdict:
    """Those who manage members, there where the contact stands (`groups`); who has a login needs no invitation."""
    verdict = may_within(MANAGE_MEMBERS, actor, organisation, groups)
    if not verdict.allowed:
        return verdict
    if contact is None:
        return HIDDEN
    return may_accept(linked=linked)


def may_invite_some(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members, be it in one group; whom they reach is looked at one by one."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    if verdict.allowed or verdict == HIDDEN:
        return verdict
    return ALLOWED if actor.standings[organisation].groups_with(MANAGE_MEMBERS) else FORBIDDEN


def may_accept(*, linked: bool) -> Verdict:
    """Whoever holds the secret, unless the contact has a login by now."""
    return Verdict("conflict", "contact_linked") if linked else ALLOWED


def may_join(actor: Actor, organisation: int, *, linked: bool) -> Verdict:
    """A person with an account, who is not yet a contact of that organisation."""
    if actor.kind != "person":
        return FORBIDDEN
    standing = actor.standings.get(organisation)
    if standing is not None and standing.contact is not None:
        return Verdict("conflict", "member_already")
    return may_accept(linked=linked)


def may_see_contact(actor: Actor, contact: Contact | None, groups: Collection[int]) -> Verdict:
    """All that is known of somebody: themselves, who acts for them, and those who manage or see members, in the whole
    organisation or in a group (`groups`) where the contact stands today."""
    if contact is None or contact.organisation_id not in actor.standings:
        return HIDDEN
    if is_own(actor, contact):
        return ALLOWED
    seen = may_within(SEE_MEMBERS, actor, contact.organisation_id, groups)
    return seen if seen.allowed else may_within(MANAGE_MEMBERS, actor, contact.organisation_id, groups)


def may_change_contact(actor: Actor, contact: Contact | None, groups: Collection[int]) -> Verdict:
    """What people may change of themselves: they, who acts for them, and those who manage members there."""
    if contact is None or contact.organisation_id not in actor.standings:
        return HIDDEN
    if is_own(actor, contact):
        return ALLOWED
    return may_within(MANAGE_MEMBERS, actor, contact.organisation_id, groups)


def may_manage_contact(actor: Actor, contact: Contact | None, groups: Collection[int]) -> Verdict:
    """What only administrators change: those who manage members, there where the contact stands."""
    if contact is None or contact.organisation_id not in actor.standings:
        return HIDDEN
    return may_within(MANAGE_MEMBERS, actor, contact.organisation_id, groups)


def is_own(actor: Actor, contact: Contact) -> bool:
    """Whether it is the actor themselves, or somebody for whom they may act; bots are nobody."""
    standing = actor.standings.get(contact.organisation_id)
    if standing is None or actor.kind != "person":
        return False
    return contact.id == standing.contact or contact.id in standing.wards
