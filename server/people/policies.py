"""Who may invite, and whom an invitation lets in."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with
from server.people.models import Contact


def may_invite(actor: Actor, organisation: int, contact: Contact | None, *, linked: bool) -> Verdict:
    """Those who manage members; a contact who has a login already needs no invitation."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    if not verdict.allowed:
        return verdict
    if contact is None:
        return HIDDEN
    return may_accept(linked=linked)


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
