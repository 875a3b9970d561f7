"""Answering: one sets one's whole answer, as often as one likes until the poll closes."""

from typing import Annotated, Any, Literal

import msgspec

from server.conversations.models import Participant
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, invalid
from server.people.readers import readers_of
from server.polls.counting import count, counts_of, difference, recount
from server.polls.events import BallotSet, PollAnswered, PollChanged
from server.polls.models import Ballot, Poll, PollOption
from server.polls.opening import open_poll
from server.polls.options import OptionInput, options_of, rows_of, shown
from server.polls.policies import may_add_option, may_answer_poll, may_see_answers
from server.polls.views import BallotView, PollView

Choices = list[dict[str, Any]]


class ChosenInput(Input, frozen=True):
    """An option; of dates `yes`, `maybe` (if need be) or `no`; of a list how many."""

    option: Id
    value: Literal["yes", "maybe", "no"] = "yes"
    count: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1


class SetAnswer(Input, frozen=True):
    """All that one chooses; nothing takes one's answer back."""

    poll: Id
    choices: Annotated[list[ChosenInput], msgspec.Meta(max_length=100)]


@operation("poll_answer.set", scope="messages:write", recorded=False)
async def set_answer(ctx: Context, given: SetAnswer) -> BallotView:
    """Set one's own answer to a poll, whatever it was before; who acts for somebody answers for them.

    Refused: not_found, forbidden (the other of two takes no messages), conflict (the poll is closed, or what one chose
    is full), invalid (an option of another poll, more than one where one is asked).
    """
    poll, seat = await open_poll(ctx, given.poll, lock=True)
    ctx.allow(may_answer_poll(poll, seat, ctx.now))
    choices = _checked(poll, await options_of(poll), given.choices)
    ballot = await Ballot.get_or_none(organisation_id=poll.organisation_id, poll_id=poll.id, contact_id=seat.contact_id)
    before = list(ballot.choices) if ballot is not None else []
    if ballot is not None and before == choices:
        return BallotView.of(ballot)
    await _tally(ctx, poll, before, choices)
    ballot = await _ballot(ctx, poll, seat, ballot, choices)
    ctx.emit(BallotSet(ballot))
    return ctx.later(ballot, BallotView.of)


def _checked(poll: Poll, options: list[PollOption], given: list[ChosenInput]) -> Choices:
    known = {option.id for option in options}
    chosen = [choice.option for choice in given]
    if not known.issuperset(chosen) or len(set(chosen)) < len(chosen):
        raise invalid(choices=Reason("poll_option_unknown"))
    if poll.kind == "choice" and not poll.several and len(chosen) > 1:
        raise invalid(choices=Reason("poll_one_only"))
    if poll.kind != "dates" and any(choice.value != "yes" for choice in given):
        raise invalid(choices=Reason("poll_value"))
    if poll.kind != "list" and any(choice.count != 1 for choice in given):
        raise invalid(choices=Reason("poll_count"))
    ordered = sorted(given, key=lambda choice: choice.option)
    return [{"option": each.option, "value": each.value, "count": each.count} for each in ordered]


async def _tally(ctx: Context, poll: Poll, before: Choices, after: Choices) -> None:
    await count(poll, difference(counts_of(before), counts_of(after)))
    voters = poll.voters + bool(after) - bool(before)
    ctx.change(poll, options=await recount(poll), voters=voters)
    ctx.emit(PollAnswered(poll))


async def _ballot(ctx: Context, poll: Poll, seat: Participant, ballot: Ballot | None, choices: Choices) -> Ballot:
    values = {
        "choices": choices,
        "chosen": len(choices),
        "by_id": ctx.actor.by,
        "readers": await readers_of(poll.organisation_id, seat.contact_id),
        "answered_at": ctx.now,
    }
    if ballot is not None:
        ctx.change(ballot, **values)
        return ballot
    own = {"organisation_id": poll.organisation_id, "poll_id": poll.id, "contact_id": seat.contact_id}
    ballot = Ballot(id=new_id(), **own, **values)
    ctx.add(ballot)
    return ballot


class ListAnswers(PageInput, frozen=True):
    """Of which poll."""

    poll: Id


@operation("poll_answer.list", scope="conversations:read")
async def list_answers(ctx: Context, given: ListAnswers) -> ListView[BallotView]:
    """List who answered what, in the order in which they did; never of an anonymous poll.

    Refused: not_found, forbidden (it is anonymous, or goes to a broadcast list that one does not administer).
    """
    poll, seat = await open_poll(ctx, given.poll)
    ctx.allow(may_see_answers(poll, seat))
    found = Ballot.filter(organisation_id=poll.organisation_id, poll_id=poll.id, chosen__gt=0)
    return await page_of(found.order_by("answered_at", "id"), given, BallotView.of)


class AddOption(Input, frozen=True):
    """What comes with the poll's answers."""

    poll: Id
    option: OptionInput


@operation("poll_option.add", scope="messages:write")
async def add_option(ctx: Context, given: AddOption) -> PollView:
    """Add an answer to a poll that is open; who added it is not kept.

    Refused: not_found, forbidden (only who runs it adds answers, or the other of two takes no messages), conflict
    (it is closed), invalid (it is there already, or there are too many).
    """
    poll, seat = await open_poll(ctx, given.poll, lock=True)
    ctx.allow(may_add_option(poll, seat, ctx.now))
    there = await options_of(poll)
    added = rows_of(poll, [given.option], there)
    ctx.add(*added)
    ctx.change(poll, options=shown([*there, *added]))
    ctx.emit(PollChanged(poll))
    return ctx.later(poll, PollView.of)
