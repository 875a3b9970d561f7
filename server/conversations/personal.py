"""What the columns of conversations are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    CONTACT,
    CONTENT,
    DERIVED,
    OWN,
    TECHNICAL,
    account_in,
    contact_in,
    live,
    personal,
    reference,
)

IN_CONVERSATION = {"conversation_id": reference("conversation")}

personal(
    "conversation",
    live(
        {"kind": TECHNICAL, "title": OWN, "group_id": reference("group"), "pair": TECHNICAL, "last_seq": TECHNICAL}
        | {"created_at": TECHNICAL, "closed_at": TECHNICAL, "removed_at": TECHNICAL, "picture_id": reference("file")}
        | {"creator_id": CONTACT, "admins_post": TECHNICAL, "follows_group": TECHNICAL}
        | {"list_id": reference("conversation"), "removed_by_id": CONTACT}
    ),
    label=("title",),
)
personal(
    "participant",
    live(
        {**IN_CONVERSATION, "contact_id": CONTACT, "admin": TECHNICAL, "from_seq": TECHNICAL, "until_seq": TECHNICAL}
        | {"joined_at": TECHNICAL, "left_at": TECHNICAL, "followed": TECHNICAL}
        # Who is refused does not learn it from their archive.
        | {"refuses": DERIVED, "refused": DERIVED}
    ),
    contact_in("contact_id"),
    erased="own",
)
personal(
    "message",
    live(
        {
            **IN_CONVERSATION,
            "seq": TECHNICAL,
            "author_id": CONTACT,
            "author_account": ACCOUNT,
            "key": TECHNICAL,
            "by_id": CONTACT,
        }
        | {"text": CONTENT, "sent_at": TECHNICAL, "edited_at": TECHNICAL, "deleted_at": TECHNICAL}
        | {"reply_to_id": reference("message"), "forwarded": TECHNICAL, "card_kind": TECHNICAL, "card_id": TECHNICAL}
        | {"attachments": DERIVED, "previews": DERIVED, "reactions": DERIVED, "mentions": DERIVED}
        | {"pinned_at": TECHNICAL, "pinned_by_id": CONTACT}
    ),
    contact_in("author_id"),
    erased="own",
    private=True,
)
personal(
    "read_position",
    live({**IN_CONVERSATION, "account_id": ACCOUNT, "seq": TECHNICAL, "mailed_seq": TECHNICAL}),
    account_in("account_id"),
)
personal(
    "command",
    live(
        {
            **IN_CONVERSATION,
            "bot_id": ACCOUNT,
            "caller_id": CONTACT,
            "caller_account": ACCOUNT,
            "language": TECHNICAL,
            "reader_id": ACCOUNT,
        }
        | {"text": CONTENT, "answer": CONTENT, "given_at": TECHNICAL, "answered_at": TECHNICAL}
    ),
    contact_in("caller_id"),
    erased="own",
    private=True,
)
personal(
    "block",
    live(
        {"contact_id": CONTACT, "blocked_id": CONTACT, "readers": DERIVED}
        | {"blocked_at": TECHNICAL, "lifted_at": TECHNICAL}
    ),
    contact_in("contact_id"),
    private=True,
)
personal(
    "preference",
    live(
        {**IN_CONVERSATION, "account_id": ACCOUNT, "level": TECHNICAL, "muted_until": TECHNICAL}
        | {"pinned_at": TECHNICAL, "archived_seq": TECHNICAL}
    ),
    account_in("account_id"),
)
personal(
    "draft",
    live(
        {**IN_CONVERSATION, "account_id": ACCOUNT, "text": CONTENT, "reply_to_id": reference("message")}
        | {"changed_at": TECHNICAL}
    ),
    account_in("account_id"),
    private=True,
)
personal(
    "scheduled",
    live(
        {**IN_CONVERSATION, "account_id": ACCOUNT, "author_account": ACCOUNT, "link_id": reference("link")}
        | {"text": CONTENT, "reply_to_id": reference("message"), "send_at": TECHNICAL, "created_at": TECHNICAL}
        | {"sent_at": TECHNICAL, "message_id": reference("message"), "cancelled_at": TECHNICAL}
        | {"refused_at": TECHNICAL, "refused": TECHNICAL}
    ),
    account_in("author_account"),
    private=True,
)
