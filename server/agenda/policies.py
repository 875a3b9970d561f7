"""What one may do in the agenda."""

from datetime import datetime

from server.accounts.capabilities import MANAGE_AGENDA
from server.agenda.models import Occurrence
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_as_member, may_with


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


def may_attend(actor: Actor, occurrence: Occurrence, contact: int | None, now: datetime) -> Verdict:
    """Saying whether somebody comes: themselves and who acts for them, in time; who manages the agenda, for anyone."""
    standing = actor.standing(occurrence.organisation_id)
    plans = may_plan(actor, occurrence.organisation_id).allowed
    if contact is None or not (plans or contact == standing.contact or contact in standing.wards):
        return FORBIDDEN
    if occurrence.state == "cancelled":
        return Verdict("conflict", "occurrence_cancelled")
    if plans:
        return ALLOWED
    if occurrence.ends_at <= now:
        return Verdict("conflict", "occurrence_over")
    late = occurrence.answer_until is not None and occurrence.answer_until <= now
    return Verdict("conflict", "answers_closed") if late else ALLOWED
