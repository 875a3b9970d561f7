"""Taking back what was done for many at once."""

from typing import Annotated

import msgspec

from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Id
from server.people.groups.opening import open_placing
from server.people.groups.placements import PutManyPlacements
from server.people.groups.views import TakenBack
from server.people.models import Placement
from server.people.rewriting import delete_rows


class TakeBackPlacements(PutManyPlacements, frozen=True, kw_only=True):
    """What `placement.put_many` was asked, and the `placements` that it answered."""

    placements: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]


@operation("placement.take_back", scope="people:write")
async def take_back_placements(ctx: Context, given: TakeBackPlacements) -> TakenBack:
    """Undo `placement.put_many`: whom it placed stand there no more, and no history is left. What was changed since
    stays.

    Refused: not_found (no such group or season), forbidden (no right to manage members there), conflict (the season is
    closed, the group is not in that season).
    """
    here = await open_placing(ctx, given.group, given.season)
    placed = Placement.filter(
        organisation_id=here.group.organisation_id,
        id__in=given.placements,
        contact_id__in=given.contacts,
        group_season_id=here.group_season.id,
    )
    as_placed = placed.filter(function_id=given.function, active=given.active, end_reason=None)
    going = await as_placed.filter(from_day=given.from_day, until_day=given.until_day)
    await delete_rows(going)
    ctx.record(here.group.organisation_id, "group", here.group.id, details=f"placements: -{len(going)}")
    return TakenBack(taken_back=len(going), changed=len(set(given.placements)) - len(going))
