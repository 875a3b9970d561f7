"""Looking at polls, and running them: changing, closing, opening again, reminding."""

from datetime import datetime, timedelta

from msgspec import UNSET, UnsetType

from server.conversations.models import Participant
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Refusal
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, Title
from server.polls.closing import close_in_time
from server.polls.events import PollChanged
from server.polls.making import Description, People, check_closing, checked_administrators
from server.polls.models import Poll
from server.polls.opening import open_poll
from server.polls.policies import is_closed, may_list_polls, may_run_poll
from server.polls.reminding import reminder, unanswered
from server.polls.views import PollView, RemindedView

REMINDED_FOR = timedelta(hours=20)
"""A reminder a day at most, at about the same hour too."""


class GetPoll(Input, frozen=True):
    """Which one."""

    poll: Id


@operation("poll.get", scope="conversations:read")
async def get_poll(ctx: Context, given: GetPoll) -> PollView:
    """Show a poll with its counts. Refused: not_found."""
    poll, _ = await open_poll(ctx, given.poll)
    return PollView.of(poll)


class ListPolls(PageInput, frozen=True):
    """Of which organisation; of one conversation, if so."""

    organisation: Id
    conversation: Id | None = None


@operation("poll.list", scope="conversations:read")
async def list_polls(ctx: Context, given: ListPolls) -> ListView[PollView]:
    """List the polls of conversations in which one sits, the latest first: to look back, or to copy one."""
    ctx.allow(may_list_polls(ctx.actor, given.organisation))
    own = ctx.actor.standing(given.organisation).contact
    sql = (
        'SELECT q."id" FROM "poll" q JOIN "participant" p ON p."conversation_id" = q."conversation_id" '
        'AND p."organisation_id" = q."organisation_id" JOIN "conversation" c ON c."id" = q."conversation_id" '
        'AND c."organisation_id" = q."organisation_id" WHERE q."organisation_id" = ? AND p."contact_id" = ? '
        'AND p."left_at" IS NULL AND p."from_seq" <= q."seq" AND c."removed_at" IS NULL'
    )
    seen = [row["id"] for row in await rows(sql, [given.organisation, own])] if own is not None else []
    found = Poll.filter(organisation_id=given.organisation, id__in=seen).exclude(title="")
    if given.conversation is not None:
        found = found.filter(conversation_id=given.conversation)
    return await page_of(found.order_by("-created_at", "-id"), given, PollView.of)


class ChangePoll(Input, frozen=True):
    """What to change; what is left out stays, an empty description takes it away, and with null for `closes_at` it no
    longer closes by itself."""

    poll: Id
    title: Title | None = None
    description: Description | None = None
    may_add: bool | None = None
    closes_at: datetime | UnsetType | None = UNSET
    administrators: People | None = None


@operation("poll.change", scope="messages:write")
async def change_poll(ctx: Context, given: ChangePoll) -> PollView:
    """Change what is asked, until when, and who runs it; whether it is anonymous stays as people were told.

    Refused: not_found, forbidden (only who runs it), invalid (a moment that is over, an administrator who does not sit
    there, or one in a broadcast list).
    """
    poll, seat = await open_running(ctx, given.poll)
    changes = await _changes(ctx, poll, seat, given)
    if changes:
        ctx.change(poll, **changes)
        ctx.emit(PollChanged(poll))
        close_in_time(ctx.unit, poll)
    return ctx.later(poll, PollView.of)


async def _changes(ctx: Context, poll: Poll, seat: Participant, given: ChangePoll) -> dict[str, object]:
    wanted: dict[str, object] = {
        "title": given.title.strip() if given.title is not None else None,
        "may_add": given.may_add,
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if given.closes_at is not UNSET:
        check_closing(ctx, given.closes_at)
        changes["closes_at"] = given.closes_at
    if given.description is not None:
        changes["description"] = given.description.strip() or None
    if given.administrators is not None:
        changes["administrators"] = await checked_administrators(seat, given.administrators)
    return {name: value for name, value in changes.items() if getattr(poll, name) != value}


async def open_running(ctx: Context, poll: int) -> tuple[Poll, Participant]:
    """A poll that the actor runs, locked until the commit. Raises not_found or forbidden."""
    found, seat = await open_poll(ctx, poll, lock=True)
    ctx.allow(may_run_poll(found, seat))
    return found, seat


class ClosePoll(Input, frozen=True):
    """Which one."""

    poll: Id


@operation("poll.close", scope="messages:write")
async def close_poll(ctx: Context, given: ClosePoll) -> PollView:
    """Close a poll: nobody answers any more, and what was answered stays. Refused: not_found, forbidden."""
    poll, _ = await open_running(ctx, given.poll)
    if poll.closed_at is None:
        ctx.change(poll, closed_at=ctx.now)
        ctx.emit(PollChanged(poll))
    return ctx.later(poll, PollView.of)


class ReopenPoll(Input, frozen=True):
    """Which one, and until when; without a moment it stays open."""

    poll: Id
    closes_at: datetime | None = None


@operation("poll.reopen", scope="messages:write")
async def reopen_poll(ctx: Context, given: ReopenPoll) -> PollView:
    """Open a poll again. Refused: not_found, forbidden, conflict (its date stands in the agenda), invalid (a moment
    that is over)."""
    poll, _ = await open_running(ctx, given.poll)
    check_closing(ctx, given.closes_at)
    if poll.occurrence_id is not None:
        raise Refusal("conflict", "poll_settled")
    if is_closed(poll, ctx.now):
        ctx.change(poll, closed_at=None, closes_at=given.closes_at)
        ctx.emit(PollChanged(poll))
        close_in_time(ctx.unit, poll)
    return ctx.later(poll, PollView.of)


class RemindPoll(Input, frozen=True):
    """Which one."""

    poll: Id


@operation("poll.remind", scope="messages:write")
async def remind_poll(ctx: Context, given: RemindPoll) -> RemindedView:
    """Remind those who have not answered, by mail, once a day at most; it tells how many they are, never who.

    Refused: not_found, forbidden, conflict (it is closed, or they were reminded today).
    """
    poll, _ = await open_running(ctx, given.poll)
    if is_closed(poll, ctx.now):
        raise Refusal("conflict", "poll_closed")
    if poll.reminded_at is not None and ctx.now < poll.reminded_at + REMINDED_FOR:
        raise Refusal("conflict", "poll_reminded")
    people = await unanswered(poll)
    ctx.change(poll, reminded_at=ctx.now)
    ctx.emit(PollChanged(poll))
    ctx.unit.enqueue(reminder(poll))
    return RemindedView(people=len(people))
