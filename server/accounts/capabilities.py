"""What can be granted in an organisation. Rights are few and are code; who has them is a row."""

MANAGE_MEMBERS = "members"
MANAGE_CONVERSATIONS = "conversations"
MANAGE_AGENDA = "agenda"
MANAGE_SETTINGS = "settings"

EVERY_CAPABILITY = frozenset({MANAGE_MEMBERS, MANAGE_CONVERSATIONS, MANAGE_AGENDA, MANAGE_SETTINGS})
"""What an administrator has."""

BOT_SCOPES = frozenset(
    {
        "sync:read",
        "accounts:read",
        "people:read",
        "conversations:read",
        "messages:write",
        "agenda:read",
        "bots:read",
        "bots:write",
    }
)
"""Scopes that a bot may be given."""
