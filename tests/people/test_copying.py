"""P4: groups come along to another season, and doing it twice changes nothing."""

from datetime import UTC, datetime
from itertools import chain, combinations
from typing import Any

import pytest

from server.kernel.clock import clock
from server.people.models import GroupMeeting, GroupSeason, Placement
from tests.people.seasons import NEXT, Year
from tests.world import World, refused

PARTS = ("details", "members", "functions", "conversations")
CHOICES = [set(some) for some in chain.from_iterable(combinations(PARTS, n) for n in range(5))]
ALLOWED_CHOICES = [sorted(what) for what in CHOICES if "functions" not in what or "members" in what]


@pytest.fixture(autouse=True)
def june() -> None:
    """The season is nearly over."""
    clock.set(lambda: datetime(2027, 6, 10, 19, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """A season in which the sopranos have a conversation, a conductor, and somebody who left."""
    year = await Year.begun(choir)
    await year.clara.call(
        "group.change", group=year.sopranos, type="Koor", composition="SSA", place="Zolder",
        meetings=[{"weekday": 4, "from_minute": 1200, "until_minute": 1320}],
    )  # fmt: skip
    await year.place(choir.jonas)
    await year.place(choir.jonas, function=year.conductor, active=False)
    await year.place(choir.an, from_day="2027-01-01")
    await year.place(choir.bram, until_day="2027-08-30")
    await year.clara.call(
        "conversation.create", organisation=choir.organisation, title="Sopranen", group=year.sopranos
    )  # fmt: skip
    year.next = (await year.make_season(**NEXT))["id"]
    return year


async def copy(year: Year, what: list[str], **given: Any) -> Any:
    wanted = {"groups": [year.sopranos, year.men], "source": year.season, "season": year.next, "what": what, **given}
    return await year.clara.call("group.copy", **wanted)


async def all_rows(choir: World) -> list[list[dict[str, Any]]]:
    """Every row that a copy might make."""
    own = {"organisation_id": choir.organisation}
    found = [
        await GroupSeason.filter(**own).order_by("id").values(),
        await GroupMeeting.filter(**own).order_by("id").values(),
        await Placement.filter(**own).order_by("id").values(),
    ]
    return [list(rows) for rows in found]


async def test_everything_comes_along_with_who_stands_there_on_the_last_day(year: Year) -> None:
    done = await copy(year, list(PARTS))
    assert [(each["name"], each["new"], each["details"], each["members"]) for each in done["groups"]] == [
        ("Mannen", True, False, 0), ("Sopranen", True, True, 2),
    ]  # fmt: skip
    assert (done["new"], done["members"], done["there_already"], done["dry_run"]) == (2, 2, 0, False)
    assert await year.names(season=year.next) == [
        ("An Claes", "Zanger"), ("Jonas Peeters", "Zanger"), ("Jonas Peeters", "Dirigent"),
    ]  # fmt: skip
    listed = (await year.clara.call("placement.list", group=year.sopranos, season=year.next))["items"]
    assert [(each["active"], each["from_day"], each["until_day"]) for each in listed] == [
        (True, None, None), (True, None, None), (False, None, None),
    ]  # fmt: skip
    before = await year.clara.call("group.get", group=year.sopranos, season=year.season)
    after = await year.clara.call("group.get", group=year.sopranos, season=year.next)
    assert {name: after[name] for name in ("type", "composition", "place", "meetings")} == {
        name: before[name] for name in ("type", "composition", "place", "meetings")
    }
    assert [each["name"] for each in after["seasons"]] == ["2027-2028", "2026-2027"]


async def test_without_functions_everyone_gets_what_most_are_and_stands_there_once(year: Year) -> None:
    functions = [year.conductor, year.singer]
    await year.clara.call("function.reorder", organisation=year.world.organisation, functions=functions)
    await copy(year, ["members"])
    assert await year.names(season=year.next) == [("An Claes", "Zanger"), ("Jonas Peeters", "Zanger")]
    assert (await year.clara.call("group.get", group=year.sopranos, season=year.next))["type"] is None


async def test_a_closed_function_is_replaced_by_what_most_are(year: Year) -> None:
    await year.clara.call("function.close", function=year.conductor)
    await copy(year, ["members", "functions"])
    assert await year.names(season=year.next) == [("An Claes", "Zanger"), ("Jonas Peeters", "Zanger")]


@pytest.mark.parametrize("what", ALLOWED_CHOICES, ids=" ".join)
async def test_a_preview_changes_nothing_and_a_second_copy_neither(year: Year, what: list[str]) -> None:
    before = await all_rows(year.world)
    preview = await copy(year, what, dry_run=True)
    assert await all_rows(year.world) == before
    done = await copy(year, what)
    assert {**preview, "dry_run": False} == done
    after = await all_rows(year.world)
    assert after != before
    again = await copy(year, what)
    assert await all_rows(year.world) == after
    assert (again["new"], again["members"]) == (0, 0)
    assert again["there_already"] == done["members"]


async def test_what_was_changed_in_the_new_season_is_left_alone(year: Year) -> None:
    await copy(year, ["details", "members", "functions"])
    await year.clara.call("group.change", group=year.sopranos, season=year.next, place="Kerk", type="")
    listed = (await year.clara.call("placement.list", group=year.sopranos, season=year.next))["items"]
    await year.clara.call("placement.change", placement=listed[0]["id"], function=year.conductor)
    await year.clara.call("placement.end", placement=listed[0]["id"], day="2027-10-01")
    before = await all_rows(year.world)
    await copy(year, ["details", "members", "functions"])
    assert await all_rows(year.world) == before


async def test_who_comes_along_joins_the_conversation_of_the_group_once(year: Year) -> None:
    choir = year.world
    conversation = (await year.clara.call("conversation.list", organisation=choir.organisation))["items"][0]["id"]

    async def seated() -> set[int]:
        listed = await year.clara.call("participant.list", conversation=conversation)
        return {seat["contact"] for seat in listed["items"]}

    await choir.an.call("conversation.leave", conversation=conversation)
    await copy(year, ["members"])
    eva = await choir.person("Eva Lindeman")
    await year.place(eva, season=year.next)
    assert eva.contact not in await seated()
    for _ in range(2):
        await copy(year, ["members", "conversations"])
        await choir.house.worker.run_due()
        # An left by herself, and Bram stands there no more next season: both stay as they are.
        assert await seated() == {choir.clara.contact, choir.jonas.contact, choir.bram.contact, eva.contact}
    assert [seat["contact"] for seat in (await eva.call("participant.list", conversation=conversation))["items"]]


async def test_what_makes_no_sense_is_refused(year: Year) -> None:
    with refused("invalid", field="season"):
        await copy(year, ["details"], season=year.season)
    with refused("invalid", field="what"):
        await copy(year, ["functions"])
    with refused("invalid"):
        await copy(year, ["everything"])
    with refused("not_found"):
        await copy(year, ["details"], groups=[year.sopranos, 12345])
    with refused("not_found"):
        await copy(year, ["details"], source=12345)
    with refused("invalid", field="groups"):
        await copy(year, ["details"], groups=[])
    with refused("not_found"):
        await year.world.foreign_admin.call(
            "group.copy", groups=[year.sopranos], source=year.season, season=year.next, what=[]
        )  # fmt: skip
    with refused("forbidden"):
        await year.world.jonas.call(
            "group.copy", groups=[year.sopranos], source=year.season, season=year.next, what=[]
        )  # fmt: skip


async def test_a_copy_of_all_groups_takes_few_statements(year: Year, statements: list[str]) -> None:
    groups = [(await year.group(f"Groep {number:02}"))["id"] for number in range(20)]
    for group in groups:
        await year.place(year.world.jonas, group)
    statements.clear()
    done = await copy(year, list(PARTS), groups=groups)
    assert (done["new"], done["members"]) == (20, 20)
    assert len(statements) <= 20, statements
