"""Erasing somebody: looking at what would go, asking for it, and doing it."""

from typing import Annotated, Literal

import msgspec

from server.accounts.last_admin import check_last_admin, loses_last_admin, losing
from server.kernel.context import Context
from server.kernel.database import search_form
from server.kernel.errors import Reason, not_found
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.contacts.logins import judge_ending
from server.people.models import Contact
from server.privacy.erasure import erase_person
from server.privacy.policies import may_erase
from server.privacy.previewing import lines_for
from server.privacy.views import ErasedView, ErasurePreview


class PreviewErasure(Input, frozen=True):
    """Of whom."""

    organisation: Id
    contact: Id


async def _open(ctx: Context, organisation: int, contact: int, *, lock: bool = False) -> Contact:
    """A contact, also one who was removed, if the actor may erase them. Raises not_found or forbidden."""
    wanted = Contact.filter(organisation_id=organisation, id=contact, erased_at=None)
    found = await (wanted.select_for_update() if lock else wanted).get_or_none()
    ctx.allow(may_erase(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


@operation("privacy.preview_erasure", scope="privacy:read")
async def preview_erasure(ctx: Context, given: PreviewErasure) -> ErasurePreview:
    """Show what would go and what would stay if somebody were erased, and why.

    Refused: not_found (no such contact), forbidden (no right to manage members).
    """
    contact = await _open(ctx, given.organisation, given.contact)
    refusal = await _refusal(ctx, contact)
    lines = await lines_for(contact, ctx.language)
    return ErasurePreview(contact=contact.id, name=contact.name, lines=lines, refusal=refusal)


async def _refusal(ctx: Context, contact: Contact) -> str | None:
    """What erasing would be refused for, in words."""
    ending = await judge_ending(ctx.actor, contact)
    if not ending.allowed:
        return say(ending.refusal().reason, ctx.language)
    last = await loses_last_admin(contact.organisation_id, without=losing("contact", contact.id), lock=False)
    return say(Reason("last_admin"), ctx.language) if last else None


class Erase(Input, frozen=True):
    """Whom, by their `name` as it is known, to show that it is meant; whether what they wrote stays readable."""

    organisation: Id
    contact: Id
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=310)]
    messages: Literal["keep", "remove"] = "keep"


@operation("privacy.erase", scope="privacy:write")
async def erase_contact(ctx: Context, given: Erase) -> ErasedView:
    """Erase somebody for good: all that is kept of them goes, also their login if no other organisation knows it.

    Their messages stay as those of a removed member, or are emptied too. Refused: not_found (no such contact),
    forbidden (no right to manage members, or they have rights that one could not take away), invalid (the name is
    another), conflict (the last who manages access).
    """
    contact = await _open(ctx, given.organisation, given.contact, lock=True)
    ctx.allow(await judge_ending(ctx.actor, contact))
    if search_form(given.name) != search_form(contact.name):
        raise invalid(name=Reason("erase_name_differs"))
    await check_last_admin(given.organisation, without=losing("contact", contact.id))
    await erase_person(ctx.unit, contact, given.messages)
    ctx.record(given.organisation, "contact", contact.id, details=f"messages={given.messages}")
    return ErasedView.of(contact)
