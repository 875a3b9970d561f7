"""A date is chosen: it becomes an activity in the agenda, everyone in the conversation is told, and who answered that
date has said whether they come."""

from server.agenda.attending import Said, attend_at_once
from server.agenda.models import Occurrence
from server.agenda.operations import CreateSeries, Place, plan_series
from server.agenda.policies import may_plan
from server.agenda.sharing import post_activity
from server.agenda.turnouts import Status
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Title, invalid
from server.polls.events import PollChanged
from server.polls.models import Ballot, Poll, PollOption
from server.polls.opening import open_poll
from server.polls.options import DAY
from server.polls.policies import may_pass_answers_on
from server.polls.views import PollView, Value

MEANT: dict[Value, Status] = {"yes": "present", "maybe": "undecided", "no": "absent"}
"""What an answer to a date says of the activity that it became."""


class SettlePoll(Input, frozen=True):
    """Which date of which poll; what the activity is called (else as the question asks), and where it is.

    `attendance`: who answered that date has said so whether they come, and may still change it. Not of what is
    anonymous or goes to a broadcast list: everyone sees who comes.
    """

    poll: Id
    option: Id
    title: Title | None = None
    place: Place | None = None
    attendance: bool = True


@operation("poll.settle", scope="agenda:write")
async def settle_poll(ctx: Context, given: SettlePoll) -> PollView:
    """Make one of a poll's dates an activity, close the poll, and post the activity's card in the conversation; who
    said yes to that date comes, who said no does not, and who said maybe does not know yet.

    The same date again changes nothing. Refused: not_found, forbidden (no right to plan activities), conflict (another
    date was chosen), invalid (it is no poll of dates, or the date is not one of it).
    """
    poll, seat = await open_poll(ctx, given.poll, lock=True)
    ctx.allow(may_plan(ctx.actor, poll.organisation_id))
    if poll.kind != "dates":
        raise invalid(poll=Reason("poll_not_dates"))
    option = await PollOption.get_or_none(organisation_id=poll.organisation_id, poll_id=poll.id, id=given.option)
    if option is None:
        raise invalid(option=Reason("poll_option_unknown"))
    if poll.settled_id is not None:
        if poll.settled_id != option.id:
            raise Refusal("conflict", "poll_settled")
        return PollView.of(poll)
    _, [occurrence] = await plan_series(ctx, _planned(poll, option, seat.conversation.group_id, given))
    ctx.change(poll, settled_id=option.id, occurrence_id=occurrence.id, closed_at=poll.closed_at or ctx.now)
    ctx.emit(PollChanged(poll))
    if given.attendance and may_pass_answers_on(poll, seat).allowed:
        await _pass_on(ctx, poll, option, occurrence)
    await post_activity(ctx, poll.conversation_id, occurrence)
    return ctx.later(poll, PollView.of)


async def _pass_on(ctx: Context, poll: Poll, option: PollOption, occurrence: Occurrence) -> None:
    ballots = await Ballot.filter(organisation_id=poll.organisation_id, poll_id=poll.id, chosen__gt=0).order_by("id")
    said = [
        Said(ballot.contact_id, MEANT[choice["value"]], ballot.by_id, ballot.answered_at)
        for ballot in ballots
        for choice in ballot.choices
        if choice["option"] == option.id
    ]
    await attend_at_once(ctx, occurrence, said)


def _planned(poll: Poll, option: PollOption, group: int | None, given: SettlePoll) -> CreateSeries:
    start = option.local_start or ""
    return CreateSeries(
        organisation=poll.organisation_id,
        title=given.title or poll.title.rstrip("? ") or poll.title,
        place=given.place,
        local_start=start,
        duration_minutes=option.minutes or 120,
        all_day=len(start) == DAY,
        zone=poll.zone,
        remarks=poll.description,
        group=group,
    )
