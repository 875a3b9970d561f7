"""Every feature of the house: importing this registers their operations, events, jobs and sentences."""

import server.accounts.bots
import server.accounts.operations
import server.accounts.sentences
import server.agenda.calendar_links
import server.agenda.catching_up
import server.agenda.jobs
import server.agenda.operations
import server.agenda.sentences
import server.conversations.catching_up
import server.conversations.commands
import server.conversations.merging
import server.conversations.messages
import server.conversations.operations
import server.conversations.sentences
import server.kernel.sync
import server.kernel.trimming
import server.notifications.jobs
import server.notifications.operations
import server.notifications.sentences
import server.notifications.unread
import server.people.contacts.operations
import server.people.contacts.roster
import server.people.contacts.sentences
import server.people.custom_fields.operations
import server.people.events
import server.people.invitations
import server.people.merging.operations
import server.people.merging.registered
import server.people.merging.sentences
import server.people.operations
import server.people.sentences  # noqa: F401
