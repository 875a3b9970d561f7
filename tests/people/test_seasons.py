"""P3: seasons never overlap, are current and active, and a closed one is only looked at."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from server.kernel.clock import clock
from tests.people.seasons import NEXT, THIS, Year
from tests.world import Answered, World, refused


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


async def seasons(choir: World, **given: Any) -> list[tuple[str, bool, bool]]:
    listed = await choir.jonas.call("season.list", organisation=choir.organisation, **given)
    return [(item["name"], item["current"], item["active"]) for item in listed["items"]]


async def test_a_season_is_made_and_the_one_of_today_is_current(choir: World) -> None:
    year = Year(choir)
    assert (await year.make_season(**NEXT))["current"]
    made = await year.make_season(**THIS)
    assert (made["current"], made["active"], made["closed_at"]) == (True, True, None)
    assert await seasons(choir) == [("2027-2028", False, True), ("2026-2027", True, True)]


@pytest.mark.parametrize(
    ("first_day", "last_day", "field"),
    [
        ("2026-09-01", "2026-09-01", "last_day"),
        ("2026-09-01", "2026-08-31", "last_day"),
        ("2026-09-01", "2029-09-01", "last_day"),
        ("2024-02-29", "2027-02-28", None),
        ("2026-09-01", "2029-08-31", None),
        ("1899-12-31", "1900-06-30", "first_day"),
        ("2199-09-01", "2200-01-01", "last_day"),
    ],
)
async def test_a_season_has_sane_days(choir: World, first_day: str, last_day: str, field: str | None) -> None:
    given = {"name": "Werkjaar", "first_day": first_day, "last_day": last_day}
    if field is None:
        assert (await Year(choir).make_season(**given))["first_day"] == first_day
        return
    with refused("invalid", field=field):
        await Year(choir).make_season(**given)
    assert await seasons(choir) == []


async def test_two_seasons_never_share_a_day_and_the_refusal_names_the_other(choir: World) -> None:
    year = await Year.begun(choir)
    with refused("conflict") as error:
        await year.make_season(name="Zomer", first_day="2027-08-31", last_day="2027-10-01")
    assert "2026-2027" in error["message"]
    assert "twee seizoenen" in error["message"].lower()
    later = await year.make_season(**NEXT)
    with refused("conflict"):
        await choir.clara.call("season.change", season=later["id"], first_day="2027-08-31")
    moved = await choir.clara.call("season.change", season=later["id"], first_day="2027-09-02", name="Jaar twee")
    assert (moved["name"], moved["first_day"], moved["last_day"]) == ("Jaar twee", "2027-09-02", "2028-08-31")


async def test_a_name_is_used_once_in_an_organisation(choir: World) -> None:
    year = await Year.begun(choir)
    with refused("conflict") as error:
        await year.make_season(**{**NEXT, "name": "2026-2027"})
    assert "2026-2027" in error["message"]
    with refused("invalid", field="name"):
        await year.make_season(**{**NEXT, "name": "x" * 61})
    with refused("invalid", field="name"):
        await year.make_season(**{**NEXT, "name": "  "})
    foreign = choir.foreign_admin
    assert await foreign.call("season.create", organisation=choir.other, **THIS)


async def test_two_seasons_of_the_same_days_made_at_once_become_one(choir: World) -> None:
    async def attempt(number: int) -> str:
        try:
            await Year(choir).make_season(**{**THIS, "name": f"Poging {number}"})
        except Answered as answer:
            return str(answer.error["code"])
        return "ok"

    outcomes = await asyncio.gather(*(attempt(number) for number in range(4)))
    assert sorted(outcomes) == ["conflict", "conflict", "conflict", "ok"]
    assert len(await seasons(choir)) == 1


async def test_a_closed_season_is_only_looked_at_until_it_is_reopened(choir: World) -> None:
    year = await Year.begun(choir)
    standing = await year.place(choir.jonas)
    later = (await year.make_season(**NEXT))["id"]
    closed = await choir.clara.call("season.close", season=year.season)
    assert (closed["active"], closed["closed_at"] is not None) == (False, True)
    again = await choir.clara.call("season.close", season=year.season)
    assert again["closed_at"] == closed["closed_at"]
    assert await seasons(choir, active=True) == [("2027-2028", False, True)]
    writes: list[tuple[str, dict[str, Any]]] = [
        ("season.change", {"season": year.season, "name": "Vorig jaar"}),
        ("group.create", {"season": year.season, "name": "Alten"}),
        ("group.change", {"group": year.men, "season": year.season, "place": "Kerk"}),
        ("group.remove", {"group": year.men, "season": year.season}),
        ("group.copy", {"groups": [], "source": later, "season": year.season, "what": []}),
        ("placement.put", {"group": year.men, "contact": choir.bram.contact, "function": year.singer}),
        ("placement.put_many", {"group": year.men, "contacts": [choir.bram.contact], "function": year.singer}),
        ("placement.change", {"placement": standing["id"], "active": False}),
        ("placement.end", {"placement": standing["id"], "day": "2026-12-01"}),
        ("placement.remove", {"placement": standing["id"]}),
    ]
    for name, given in writes:
        if name == "group.copy":
            made = await year.group("Alten", season=later)
            given["groups"] = [made["id"]]
        with refused("conflict") as error:
            await choir.clara.call(name, **given)
        assert "afgesloten" in error["message"], name
    assert await year.names() == [("Jonas Peeters", "Zanger")]
    assert (await choir.clara.call("season.reopen", season=year.season))["active"]
    assert await choir.clara.call("placement.end", placement=standing["id"], day="2026-12-01")


async def test_a_season_is_removed_only_without_groups(choir: World) -> None:
    year = await Year.begun(choir)
    with refused("conflict") as error:
        await choir.clara.call("season.remove", season=year.season)
    assert "2026-2027" in error["message"]
    for group in (year.sopranos, year.men):
        await choir.clara.call("group.remove", group=group, season=year.season)
    await choir.clara.call("season.remove", season=year.season)
    assert await seasons(choir) == []
    with refused("not_found"):
        await choir.clara.call("season.remove", season=year.season)
