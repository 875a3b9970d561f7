"""Who may see and change families, and who may act for whom."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS
from server.accounts.models import Link
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Family


def may_manage_families(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members, in the whole organisation: a family reaches over its groups."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_manage_family(actor: Actor, family: Family | None) -> Verdict:
    """The same, of a family that exists."""
    return HIDDEN if family is None else may_manage_families(actor, family.organisation_id)


def may_see_family(actor: Actor, family: Family | None, members: Collection[int]) -> Verdict:
    """Those who manage members, and those who belong to it themselves: who acts for a child sees of its families only
    their own, for separated parents do not see each other's."""
    if family is None or family.organisation_id not in actor.standings:
        return HIDDEN
    if may_manage_families(actor, family.organisation_id).allowed:
        return ALLOWED
    return ALLOWED if oneself(actor, family.organisation_id) in members else HIDDEN


def oneself(actor: Actor, organisation: int) -> int | None:
    """Who it really is, also while they act for somebody else: their own contact in an organisation."""
    return actor.by if actor.link is not None else actor.standing(organisation).contact


def may_act_for(actor: Actor, link: Link | None) -> Verdict:
    """A person with an open link to somebody else."""
    if actor.kind != "person":
        return FORBIDDEN
    return HIDDEN if link is None else ALLOWED


def may_delegate(actor: Actor, organisation: int, *, minor: bool) -> Verdict:
    """A grown-up, for themselves: nobody hands on what they may for somebody else."""
    standing = actor.standings.get(organisation)
    if standing is None or standing.contact is None:
        return HIDDEN
    if actor.link is not None or actor.kind != "person":
        return FORBIDDEN
    return Verdict("conflict", "delegate_minor") if minor else ALLOWED


def may_revoke(actor: Actor, link: Link | None) -> Verdict:
    """Whoever let somebody act for them, and whoever was let; what follows from a family is not revoked."""
    if link is None or link.organisation_id not in actor.standings:
        return HIDDEN
    own = actor.link is None and actor.standings[link.organisation_id].contact == link.contact_id
    if not own and link.account_id != actor.account:
        return HIDDEN
    return ALLOWED if link.kind == "delegate" else Verdict("conflict", "link_of_family")
