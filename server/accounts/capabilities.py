"""What can be granted in an organisation. Rights are few and are code; who has them is a row."""

MANAGE_MEMBERS = "members"
SEE_MEMBERS = "roster"
MANAGE_CONVERSATIONS = "conversations"
MANAGE_AGENDA = "agenda"
MANAGE_NEWS = "news"
MANAGE_MAILINGS = "mailings"
MANAGE_SETTINGS = "settings"
MANAGE_ACCESS = "access"

EVERY_CAPABILITY = frozenset(
    {
        MANAGE_MEMBERS,
        SEE_MEMBERS,
        MANAGE_CONVERSATIONS,
        MANAGE_AGENDA,
        MANAGE_NEWS,
        MANAGE_MAILINGS,
        MANAGE_SETTINGS,
        MANAGE_ACCESS,
    }
)
"""What an administrator has."""

GROUP_CAPABILITIES = frozenset({MANAGE_MEMBERS, SEE_MEMBERS})
"""What can also be granted in one group only: it reaches those who stand there today."""

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
