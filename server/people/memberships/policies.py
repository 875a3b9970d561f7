"""Who arranges types of membership, and who comes and goes."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Contact, MembershipType


def may_arrange_types(actor: Actor, organisation: int) -> Verdict:
    """Types of membership and their options: those who manage members in the whole organisation."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_arrange_type(actor: Actor, row: MembershipType | None) -> Verdict:
    """The same, for one that exists."""
    return HIDDEN if row is None else may_arrange_types(actor, row.organisation_id)


def may_enrol(actor: Actor, organisation: int, groups: Collection[int]) -> Verdict:
    """Taking somebody in who comes to stand in `groups`: those who manage members, in the whole organisation or in
    each of these groups. In none, only the former: nobody else would reach the newcomer."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    if verdict.allowed or verdict == HIDDEN:
        return verdict
    reached = actor.standings[organisation].groups_with(MANAGE_MEMBERS)
    return ALLOWED if groups and reached.issuperset(groups) else FORBIDDEN


def may_let_go(actor: Actor, contact: Contact | None) -> Verdict:
    """Ending all that somebody is: those who manage members in the whole organisation, for it may reach any group."""
    return HIDDEN if contact is None else may_with(MANAGE_MEMBERS, actor, contact.organisation_id)


def may_see_missing(actor: Actor, organisation: int) -> Verdict:
    """Who lacks a membership: those who see or manage members, in the whole organisation or in a group; each sees
    those of the groups that they reach."""
    standing = actor.standings.get(organisation)
    if standing is None:
        return HIDDEN
    held = standing.capabilities | {capability for capability, _ in standing.in_groups}
    return ALLOWED if held & {MANAGE_MEMBERS, SEE_MEMBERS} else FORBIDDEN


def reached_groups(actor: Actor, organisation: int) -> list[int] | None:
    """The groups whose members somebody sees; None means all."""
    standing = actor.standing(organisation)
    if standing.capabilities & {MANAGE_MEMBERS, SEE_MEMBERS}:
        return None
    return sorted(standing.groups_with(MANAGE_MEMBERS) | standing.groups_with(SEE_MEMBERS))
