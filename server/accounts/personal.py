"""What the columns of accounts are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    CONTACT,
    IDENTITY,
    OF_ANOTHER,
    OWN,
    REACH,
    SECRET,
    TECHNICAL,
    account_in,
    contact_in,
    personal,
    reference,
    tenant,
)

personal(
    "organisation",
    {"name": OWN, "slug": OWN, "abbreviation": OWN, "zone": OWN, "language": OWN, "created_at": TECHNICAL}
    | {"link_previews": TECHNICAL},
    label=("name",),
)
personal(
    "account",
    {"kind": TECHNICAL, "login": IDENTITY, "name": IDENTITY, "password_hash": SECRET, "language": TECHNICAL}
    | {
        "mail_messages": TECHNICAL,
        "tells_reads": TECHNICAL,
        "tells_presence": TECHNICAL,
        "seen_at": TECHNICAL,
        "address": REACH,
        "created_at": TECHNICAL,
        "second_factor_at": TECHNICAL,
    },
    account_in("id"),
    erased="own",
    private=True,
)
personal(
    "link",
    tenant(
        {"account_id": ACCOUNT, "contact_id": CONTACT, "kind": TECHNICAL, "from_at": TECHNICAL, "until_at": TECHNICAL}
    ),
    [contact_in("contact_id"), account_in("account_id")],
)
personal(
    "session",
    {"account_id": ACCOUNT, "token_hash": SECRET, "client": REACH, "link_id": reference("link")}
    | {"created_at": TECHNICAL, "used_at": TECHNICAL, "expires_at": TECHNICAL, "ended_at": TECHNICAL},
    account_in("account_id"),
    erased="own",
    private=True,
)
personal(
    "ticket",
    tenant(
        {"kind": TECHNICAL, "secret_hash": SECRET, "account_id": ACCOUNT, "contact_id": CONTACT, "address": REACH}
        | {"inviter": OF_ANOTHER, "role_id": reference("role"), "created_at": TECHNICAL, "expires_at": TECHNICAL}
        | {"opened_at": TECHNICAL, "used_at": TECHNICAL, "cancelled_at": TECHNICAL}
    ),
    [contact_in("contact_id"), account_in("account_id")],
)
personal("bot", tenant({"account_id": ACCOUNT, "scopes": OWN, "commands": OWN}))
personal("role", tenant({"name": OWN, "key": TECHNICAL, "created_at": TECHNICAL}), label=("name",))
personal("role_capability", tenant({"role_id": reference("role"), "capability": OWN}))
personal(
    "grant",
    tenant(
        {"account_id": ACCOUNT, "role_id": reference("role"), "scope": TECHNICAL, "group_id": reference("group")}
        | {"granted_at": TECHNICAL, "granted_by_id": ACCOUNT, "ended_at": TECHNICAL}
    ),
    account_in("account_id"),
)
personal(
    "totp",
    {"account_id": ACCOUNT, "secret": SECRET, "last_step": TECHNICAL, "created_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal(
    "recovery_code",
    {"account_id": ACCOUNT, "code_hash": SECRET, "used_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal(
    "passkey",
    {"account_id": ACCOUNT, "credential_id": SECRET, "public_key": SECRET, "sign_count": TECHNICAL, "name": REACH}
    | {"created_at": TECHNICAL, "used_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal(
    "challenge",
    {"kind": TECHNICAL, "value_hash": SECRET, "account_id": ACCOUNT, "expires_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
