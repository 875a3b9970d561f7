"""What the columns of shared items are to a person."""

from server.kernel.personal import CONTACT, DERIVED, TECHNICAL, contact_in, personal, reference, tenant
from server.people.references import references

PLACE = tenant(
    {"message_id": reference("message"), "conversation_id": reference("conversation"), "seq": TECHNICAL}
    | {"position": TECHNICAL, "month": TECHNICAL, "shared_at": TECHNICAL}
)

personal(
    "attachment",
    PLACE | {"file_id": reference("file"), "contact_id": CONTACT, "kind": TECHNICAL},
    contact_in("contact_id"),
    erased="own",
    private=True,
)
personal("message_link", PLACE | {"url": DERIVED})

references("attachment", "contact_id", counted=False)
