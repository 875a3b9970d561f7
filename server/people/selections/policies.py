"""Who asks questions about people, and who keeps them."""

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Selection


def may_select(actor: Actor, organisation: int) -> Verdict:
    """Those who see or manage members, if only in one group: what they find is what they may see."""
    standing = actor.standings.get(organisation)
    if standing is None:
        return HIDDEN
    held = standing.capabilities | {capability for capability, _ in standing.in_groups}
    return ALLOWED if held & {MANAGE_MEMBERS, SEE_MEMBERS} else FORBIDDEN


def may_keep_selection(actor: Actor, organisation: int, selection: Selection | None) -> Verdict:
    """Selections are the organisation's: those who manage members make, change and remove them."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    return HIDDEN if verdict.allowed and selection is None else verdict
