"""Who may send, see, use and remove files."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.files.models import File
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_as_member, may_with
from server.people.models import Contact


def may_send_none(actor: Actor, organisation: int) -> Verdict:
    """Nobody: these files are made by the server itself."""
    verdict = may_as_member(actor, organisation)
    return FORBIDDEN if verdict.allowed else verdict


def may_send_for_members(actor: Actor, organisation: int) -> Verdict:
    """Those who manage members."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_use_own(actor: Actor, file: File | None) -> Verdict:
    """Who sent it, as long as they stand in the organisation and it was not removed."""
    if file is None or file.removed_at is not None or file.organisation_id not in actor.standings:
        return HIDDEN
    return ALLOWED if file.uploaded_by == actor.account else HIDDEN


def may_claim(actor: Actor, file: File | None, purpose: str) -> Verdict:
    """Who sent it, once it arrived, for what it was sent for, and for one thing only."""
    if file is None or file.purpose != purpose or file.arrived_at is None:
        return HIDDEN
    verdict = may_use_own(actor, file)
    if verdict.allowed and file.claimed_at is not None:
        return Verdict("conflict", "file_claimed")
    return verdict


def may_remove(actor: Actor, file: File | None) -> Verdict:
    """Who sent it, until something points at it."""
    verdict = may_use_own(actor, file)
    if verdict.allowed and file is not None and file.claimed_at is not None:
        return Verdict("conflict", "file_in_use")
    return verdict


def may_see_own(actor: Actor, file: File) -> Verdict:
    """Those who manage members, and the contact whose it is."""
    standing = actor.standings.get(file.organisation_id)
    if standing is None:
        return HIDDEN
    own = file.contact_id is not None and file.contact_id == standing.contact
    return ALLOWED if own or MANAGE_MEMBERS in standing.capabilities else HIDDEN


def may_change_picture(actor: Actor, organisation: int, contact: Contact | None) -> Verdict:
    """Those who manage members, and the contact themselves."""
    verdict = may_as_member(actor, organisation)
    if not verdict.allowed or contact is None:
        return HIDDEN
    own = actor.standings[organisation].contact == contact.id
    return ALLOWED if own else may_with(MANAGE_MEMBERS, actor, organisation)
