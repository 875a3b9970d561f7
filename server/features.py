"""Every feature of the house: importing this registers their operations, events, jobs and sentences."""

import server.accounts.operations
import server.accounts.sentences
import server.conversations.catching_up
import server.conversations.commands
import server.conversations.messages
import server.conversations.operations
import server.conversations.sentences
import server.kernel.sync
import server.people.operations  # noqa: F401
