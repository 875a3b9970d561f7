"""What one sees of seasons, groups and who stands in them."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from server.kernel.wire import RowView, View
from server.people.models import Group, GroupMeeting, GroupSeason, Placement, Season

Weekday = Annotated[int, msgspec.Meta(ge=1, le=7, description="1 is Monday, 7 Sunday.")]
FromMinute = Annotated[int, msgspec.Meta(ge=0, le=1439, description="Minutes after midnight, local time.")]
UntilMinute = Annotated[int, msgspec.Meta(ge=1, le=1440, description="Minutes after midnight, local time.")]
Place = Annotated[str, msgspec.Meta(max_length=200)]


class SeasonView(RowView, frozen=True):
    """A season; `current` is the one in which today falls (or else the latest), `active` can be worked in."""

    id: int
    organisation: int
    name: str
    first_day: date
    last_day: date
    current: bool
    active: bool
    closed_at: datetime | None

    @classmethod
    def seen(cls, row: Season, current: Season | None) -> "SeasonView":
        """A season beside the one that is current."""
        return cls.of(row, current=current is not None and row.id == current.id, active=row.closed_at is None)


class GroupView(View, frozen=True):
    """A group as it is in one season; `members` counts who stands in it today."""

    id: int
    organisation: int
    name: str
    season: int
    members: int
    abbreviation: str | None
    type: str | None
    composition: str | None

    @classmethod
    def seen(cls, group: Group, here: GroupSeason, members: int) -> "GroupView":
        """A group in a season."""
        return cls(members=members, **_shown(group, here))


class Meeting(View, frozen=True):
    """When a group usually meets; without a place of its own, where the group always does."""

    weekday: Weekday
    from_minute: FromMinute
    until_minute: UntilMinute | None = None
    place: Place | None = None

    @classmethod
    def seen(cls, row: GroupMeeting) -> "Meeting":
        """A meeting that is kept."""
        return cls(
            weekday=row.weekday, from_minute=row.from_minute, until_minute=row.until_minute, place=row.place
        )  # fmt: skip


class GroupInSeason(View, frozen=True):
    """A season in which a group was, and how many stood in it."""

    season: int
    name: str
    first_day: date
    last_day: date
    active: bool
    members: int


class GroupDetails(View, frozen=True):
    """All of a group in one season, and its other seasons. `remarks` are for who sees the members."""

    id: int
    organisation: int
    name: str
    season: int
    active: bool
    abbreviation: str | None
    type: str | None
    composition: str | None
    place: str | None
    remarks: str | None
    meetings: list[Meeting]
    seasons: list[GroupInSeason]
    may_see_members: bool
    may_place: bool


class GroupWords(View, frozen=True):
    """What was filled in for groups so far, to choose from."""

    types: list[str]
    compositions: list[str]
    places: list[str]


class FunctionView(RowView, frozen=True):
    """What one can be in a group; one that was closed is given to nobody any more. `used` says how often it was."""

    id: int
    organisation: int
    name: str
    position: int
    closed_at: datetime | None
    used: int


class PlacementView(View, frozen=True):
    """A contact's function in a group during a season. Without a day it is from the season's first, until its last."""

    id: int
    organisation: int
    contact: int
    name: str
    group: int
    group_name: str
    season: int
    season_name: str
    function: int
    function_name: str
    active: bool
    from_day: date | None
    until_day: date | None
    end_reason: str | None

    @classmethod
    def of(cls, row: Placement) -> "PlacementView":
        """A placement with its contact, function, group and season fetched."""
        here = row.group_season
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            contact=row.contact_id,
            name=row.contact.name,
            group=here.group_id,
            group_name=here.group.name,
            season=here.season_id,
            season_name=here.season.name,
            function=row.function_id,
            function_name=row.function.name,
            active=row.active,
            from_day=row.from_day,
            until_day=row.until_day,
            end_reason=row.end_reason,
        )


class PlacedMany(View, frozen=True):
    """How many were placed, and how many stood there already with that function. With `placements` it can be taken
    back."""

    placed: int
    there_already: int
    placements: list[int]


class TakenBack(View, frozen=True):
    """How much of what was done for many was undone, and how much was changed since, or is gone, and stays so."""

    taken_back: int
    changed: int


class CopiedGroup(View, frozen=True):
    """What comes along with one group; `members` are placed anew, `there_already` are left as they stand."""

    group: int
    name: str
    new: bool
    details: bool
    members: int
    there_already: int


class CopyView(View, frozen=True):
    """What a copy did, or with `dry_run` would do."""

    dry_run: bool
    season: int
    season_name: str
    groups: list[CopiedGroup]
    new: int
    members: int
    there_already: int
    conversations: bool


def _shown(group: Group, here: GroupSeason) -> dict[str, Any]:
    return {
        "id": group.id,
        "organisation": group.organisation_id,
        "name": group.name,
        "season": here.season_id,
        "abbreviation": group.abbreviation,
        "type": here.type,
        "composition": here.composition,
    }
