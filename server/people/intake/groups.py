"""Taking the lines of a file in: who stands in which group this season, from when until when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from server.accounts.models import Organisation
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.unit_of_work import UnitOfWork
from server.people.intake.periods import same_period
from server.people.models import Contact, Group, GroupFunction, GroupSeason, Placement, Season
from server.people.rewriting import changed_copy, delete_rows
from server.people.sheets.columns import plain
from server.people.sheets.lines import ContactLine, GroupCells, MembershipCells


class GroupRows(msgspec.Struct, frozen=True):
    """What an organisation has in one season."""

    season: Season | None
    functions: Sequence[GroupFunction]
    groups: Sequence[Group] = ()
    group_seasons: Sequence[GroupSeason] = ()
    placements: Sequence[Placement] = ()


class GroupIntake:
    """Groups by name in the season of today, which is made if there is none yet; nobody is taken out of a group."""

    def __init__(self, organisation: Organisation, today: date, rows: GroupRows) -> None:
        self._own: Mapping[str, Any] = {"organisation_id": organisation.id}
        self._default = say(Reason("function_default"), "en" if organisation.language == "en" else "nl")
        self._today = today
        self._season = rows.season
        self._functions = {plain(function.name): function for function in rows.functions}
        self._groups = {plain(group.name): group for group in rows.groups}
        self._group_seasons = {row.group_id: row for row in rows.group_seasons}
        self._placements: dict[tuple[int, int], list[Placement]] = {}
        for placement in rows.placements:
            self._placements.setdefault((placement.contact_id, placement.group_season_id), []).append(placement)
        self._created: list[Season | Group | GroupSeason | GroupFunction] = []
        self._old: list[Placement] = []
        self._new: list[Placement] = []

    @classmethod
    async def load(cls, organisation: Organisation, today: date) -> "GroupIntake":
        """The groups that the organisation has, and who stands in them in the season of today."""
        own = {"organisation_id": organisation.id}
        season = season_of(today, await Season.filter(**own).order_by("-first_day"))
        functions = await GroupFunction.filter(**own)
        if season is None:
            return cls(organisation, today, GroupRows(None, functions, await Group.filter(**own)))
        group_seasons = await GroupSeason.filter(**own, season_id=season.id)
        placements = await Placement.filter(**own, group_season__season_id=season.id).order_by("id")
        return cls(
            organisation, today, GroupRows(season, functions, await Group.filter(**own), group_seasons, placements)
        )

    def take(self, line: ContactLine, contact: Contact) -> bool:
        """Place a contact in the groups that the line names; whether that changes anything."""
        moved = [self._place(cells, contact) for cells in dated_groups(line) if cells.name is not None]
        return any(moved)

    def _place(self, cells: GroupCells, contact: Contact) -> bool:
        place = self._group_season(self._group(cells.name or ""))
        known = self._functions.get(plain(cells.function)) if cells.function else None
        standing = self._placements.get((contact.id, place.id), [])
        before = same_period([row for row in standing if _fits(row, cells, known)], cells.since, cells.until)
        if before is None:
            function = self._function(cells.function or self._default)
            own = {**self._own, "contact_id": contact.id, "group_season_id": place.id}
            told = {"from_day": cells.since, "until_day": cells.until, "active": not cells.reader}
            self._new.append(Placement(id=new_id(), function_id=function.id, **told, **own))
            return True
        standing.remove(before)
        return self._move(before, cells)

    def _move(self, before: Placement, cells: GroupCells) -> bool:
        told = {
            "from_day": cells.since or before.from_day,
            "until_day": cells.until or before.until_day,
            "active": before.active if cells.reader is None else not cells.reader,
        }
        if all(getattr(before, name) == value for name, value in told.items()):
            return False
        self._old.append(before)
        self._new.append(changed_copy(before, **told))
        return True

    def _function(self, name: str) -> GroupFunction:
        if (known := self._functions.get(plain(name))) is not None:
            return known
        made = GroupFunction(id=new_id(), name=name, position=len(self._functions), **self._own)
        self._functions[plain(name)] = made
        self._created.append(made)
        return made

    def _group(self, name: str) -> Group:
        if (known := self._groups.get(plain(name))) is not None:
            return known
        group = self._groups[plain(name)] = Group(id=new_id(), name=name, **self._own)
        self._created.append(group)
        return group

    def _group_season(self, group: Group) -> GroupSeason:
        if (known := self._group_seasons.get(group.id)) is not None:
            return known
        if self._season is None:
            self._season = new_season(self._today, self._own["organisation_id"])
            self._created.append(self._season)
        made = GroupSeason(id=new_id(), group_id=group.id, season_id=self._season.id, **self._own)
        self._group_seasons[group.id] = made
        self._created.append(made)
        return made

    @property
    def makes(self) -> list[str]:
        """The names of the groups and functions that it makes, and of the season."""
        return [row.name for row in self._created if not isinstance(row, GroupSeason)]

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed; first what others point at."""
        await delete_rows(self._old)
        for model in (Season, Group, GroupSeason, GroupFunction):
            unit.add(*(row for row in self._created if isinstance(row, model)))
        unit.add(*self._new)


def _fits(placement: Placement, cells: GroupCells, function: GroupFunction | None) -> bool:
    """Whether a line may mean this placement: it names its function, or none."""
    return cells.function is None or (function is not None and placement.function_id == function.id)


def dated_groups(line: ContactLine) -> list[GroupCells]:
    """The groups of a line; where they have no dates of their own, with those of a membership of no type."""
    untyped = next((membership for membership in line.memberships if membership.type is None), MembershipCells())
    return [
        cells if cells.since or cells.until else replace(cells, since=untyped.since, until=untyped.until)
        for cells in line.groups
    ]


def season_of(day: date, seasons: Sequence[Season]) -> Season | None:
    """The season in which a day falls, or else the one that `new_season` would make again."""
    running = (season for season in seasons if season.first_day <= day <= season.last_day)
    namesake = (season for season in seasons if season.name == season_name(day))
    return next(running, None) or next(namesake, None)


def new_season(day: date, organisation: int) -> Season:
    """A season around a day: from 1 September until 31 August."""
    first = _first_year(day)
    days = {"first_day": date(first, 9, 1), "last_day": date(first + 1, 8, 31)}
    return Season(id=new_id(), organisation_id=organisation, name=season_name(day), **days)


def season_name(day: date) -> str:
    """`2026-2027`"""
    return f"{_first_year(day)}-{_first_year(day) + 1}"


def _first_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1
