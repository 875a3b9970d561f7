"""Inviting many at once, with words of one's own, and cancelling."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from server.accounts.capabilities import MANAGE_MEMBERS
from server.accounts.models import Link, Organisation, Ticket
from server.kernel.access import Standing
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.language import Language, say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing, View, invalid
from server.people.invitation_tickets import (
    PLACEHOLDER,
    PLACEHOLDERS,
    Draft,
    Invited,
    contact_to_invite,
    write_invitations,
)
from server.people.invitations import invitation_attempts
from server.people.models import Address, Contact
from server.people.policies import may_invite, may_invite_some
from server.people.queries import groups_of, groups_of_contacts

MOST = 1000

Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=150)]
InvitationText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
SkippedWhy = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["absent", "has_login", "no_address", "too_often"]})
]


class SendInvitations(Input, frozen=True):
    """Whom, and the mail's `subject` and `text` if not the usual ones.

    In both, `{name}`, `{organisation}` and `{url}` are filled in for each; a button with the link stands below anyway.
    Without a `language` each is written to in their own.
    """

    organisation: Id
    contacts: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST)]
    subject: Subject | None = None
    text: InvitationText | None = None
    language: Literal["nl", "en"] | None = None


class SkippedContact(View, frozen=True):
    """Somebody who was not invited, and why; who is not there has no name."""

    contact: int
    name: str
    reason: SkippedWhy
    sentence: str


class InvitationsSent(View, frozen=True):
    """How many invitations are on their way, and who gets none."""

    organisation: int
    sent: int
    skipped: list[SkippedContact]


@operation("invitation.send_many", scope="people:write")
async def send_invitations(ctx: Context, given: SendInvitations) -> InvitationsSent:
    """Invite many contacts at once; what was sent to them before works no longer. Who cannot be invited is skipped.

    Refused: forbidden (no right to manage members), invalid (a placeholder that we do not know, a subject or a text
    without the other).
    """
    ctx.allow(may_invite_some(ctx.actor, given.organisation))
    words = _words(given)
    organisation = await Organisation.get(id=given.organisation)
    sorting = await _sort(ctx.actor.standing(given.organisation), given)
    drafts = [
        Draft(
            invited=Invited(organisation, contact),
            address=address,
            inviter=ctx.actor.name,
            words=words,
            language=given.language,
        )
        for contact, address in sorting.invited
    ]
    if drafts:
        await write_invitations(ctx.unit, ctx.site, drafts)
    ctx.record(given.organisation, details=f"count={len(drafts)}")
    skipped = [_skipped(one, ctx.language) for one in sorting.skipped]
    return InvitationsSent(organisation=given.organisation, sent=len(drafts), skipped=skipped)


def _words(given: SendInvitations) -> tuple[str, str] | None:
    """The subject and text to use, checked."""
    if given.subject is None and given.text is None:
        return None
    if given.subject is None or given.text is None:
        raise invalid(**{"text" if given.text is None else "subject": Reason("field_missing")})
    if "\n" in given.subject:
        raise invalid(subject=Reason("invitation_one_line"))
    for field, words in (("subject", given.subject), ("text", given.text)):
        for word in PLACEHOLDER.findall(words):
            if word not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise invalid(**{field: Reason("invitation_placeholder", word=word, known=known)})
    return given.subject.strip(), given.text.strip()


class Sorting(msgspec.Struct):
    """Who is to be invited at which address, and who is skipped: contact, name, why."""

    invited: list[tuple[Contact, str]] = []
    skipped: list[tuple[int, str, str]] = []


async def _sort(standing: Standing, given: SendInvitations) -> Sorting:
    wanted = sorted(set(given.contacts))
    own = {"organisation_id": given.organisation}
    locked = Contact.filter(**own, id__in=wanted, removed_at=None, kind="person").order_by("id").select_for_update()
    contacts = {contact.id: contact for contact in await locked}
    reached = await _reached(standing, sorted(contacts))
    links = await Link.filter(**own, contact_id__in=wanted, kind="self", until_at=None)
    linked = {link.contact_id for link in links}
    addresses = await Address.filter(**own, contact_id__in=wanted).order_by("-place")
    first = {address.contact_id: address.address for address in addresses}
    sorting = Sorting()
    for number in wanted:
        contact = contacts.get(number)
        if contact is None or number not in reached:
            sorting.skipped.append((number, "", "absent"))
        elif why := _obstacle(contact, linked=number in linked, address=first.get(number)):
            sorting.skipped.append((number, contact.name, why))
        else:
            sorting.invited.append((contact, first[number]))
    return sorting


async def _reached(standing: Standing, contacts: Sequence[int]) -> set[int]:
    """Those of the contacts whom somebody may invite."""
    if MANAGE_MEMBERS in standing.capabilities:
        return set(contacts)
    own = standing.groups_with(MANAGE_MEMBERS)
    groups = await groups_of_contacts(standing.organisation, contacts)
    return {contact for contact, places in groups.items() if places & own}


def _obstacle(contact: Contact, *, linked: bool, address: str | None) -> str | None:
    if linked:
        return "has_login"
    if address is None:
        return "no_address"
    try:
        invitation_attempts.attempt(str(contact.id))
    except Refusal:
        return "too_often"
    return None


def _skipped(one: tuple[int, str, str], language: Language) -> SkippedContact:
    contact, name, why = one
    return SkippedContact(
        contact=contact, name=name, reason=why, sentence=say(Reason(f"invitation_skipped_{why}"), language)
    )


class CancelInvitation(Input, frozen=True):
    """Whose."""

    organisation: Id
    contact: Id


@operation("invitation.cancel", scope="people:write")
async def cancel_invitation(ctx: Context, given: CancelInvitation) -> Nothing:
    """Take an invitation back: its link works no longer, and asking for a new one by it gives nothing.

    Refused: not_found (no such contact, or no invitation of theirs can still be accepted), forbidden (no right to
    manage members).
    """
    contact = await contact_to_invite(given.organisation, given.contact, lock=True)
    groups = await groups_of(contact) if contact is not None else set()
    ctx.allow(may_invite(ctx.actor, given.organisation, contact, linked=False, groups=groups))
    running = Ticket.filter(
        kind="invitation", organisation_id=given.organisation, contact_id=given.contact, used_at=None
    )
    if not await running.filter(expires_at__gt=ctx.now).exists():
        raise not_found()
    # Those that have expired too: with them one could ask for a new one.
    await running.update(used_at=ctx.now, cancelled_at=ctx.now)
    ctx.record(given.organisation, "contact", given.contact)
    return Nothing()
