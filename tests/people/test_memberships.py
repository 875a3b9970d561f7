"""P6: memberships with types and options, never two of one type at once; and the report of who lacks one."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.models import Contact, Membership, MembershipChoice
from tests.people.seasons import Year
from tests.world import Answered, Person, World, refused


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """The choir's season."""
    return await Year.begun(choir)


async def terms_of(person: Person, contact: int | None) -> list[tuple[str, str, str | None]]:
    listed = await person.call("membership.list", contact=contact)
    return [(item["type_name"], item["from_day"], item["until_day"]) for item in listed["items"]]


async def test_a_type_has_options_that_are_added_closed_or_removed(year: Year) -> None:
    choir, clara = year.world, year.clara
    made = await year.membership_type(options=["Verzekering A", "Verzekering B"])
    first, second = (option["id"] for option in made["options"])
    await year.member(choir.jonas, made["id"], options=[first])
    changed = await clara.call("membershiptype.change", type=made["id"], options=["Verzekering C"], name="Lid")
    assert [(each["name"], each["closed_at"] is None) for each in changed["options"]] == [
        ("Verzekering A", False), ("Verzekering C", True),
    ]  # fmt: skip
    listed = (await choir.jonas.call("membershiptype.list", organisation=choir.organisation))["items"]
    assert [(each["name"], each["members"], each["options"]) for each in listed] == [("Lid", 1, changed["options"])]
    again = await clara.call("membershiptype.change", type=made["id"], options=["Verzekering A", "Verzekering C"])
    assert [each["closed_at"] for each in again["options"]] == [None, None]
    for wrong in (["A", "a"], ["A", " "], ["A" * 101], ["A"] * 31):
        with refused("invalid"):
            await clara.call("membershiptype.change", type=made["id"], options=wrong)
    with refused("invalid", field="options"):
        await year.member(choir.an, made["id"], options=[second])


async def test_a_type_is_closed_or_removed_when_nobody_had_it(year: Year) -> None:
    choir, clara = year.world, year.clara
    kind = (await year.membership_type())["id"]
    friend = (await year.membership_type("Vriend van het koor", options=["Nieuwsbrief"]))["id"]
    with refused("conflict") as error:
        await year.membership_type()
    assert "Zingend lid" in error["message"]
    with refused("conflict"):
        await clara.call("membershiptype.change", type=friend, name="Zingend lid")
    await year.member(choir.jonas, kind)
    with refused("conflict"):
        await clara.call("membershiptype.remove", type=kind)
    assert (await clara.call("membershiptype.close", type=kind))["closed_at"]
    with refused("conflict") as error:
        await year.member(choir.an, kind)
    assert "Zingend lid" in error["message"]
    active = await choir.jonas.call("membershiptype.list", organisation=choir.organisation, active=True)
    assert [each["id"] for each in active["items"]] == [friend]
    await clara.call("membershiptype.remove", type=friend)
    assert (await clara.call("membershiptype.reopen", type=kind))["closed_at"] is None
    assert await year.member(choir.an, kind)


async def test_a_membership_begins_changes_and_ends_and_the_member_sees_it(year: Year) -> None:
    jonas, clara = year.world.jonas, year.clara
    made = await year.membership_type(options=["Verzekering"])
    friend = (await year.membership_type("Vriend"))["id"]
    option = made["options"][0]["id"]
    started = await year.member(jonas, made["id"], options=[option])
    assert ([each["name"] for each in started["options"]], started["until_day"]) == (["Verzekering"], None)
    changed = await clara.call("membership.change", membership=started["id"], from_day="2026-10-01", options=[])
    assert (changed["from_day"], changed["options"]) == ("2026-10-01", [])
    changed = await clara.call("membership.change", membership=started["id"], options=[option])
    await clara.call("membershiptype.change", type=made["id"], options=[])
    kept = await clara.call("membership.change", membership=started["id"], until_day="2027-08-31", options=[option])
    assert [each["name"] for each in kept["options"]] == ["Verzekering"]
    assert (await jonas.call("membership.list", contact=jonas.contact))["items"] == [kept]
    turned = await clara.call("membership.change", membership=started["id"], type=friend)
    assert (turned["type_name"], turned["options"]) == ("Vriend", [])
    ended = await clara.call("membership.end", membership=started["id"], day="2026-12-31", reason="Verhuisd")
    assert (ended["until_day"], ended["end_reason"]) == ("2026-12-31", "Verhuisd")
    back = await clara.call("membership.end", membership=started["id"], day=None)
    assert (back["until_day"], back["end_reason"]) == (None, None)
    await clara.call("membership.remove", membership=started["id"])
    assert await terms_of(jonas, jonas.contact) == []


async def test_never_two_of_the_same_type_at_once(year: Year) -> None:
    jonas = year.world.jonas
    kind, friend = (await year.membership_type())["id"], (await year.membership_type("Vriend"))["id"]
    first = await year.member(jonas, kind, until_day="2026-12-31")
    for days in ({"from_day": "2026-12-31"}, {"from_day": "2020-01-01"}):
        with refused("conflict") as error:
            await year.member(jonas, kind, **days)
        assert "Jonas Peeters" in error["message"]
    other = await year.member(jonas, friend)
    second = await year.member(jonas, kind, from_day="2027-01-01")
    with refused("conflict"):
        await year.clara.call("membership.end", membership=first["id"], day=None)
    with refused("conflict"):
        await year.clara.call("membership.change", membership=second["id"], from_day="2026-12-31")
    with refused("conflict"):
        await year.clara.call("membership.change", membership=other["id"], type=kind)
    assert len(await terms_of(jonas, jonas.contact)) == 3


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"from_day": "2027-01-02", "until_day": "2027-01-01"}, "until_day"),
        ({"from_day": "1899-12-31"}, "from_day"),
        ({"from_day": "2200-01-01"}, "from_day"),
        ({"from_day": "2026-13-01"}, "from_day"),
    ],
)
async def test_a_membership_has_sane_days(year: Year, days: dict[str, str], field: str) -> None:
    kind = (await year.membership_type())["id"]
    with refused("invalid", field=field):
        await year.member(year.world.jonas, kind, **days)
    started = await year.member(year.world.jonas, kind)
    with refused("invalid", field=field):
        await year.clara.call("membership.change", membership=started["id"], **days)
    with refused("invalid", field="day"):
        await year.clara.call("membership.end", membership=started["id"], day="2026-08-31")


async def test_two_who_start_the_same_membership_at_once_start_one(year: Year) -> None:
    kind = (await year.membership_type())["id"]

    async def attempt() -> str:
        try:
            await year.member(year.world.jonas, kind)
        except Answered as answer:
            return str(answer.error["code"])
        return "ok"

    assert sorted(await asyncio.gather(*(attempt() for _ in range(5)))) == ["conflict"] * 4 + ["ok"]


async def many(choir: World, count: int) -> list[int]:
    contacts = [
        Contact(
            id=new_id(), organisation_id=choir.organisation, first_name="Zanger", last_name=f"{number:04}",
            search_name=f"zanger {number:04}", created_at=clock.now(),
        )
        for number in range(count)
    ]  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(*contacts)
    return [row.id for row in contacts]


async def missing(person: Person, **given: Any) -> Any:
    return await person.call("membership.missing", **{"organisation": person.organisation, **given})


async def test_the_report_names_who_stands_in_a_group_without_a_valid_membership(year: Year) -> None:
    choir = year.world
    kind = (await year.membership_type())["id"]
    for person in (choir.jonas, choir.an, choir.bram):
        await year.place(person)
    await year.place(choir.an, year.men, from_day="2026-12-01")
    await year.place(choir.clara, active=False)
    await year.member(choir.jonas, kind)
    await year.member(choir.an, kind, from_day="2025-09-01", until_day="2026-11-25")
    report = await missing(year.clara)
    assert [(each["name"], each["groups"], each["ended_on"]) for each in report["items"]] == [
        ("An Claes", ["Sopranen"], "2026-11-25"), ("Bram De Smet", ["Sopranen"], None),
    ]  # fmt: skip
    assert (report["total"], report["day"], report["next"]) == (2, "2026-11-26", None)
    assert (await missing(year.clara, readers=True))["total"] == 3
    later = await missing(year.clara, day="2026-12-01")
    assert later["items"][0]["groups"] == ["Mannen", "Sopranen"]
    assert [each["name"] for each in (await missing(year.clara, day="2026-12-01", group=year.men))["items"]] == [
        "An Claes"
    ]
    assert (await missing(year.clara, day="2026-11-25"))["total"] == 1
    assert (await missing(year.clara, day="2027-09-01"))["total"] == 0
    first = await missing(year.clara, limit=1)
    assert (first["total"], first["next"]) == (2, "1")
    rest = await missing(year.clara, limit=1, page=first["next"])
    assert ([each["name"] for each in rest["items"]], rest["next"]) == (["Bram De Smet"], None)


async def test_a_leader_gets_the_report_of_their_own_groups(year: Year) -> None:
    choir = year.world
    await year.place(choir.jonas)
    await year.place(choir.bram, year.men)
    an = await year.give_role(choir.an, "leader", year.sopranos)
    assert [each["name"] for each in (await missing(an))["items"]] == ["Jonas Peeters"]
    assert [each["name"] for each in (await missing(an, group=year.sopranos))["items"]] == ["Jonas Peeters"]
    with refused("not_found"):
        await missing(an, group=year.men)
    with refused("forbidden"):
        await missing(choir.jonas)
    with refused("not_found"):
        await missing(year.clara, organisation=choir.other)
    assert (await missing(choir.foreign_admin))["total"] == 0


async def test_the_report_over_many_takes_two_statements_and_all_get_a_membership_at_once(
    year: Year, statements: list[str]
) -> None:
    choir = year.world
    kind = await year.membership_type(options=["Verzekering"])
    contacts = await many(choir, 400)
    await year.clara.call("placement.put_many", group=year.men, contacts=contacts, function=year.singer)
    statements.clear()
    report = await missing(year.clara, limit=200)
    assert (report["total"], len(report["items"])) == (400, 200)
    assert len(statements) <= 3, statements  # one for the day that it is there
    statements.clear()
    given = {"type": kind["id"], "from_day": "2026-09-01", "options": [kind["options"][0]["id"]]}
    start = {"organisation": choir.organisation, "contacts": contacts, **given}
    begun = await year.clara.call("membership.start_many", **start)
    assert (begun["started"], begun["had_already"], len(begun["memberships"])) == (400, 0, 400)
    assert len(statements) <= 10, statements
    again = await year.clara.call("membership.start_many", **start)
    assert again == {"started": 0, "had_already": 400, "memberships": []}
    assert (await missing(year.clara))["total"] == 0
    with refused("not_found"):
        await year.clara.call("membership.start_many", **{**start, "contacts": [*contacts[:3], 12345]})
    with refused("invalid", field="contacts"):
        await year.clara.call("membership.start_many", **{**start, "contacts": []})


async def test_who_manages_one_group_starts_memberships_of_who_stands_there(year: Year) -> None:
    choir = year.world
    kind = (await year.membership_type())["id"]
    await year.place(choir.jonas)
    an = await year.give_role(choir.an, "members", year.sopranos)
    given = {"type": kind, "from_day": "2026-09-01"}
    assert await an.call("membership.start", contact=choir.jonas.contact, **given)
    with refused("forbidden"):
        await an.call("membership.start", contact=choir.bram.contact, **given)
    with refused("forbidden"):
        await an.call(
            "membership.start_many", organisation=choir.organisation, contacts=[choir.jonas.contact], **given
        )  # fmt: skip
    with refused("forbidden"):
        await choir.bram.call("membership.list", contact=choir.jonas.contact)
    with refused("not_found"):
        await choir.stranger.call("membership.list", contact=choir.jonas.contact)


async def test_memberships_of_many_are_taken_back_but_for_those_changed_since(
    year: Year, statements: list[str]
) -> None:
    choir = year.world
    kind = await year.membership_type(options=["Verzekering"])
    contacts = await many(choir, 40)
    given = {"type": kind["id"], "from_day": "2026-09-01", "options": [kind["options"][0]["id"]]}
    start = {"organisation": choir.organisation, "contacts": contacts, **given}
    begun = await year.clara.call("membership.start_many", **start)
    ended, without, *others = begun["memberships"]
    await year.clara.call("membership.end", membership=ended, day="2026-12-31")
    await year.clara.call("membership.change", membership=without, options=[])
    undo = {**start, "memberships": begun["memberships"]}
    with refused("forbidden"):
        await choir.jonas.call("membership.take_back", **undo)
    statements.clear()
    assert await year.clara.call("membership.take_back", **undo) == {"taken_back": len(others), "changed": 2}
    assert len(statements) <= 10, statements
    left = await Membership.filter(organisation_id=choir.organisation)
    assert {row.id for row in left} == {ended, without}
    assert await MembershipChoice.filter(organisation_id=choir.organisation).count() == 1
    assert await year.clara.call("membership.take_back", **undo) == {"taken_back": 0, "changed": 40}
