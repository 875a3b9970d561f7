"""Asking something: a poll and the message that is its card come to be together."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from server.agenda.queries import organisation_of
from server.conversations.models import Participant
from server.conversations.posting import Parts, Posting, post
from server.conversations.seats import open_seat
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Title, invalid
from server.polls.closing import close_in_time
from server.polls.events import PollCreated
from server.polls.models import Poll
from server.polls.opening import open_poll
from server.polls.options import OptionInput, options_of, rows_of, shown
from server.polls.views import PollView

Description = Annotated[str, msgspec.Meta(max_length=2000)]
Options = Annotated[list[OptionInput], msgspec.Meta(max_length=100)]
People = Annotated[list[Id], msgspec.Meta(max_length=50)]


class CreatePoll(Input, frozen=True):
    """What is asked: a `choice` of texts, `dates`, or a `list` of items with places.

    `several`: more than one answer of a choice. `anonymous`: nobody sees who chose what. `may_add`: everyone may add
    an answer. `closes_at`: it closes by itself. `administrators`: contacts who may change and close it too.
    """

    conversation: Id
    kind: Literal["choice", "dates", "list"]
    title: Title
    options: Options
    description: Description | None = None
    several: bool = False
    anonymous: bool = False
    may_add: bool = False
    closes_at: datetime | None = None
    administrators: People | None = None


@operation("poll.create", scope="messages:write")
async def create_poll(ctx: Context, given: CreatePoll) -> PollView:
    """Ask a conversation something; its card is posted there.

    Refused: not_found (no such conversation, or one does not sit there), forbidden (one may not post there), conflict
    (it is closed), invalid (too few or too many answers, the same one twice, a moment that is over, an administrator
    who does not sit there, or one in a broadcast list).
    """
    seat = await open_seat(ctx, given.conversation)
    check_closing(ctx, given.closes_at)
    poll = Poll(
        id=new_id(),
        organisation_id=seat.organisation_id,
        conversation_id=seat.conversation_id,
        kind=given.kind,
        title=given.title.strip(),
        description=(given.description or "").strip() or None,
        zone=(await organisation_of(seat.organisation_id)).zone,
        several=given.several and given.kind == "choice",
        anonymous=given.anonymous and given.kind != "list",
        may_add=given.may_add,
        creator_id=seat.contact_id,
        administrators=await checked_administrators(seat, given.administrators),
        created_at=ctx.now,
        closes_at=given.closes_at,
    )
    return await _ask(ctx, poll, given.options)


async def _ask(ctx: Context, poll: Poll, options: list[OptionInput]) -> PollView:
    rows = rows_of(poll, options)
    poll.options = shown(rows)
    posting = Posting.asked(ctx, poll.conversation_id, poll.title, Parts(card_kind="poll", card=poll.id))
    await post([posting])
    if posting.refusal is not None:
        raise posting.refusal
    if posting.message is None:
        raise not_found()
    poll.message_id, poll.seq = posting.message.id, posting.message.seq
    ctx.add(poll, *rows)
    ctx.emit(PollCreated(poll))
    close_in_time(ctx.unit, poll)
    return ctx.later(poll, PollView.of)


class CopyPoll(Input, frozen=True):
    """Which poll, and where it is asked again; without a conversation in the same one."""

    poll: Id
    conversation: Id | None = None
    closes_at: datetime | None = None


@operation("poll.copy", scope="messages:write")
async def copy_poll(ctx: Context, given: CopyPoll) -> PollView:
    """Ask an earlier question again, with its answers to choose from and without what was answered.

    Refused: not_found, forbidden (one may not post there), conflict (the conversation is closed), invalid (a moment
    that is over).
    """
    old, _ = await open_poll(ctx, given.poll)
    seat = await open_seat(ctx, old.conversation_id if given.conversation is None else given.conversation)
    if seat.organisation_id != old.organisation_id:
        raise not_found()
    check_closing(ctx, given.closes_at)
    names = ("organisation_id", "kind", "title", "description", "zone", "several", "anonymous", "may_add")
    poll = Poll(
        id=new_id(),
        **{name: getattr(old, name) for name in names},
        conversation_id=seat.conversation_id,
        creator_id=seat.contact_id,
        created_at=ctx.now,
        closes_at=given.closes_at,
    )
    again = [
        OptionInput(text=row.text, local_start=row.local_start, minutes=row.minutes, places=row.places)
        for row in await options_of(old)
    ]
    return await _ask(ctx, poll, again)


def check_closing(ctx: Context, closes_at: datetime | None) -> None:
    """Raises `Refusal("invalid")` for a moment without a zone, or one that is over."""
    if closes_at is None:
        return
    if closes_at.tzinfo is None:
        raise invalid(closes_at=Reason("field_moment"))
    if closes_at <= ctx.now:
        raise invalid(closes_at=Reason("poll_closes_past"))


async def checked_administrators(seat: Participant, wanted: list[int] | None) -> list[int] | None:
    """Contacts who sit in the conversation. Raises `Refusal("invalid")` for others, and in a broadcast list: those who
    administer it run its polls, and to name another would tell all who receive it of one of them."""
    if not wanted:
        return None
    if seat.conversation.kind == "broadcast":
        raise invalid(administrators=Reason("poll_administrator_listed"))
    sitting = await Participant.filter(
        organisation_id=seat.organisation_id,
        conversation_id=seat.conversation_id,
        contact_id__in=wanted,
        left_at=None,
    )
    if {row.contact_id for row in sitting} != set(wanted):
        raise invalid(administrators=Reason("poll_administrator"))
    return sorted(set(wanted))
