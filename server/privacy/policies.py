"""Who gets all that is kept of somebody, who erases, and who says how long things are kept."""

from server.accounts.capabilities import MANAGE_MEMBERS, MANAGE_SETTINGS
from server.kernel.access import FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Contact
from server.people.policies import is_own


def may_export(actor: Actor, contact: Contact | None) -> Verdict:
    """They themselves, who acts for them, and those who manage members in the whole organisation."""
    if contact is None or contact.erased_at is not None or contact.organisation_id not in actor.standings:
        return HIDDEN
    return Verdict() if is_own(actor, contact) else may_with(MANAGE_MEMBERS, actor, contact.organisation_id)


def may_erase(actor: Actor, contact: Contact | None) -> Verdict:
    """Those who manage members in the whole organisation; of who was erased nothing is left."""
    if contact is None or contact.erased_at is not None or contact.organisation_id not in actor.standings:
        return HIDDEN
    return may_with(MANAGE_MEMBERS, actor, contact.organisation_id)


def may_request_erasure(actor: Actor, contact: Contact | None) -> Verdict:
    """They themselves and who acts for them; administrators erase without asking."""
    if contact is None or contact.erased_at is not None or contact.organisation_id not in actor.standings:
        return HIDDEN
    return Verdict() if is_own(actor, contact) else FORBIDDEN


def may_answer_requests(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members in the whole organisation."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_manage_retention(actor: Actor, organisation: int) -> Verdict:
    """Those who manage settings."""
    return may_with(MANAGE_SETTINGS, actor, organisation)
