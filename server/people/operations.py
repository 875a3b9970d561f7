"""Looking people up."""

from typing import Annotated

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import search_form
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, ListView, PageInput
from server.people.models import Contact
from server.people.views import ContactView


class ListContacts(PageInput, frozen=True):
    """Part of a name, accents and capitals aside; without it everyone."""

    organisation: Id
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None


@operation("contact.list", scope="people:read")
async def list_contacts(ctx: Context, given: ListContacts) -> ListView[ContactView]:
    """List the people of an organisation by name. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = Contact.filter(organisation_id=given.organisation, removed_at=None)
    for word in search_form(given.search or "").split():
        found = found.filter(search_name__contains=word)
    return await page_of(found.order_by("search_name", "id"), given, ContactView.of)
