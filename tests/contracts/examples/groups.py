"""Examples of seasons, groups, functions and placements."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from server.kernel.ids import new_id
from server.people.models import Group, GroupFunction, GroupSeason, Placement, Season
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

MEMBERS = {
    "own": "who who ok ok ok ok nf ok",
    "neighbour": "who who ok ok ok ok nf ok",
    "foreign": "who who nf nf nf nf nf nf",
}
"""Whoever stands in the organisation."""

ARRANGED = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": {"keeper": "ok ok nf"},
}
"""What those who manage members do in the whole organisation."""

SEEN = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf nf",
    "also": {"keeper": "ok ok nf", "leader": "ok ok nf"},
}
"""What who leads a group sees of it too."""

_days: defaultdict[str, Iterator[tuple[date, date]]] = defaultdict(
    lambda: ((date(year, month, 1), date(year, month, 28)) for year in range(2100, 2199) for month in range(1, 13))
)


def days_of(stage: Stage) -> tuple[date, date]:
    """Days for a season after that of the stage, and beside those of its other examples."""
    return next(_days[stage.tag])


@dataclass(frozen=True)
class Here:
    """Ids of a group in a season, a function, and somebody placed there."""

    season: int
    group: int
    function: int
    contact: int
    placement: int


async def here_of(stage: Stage, owner: Person) -> Here:
    """A season of the owner's organisation with a group, in which the owner (or a fellow) stands."""
    own = {"organisation_id": owner.organisation}
    tag = new_id()
    first, last = days_of(stage)
    season = Season(id=new_id(), name=f"Seizoen {tag}", first_day=first, last_day=last, **own)
    group = Group(id=new_id(), name=f"Sopranen {tag}", **own)
    here = GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own)
    function = GroupFunction(id=new_id(), name=f"Zanger {tag}", **own)
    contact = owner.contact or stage.fellow(owner).contact
    assert contact is not None
    placement = Placement(
        id=new_id(), contact_id=contact, group_season_id=here.id, function_id=function.id, **own
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(season, group, here, function, placement)
    return Here(season.id, group.id, function.id, contact, placement.id)


@example("season.list", **MEMBERS)
async def list_seasons(stage: Stage, owner: Person) -> Arguments:
    await here_of(stage, owner)
    return {"organisation": owner.organisation}


@example("season.create", **ARRANGED)
async def create_season(stage: Stage, owner: Person) -> Arguments:
    first, last = days_of(stage)
    days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    return {"organisation": owner.organisation, "name": f"Zomer {new_id()}", **days}


@example("season.change", **ARRANGED)
async def change_season(stage: Stage, owner: Person) -> Arguments:
    return {"season": (await here_of(stage, owner)).season, "name": f"Jubileumjaar {new_id()}"}


@example("season.close", **ARRANGED)
async def close_season(stage: Stage, owner: Person) -> Arguments:
    return {"season": (await here_of(stage, owner)).season}


@example("season.reopen", **ARRANGED)
async def reopen_season(stage: Stage, owner: Person) -> Arguments:
    season = (await here_of(stage, owner)).season
    await stage.leader(owner).call("season.close", season=season)
    return {"season": season}


@example("season.remove", **ARRANGED)
async def remove_season(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    await stage.leader(owner).call("placement.remove", placement=here.placement)
    await stage.leader(owner).call("group.remove", group=here.group, season=here.season)
    return {"season": here.season}


@example("group.list", **MEMBERS)
async def list_groups(stage: Stage, owner: Person) -> Arguments:
    await here_of(stage, owner)
    return {"organisation": owner.organisation}


@example("group.get", **MEMBERS)
async def get_group(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    return {"group": here.group, "season": here.season}


@example("group.suggest", **MEMBERS)
async def suggest_words(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("group.create", **ARRANGED)
async def create_group(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    meeting = {"weekday": 4, "from_minute": 1200, "until_minute": 1320}
    return {"season": here.season, "name": f"Alten {new_id()}", "type": "Koor", "meetings": [meeting]}


@example("group.change", **ARRANGED)
async def change_group(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    return {"group": here.group, "season": here.season, "place": "Parochiezaal"}


@example("group.remove", **ARRANGED)
async def remove_group(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    await stage.leader(owner).call("placement.remove", placement=here.placement)
    return {"group": here.group, "season": here.season}


@example("group.copy", **ARRANGED)
async def copy_groups(stage: Stage, owner: Person) -> Arguments:
    here, later = await here_of(stage, owner), await here_of(stage, owner)
    what = ["details", "members", "functions", "conversations"]
    return {"groups": [here.group], "source": here.season, "season": later.season, "what": what}


@example("function.list", **MEMBERS)
async def list_functions(stage: Stage, owner: Person) -> Arguments:
    await here_of(stage, owner)
    return {"organisation": owner.organisation}


@example("function.create", **ARRANGED)
async def create_function(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Pianist {new_id()}"}


@example("function.change", **ARRANGED)
async def change_function(stage: Stage, owner: Person) -> Arguments:
    return {"function": (await here_of(stage, owner)).function, "name": f"Solist {new_id()}"}


@example("function.reorder", **ARRANGED)
async def reorder_functions(stage: Stage, owner: Person) -> Arguments:
    await here_of(stage, owner)
    known = await GroupFunction.filter(organisation_id=owner.organisation).order_by("-id")
    return {"organisation": owner.organisation, "functions": [row.id for row in known]}


@example("function.close", **ARRANGED)
async def close_function(stage: Stage, owner: Person) -> Arguments:
    return {"function": (await here_of(stage, owner)).function}


@example("function.reopen", **ARRANGED)
async def reopen_function(stage: Stage, owner: Person) -> Arguments:
    function = (await here_of(stage, owner)).function
    await stage.leader(owner).call("function.close", function=function)
    return {"function": function}


@example("function.remove", **ARRANGED)
async def remove_function(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    await stage.leader(owner).call("placement.remove", placement=here.placement)
    return {"function": here.function}


@example("placement.list", **SEEN)
async def list_placements(stage: Stage, owner: Person) -> Arguments:
    if owner.organisation == stage.organisation:
        return {"group": stage.sopranos, "season": stage.season}
    here = await here_of(stage, owner)
    return {"group": here.group, "season": here.season}


@example(
    "placement.history",
    own="who who ok ok ok ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf nf",
    also={"keeper": "ok ok nf", "leader": "ok ok nf"},
)
async def list_history(stage: Stage, owner: Person) -> Arguments:
    return {"contact": (await here_of(stage, owner)).contact}


@example("placement.put", **ARRANGED)
async def put_placement(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    await stage.leader(owner).call("placement.remove", placement=here.placement)
    return {"group": here.group, "season": here.season, "contact": here.contact, "function": here.function}


@example("placement.put_many", **ARRANGED)
async def put_many_placements(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    return {"group": here.group, "season": here.season, "contacts": [here.contact], "function": here.function}


@example("placement.take_back", **ARRANGED)
async def take_back_placements(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    given = {"group": here.group, "season": here.season, "contacts": [here.contact], "function": here.function}
    return {**given, "placements": [here.placement]}


@example("placement.change", **ARRANGED)
async def change_placement(stage: Stage, owner: Person) -> Arguments:
    return {"placement": (await here_of(stage, owner)).placement, "active": False}


@example("placement.end", **ARRANGED)
async def end_placement(stage: Stage, owner: Person) -> Arguments:
    here = await here_of(stage, owner)
    season = await Season.get(organisation_id=owner.organisation, id=here.season)
    return {"placement": here.placement, "day": season.last_day.isoformat()}


@example("placement.remove", **ARRANGED)
async def remove_placement(stage: Stage, owner: Person) -> Arguments:
    return {"placement": (await here_of(stage, owner)).placement}
