"""Taking groups along to another season: twice changes no more than once."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec

from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.groups.days import stands_in
from server.people.groups.events import GroupseasonCopied
from server.people.groups.opening import open_season
from server.people.groups.placing import Wish
from server.people.groups.views import CopiedGroup, CopyView
from server.people.models import Group, GroupFunction, GroupMeeting, GroupSeason, Placement, Season

Part = Literal["details", "members", "functions", "conversations"]
DETAILS = ("type", "composition", "place", "remarks")


class CopyGroups(Input, frozen=True):
    """Which groups, from the season `source` to another, and what comes along.

    `details` are type, composition, place, times and remarks; `members` those who stand there on the last day of
    `source`; with `functions` they keep theirs, without everyone gets the one that most have; with `conversations` the
    new members join the group's conversations. With `dry_run` nothing happens: it says what would.
    """

    groups: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=200)]
    source: Id
    season: Id
    what: Annotated[list[Part], msgspec.Meta(max_length=4)]
    dry_run: bool = False


@dataclass(slots=True)
class Rows:
    """What there is in both seasons of the groups that come along."""

    source: Season
    target: Season
    groups: Sequence[Group]
    before: dict[int, GroupSeason]
    after: dict[int, GroupSeason]
    meetings: dict[int, list[GroupMeeting]]
    placements: dict[int, list[Placement]]
    functions: Sequence[GroupFunction]


@dataclass(slots=True)
class Taken:
    """One group in its new season, and what came along."""

    group: Group
    here: GroupSeason
    new: bool
    details: dict[str, str | None] = field(default_factory=dict)
    meetings: list[GroupMeeting] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    there_already: int = 0


@operation("group.copy", scope="people:write")
async def copy_groups(ctx: Context, given: CopyGroups) -> CopyView:
    """Take groups along to another season; doing it again changes nothing, for what is there already stays as it is.

    Details come only to a group that has none there yet, and who stands or stood there in that season is left out.

    Refused: not_found (a group is not in `source`, or no such season), forbidden, conflict (the other season is closed,
    there is no function yet), invalid (the same season, functions without members).
    """
    target = await open_season(ctx, given.season)
    _check_wish(given, target)
    rows = await _load(target, given)
    taken = [_take(rows, group, set(given.what)) for group in rows.groups]
    if not given.dry_run:
        _write(ctx, taken, with_conversations="conversations" in given.what)
    return _seen(given, target, taken)


def _check_wish(given: CopyGroups, target: Season) -> None:
    if given.source == given.season:
        raise invalid(season=Reason("copy_same_season"))
    if "functions" in given.what and "members" not in given.what:
        raise invalid(what=Reason("copy_functions_alone"))
    if target.closed_at is not None:
        raise Refusal("conflict", "season_closed", season=target.name)


async def _load(target: Season, given: CopyGroups) -> Rows:
    own, wanted = {"organisation_id": target.organisation_id}, sorted(set(given.groups))
    source = await Season.get_or_none(organisation_id=target.organisation_id, id=given.source)
    groups = await Group.filter(**own, id__in=wanted).order_by("name", "id")
    both = await GroupSeason.filter(**own, group_id__in=wanted, season_id__in=[given.source, target.id])
    before = {row.group_id: row for row in both if row.season_id == given.source}
    if source is None or len(before) < len(wanted):
        raise not_found()
    meetings: dict[int, list[GroupMeeting]] = {}
    for meeting in await GroupMeeting.filter(**own, group_season_id__in=[row.id for row in both]).order_by("id"):
        meetings.setdefault(meeting.group_season_id, []).append(meeting)
    placements: dict[int, list[Placement]] = {}
    if "members" in given.what:
        standing = Placement.filter(**own, group_season_id__in=[row.id for row in both], contact__removed_at=None)
        for placement in await standing.select_related("contact", "function").order_by("function__position", "id"):
            placements.setdefault(placement.group_season_id, []).append(placement)
    functions = await GroupFunction.filter(**own, closed_at=None).order_by("position", "name", "id")
    after = {row.group_id: row for row in both if row.season_id == target.id}
    return Rows(source, target, groups, before, after, meetings, placements, functions)


def _take(rows: Rows, group: Group, what: Collection[str]) -> Taken:
    before, here = rows.before[group.id], rows.after.get(group.id)
    made = here or GroupSeason(
        id=new_id(), organisation_id=group.organisation_id, group_id=group.id, season_id=rows.target.id
    )
    taken = Taken(group, made, here is None)
    if "details" in what and not _has_details(rows, made):
        taken.details = {name: getattr(before, name) for name in DETAILS if getattr(before, name)}
        taken.meetings = [_copied(meeting, made) for meeting in rows.meetings.get(before.id, ())]
    if "members" in what:
        _take_members(rows, taken, keep_functions="functions" in what)
    return taken


def _has_details(rows: Rows, here: GroupSeason) -> bool:
    return any(getattr(here, name) for name in DETAILS) or here.id in rows.meetings


def _copied(meeting: GroupMeeting, here: GroupSeason) -> GroupMeeting:
    kept = {name: getattr(meeting, name) for name in ("weekday", "from_minute", "until_minute", "place")}
    return GroupMeeting(id=new_id(), organisation_id=here.organisation_id, group_season_id=here.id, **kept)


def _take_members(rows: Rows, taken: Taken, *, keep_functions: bool) -> None:
    """Those who stand in the group on the last day, unless they have been placed in the new season by now."""
    there = {row.contact_id for row in rows.placements.get(taken.here.id, ())}
    last_day = rows.source.last_day
    before = rows.placements.get(rows.before[taken.group.id].id, ())
    standing = [row for row in before if stands_in(row, rows.source, last_day)]
    usual = _usual(rows, standing)
    taken.there_already = len(there & {row.contact_id for row in standing})
    seen: set[tuple[int, int]] = set()
    for row in standing:
        function = row.function if keep_functions and row.function.closed_at is None else usual
        if function is None:
            raise Refusal("conflict", "no_function")
        if row.contact_id not in there and (row.contact_id, function.id) not in seen:
            seen.add((row.contact_id, function.id))
            taken.placements.append(Wish(function, row.active).row(taken.here, row.contact))


def _usual(rows: Rows, standing: Sequence[Placement]) -> GroupFunction | None:
    """What most are in the group, of the functions that can be given; or else the first in their order."""
    counts = Counter(row.function_id for row in standing)
    return max(rows.functions, key=lambda function: counts[function.id], default=None)


def _write(ctx: Context, taken: Sequence[Taken], *, with_conversations: bool) -> None:
    for one in taken:
        if one.new:
            ctx.add(one.here)
        if one.details:
            ctx.change(one.here, **one.details)
    for one in taken:
        ctx.add(*one.meetings, *one.placements)
        if with_conversations:
            ctx.emit(GroupseasonCopied(one.here))
        if one.new or one.details or one.meetings or one.placements:
            details = f"season:{one.here.season_id}, placements: {len(one.placements)}"
            ctx.record(one.group.organisation_id, "group", one.group.id, details=details)


def _seen(given: CopyGroups, target: Season, taken: Sequence[Taken]) -> CopyView:
    groups = [
        CopiedGroup(
            group=one.group.id,
            name=one.group.name,
            new=one.new,
            details=bool(one.details or one.meetings),
            members=len({row.contact_id for row in one.placements}),
            there_already=one.there_already,
        )
        for one in taken
    ]
    return CopyView(
        dry_run=given.dry_run,
        season=target.id,
        season_name=target.name,
        groups=groups,
        new=sum(one.new for one in groups),
        members=sum(one.members for one in groups),
        there_already=sum(one.there_already for one in groups),
        conversations="conversations" in given.what,
    )
