"""P4: groups with what they are, in seasons."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from server.kernel.clock import clock
from tests.people.seasons import NEXT, Year
from tests.world import Answered, World, refused

THURSDAY = {"weekday": 4, "from_minute": 1200, "until_minute": 1320, "place": None}
SUNDAY = {"weekday": 7, "from_minute": 600, "until_minute": None, "place": "Sint-Janskerk"}


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """The choir's season."""
    return await Year.begun(choir)


async def test_a_group_has_a_type_a_composition_a_place_and_times(year: Year) -> None:
    made = await year.group(
        "Jeugdkoor", abbreviation="JK", type="Koor", composition="SATB", place="Parochiezaal",
        remarks="Sleutel bij de koster", meetings=[SUNDAY, THURSDAY],
    )  # fmt: skip
    assert (made["abbreviation"], made["type"], made["composition"], made["members"]) == ("JK", "Koor", "SATB", 0)
    details = await year.clara.call("group.get", group=made["id"])
    assert details["meetings"] == [THURSDAY, SUNDAY]
    assert (details["place"], details["remarks"]) == ("Parochiezaal", "Sleutel bij de koster")
    assert [(each["name"], each["members"]) for each in details["seasons"]] == [("2026-2027", 0)]
    assert (details["may_see_members"], details["may_place"], details["active"]) == (True, True, True)
    listed = await year.world.jonas.call("group.list", organisation=year.world.organisation)
    assert [(each["name"], each["type"]) for each in listed["items"]] == [
        ("Jeugdkoor", "Koor"), ("Mannen", None), ("Sopranen", None),
    ]  # fmt: skip


async def test_a_member_sees_where_a_group_meets_and_no_remarks(year: Year) -> None:
    await year.clara.call("group.change", group=year.men, place="Zolder", remarks="Huur nog niet betaald")
    details = await year.world.jonas.call("group.get", group=year.men)
    assert (details["place"], details["remarks"]) == ("Zolder", None)
    assert (details["may_see_members"], details["may_place"]) == (False, False)


async def test_changes_keep_what_is_left_out_and_empty_texts_take_away(year: Year) -> None:
    await year.clara.call("group.change", group=year.men, place="Zolder", type="Koor", meetings=[THURSDAY])
    changed = await year.clara.call("group.change", group=year.men, name="Heren", place="", abbreviation="H")
    assert (changed["name"], changed["place"], changed["type"], changed["abbreviation"]) == ("Heren", None, "Koor", "H")
    assert changed["meetings"] == [THURSDAY]
    changed = await year.clara.call("group.change", group=year.men, meetings=[SUNDAY])
    assert changed["meetings"] == [SUNDAY]
    changed = await year.clara.call("group.change", group=year.men, meetings=[])
    assert changed == await year.clara.call("group.get", group=year.men)
    assert changed["meetings"] == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"abbreviation": "x" * 21}, "abbreviation"),
        ({"type": "x" * 61}, "type"),
        ({"composition": "x" * 61}, "composition"),
        ({"place": "x" * 201}, "place"),
        ({"remarks": "x" * 10_001}, "remarks"),
        ({"meetings": [THURSDAY] * 21}, "meetings"),
        ({"meetings": [{**THURSDAY, "weekday": 8}]}, "meetings[0].weekday"),
        ({"meetings": [{**THURSDAY, "from_minute": 1440}]}, "meetings[0].from_minute"),
        ({"meetings": [THURSDAY, {**THURSDAY, "until_minute": 1200}]}, "meetings[1].until_minute"),
        ({"meetings": [{**THURSDAY, "place": "Zaal\x00"}]}, "meetings[0].place"),
    ],
)
async def test_fields_have_their_limits(year: Year, given: dict[str, Any], field: str) -> None:
    with refused("invalid", field=field):
        await year.group(**{"name": "Alten", **given})
    with refused("invalid", field=field):
        await year.clara.call("group.change", group=year.men, **given)


async def test_a_name_is_used_once(year: Year) -> None:
    with refused("conflict") as error:
        await year.group("Mannen")
    assert "Mannen" in error["message"]
    later = (await year.make_season(**NEXT))["id"]
    with refused("conflict") as error:
        await year.group("Mannen", season=later)
    assert "Kopieer" in error["message"]
    with refused("conflict"):
        await year.clara.call("group.change", group=year.men, name="Sopranen")


async def test_two_groups_of_one_name_made_at_once_become_one(year: Year) -> None:
    async def attempt() -> str:
        try:
            await year.group("Alten")
        except Answered as answer:
            return str(answer.error["code"])
        return "ok"

    assert sorted(await asyncio.gather(*(attempt() for _ in range(4)))) == ["conflict"] * 3 + ["ok"]


async def test_a_group_is_removed_from_a_season_only_when_nobody_stood_in_it(year: Year) -> None:
    standing = await year.place(year.world.jonas)
    with refused("conflict") as error:
        await year.clara.call("group.remove", group=year.sopranos)
    assert "Sopranen" in error["message"]
    await year.clara.call("placement.remove", placement=standing["id"])
    await year.clara.call("group.remove", group=year.sopranos)
    with refused("not_found"):
        await year.clara.call("group.get", group=year.sopranos)
    back = await year.group("Sopranen", type="Koor")
    assert (back["id"], back["type"]) == (year.sopranos, "Koor")


async def test_a_group_in_which_somebody_has_a_role_keeps_its_last_season(year: Year) -> None:
    await year.give_role(year.world.an, "leader", year.men)
    with refused("conflict") as error:
        await year.clara.call("group.remove", group=year.men)
    assert "rol" in error["message"]


async def test_what_was_filled_in_before_is_suggested(year: Year) -> None:
    await year.group("Alten", type="Koor", composition="SSA", place="Zolder")
    await year.group("Bestuur", type="bestuur", place="Zolder")
    words = await year.world.jonas.call("group.suggest", organisation=year.world.organisation)
    assert words == {"types": ["bestuur", "Koor"], "compositions": ["SSA"], "places": ["Zolder"]}


async def test_functions_are_ordered_renamed_closed_and_removed(year: Year) -> None:
    choir, clara = year.world, year.clara
    helper = (await year.function("Vrijwilliger"))["id"]
    with refused("conflict"):
        await year.function("Zanger")
    with refused("conflict"):
        await clara.call("function.change", function=helper, name="Zanger")
    with refused("not_found"):
        await clara.call("function.reorder", organisation=choir.organisation, functions=[helper, 12345])
    with refused("invalid", field="functions"):
        await clara.call(
            "function.reorder", organisation=choir.organisation, functions=[helper, year.singer, year.singer]
        )  # fmt: skip
    order = [year.conductor, helper]
    await clara.call("function.reorder", organisation=choir.organisation, functions=order)
    await clara.call("function.change", function=helper, name="Helper")
    await year.place(choir.jonas)
    listed = await choir.jonas.call("function.list", organisation=choir.organisation)
    assert [(each["name"], each["used"]) for each in listed["items"]] == [("Dirigent", 0), ("Helper", 0), ("Zanger", 1)]
    with refused("conflict") as error:
        await clara.call("function.remove", function=year.singer)
    assert "Sluit" in error["message"]
    assert (await clara.call("function.close", function=year.singer))["closed_at"]
    with refused("conflict") as error:
        await year.place(choir.an)
    assert "Zanger" in error["message"]
    listed = await choir.jonas.call("function.list", organisation=choir.organisation, active=True)
    assert [each["name"] for each in listed["items"]] == ["Dirigent", "Helper"]
    await clara.call("function.reopen", function=year.singer)
    assert await year.place(choir.an)
    await clara.call("function.remove", function=helper)
    with refused("not_found"):
        await clara.call("function.change", function=helper, name="Weg")


async def test_lists_and_details_take_few_statements(year: Year, statements: list[str]) -> None:
    for number in range(12):
        made = await year.group(f"Groep {number:02}", meetings=[THURSDAY])
        await year.place(year.world.jonas, made["id"])
    await year.world.jonas.call("account.get")
    statements.clear()
    listed = await year.world.jonas.call("group.list", organisation=year.world.organisation)
    assert [each["members"] for each in listed["items"]] == [1] * 12 + [0, 0]
    assert len(statements) <= 5, statements
    statements.clear()
    await year.clara.call("group.get", group=made["id"])
    assert len(statements) <= 7, statements
