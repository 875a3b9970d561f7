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
import server.conversations.messages
import server.conversations.operations
import server.conversations.sentences
import server.exchange.exports
import server.exchange.imports
import server.exchange.jobs
import server.exchange.sentences
import server.files.fields
import server.files.operations
import server.files.pictures
import server.files.sentences
import server.files.sweeping
import server.files.viewing
import server.kernel.sync
import server.kernel.trimming
import server.notifications.jobs
import server.notifications.operations
import server.notifications.sentences
import server.notifications.unread
import server.people.events
import server.people.invitations
import server.people.operations
import server.people.sentences  # noqa: F401
