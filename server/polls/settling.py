"""A date is chosen: it becomes an activity in the agenda, and everyone in the conversation is told."""

from server.agenda.operations import CreateSeries, plan_series
from server.agenda.policies import may_plan
from server.agenda.sharing import post_activity
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.polls.events import PollChanged
from server.polls.models import Poll, PollOption
from server.polls.opening import open_poll
from server.polls.options import DAY
from server.polls.views import PollView


class SettlePoll(Input, frozen=True):
    """Which date of which poll."""

    poll: Id
    option: Id


@operation("poll.settle", scope="agenda:write")
async def settle_poll(ctx: Context, given: SettlePoll) -> PollView:
    """Make one of a poll's dates an activity, close the poll, and post the activity's card in the conversation.

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
    _, occurrences = await plan_series(ctx, _planned(poll, option, seat.conversation.group_id))
    ctx.change(poll, settled_id=option.id, occurrence_id=occurrences[0].id, closed_at=poll.closed_at or ctx.now)
    ctx.emit(PollChanged(poll))
    await post_activity(ctx, poll.conversation_id, occurrences[0])
    return ctx.later(poll, PollView.of)


def _planned(poll: Poll, option: PollOption, group: int | None) -> CreateSeries:
    start = option.local_start or ""
    return CreateSeries(
        organisation=poll.organisation_id,
        title=poll.title,
        local_start=start,
        duration_minutes=option.minutes or 120,
        all_day=len(start) == DAY,
        zone=poll.zone,
        remarks=poll.description,
        group=group,
    )
