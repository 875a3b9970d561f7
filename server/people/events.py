"""Facts about people."""

from server.kernel.events import Entry, Event, ObjectKind, Viewer
from server.people.models import Contact
from server.people.views import ContactView

CONTACT = ObjectKind("contact", Contact, view=ContactView.of)


class ContactCreated(Event, of=CONTACT):
    """A person became known to the organisation."""


class ContactChanged(Event, of=CONTACT):
    """What is known of a person changed."""


@CONTACT.synced_by
async def changed_contacts(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """People whose name or presence changed."""
    changed = Contact.filter(organisation_id=viewer.organisation, rev__gt=since)
    return [CONTACT.entry(row) for row in await changed.order_by("rev").limit(limit)]
