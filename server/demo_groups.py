"""The demo's groups as they work this season, and who stood where last season."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from server.accounts.models import Organisation
from server.demo_file import AssociationFile, GroupTold, LastSeason
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Group, GroupFunction, GroupMeeting, GroupSeason, Placement, Season

PLAN = ("type", "composition", "place")


async def seed_groups(
    unit: UnitOfWork, choir: Organisation, people: Mapping[str, int], file: AssociationFile
) -> dict[str, int]:
    """Write how groups work and who stood where last season, in the running unit; the groups' ids by name."""
    own = {"organisation_id": choir.id}
    groups = {group.name: group for group in await Group.filter(**own)}
    here = {row.group_id: row for row in await GroupSeason.filter(**own)}
    for told in file.group:
        unit.change(groups[told.name], abbreviation=told.abbreviation)
        _plan(unit, here[groups[told.name].id], told)
    ids = {name: group.id for name, group in groups.items()}
    functions = {function.name: function.id for function in await GroupFunction.filter(**own)}
    before = _SeasonBefore(await Season.get(**own), list(here.values()))
    unit.add(before.season, *before.groups.values())
    otherwise = _Named(file.last_season, people, ids, functions)
    unit.add(*before.placements(await Placement.filter(**own).order_by("id"), otherwise))
    return ids


def _plan(unit: UnitOfWork, row: GroupSeason, told: GroupTold) -> None:
    unit.change(row, remarks=told.remarks, **{name: getattr(told, name) for name in PLAN})
    own = {"organisation_id": row.organisation_id, "group_season_id": row.id}
    for weekday, begin, end, *elsewhere in told.meetings:
        hours = {"from_minute": _minute(str(begin)), "until_minute": _minute(str(end))}
        place = str(elsewhere[0]) if elsewhere else None
        unit.add(GroupMeeting(id=new_id(), weekday=weekday, place=place, **hours, **own))


def _minute(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)


class _Named:
    """What the file says of last season, by the ids of those whom it names."""

    def __init__(
        self, told: LastSeason, people: Mapping[str, int], groups: Mapping[str, int], functions: Mapping[str, int]
    ) -> None:
        self.absent = {people[name] for name in told.absent}
        self.group = {people[name]: groups[group] for name, group in told.elsewhere.items()}
        self.function = {people[name]: functions[function] for name, function in told.functions.items()}
        self.reason = {people[name]: reason for name, reason in told.left.items()}


class _SeasonBefore:
    """The season before, closed by now, with the same groups and nearly the same people."""

    def __init__(self, season: Season, here: Sequence[GroupSeason]) -> None:
        self._own: dict[str, Any] = {"organisation_id": season.organisation_id}
        first = season.first_day.replace(year=season.first_day.year - 1)
        last = season.first_day - timedelta(days=1)
        closed_at = datetime.combine(last, time(20), UTC)
        days = {"first_day": first, "last_day": last, "closed_at": closed_at}
        self.season = Season(id=new_id(), name=f"{first.year}-{last.year}", **days, **self._own)
        self._group_of = {row.id: row.group_id for row in here}
        self.groups = {row.group_id: self._group(row) for row in here}

    def _group(self, row: GroupSeason) -> GroupSeason:
        same = {name: getattr(row, name) for name in PLAN}
        return GroupSeason(id=new_id(), group_id=row.group_id, season_id=self.season.id, **same, **self._own)

    def placements(self, now: Iterable[Placement], told: _Named) -> list[Placement]:
        """Who stood where: as now, but for what the file says."""
        return [self._placement(row, told) for row in now if row.contact_id not in told.absent and self._stood(row)]

    def _stood(self, row: Placement) -> bool:
        began = row.from_day is None or row.from_day <= self.season.last_day
        return began and (row.until_day is None or row.until_day >= self.season.first_day)

    def _placement(self, row: Placement, told: _Named) -> Placement:
        group = told.group.get(row.contact_id, self._group_of[row.group_season_id])
        reason = told.reason.get(row.contact_id)
        return Placement(
            id=new_id(),
            contact_id=row.contact_id,
            group_season_id=self.groups[group].id,
            function_id=told.function.get(row.contact_id, row.function_id),
            until_day=self.season.last_day - timedelta(days=120) if reason else None,
            end_reason=reason,
            **self._own,
        )
