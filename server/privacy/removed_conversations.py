"""What a removed conversation held goes for good: every device hears that its messages are empty, and what each had of
it goes with them."""

from datetime import datetime

from server.conversations.emptying import empty_messages
from server.conversations.events import ConversationChanged
from server.conversations.models import Conversation, Message
from server.files.models import File
from server.files.sweeping import SWEEP_NOW
from server.kernel.clock import clock
from server.kernel.database import execute
from server.kernel.jobs import Work
from server.kernel.unit_of_work import UnitOfWork

AT_ONCE = 500
"""Messages in one transaction, so that nobody waits long to send theirs."""

BESIDE = ("read_position", "draft", "scheduled", "command", "preference", "star", "told", "push")
"""What each had of a conversation, or was to be told of it."""

BALLOTS = (
    'DELETE FROM "ballot" WHERE "organisation_id" = ? AND "poll_id" IN '
    '(SELECT "id" FROM "poll" WHERE "organisation_id" = ? AND "conversation_id" = ?)'
)


async def empty_removed(work: Work, organisation: int, before: datetime) -> int:
    """Empty the conversations that were removed before a moment; how many. It may break off: the next one goes on.

    Their messages keep their places, as those that are deleted one by one: only so do devices, polls, files and the
    search index hear of it. That it was emptied is told by its title, which goes last.
    """
    due = Conversation.filter(organisation_id=organisation, removed_at__lt=before, title__isnull=False)
    emptied = 0
    for number in await due.order_by("id").values_list("id", flat=True):
        while not await _empty_some(work, organisation, int(str(number)), before):
            pass
        emptied += 1
    return emptied


async def _empty_some(work: Work, organisation: int, number: int, before: datetime) -> bool:
    """Empty some of its messages. Answers whether that was all."""
    async with work.units.write() as unit:
        wanted = Conversation.filter(organisation_id=organisation, id=number, removed_at__lt=before)
        conversation = await wanted.select_for_update(no_key=True).first()
        if conversation is None:
            return True
        written = Message.filter(organisation_id=organisation, conversation_id=number, deleted_at=None)
        messages = await written.order_by("seq").limit(AT_ONCE)
        await empty_messages(unit, organisation, messages)
        if len(messages) < AT_ONCE:
            await _finish(unit, conversation)
    return len(messages) < AT_ONCE


async def _finish(unit: UnitOfWork, conversation: Conversation) -> None:
    organisation = conversation.organisation_id
    await execute(BALLOTS, [organisation, organisation, conversation.id])
    for table in BESIDE:
        sql = f'DELETE FROM "{table}" WHERE "organisation_id" = ? AND "conversation_id" = ?'
        await execute(sql, [organisation, conversation.id])
    picture = {"organisation_id": organisation, "id": conversation.picture_id or 0, "removed_at": None}
    for file in await File.filter(**picture):
        unit.change(file, removed_at=clock.now())
        unit.enqueue(SWEEP_NOW)
    unit.change(conversation, title=None, picture_id=None)
    unit.emit(ConversationChanged(conversation))
