"""Looking at a period of the agenda."""

import pytest

from tests.agenda.seasons import Season, agenda_of, plan, rehearsals
from tests.world import World, refused


@pytest.fixture(autouse=True)
def _in_september(autumn: Season) -> None:
    """The choir lives in the autumn of 2026."""


async def test_the_end_of_a_period_is_not_part_of_it(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00", 120)
    assert await agenda_of(choir.an, "2026-12-12T19:00:00Z", "2026-12-12T19:00:01Z") == [concert]
    assert await agenda_of(choir.an, "2026-12-12T00:00:00Z", "2026-12-12T19:00:00Z") == []
    assert await agenda_of(choir.an, "2026-12-12T22:00:00+01:00", "2026-12-13") == []
    assert await agenda_of(choir.an, "2026-12-12T21:59:00+01:00", "2026-12-13") == [concert]


@pytest.mark.parametrize(
    ("field", "start", "end"),
    [
        ("from", "2026-09-01T00:00:00", "2026-10-01"),
        ("until", "2026-09-01", "2026-10-01T00:00"),
        ("from", "gisteren", "2026-10-01"),
        ("from", "2026-02-30", "2026-10-01"),
        ("from", "20260901", "2026-10-01"),
        ("until", "2026-09-01", "9999-12-31"),
        ("until", "2026-09-01", "2026-09-01"),
        ("until", "2026-09-02", "2026-09-01"),
        ("until", "2026-09-01", "2028-09-08"),
    ],
)
async def test_a_period_that_is_none_is_refused_with_its_field(choir: World, field: str, start: str, end: str) -> None:
    with refused("invalid", field=field):
        await agenda_of(choir.an, start, end)


async def test_two_years_may_be_asked_and_come_in_pages(choir: World) -> None:
    thursdays = await rehearsals(choir)
    period = {"organisation": choir.organisation, "from": "2026-09-01", "until": "2028-09-01", "limit": 20}
    seen, page = [], None
    while True:
        answer = await choir.an.call("agenda.list", **period, page=page)
        seen += answer["items"]
        if (page := answer["next"]) is None:
            break
    assert seen == thursdays
    with refused("invalid", field="page"):
        await choir.an.call("agenda.list", **period, page="-1")


async def test_looking_at_the_agenda_costs_few_queries(choir: World, statements: list[str]) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    await agenda_of(choir.an, "2026-09-01", "2027-09-01")
    statements.clear()
    await agenda_of(choir.an, "2026-09-01", "2027-09-01")
    assert len(statements) <= 4, statements
    statements.clear()
    await choir.an.call("occurrence.get", occurrence=concert["id"])
    assert len(statements) <= 3, statements
