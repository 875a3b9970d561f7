"""Examples of the agenda."""

from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

REHEARSAL: Arguments = {"title": "Repetitie", "local_start": "2030-11-28T20:00:00", "duration_minutes": 120}
MEMBERS = {
    "own": "who who ok ok ok ok nf ok",
    "neighbour": "who who ok ok ok ok nf ok",
    "foreign": "who who nf nf nf nf nf nf",
}
PLANNERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}
FOLLOWERS = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who ok ok ok ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example("series.create", **PLANNERS)
async def create_series(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, **REHEARSAL, "rule": "FREQ=WEEKLY;COUNT=3"}


@example("agenda.list", **MEMBERS)
async def list_agenda(stage: Stage, owner: Person) -> Arguments:
    await occurrence_in(stage, owner)
    return {"organisation": owner.organisation, "from": "2030-11-01", "until": "2030-12-01"}


@example("occurrence.get", **MEMBERS)
async def get_occurrence(stage: Stage, owner: Person) -> Arguments:
    return {"occurrence": await occurrence_in(stage, owner)}


@example("occurrence.change", **PLANNERS)
async def change_occurrence(stage: Stage, owner: Person) -> Arguments:
    return {"occurrence": await occurrence_in(stage, owner), "place": "Sint-Janskerk"}


@example("occurrence.cancel", **PLANNERS)
async def cancel_occurrence(stage: Stage, owner: Person) -> Arguments:
    return {"occurrence": await occurrence_in(stage, owner)}


@example("calendar.link", **FOLLOWERS)
async def link_calendar(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("calendar.revoke", **FOLLOWERS)
async def revoke_calendar(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


async def occurrence_in(stage: Stage, owner: Person) -> int:
    """An activity of the owner's organisation."""
    leader = stage.leader(owner)
    await leader.call("series.create", organisation=owner.organisation, **REHEARSAL)
    period: Arguments = {"from": "2030-11-01", "until": "2030-12-01", "limit": 200}
    found = await leader.call("agenda.list", organisation=owner.organisation, **period)
    return int(found["items"][-1]["id"])
