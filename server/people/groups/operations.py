"""Making, changing and removing groups."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from server.accounts.role_models import Grant
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import CONTROL, Id, Input, Nothing, Title, invalid
from server.people.groups.listing import details_of
from server.people.groups.opening import Here, open_arranged_group, open_season
from server.people.groups.views import GroupDetails, GroupView, Meeting, Place
from server.people.models import Group, GroupMeeting, GroupSeason, Placement, Season
from server.people.rewriting import delete_rows

Abbreviation = Annotated[str, msgspec.Meta(max_length=20)]
GroupType = Annotated[str, msgspec.Meta(max_length=60)]
Composition = Annotated[str, msgspec.Meta(max_length=60)]
Remarks = Annotated[str, msgspec.Meta(max_length=10_000)]
Meetings = Annotated[list[Meeting], msgspec.Meta(max_length=20)]

DETAILS = ("type", "composition", "place", "remarks")
"""What a group may have anew in each season."""


class CreateGroup(Input, frozen=True):
    """In which season, and what it is. The types are free: `group.suggest` gives those that exist."""

    season: Id
    name: Title
    abbreviation: Abbreviation | None = None
    type: GroupType | None = None
    composition: Composition | None = None
    place: Place | None = None
    remarks: Remarks | None = None
    meetings: Meetings = msgspec.field(default_factory=list)


@operation("group.create", scope="people:write")
async def create_group(ctx: Context, given: CreateGroup) -> GroupView:
    """Make a group in a season. A group that once was removed from all its seasons comes back under its name.

    Refused: not_found (no such season), forbidden, conflict (its name is taken in this season; it is in another season,
    from where it is copied; the season is closed), invalid (a meeting that ends before it begins).
    """
    season = await open_season(ctx, given.season)
    if season.closed_at is not None:
        raise Refusal("conflict", "season_closed", season=season.name)
    name = given.name.strip()
    group = await _by_name(season, name)
    if group is None:
        group = Group(id=new_id(), organisation_id=season.organisation_id, name=name)
        ctx.add(group)
    here = GroupSeason(
        id=new_id(), organisation_id=season.organisation_id, group_id=group.id, season_id=season.id,
        **{field: _kept(getattr(given, field)) for field in DETAILS},
    )  # fmt: skip
    ctx.change(group, abbreviation=_kept(given.abbreviation))
    ctx.add(here, *meeting_rows(here, checked(given.meetings)))
    ctx.record(season.organisation_id, "group", group.id, details="name")
    return GroupView.seen(group, here, 0)


async def _by_name(season: Season, name: str) -> Group | None:
    """The group of this name that stands in no season. Raises conflict for one that does."""
    found = await Group.get_or_none(organisation_id=season.organisation_id, name=name)
    if found is None:
        return None
    seasons = await GroupSeason.filter(organisation_id=season.organisation_id, group_id=found.id)
    if any(row.season_id == season.id for row in seasons):
        raise Refusal("conflict", "group_exists", name=name)
    if seasons:
        raise Refusal("conflict", "group_elsewhere", name=name)
    return found


class ChangeGroup(Input, frozen=True):
    """What to change; what is left out stays, and an empty text takes away. `meetings` replace those that there were.

    Name and abbreviation are those of the group in all its seasons; the rest is of this season, the current one if not
    said.
    """

    group: Id
    season: Id | None = None
    name: Title | None = None
    abbreviation: Abbreviation | None = None
    type: GroupType | None = None
    composition: Composition | None = None
    place: Place | None = None
    remarks: Remarks | None = None
    meetings: Meetings | None = None


@operation("group.change", scope="people:write")
async def change_group(ctx: Context, given: ChangeGroup) -> GroupDetails:
    """Change what a group is, and where and when it meets.

    Refused: not_found, forbidden, conflict (another group has that name, or the season is closed), invalid (a meeting
    that ends before it begins).
    """
    here = await open_arranged_group(ctx, given.group, given.season)
    named = _differing(here.group, {"name": given.name, "abbreviation": given.abbreviation})
    if "name" in named:
        await _check_name(here.group, named["name"])
    said = _differing(here.group_season, {field: getattr(given, field) for field in DETAILS})
    for row, values in ((here.group, named), (here.group_season, said)):
        if values:
            ctx.change(row, **values)
    changed = [*named, *said]
    if given.meetings is not None:
        await _replace_meetings(ctx, here, checked(given.meetings))
        changed.append("meetings")
    if changed:
        ctx.record(here.group.organisation_id, "group", here.group.id, details=", ".join(sorted(changed)))
    return await _later_details(ctx, here, given.meetings)


async def _later_details(ctx: Context, here: Here, meetings: Sequence[Meeting] | None) -> GroupDetails:
    seen = await details_of(ctx, here)
    if meetings is None:
        return seen
    ordered = sorted(checked(meetings), key=lambda each: (each.weekday, each.from_minute))
    return msgspec.structs.replace(seen, meetings=ordered)


def _differing(row: Any, words: dict[str, str | None]) -> dict[str, Any]:
    given = {name: _kept(text) for name, text in words.items() if text is not None}
    return {name: text for name, text in given.items() if getattr(row, name) != text}


async def _check_name(group: Group, name: str) -> None:
    others = Group.filter(organisation_id=group.organisation_id, name=name).exclude(id=group.id)
    if await others.exists():
        raise Refusal("conflict", "group_exists", name=name)


async def _replace_meetings(ctx: Context, here: Here, meetings: Sequence[Meeting]) -> None:
    before = GroupMeeting.filter(organisation_id=here.group.organisation_id, group_season_id=here.group_season.id)
    await delete_rows(await before)
    ctx.add(*meeting_rows(here.group_season, meetings))


def checked(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Meetings that end after they begin, places without spaces around them. Raises `Refusal("invalid")`."""
    for number, meeting in enumerate(meetings):
        if meeting.until_minute is not None and meeting.until_minute <= meeting.from_minute:
            raise invalid(**{f"meetings[{number}].until_minute": Reason("meeting_until")})
        if CONTROL.search(meeting.place or ""):
            raise invalid(**{f"meetings[{number}].place": Reason("field_characters")})
    return [msgspec.structs.replace(meeting, place=_kept(meeting.place)) for meeting in meetings]


def meeting_rows(here: GroupSeason, meetings: Sequence[Meeting]) -> list[GroupMeeting]:
    """The rows of meetings."""
    own = {"organisation_id": here.organisation_id, "group_season_id": here.id}
    return [GroupMeeting(id=new_id(), **msgspec.structs.asdict(meeting), **own) for meeting in meetings]


def _kept(text: str | None) -> str | None:
    return (text or "").strip() or None


class RemoveGroup(Input, frozen=True):
    """Which one, and from which season: the current one if not said."""

    group: Id
    season: Id | None = None


@operation("group.remove", scope="people:write")
async def remove_group(ctx: Context, given: RemoveGroup) -> Nothing:
    """Take a group out of a season. In other seasons it stays as it is.

    Refused: not_found, forbidden, conflict (somebody stands or stood in it in that season; it is its last season and
    somebody has a role in it; the season is closed).
    """
    here = await open_arranged_group(ctx, given.group, given.season)
    own = {"organisation_id": here.group.organisation_id}
    # Whoever places somebody waits for the season already; an import, which does not, for this row.
    kept = await GroupSeason.filter(**own, id=here.group_season.id).select_for_update().first()
    if kept is None:
        raise not_found()
    if await Placement.filter(**own, group_season_id=kept.id).exists():
        raise Refusal("conflict", "group_has_members", group=here.group.name)
    if not await GroupSeason.filter(**own, group_id=here.group.id).exclude(id=kept.id).exists():
        await _check_not_led(here.group)
    await delete_rows(await GroupMeeting.filter(**own, group_season_id=kept.id))
    await delete_rows([kept])
    ctx.record(here.group.organisation_id, "group", here.group.id)
    return Nothing()


async def _check_not_led(group: Group) -> None:
    led = Grant.filter(organisation_id=group.organisation_id, group_id=group.id, ended_at=None)
    if await led.exists():
        raise Refusal("conflict", "group_led", group=group.name)
