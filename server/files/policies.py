"""Who may send, see, use and remove files."""

from collections.abc import Collection

from server.accounts.capabilities import MANAGE_MEMBERS
from server.files.models import File
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_as_member, may_with
from server.people.models import Contact
from server.people.policies import is_own, may_manage_contact, may_see_contact


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


def may_see_export(actor: Actor, file: File | None, contact: Contact | None) -> Verdict:
    """Who asked for it. With all that is known of one `contact`: only while it is they, or somebody for whom they act,
    or they manage members."""
    verdict = may_use_own(actor, file)
    if file is None or file.contact_id is None or not verdict.allowed:
        return verdict
    if contact is not None and is_own(actor, contact):
        return ALLOWED
    return ALLOWED if may_with(MANAGE_MEMBERS, actor, file.organisation_id).allowed else HIDDEN


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


def may_see_field(actor: Actor, contact: Contact | None, groups: Collection[int], access: str | None) -> Verdict:
    """What a field of somebody holds: those who manage members there, and, if the field says so, who may see the card.

    `access` is the field's; None for a field that is gone, which nobody sees.
    """
    verdict = may_see_contact(actor, contact, groups)
    if access is None or contact is None or not verdict.allowed:
        return HIDDEN
    if access != "admins":
        return ALLOWED
    return HIDDEN if not may_manage_contact(actor, contact, groups).allowed else ALLOWED


def may_fill_field(actor: Actor, contact: Contact | None, groups: Collection[int], access: str | None) -> Verdict:
    """Those who manage members there, and the contact where the field lets them write."""
    verdict = may_see_field(actor, contact, groups, access)
    if not verdict.allowed or (access == "write" and contact is not None and is_own(actor, contact)):
        return verdict
    return may_manage_contact(actor, contact, groups)
