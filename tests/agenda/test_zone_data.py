"""When a country changes its clocks: local time stands, UTC follows."""

from typing import Any

import pytest

from server.agenda.jobs import correct_times
from server.agenda.models import Occurrence
from server.kernel.database import transaction
from server.kernel.database.statements import execute
from tests.agenda.seasons import Season, plan, rehearsals
from tests.world import World

HOUR = 3_600_000_000


@pytest.fixture(autouse=True)
def _in_september(autumn: Season) -> None:
    """The choir lives in the autumn of 2026."""


async def made_by_older_zone_data(choir: World, since: str) -> None:
    """What starts from a day on is an hour off in UTC, as if summer time had been meant to stay."""
    columns = '"starts_at" = "starts_at" - ?, "ends_at" = "ends_at" - ?'
    async with transaction():
        sql = f'UPDATE "occurrence" SET {columns} WHERE "organisation_id" = ? AND "local_start" >= ?'
        await execute(sql, [HOUR, HOUR, choir.organisation, since])


async def held_by(choir: World) -> list[dict[str, Any]]:
    """What Jonas's client would hold of the agenda."""
    return [data for (kind, _), data in (await choir.jonas.snapshot()).items() if kind == "occurrence"]


async def test_what_is_to_come_gets_its_utc_from_the_new_zone_data_and_clients_hear_of_it(choir: World) -> None:
    right = {each["id"]: each for each in await rehearsals(choir)}
    await made_by_older_zone_data(choir, "2026-10-29")
    await choir.jonas.listen()
    await choir.house.worker.run_due()
    corrected = await choir.jonas.heard("occurrence.changed")
    assert len(corrected) == 43 - 8
    assert all(each == {**right[each["id"]], "rev": each["rev"]} for each in corrected)
    assert all(each["rev"] > right[each["id"]]["rev"] for each in corrected)
    assert {each["id"]: each["starts_at"] for each in await held_by(choir)} == {
        number: each["starts_at"] for number, each in right.items()
    }


async def test_calendar_apps_are_told_nothing_for_local_time_did_not_change(choir: World) -> None:
    await rehearsals(choir)
    await made_by_older_zone_data(choir, "2026-10-29")
    await correct_times.run(choir.house.work)
    found = await Occurrence.filter(organisation_id=choir.organisation)
    assert {(row.sequence, row.modified_at == row.created_at) for row in found} == {(0, True)}


async def test_looking_again_finds_nothing_more_to_correct(choir: World) -> None:
    await rehearsals(choir)
    await plan(choir, "Nachtwake", "2027-03-21T02:30", 30, rule="FREQ=WEEKLY;COUNT=2")
    await made_by_older_zone_data(choir, "2026-10-29")
    await correct_times.run(choir.house.work)
    await choir.jonas.listen()
    await correct_times.run(choir.house.work)
    assert await choir.jonas.heard() == []


async def test_what_is_long_past_stays_as_it_was(choir: World, autumn: Season) -> None:
    await rehearsals(choir)
    await made_by_older_zone_data(choir, "2026-09-01")
    autumn.passes(days=280)
    await correct_times.run(choir.house.work)
    past = await Occurrence.get(organisation_id=choir.organisation, recurrence_key="2026-09-03T20:00:00")
    coming = await Occurrence.get(organisation_id=choir.organisation, recurrence_key="2027-06-24T20:00:00")
    assert (past.starts_at.hour, coming.starts_at.hour) == (17, 18)


async def test_a_large_agenda_is_looked_over_in_parts(choir: World) -> None:
    assert len(await plan(choir, "Inzingen", "2026-09-01T19:30", 15, rule="FREQ=DAILY;COUNT=700")) == 700
    await made_by_older_zone_data(choir, "2026-09-01")
    await choir.jonas.listen()
    await correct_times.run(choir.house.work)
    assert len(await choir.jonas.heard("occurrence.changed")) == 700
