"""P7: a newcomer in one go, and a leaver in one."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from server.kernel.clock import clock
from server.people.models import Address, Contact, Membership, Phone, Placement, PostalAddress
from tests.people.seasons import NEXT, Year
from tests.world import Answered, Person, World, refused

ROOS = {
    "first_name": "Roos",
    "last_name": "Desmedt",
    "birth_date": "1991-07-30",
    "addresses": [{"address": "roos@rietvink.example"}],
    "phones": [{"number": "+32 470 12 34 56", "label": "gsm"}],
    "postal_addresses": [{"street": "Rietstraat 4", "postcode": "9000", "town": "Gent", "country": "BE"}],
}


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """The choir's season."""
    return await Year.begun(choir)


async def join(by: Person, **given: Any) -> Any:
    return await by.call("member.join", **{"organisation": by.organisation, "person": ROOS, **given})


async def counted(choir: World) -> list[int]:
    own = {"organisation_id": choir.organisation}
    return [await model.filter(**own).count() for model in (Contact, Address, Phone, Membership, Placement)]


async def test_a_newcomer_is_a_contact_a_member_and_stands_in_groups_at_once(year: Year, statements: list[str]) -> None:
    choir = year.world
    kind = await year.membership_type(options=["Verzekering"])
    membership = {"type": kind["id"], "from_day": "2026-11-26", "options": [kind["options"][0]["id"]]}
    places = [
        {"group": year.sopranos, "function": year.singer, "from_day": "2026-11-26"},
        {"group": year.men, "function": year.conductor, "active": False},
    ]
    await choir.jonas.listen()
    statements.clear()
    joined = await join(year.clara, membership=membership, placements=places, invite=True)
    assert len(statements) <= 40, statements
    assert (joined["name"], joined["membership"]["type_name"]) == ("Roos Desmedt", "Zingend lid")
    assert [(each["group_name"], each["active"]) for each in joined["placements"]] == [
        ("Sopranen", True), ("Mannen", False),
    ]  # fmt: skip
    assert joined["invited_until"] > "2026-12"
    assert await year.names() == [("Roos Desmedt", "Zanger")]
    own = {"organisation_id": choir.organisation, "contact_id": joined["contact"]}
    assert (await Address.get(**own)).address == "roos@rietvink.example"
    assert (await Phone.get(**own)).label == "gsm"
    assert (await PostalAddress.get(**own)).town == "Gent"
    assert [each["name"] for each in await choir.jonas.heard("contact.created")] == ["Roos Desmedt"]
    with refused("conflict"):
        await choir.clara.call("placement.put", contact=joined["contact"], **places[0])


async def test_only_a_name_is_enough(year: Year) -> None:
    joined = await join(year.clara, person={"first_name": "Roos"})
    assert (joined["name"], joined["membership"], joined["placements"]) == ("Roos", None, [])


async def test_what_goes_wrong_leaves_nothing(year: Year) -> None:
    before = await counted(year.world)
    kind = (await year.membership_type())["id"]
    later = (await year.make_season(**NEXT))["id"]
    place = {"group": year.sopranos, "function": year.singer}
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("not_found", {"membership": {"type": 12345, "from_day": "2026-11-26"}}),
        ("invalid", {"membership": {"type": kind, "from_day": "2026-11-26", "until_day": "2026-11-25"}}),
        ("not_found", {"placements": [{**place, "group": 12345}]}),
        ("not_found", {"placements": [{**place, "function": 12345}]}),
        ("not_found", {"placements": [{**place, "season": 12345}]}),
        ("conflict", {"placements": [{**place, "season": later}]}),
        ("conflict", {"placements": [place, place]}),
        ("invalid", {"placements": [{**place, "from_day": "2026-08-31"}]}),
        ("invalid", {"placements": [place] * 21}),
        ("invalid", {"invite": True, "person": {"first_name": "Roos"}}),
        ("invalid", {"person": None}),
        ("invalid", {"contact": year.world.jonas.contact}),
        ("not_found", {"person": None, "contact": 12345}),
    ]
    for code, given in wrong:
        with refused(code):
            await join(year.clara, **given)
        assert await counted(year.world) == before, given


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first_name": ""}, "person.first_name"),
        ({"first_name": "  "}, "person.first_name"),
        ({"first_name": "x" * 101}, "person.first_name"),
        ({"last_name": "x" * 202}, "person.last_name"),
        ({"last_name": "=SOM(A1)"}, "person.last_name"),
        ({"first_name": "Roos\x00"}, "person.first_name"),
        ({"birth_date": "2026-11-27"}, "person.birth_date"),
        ({"birth_date": "1899-12-31"}, "person.birth_date"),
        ({"addresses": [{"address": "roos@"}]}, "person.addresses.0.address"),
        ({"addresses": [{"address": ""}]}, "person.addresses.0.address"),
        ({"addresses": ROOS["addresses"] * 4}, "person.addresses"),
        ({"phones": [{"number": "12345"}]}, "person.phones.0.number"),
        ({"postal_addresses": [{"country": "Belgie"}]}, "person.postal_addresses.0.country"),
        ({"language": "Klingon"}, "person.language"),
        ({"sex": "v"}, "person.sex"),
    ],
)
async def test_each_field_has_its_limits(year: Year, given: dict[str, Any], field: str) -> None:
    with refused("invalid", field=field):
        await join(year.clara, person={**ROOS, **given})


async def test_somebody_who_is_known_is_not_made_twice_by_mistake(year: Year) -> None:
    first = await join(year.clara)
    with refused("conflict") as error:
        await join(year.clara)
    assert "Roos Desmedt" in error["message"]
    with refused("conflict"):
        await join(year.clara, person={**ROOS, "birth_date": None, "first_name": "ROOS"})
    assert await join(year.clara, person={**ROOS, "birth_date": "2001-01-01"})
    assert (await join(year.clara, anyway=True))["contact"] != first["contact"]
    back = await join(
        year.clara, person=None, contact=first["contact"], placements=[{"group": year.men, "function": year.singer}]
    )  # fmt: skip
    assert (back["contact"], back["name"]) == (first["contact"], "Roos Desmedt")


async def test_the_same_newcomer_sent_twice_comes_in_once(year: Year) -> None:
    first = await join(year.clara, key="newcomer-roos-1")
    assert await join(year.clara, key="newcomer-roos-1", dup=True) == first


async def test_who_has_a_login_is_not_invited(year: Year) -> None:
    with refused("conflict"):
        await join(year.clara, person=None, contact=year.world.jonas.contact, invite=True)


async def test_who_manages_one_group_takes_newcomers_in_there_only(year: Year) -> None:
    an = await year.give_role(year.world.an, "members", year.sopranos)
    place = {"group": year.sopranos, "function": year.singer}
    for given in ({}, {"placements": [place, {**place, "group": year.men}]}, {"placements": [place], "invite": True}):
        with refused("forbidden"):
            await join(an, **given)
    with refused("forbidden"):
        await join(an, person=None, contact=year.world.bram.contact, placements=[place])
    assert (await join(an, placements=[place]))["name"] == "Roos Desmedt"
    with refused("forbidden"):
        await join(year.world.jonas, placements=[place])
    with refused("not_found"):
        await join(year.world.stranger, organisation=year.world.organisation)


async def test_two_who_take_in_the_same_contact_at_once_place_them_once(year: Year) -> None:
    kind = (await year.membership_type())["id"]
    given = {
        "person": None,
        "contact": year.world.jonas.contact,
        "membership": {"type": kind, "from_day": "2026-11-26"},
        "placements": [{"group": year.men, "function": year.singer}, {"group": year.sopranos, "function": year.singer}],
    }

    async def attempt() -> str:
        try:
            await join(year.clara, **given)
        except Answered as answer:
            return str(answer.error["code"])
        return "ok"

    assert sorted(await asyncio.gather(*(attempt() for _ in range(4)))) == ["conflict"] * 3 + ["ok"]


async def standing(year: Year) -> Person:
    """Jonas with two functions now, one next season, a membership and one to come."""
    jonas = year.world.jonas
    later = (await year.make_season(**NEXT))["id"]
    await year.clara.call("group.copy", groups=[year.men], source=year.season, season=later, what=[])
    kind, friend = (await year.membership_type())["id"], (await year.membership_type("Vriend"))["id"]
    await year.place(jonas)
    await year.place(jonas, year.men, function=year.conductor, from_day="2026-10-01")
    await year.place(jonas, year.men, until_day="2026-10-31")
    await year.place(jonas, year.men, season=later)
    await year.member(jonas, kind)
    await year.member(jonas, friend, from_day="2027-01-01")
    await year.member(jonas, friend, from_day="2020-01-01", until_day="2020-12-31")
    return jonas


async def test_a_leaver_is_told_first_what_ends_and_then_it_does(year: Year) -> None:
    jonas = await standing(year)
    before = await counted(year.world)
    preview = await year.clara.call("member.preview_leave", contact=jonas.contact, day="2026-11-30")
    assert [(each["group_name"], each["season_name"]) for each in preview["placements_ended"]] == [
        ("Mannen", "2026-2027"), ("Sopranen", "2026-2027"),
    ]  # fmt: skip
    assert [each["season_name"] for each in preview["placements_taken_back"]] == ["2027-2028"]
    assert [each["type_name"] for each in preview["memberships_ended"]] == ["Zingend lid"]
    assert [each["type_name"] for each in preview["memberships_taken_back"]] == ["Vriend"]
    assert (preview["access"], preview["ends_access"], preview["done"]) == (True, False, False)
    assert await counted(year.world) == before
    done = await year.clara.call("member.leave", contact=jonas.contact, day="2026-11-30", reason="Verhuisd")
    assert done == {**preview, "done": True}
    history = (await jonas.call("placement.history", contact=jonas.contact))["items"]
    assert sorted((each["until_day"], each["end_reason"] or "") for each in history) == [
        ("2026-10-31", ""), ("2026-11-30", "Verhuisd"), ("2026-11-30", "Verhuisd"),
    ]  # fmt: skip
    memberships = (await jonas.call("membership.list", contact=jonas.contact))["items"]
    assert [(each["type_name"], each["until_day"], each["end_reason"]) for each in memberships] == [
        ("Zingend lid", "2026-11-30", "Verhuisd"), ("Vriend", "2020-12-31", None),
    ]  # fmt: skip
    assert await jonas.call("contact.list", organisation=jonas.organisation)
    with refused("conflict") as error:
        await year.clara.call("member.leave", contact=jonas.contact, day="2026-11-30")
    assert "Jonas Peeters" in error["message"]


async def test_with_their_access_the_login_and_the_roles_end_at_once(year: Year) -> None:
    jonas = await standing(year)
    await year.give_role(jonas, "members")
    with refused("invalid", field="end_access"):
        await year.clara.call("member.leave", contact=jonas.contact, day="2026-11-27", end_access=True)
    assert await jonas.call("membership.missing", organisation=jonas.organisation)
    done = await year.clara.call("member.leave", contact=jonas.contact, day="2026-11-26", end_access=True)
    assert done["ends_access"]
    with refused("not_found"):
        await jonas.call("contact.list", organisation=jonas.organisation)
    again = await year.clara.call("member.preview_leave", contact=jonas.contact, day="2026-11-26")
    assert (again["access"], again["placements_ended"]) == (False, [])


async def test_the_only_administrator_keeps_their_access(year: Year) -> None:
    clara = year.clara
    await year.place(clara)
    with refused("conflict") as error:
        await clara.call("member.leave", contact=clara.contact, day="2026-11-26", end_access=True)
    assert "laatste" in error["message"].lower()
    assert await year.names(day="2026-11-27") == [("Clara Wouters", "Zanger")]
    assert (await clara.call("member.leave", contact=clara.contact, day="2026-11-26"))["done"]
    await year.give_role(year.world.an, "admin")
    assert (await year.world.an.call("member.leave", contact=clara.contact, day="2026-11-26", end_access=True))["done"]


async def test_what_stands_in_a_closed_season_stays_as_it_is(year: Year) -> None:
    jonas = year.world.jonas
    await year.place(jonas)
    await year.clara.call("season.close", season=year.season)
    plan = await year.clara.call("member.preview_leave", contact=jonas.contact, day="2026-11-26")
    assert plan["placements_ended"] == []
    with refused("conflict"):
        await year.clara.call("member.leave", contact=jonas.contact, day="2026-11-26")


async def test_only_who_manages_all_members_lets_somebody_go(year: Year) -> None:
    choir = year.world
    await year.place(choir.jonas)
    an = await year.give_role(choir.an, "members", year.sopranos)
    for person, code in ((an, "forbidden"), (choir.jonas, "forbidden"), (choir.stranger, "not_found")):
        for name in ("member.preview_leave", "member.leave"):
            with refused(code):
                await person.call(name, contact=choir.jonas.contact, day="2026-11-26")
    with refused("invalid", field="day"):
        await year.clara.call("member.leave", contact=choir.jonas.contact, day="2200-01-01")


async def test_leaving_while_somebody_places_leaves_nothing_that_runs_on(year: Year) -> None:
    choir = year.world
    for number in range(3):
        person = await choir.person(f"Eva Nummer {number}")
        await year.place(person)
        await asyncio.gather(
            year.clara.call("member.leave", contact=person.contact, day="2026-11-26"),
            year.place(person, year.men, until_day="2026-11-26"),
        )
        assert (await choir.clara.call("placement.history", contact=person.contact))["items"][0]["until_day"]
    assert await year.names(day="2026-11-27") == []
