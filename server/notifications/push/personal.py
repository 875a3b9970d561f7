"""What the columns of Web Push are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    REACH,
    SECRET,
    TECHNICAL,
    account_in,
    personal,
    reference,
    tenant,
)

personal(
    "push_device",
    {"account_id": ACCOUNT, "session_id": reference("session"), "endpoint": SECRET, "endpoint_hash": SECRET}
    | {"p256dh": SECRET, "auth": SECRET, "name": REACH, "kinds": TECHNICAL, "created_at": TECHNICAL}
    | {"used_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal(
    "push",
    tenant(
        {"device_id": reference("push_device"), "account_id": ACCOUNT, "reader_id": TECHNICAL, "kind": TECHNICAL}
        | {"conversation_id": TECHNICAL, "last_seq": TECHNICAL, "attempts": TECHNICAL, "due_at": TECHNICAL}
        | {"expires_at": TECHNICAL}
    ),
    account_in("account_id"),
    private=True,
)
personal(
    "told",
    tenant({"conversation_id": reference("conversation"), "reader_id": ACCOUNT, "seq": TECHNICAL}),
    account_in("reader_id"),
    private=True,
)
personal(
    "quiet_hours",
    {"account_id": ACCOUNT, "from_minute": TECHNICAL, "until_minute": TECHNICAL, "zone": TECHNICAL}
    | {"mentions_pass": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal("push_key", {"secret": SECRET})
