"""Who defines what consent is asked for, gives it, and sees the register."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with
from server.people.models import ConsentPurpose


def may_define_consents(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members in the whole organisation."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_answer_purpose(purpose: ConsentPurpose | None, *, giving: bool) -> Verdict:
    """A purpose that is there; to one that was closed nobody agrees any more, while they can still withdraw."""
    if purpose is None:
        return HIDDEN
    return Verdict("conflict", "consent_closed") if giving and purpose.closed_at is not None else ALLOWED
