"""What the choir plans, in one line each."""

from datetime import date, datetime, timedelta
from typing import Any

from server.kernel.ids import new_id
from server.people.models import Group, GroupFunction, GroupSeason, Placement
from server.people.models import Season as SeasonRow
from tests.world import Person, World


class Season:
    """A clock that stands still until the test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def passes(self, **span: float) -> None:
        """Let so many days, hours, … pass."""
        self.now += timedelta(**span)


async def plan(choir: World, title: str, local_start: str, minutes: int = 135, **how: Any) -> list[dict[str, Any]]:
    """Clara plans an activity; the occurrences that it got, in order."""
    made = await choir.clara.call(
        "series.create",
        organisation=choir.organisation,
        title=title,
        local_start=local_start,
        duration_minutes=minutes,
        **how,
    )
    state = await choir.clara.snapshot()
    occurrences = [data for (kind, _), data in state.items() if kind == "occurrence" and data["series"] == made["id"]]
    assert len(occurrences) == made["occurrences"]
    return sorted(occurrences, key=lambda each: str(each["local_start"]))


async def rehearsals(choir: World, **how: Any) -> list[dict[str, Any]]:
    """Every Thursday at eight from September until the end of June."""
    rule = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"
    return await plan(choir, "Repetitie", "2026-09-03T20:00", rule=rule, place="Parochiezaal Sint-Jozef", **how)


async def agenda_of(person: Person, start: str, end: str, **how: Any) -> list[dict[str, Any]]:
    """What a person sees of a period."""
    page = await person.call("agenda.list", **{"organisation": person.organisation, "from": start, "until": end, **how})
    items: list[dict[str, Any]] = page["items"]
    return items


async def group(choir: World, name: str, *people: Person) -> int:
    """A group of the season 2026–2027 in which these people stand."""
    own = {"organisation_id": choir.organisation}
    season = await SeasonRow.get_or_none(name="2026–2027", **own)
    async with choir.house.units.write() as unit:
        if season is None:
            days = {"first_day": date(2026, 9, 1), "last_day": date(2027, 8, 31)}
            season = SeasonRow(id=new_id(), name="2026–2027", **days, **own)
            unit.add(season)
        body = Group(id=new_id(), name=name, **own)
        in_season = GroupSeason(id=new_id(), group_id=body.id, season_id=season.id, **own)
        unit.add(body, in_season)
        singer = GroupFunction(id=new_id(), name=f"Zanger bij {name}", **own)
        unit.add(singer)
        for person in people:
            place = {"contact_id": person.contact, "group_season_id": in_season.id, "function_id": singer.id}
            unit.add(Placement(id=new_id(), **place, **own))
    return int(body.id)
