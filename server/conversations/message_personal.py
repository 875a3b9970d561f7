"""What the columns of the rows beside messages are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    CONTACT,
    CONTENT,
    OWN,
    TECHNICAL,
    account_in,
    contact_in,
    live,
    personal,
    reference,
    row_in,
    tenant,
)

OF_MESSAGE = {"message_id": reference("message")}

personal(
    "mention",
    tenant(
        {**OF_MESSAGE, "conversation_id": reference("conversation"), "seq": TECHNICAL, "kind": TECHNICAL}
        | {"contact_id": CONTACT, "group_id": reference("group")}
    ),
    contact_in("contact_id"),
)
personal(
    "message_version",
    tenant({**OF_MESSAGE, "text": CONTENT, "written_at": TECHNICAL}),
    row_in("message_id", "message"),
    erased="own",
    private=True,
)
personal(
    "reaction",
    tenant({**OF_MESSAGE, "contact_id": CONTACT, "emoji": TECHNICAL, "reacted_at": TECHNICAL}),
    contact_in("contact_id"),
    erased="own",
    private=True,
)
personal(
    "star",
    live({**OF_MESSAGE, "conversation_id": reference("conversation"), "account_id": ACCOUNT, "starred_at": TECHNICAL}),
    account_in("account_id"),
)
personal("message_rules", tenant({"edit_minutes": OWN, "delete_minutes": OWN, "admins_delete": OWN}))
