"""What the columns of mail are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    DERIVED,
    REACH,
    SECRET,
    TECHNICAL,
    account_in,
    address_in,
    personal,
    tenant,
)

personal(
    "outbox",
    tenant(
        {"account_id": ACCOUNT, "address": REACH, "cause": TECHNICAL, "kind": TECHNICAL, "content": DERIVED}
        | {"message_id": TECHNICAL, "state": TECHNICAL, "attempts": TECHNICAL, "reply": DERIVED, "due_at": TECHNICAL}
        | {"expires_at": TECHNICAL, "created_at": TECHNICAL, "sent_at": TECHNICAL}
    ),
    [account_in("account_id"), address_in("address")],
)
personal("mail_key", {"secret": SECRET})
