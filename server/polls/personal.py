"""What the columns of polls are to a person."""

from server.kernel.personal import (
    CONTACT,
    CONTENT,
    DERIVED,
    OWN,
    TECHNICAL,
    contact_in,
    live,
    personal,
    reference,
    tenant,
)

personal(
    "poll",
    live(
        {"conversation_id": reference("conversation"), "message_id": reference("message"), "seq": TECHNICAL}
        | {"kind": TECHNICAL, "title": CONTENT, "description": CONTENT, "zone": OWN, "several": TECHNICAL}
        | {"anonymous": TECHNICAL, "may_add": TECHNICAL, "creator_id": CONTACT, "administrators": DERIVED}
        | {"options": DERIVED, "voters": TECHNICAL, "settled_id": reference("poll_option")}
        | {"occurrence_id": reference("occurrence"), "created_at": TECHNICAL, "closes_at": TECHNICAL}
        | {"closed_at": TECHNICAL, "reminded_at": TECHNICAL}
    ),
    contact_in("creator_id"),
    erased="own",
    label=("title",),
    private=True,
)
personal(
    "poll_option",
    tenant(
        {"poll_id": reference("poll"), "place": TECHNICAL, "text": OWN, "local_start": OWN, "minutes": OWN}
        | {"places": OWN, "yes": TECHNICAL, "maybe": TECHNICAL, "no": TECHNICAL}
    ),
    label=("text", "local_start"),
)
personal(
    "ballot",
    live(
        {"poll_id": reference("poll"), "contact_id": CONTACT, "by_id": CONTACT, "choices": TECHNICAL}
        | {"chosen": TECHNICAL, "readers": DERIVED, "answered_at": TECHNICAL}
    ),
    contact_in("contact_id"),
    erased="own",
    private=True,
)
