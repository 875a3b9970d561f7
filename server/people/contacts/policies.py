"""Who makes, removes and restores contacts, who sees the roster, and what people change of themselves."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Contact

KEPT_BY_ADMINS = frozenset({"birth_date", "remarks"})
"""Parts of a card that nobody changes of themselves or of who they act for. A birth date decides how long a parent
acts for a child, so neither of them may move it."""


def may_create_contact(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members in the whole organisation: who manages one group would not reach the new card."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_remove_contact(actor: Actor, contact: Contact | None, *, last_admin: bool) -> Verdict:
    """Those who manage members in the whole organisation; not the last one who administers it."""
    if contact is None or contact.organisation_id not in actor.standings:
        return HIDDEN
    verdict = may_with(MANAGE_MEMBERS, actor, contact.organisation_id)
    if verdict.allowed and last_admin:
        return Verdict("conflict", "contact_last_admin")
    return verdict


def may_restore_contact(actor: Actor, contact: Contact | None) -> Verdict:
    """Those who manage members in the whole organisation; of who was erased nothing is left to restore."""
    if contact is None or contact.organisation_id not in actor.standings or contact.erased_at is not None:
        return HIDDEN
    return may_with(MANAGE_MEMBERS, actor, contact.organisation_id)


def may_change_parts(parts: Collection[str], *, manages: bool) -> Verdict:
    """All parts by those who manage the contact; by themselves all but what administrators keep."""
    return ALLOWED if manages or KEPT_BY_ADMINS.isdisjoint(parts) else FORBIDDEN


def may_see_roster(actor: Actor, organisation: int, *, managing: bool) -> Verdict:
    """Those who manage or see members, in the whole organisation or in a group; `managing`: only those who manage."""
    standing = actor.standings.get(organisation)
    if standing is None:
        return HIDDEN
    wanted = roster_rights(managing=managing)
    held = standing.capabilities | {capability for capability, _ in standing.in_groups}
    return ALLOWED if held & wanted else FORBIDDEN


def roster_rights(*, managing: bool) -> frozenset[str]:
    """The capabilities that open the roster."""
    return frozenset({MANAGE_MEMBERS}) if managing else frozenset({MANAGE_MEMBERS, SEE_MEMBERS})
