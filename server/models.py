"""The modules in which rows are described, from the floor up."""

MODEL_MODULES = [
    "server.kernel.models",
    "server.accounts.models",
    "server.accounts.role_models",
    "server.people.models",
    "server.files.models",
    "server.exchange.models",
    "server.resources.models",
    "server.conversations.models",
    "server.conversations.message_models",
    "server.conversations.later_models",
    "server.conversations.preference_models",
    "server.conversations.block_models",
    "server.conversations.shared.models",
    "server.agenda.models",
    "server.agenda.attendance_models",
    "server.notifications.models",
    "server.polls.models",
    "server.notifications.push.models",
    "server.privacy.models",
    "server.moderation.models",
]
