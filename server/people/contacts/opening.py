"""Fetching a contact and judging what the actor may do with the card, in one step."""

from collections.abc import Callable, Collection

import msgspec

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import Actor, Verdict, may_with
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.people.models import Contact
from server.people.policies import is_own, may_manage_contact
from server.people.queries import groups_of

Judge = Callable[[Actor, Contact | None, Collection[int]], Verdict]


class Opened(msgspec.Struct, frozen=True):
    """A contact, and what the actor is to them: whether they manage this contact, and whether they are or act for
    them."""

    contact: Contact
    manages: bool
    own: bool


async def open_contact(ctx: Context, organisation: int, contact: int, judge: Judge, *, lock: bool = False) -> Opened:
    """A contact of an organisation if `judge` allows it; locked, nobody else changes them before the commit.

    Those who were removed are there for who manages all members only. Raises not_found or forbidden.
    """
    wanted = Contact.filter(organisation_id=organisation, id=contact, erased_at=None)
    if not may_with(MANAGE_MEMBERS, ctx.actor, organisation).allowed or lock:
        wanted = wanted.filter(removed_at=None)
    found = await (wanted.select_for_update() if lock else wanted).get_or_none()
    groups = await groups_of(found) if found is not None else set()
    ctx.allow(judge(ctx.actor, found, groups))
    if found is None:
        raise not_found()
    return Opened(found, may_manage_contact(ctx.actor, found, groups).allowed, is_own(ctx.actor, found))
