"""What one may do in the agenda."""

from server.accounts.capabilities import MANAGE_AGENDA
from server.agenda.models import Occurrence
from server.kernel.access import HIDDEN, Actor, Verdict, may_as_member, may_with


def may_see(actor: Actor, occurrence: Occurrence | None) -> Verdict:
    """Everyone in the organisation."""
    return may_as_member(actor, occurrence.organisation_id) if occurrence is not None else HIDDEN


def may_plan(actor: Actor, organisation: int) -> Verdict:
    """Making activities: those who manage the agenda."""
    return may_with(MANAGE_AGENDA, actor, organisation)


def may_replan(actor: Actor, occurrence: Occurrence | None) -> Verdict:
    """Changing or cancelling what is planned: those who manage the agenda."""
    return may_plan(actor, occurrence.organisation_id) if occurrence is not None else HIDDEN


def may_follow(actor: Actor, organisation: int) -> Verdict:
    """A calendar address of one's own: everyone in the organisation."""
    return may_as_member(actor, organisation)
