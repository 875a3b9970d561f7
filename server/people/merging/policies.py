"""Who merges two cards, and which cards can be merged."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with
from server.people.models import Contact


def may_look_for_doubles(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members in the whole organisation."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_tell_apart(one: int, other: int) -> Verdict:
    """Two cards: nobody is another than themselves."""
    return Verdict("conflict", "merge_same") if one == other else ALLOWED


def may_merge(actor: Actor, keep: Contact | None, drop: Contact | None, *, logins: int) -> Verdict:
    """Those who manage members: two cards of one organisation and one kind, of which one at most has a login."""
    if keep is None or drop is None or keep.organisation_id != drop.organisation_id:
        return HIDDEN
    verdict = may_with(MANAGE_MEMBERS, actor, keep.organisation_id)
    if not verdict.allowed:
        return verdict
    clash = clash_between(keep, drop, logins=logins)
    return Verdict("conflict", clash) if clash else verdict


def clash_between(keep: Contact, drop: Contact, *, logins: int) -> str | None:
    """Why two cards cannot become one, if so."""
    if keep.id == drop.id:
        return "merge_same"
    if keep.kind != drop.kind:
        return "merge_kinds"
    return "merge_two_logins" if logins > 1 else None
