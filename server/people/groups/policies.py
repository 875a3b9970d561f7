"""Who may arrange seasons and groups, see who stands in them, and place people there."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with, may_within
from server.people.models import Group, GroupFunction, Season


def may_arrange(actor: Actor, organisation: int) -> Verdict:
    """Seasons, groups and functions: those who manage members in the whole organisation."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_arrange_row(actor: Actor, row: Season | Group | GroupFunction | None) -> Verdict:
    """The same, for one that exists."""
    return HIDDEN if row is None else may_arrange(actor, row.organisation_id)


def may_look_at(actor: Actor, group: Group | None) -> Verdict:
    """What a group is, and where and when it meets: everyone in the organisation."""
    return ALLOWED if group is not None and group.organisation_id in actor.standings else HIDDEN


def may_see_members(actor: Actor, group: Group | None) -> Verdict:
    """Who stands in a group: those who see or manage members, in the whole organisation or in that group."""
    if group is None:
        return HIDDEN
    seen = may_within(SEE_MEMBERS, actor, group.organisation_id, [group.id])
    return seen if seen.allowed else may_place(actor, group)


def may_place(actor: Actor, group: Group | None) -> Verdict:
    """Who stands in a group as what: those who manage members, in the whole organisation or in that group."""
    if group is None:
        return HIDDEN
    return may_within(MANAGE_MEMBERS, actor, group.organisation_id, [group.id])


def may_bring_in(actor: Actor, organisation: int, groups: Collection[int]) -> Verdict:
    """Placing a contact who stands today in `groups`. Who manages members in one group only must have them there
    already: else they could bring anybody in, and see all that is known of them."""
    verdict = may_within(MANAGE_MEMBERS, actor, organisation, groups)
    return Verdict("forbidden", "brings_in_others") if verdict.code == "forbidden" else verdict
