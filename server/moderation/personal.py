"""What the columns of moderation are to a person."""

from server.kernel.personal import ACCOUNT, CONTACT, CONTENT, TECHNICAL, contact_in, live, personal, reference, tenant

personal(
    "report",
    live(
        {"conversation_id": reference("conversation"), "message_id": reference("message"), "reporter_id": CONTACT}
        | {"account_id": ACCOUNT, "reason": TECHNICAL, "note": CONTENT, "reported_at": TECHNICAL}
        | {"closed_at": TECHNICAL, "closed_by_id": CONTACT, "outcome": TECHNICAL}
        | {"falls_to": TECHNICAL, "forgotten_at": TECHNICAL}
    ),
    contact_in("reporter_id"),
    erased="own",
    private=True,
)
personal(
    "conversation_export",
    tenant(
        {"conversation_id": reference("conversation"), "account_id": ACCOUNT, "contact_id": CONTACT}
        | {"state": TECHNICAL, "done": TECHNICAL, "total": TECHNICAL, "file_id": reference("file")}
        | {"asked_at": TECHNICAL, "ready_at": TECHNICAL}
    ),
    contact_in("contact_id"),
)
