"""P5: who stands in a group as what, from when until when; leaders see, administrators place, each in their reach."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import Contact, Placement
from tests.people.seasons import NEXT, Year
from tests.world import Answered, World, refused


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """The choir's season."""
    return await Year.begun(choir)


async def test_somebody_has_several_functions_and_the_list_goes_by_function_and_name(year: Year) -> None:
    choir = year.world
    await year.clara.call(
        "function.reorder", organisation=choir.organisation, functions=[year.conductor, year.singer]
    )  # fmt: skip
    await year.place(choir.jonas)
    await year.place(choir.an)
    placed = await year.place(choir.jonas, function=year.conductor, active=False)
    assert (placed["active"], placed["group_name"], placed["season_name"]) == (False, "Sopranen", "2026-2027")
    assert await year.names() == [
        ("Jonas Peeters", "Dirigent"), ("An Claes", "Zanger"), ("Jonas Peeters", "Zanger"),
    ]  # fmt: skip


async def test_the_same_function_never_twice_at_once(year: Year) -> None:
    jonas = year.world.jonas
    first = await year.place(jonas, until_day="2026-12-31")
    for days in ({}, {"from_day": "2026-12-31"}, {"until_day": "2026-09-01"}):
        with refused("conflict") as error:
            await year.place(jonas, **days)
        assert "Jonas Peeters" in error["message"]
        assert "Zanger" in error["message"]
    back = await year.place(jonas, from_day="2027-02-01")
    assert len(await year.names()) == 2
    with refused("conflict"):
        await year.clara.call("placement.change", placement=back["id"], from_day="2026-12-31")
    with refused("conflict"):
        await year.clara.call("placement.end", placement=first["id"], day=None)
    assert await year.names(day="2027-01-15") == []
    assert await year.names(day="2027-02-01") == [("Jonas Peeters", "Zanger")]


async def test_two_who_place_the_same_at_once_place_once(year: Year) -> None:
    async def attempt() -> str:
        try:
            await year.place(year.world.jonas)
        except Answered as answer:
            return str(answer.error["code"])
        return "ok"

    assert sorted(await asyncio.gather(*(attempt() for _ in range(6)))) == ["conflict"] * 5 + ["ok"]
    assert await year.names() == [("Jonas Peeters", "Zanger")]


async def test_many_placed_at_once_by_two_stand_there_once(year: Year, statements: list[str]) -> None:
    choir = year.world
    contacts = [
        Contact(
            id=new_id(), organisation_id=choir.organisation, first_name="Zanger", last_name=f"Nummer {number}",
            search_name=f"zanger nummer {number}", created_at=clock.now(),
        )
        for number in range(300)
    ]  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(*contacts)
    given = {"group": year.men, "contacts": [row.id for row in contacts], "function": year.singer}
    answers = await asyncio.gather(*(year.clara.call("placement.put_many", **given) for _ in range(2)))
    assert sorted(answer["placed"] for answer in answers) == [0, 300]
    assert sorted(answer["there_already"] for answer in answers) == [0, 300]
    statements.clear()
    given["function"] = year.conductor
    assert (await year.clara.call("placement.put_many", **given))["placed"] == 300
    assert len(statements) <= 13, statements
    statements.clear()
    listed = await year.clara.call("placement.list", group=year.men, limit=200)
    assert len(listed["items"]) == 200
    assert listed["next"] is not None
    assert len(statements) <= 4, statements
    with refused("invalid", field="contacts"):
        await year.clara.call("placement.put_many", **{**given, "contacts": list(range(1001))})
    with refused("invalid", field="contacts"):
        await year.clara.call("placement.put_many", **{**given, "contacts": []})
    with refused("not_found"):
        await year.clara.call("placement.put_many", **{**given, "contacts": [contacts[0].id, 12345]})


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"from_day": "2026-08-31"}, "from_day"),
        ({"from_day": "2027-09-01"}, "from_day"),
        ({"until_day": "2026-08-31"}, "until_day"),
        ({"until_day": "2027-09-01"}, "until_day"),
        ({"from_day": "2027-01-02", "until_day": "2027-01-01"}, "until_day"),
        ({"from_day": "gisteren"}, "from_day"),
    ],
)
async def test_days_lie_within_the_season_and_in_order(year: Year, days: dict[str, Any], field: str) -> None:
    with refused("invalid", field=field):
        await year.place(year.world.jonas, **days)
    standing = await year.place(year.world.jonas)
    with refused("invalid", field=field):
        await year.clara.call("placement.change", placement=standing["id"], **days)


async def test_a_place_ends_on_a_day_stays_in_the_history_and_the_end_is_taken_back(year: Year) -> None:
    jonas = year.world.jonas
    standing = await year.place(jonas, from_day="2026-10-01")
    for day in ("2026-09-30", "2027-09-01"):
        with refused("invalid"):
            await year.clara.call("placement.end", placement=standing["id"], day=day)
    ended = await year.clara.call("placement.end", placement=standing["id"], day="2026-11-25")
    assert ended["until_day"] == "2026-11-25"
    assert await year.names(day="2026-11-26") == []
    history = (await jonas.call("placement.history", contact=jonas.contact))["items"]
    assert [(each["season_name"], each["from_day"], each["until_day"]) for each in history] == [
        ("2026-2027", "2026-10-01", "2026-11-25")
    ]
    back = await year.clara.call("placement.end", placement=standing["id"], day=None)
    assert back["until_day"] is None
    assert await year.names(day="2026-11-26") == [("Jonas Peeters", "Zanger")]


async def test_what_was_placed_wrongly_is_corrected_or_taken_back(year: Year) -> None:
    standing = await year.place(year.world.jonas)
    changed = await year.clara.call(
        "placement.change", placement=standing["id"], function=year.conductor, active=False, from_day="2026-10-01"
    )
    assert (changed["function_name"], changed["active"], changed["from_day"]) == ("Dirigent", False, "2026-10-01")
    again = await year.place(year.world.jonas)
    with refused("conflict"):
        await year.clara.call("placement.change", placement=again["id"], function=year.conductor)
    assert (await year.clara.call("placement.change", placement=again["id"]))["function"] == year.singer
    for placement in (standing, again):
        await year.clara.call("placement.remove", placement=placement["id"])
    assert await year.names() == []
    with refused("not_found"):
        await year.clara.call("placement.remove", placement=standing["id"])


async def test_history_says_who_sang_when_the_latest_season_first(year: Year, statements: list[str]) -> None:
    jonas = year.world.jonas
    later = (await year.make_season(**NEXT))["id"]
    await year.clara.call("group.copy", groups=[year.men], source=year.season, season=later, what=[])
    await year.place(jonas)
    await year.place(jonas, year.men, season=later, function=year.conductor)
    await jonas.call("account.get")
    statements.clear()
    history = (await jonas.call("placement.history", contact=jonas.contact))["items"]
    assert [(each["season_name"], each["group_name"], each["function_name"]) for each in history] == [
        ("2027-2028", "Mannen", "Dirigent"), ("2026-2027", "Sopranen", "Zanger"),
    ]  # fmt: skip
    assert len(statements) <= 4, statements
    with refused("forbidden"):
        await year.world.an.call("placement.history", contact=jonas.contact)
    with refused("not_found"):
        await year.world.stranger.call("placement.history", contact=jonas.contact)


async def test_a_company_and_somebody_removed_do_not_stand_in_a_group(year: Year) -> None:
    choir = year.world
    company = Contact(
        id=new_id(), organisation_id=choir.organisation, kind="company", first_name="", last_name="Bakkerij Smets",
        search_name="bakkerij smets", created_at=clock.now(),
    )  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(company)
        unit.change(await Contact.get(organisation_id=choir.organisation, id=choir.an.contact), removed_at=clock.now())
    with refused("invalid", field="contact"):
        await year.clara.call(
            "placement.put", group=year.men, contact=company.id, function=year.singer
        )  # fmt: skip
    with refused("not_found"):
        await year.place(choir.an)


async def test_a_group_that_is_not_in_the_season_takes_nobody(year: Year) -> None:
    later = (await year.make_season(**NEXT))["id"]
    with refused("conflict") as error:
        await year.place(year.world.jonas, season=later)
    assert "2027-2028" in error["message"]
    with refused("not_found"):
        await year.place(year.world.jonas, season=12345)
    with refused("not_found"):
        await year.place(year.world.jonas, function=12345)


async def test_a_leader_sees_who_stands_in_their_group_and_in_no_other(year: Year) -> None:
    choir = year.world
    await year.place(choir.jonas)
    await year.place(choir.bram, year.men)
    an = await year.give_role(choir.an, "leader", year.sopranos)
    listed = await an.call("placement.list", group=year.sopranos)
    assert [each["name"] for each in listed["items"]] == ["Jonas Peeters"]
    assert (await an.call("group.get", group=year.sopranos))["may_see_members"]
    with refused("forbidden"):
        await an.call("placement.list", group=year.men)
    with refused("forbidden"):
        await choir.jonas.call("placement.list", group=year.sopranos)
    with refused("forbidden"):
        await an.call("placement.put", group=year.sopranos, contact=choir.bram.contact, function=year.singer)


async def test_who_manages_one_group_places_there_only_those_who_stand_there(year: Year) -> None:
    choir = year.world
    standing = await year.place(choir.jonas)
    other = await year.place(choir.bram, year.men)
    an = await year.give_role(choir.an, "members", year.sopranos)
    put = {"group": year.sopranos, "function": year.conductor}
    assert await an.call("placement.put", contact=choir.jonas.contact, **put)
    assert (await an.call("group.get", group=year.sopranos))["may_place"]
    with refused("forbidden") as error:
        await an.call("placement.put", contact=choir.bram.contact, **put)
    assert "jouw groep" in error["message"]
    with refused("forbidden"):
        await an.call("placement.put_many", contacts=[choir.jonas.contact, choir.bram.contact], **put)
    with refused("forbidden"):
        await an.call("placement.put", **{**put, "group": year.men}, contact=choir.jonas.contact)
    with refused("forbidden"):
        await an.call("placement.end", placement=other["id"], day="2026-12-01")
    assert await an.call("placement.end", placement=standing["id"], day="2026-12-01")
    for operation, given in (
        ("season.create", {"organisation": choir.organisation, **NEXT}),
        ("group.change", {"group": year.sopranos, "place": "Zolder"}),
        ("function.create", {"organisation": choir.organisation, "name": "Baas"}),
    ):
        with refused("forbidden"):
            await an.call(operation, **given)


async def test_administrative_acts_are_recorded_without_what_was_written(year: Year) -> None:

    await year.place(year.world.jonas)
    acts = await AuditRow.filter(organisation_id=year.world.organisation).order_by("at", "id")
    assert acts[-1].operation == "placement.put"
    assert (acts[-1].subject, acts[-1].subject_id) == ("contact", year.world.jonas.contact)
    assert {"season.create", "group.create", "function.create"} <= {act.operation for act in acts}
    assert not any("Sopranen" in act.details for act in acts)


async def test_what_was_done_for_many_is_taken_back_but_for_what_was_changed_since(year: Year) -> None:
    choir = year.world
    await year.place(choir.bram)
    people = [choir.jonas.contact, choir.an.contact, choir.bram.contact]
    given = {"group": year.sopranos, "contacts": people, "function": year.singer, "active": False}
    done = await year.clara.call("placement.put_many", **given)
    assert done["placed"] == len(done["placements"])
    ans = await Placement.get(organisation_id=choir.organisation, contact_id=choir.an.contact)
    await year.clara.call("placement.change", placement=ans.id, active=True)
    before = await Placement.filter(organisation_id=choir.organisation).count()
    undo = {**given, "placements": done["placements"]}
    assert await year.clara.call("placement.take_back", **undo) == {
        "taken_back": done["placed"] - 1, "changed": 1
    }  # fmt: skip
    left = await Placement.filter(organisation_id=choir.organisation)
    assert len(left) == before - done["placed"] + 1
    assert choir.jonas.contact not in {row.contact_id for row in left}
    assert {choir.an.contact, choir.bram.contact} <= {row.contact_id for row in left}
    again = await year.clara.call("placement.take_back", **undo)
    assert (again["taken_back"], again["changed"]) == (0, done["placed"])
    with refused("forbidden"):
        await choir.jonas.call("placement.take_back", **undo)
