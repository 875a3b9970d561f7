"""The roster: leaders and administrators find the people that they may see, by any column, in any order."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.accounts.events import AccountChanged
from server.accounts.models import Organisation
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.importing import import_contacts
from server.people.models import Group, GroupFunction, Membership, MembershipType, Season
from tests.people.cards import company, made
from tests.world import Person, World, refused

CSV = """Voornaam;Achternaam;Geboortedatum;E-mail 1;Telefoon;Gemeente;Groep;Functie
Zoë;Van Wulpenberg;30/07/1991;zoe@rietvink.example;0470 00 00 02;Mechelen;Sopranen;Zanger
Hanne;De Wielewaelde;16/09/1999;hanne@elders.example;;Gent;Sopranen;Dirigent
Herman;Rietvoorn;3/03/1947;;;;Mannen;Zanger
"""


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with two groups, and a membership."""
    organisation = await Organisation.get(id=choir.organisation)
    report = await import_contacts(choir.house.units, organisation, CSV.encode(), "leden.csv")
    assert report.created == 3
    return choir


async def roster(person: Person, **given: Any) -> Any:
    """A window of the roster."""
    return await person.call("contact.roster", organisation=person.organisation, **given)


async def names(person: Person, **given: Any) -> list[str]:
    """Whom somebody finds."""
    return [each["name"] for each in (await roster(person, **given))["items"]]


async def lead(choir: World, person: Person, role: str, group: str) -> int:
    """Let somebody have a role in a group."""
    found = await Group.get(organisation_id=choir.organisation, name=group)
    held = await Role.get(organisation_id=choir.organisation, key=role)
    async with choir.house.units.write() as unit:
        unit.add(grant_role(held, person.account.id, group=found.id))
        unit.emit(AccountChanged(person.account))
    await choir.quiet()
    return int(found.id)


async def test_an_administrator_sees_everyone_with_what_a_list_shows(members: World) -> None:
    window = await roster(members.clara)
    assert (window["total"], window["offset"], len(window["items"])) == (7, 0, 7)
    zoe = window["items"][-1]
    assert zoe["groups"] == [
        {"group": zoe["groups"][0]["group"], "name": "Sopranen", "function": "Zanger", "active": True}
    ]
    shown = ("name", "birth_date", "town", "address", "phone", "login", "membership")
    assert [zoe[name] for name in shown] == [
        "Zoë Van Wulpenberg",
        "1991-07-30",
        "Mechelen",
        "zoe@rietvink.example",
        "0470 00 00 02",
        "none",
        None,
    ]
    assert window["items"][0]["login"] == "active"


async def test_windows_follow_each_other_without_gap_or_double(members: World) -> None:
    found: list[str] = []
    for offset in range(0, 9, 3):
        found += await names(members.clara, offset=offset, limit=3)
    assert found == await names(members.clara)
    assert len(found) == 7


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"search": "zoe"}, ["Zoë Van Wulpenberg"]),
        ({"search": "WULP zo"}, ["Zoë Van Wulpenberg"]),
        ({"search": "@ELDERS"}, ["Hanne De Wielewaelde"]),
        ({"search": "%"}, []),
        ({"search": "_"}, []),
        ({"search": "\\"}, []),
        ({"search": "'"}, []),
        ({"login": "active", "search": "an"}, ["An Claes"]),
        ({"login": "none"}, ["Hanne De Wielewaelde", "Herman Rietvoorn", "Zoë Van Wulpenberg"]),
        ({"login": "invited"}, []),
        ({"removed": True}, []),
        ({"kind": "company"}, []),
        ({"kind": "person", "search": "herman"}, ["Herman Rietvoorn"]),
        ({"without_group": True, "search": "b"}, ["Bram De Smet"]),
    ],
)
async def test_filters_narrow_the_list(members: World, given: dict[str, Any], found: list[str]) -> None:
    assert await names(members.clara, **given) == found


async def test_groups_functions_and_memberships_narrow_it_too(members: World) -> None:
    own = {"organisation_id": members.organisation}
    group = await Group.get(**own, name="Sopranen")
    conductor = await GroupFunction.get(**own, name="Dirigent")
    kind = MembershipType(id=new_id(), name="Zingend lid", **own)
    herman = (await roster(members.clara, search="herman"))["items"][0]["id"]
    zoe = (await roster(members.clara, search="zoe"))["items"][0]["id"]
    async with members.house.units.write() as unit:
        unit.add(kind)
        days = {"from_day": date(2026, 1, 1), "type_id": kind.id}
        unit.add(Membership(id=new_id(), contact_id=herman, **days, **own))
        unit.add(Membership(id=new_id(), contact_id=zoe, until_day=date(2026, 11, 25), **days, **own))
    assert await names(members.clara, group=group.id) == ["Hanne De Wielewaelde", "Zoë Van Wulpenberg"]
    assert await names(members.clara, group=group.id, function=conductor.id) == ["Hanne De Wielewaelde"]
    assert await names(members.clara, membership=kind.id) == ["Herman Rietvoorn"]
    assert "Herman Rietvoorn" not in await names(members.clara, without_membership=True)
    assert len(await names(members.clara, without_membership=True)) == 6
    assert (await roster(members.clara, search="herman"))["items"][0]["membership"] == "Zingend lid"
    last = Season(id=new_id(), name="2025-2026", first_day=date(2025, 9, 1), last_day=date(2026, 8, 31), **own)
    async with members.house.units.write() as unit:
        unit.add(last)
    assert await names(members.clara, group=group.id, season=last.id) == []
    with refused("not_found"):
        await roster(members.clara, season=12345)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        (["name"], "An Claes"),
        (["name:desc"], "Zoë Van Wulpenberg"),
        (["last_name"], "An Claes"),
        (["last_name:desc"], "Clara Wouters"),
        (["birth_date"], "Herman Rietvoorn"),
        (["birth_date:desc"], "Hanne De Wielewaelde"),
        (["town"], "Hanne De Wielewaelde"),
        (["town:desc", "name"], "Zoë Van Wulpenberg"),
        (["address"], "Hanne De Wielewaelde"),
        (["group", "birth_date:desc"], "Herman Rietvoorn"),
        (["group:desc", "birth_date"], "Zoë Van Wulpenberg"),
        (["membership", "name:desc"], "Zoë Van Wulpenberg"),
        (["created"], "Clara Wouters"),
    ],
)
async def test_it_is_sorted_by_one_or_more_columns_with_what_lacks_at_the_end(
    members: World, sort: list[str], first: str
) -> None:
    assert (await names(members.clara, sort=sort))[0] == first


@pytest.mark.parametrize("sort", [["remarks"], ["name; DROP TABLE contact"], ["name"] * 4])
async def test_no_other_order_is_taken(members: World, sort: list[str]) -> None:
    with refused("invalid"):
        await roster(members.clara, sort=sort)


async def test_a_leader_sees_the_group_and_not_who_signs_in(members: World) -> None:
    await lead(members, members.jonas, "leader", "Sopranen")
    window = await roster(members.jonas)
    assert window["total"] == 2
    assert [(each["name"], each["login"], bool(each["address"])) for each in window["items"]] == [
        ("Hanne De Wielewaelde", None, True),
        ("Zoë Van Wulpenberg", None, True),
    ]
    for managing in ({"login": "none"}, {"removed": True}):
        with refused("forbidden"):
            await roster(members.jonas, **managing)


async def test_who_administers_a_group_sees_who_signs_in_there(members: World) -> None:
    group = await lead(members, members.jonas, "members", "Sopranen")
    assert await names(members.jonas, login="none") == ["Hanne De Wielewaelde", "Zoë Van Wulpenberg"]
    assert {each["login"] for each in (await roster(members.jonas, group=group))["items"]} == {"none"}
    ids = await members.jonas.call("contact.roster_ids", organisation=members.organisation)
    assert len(ids["ids"]) == 2


async def test_members_have_no_roster_and_others_no_organisation(members: World) -> None:
    with refused("forbidden"):
        await roster(members.bram)
    for person in (members.stranger, members.foreign_admin):
        with refused("not_found"):
            await person.call("contact.roster", organisation=members.organisation)


async def test_those_who_were_removed_and_companies_are_found_apart(members: World) -> None:
    await company(members.clara)
    contact = await made(members.clara, "Roos", "Desmedt")
    await members.clara.call("contact.remove", organisation=members.organisation, contact=contact)
    assert await names(members.clara, removed=True) == ["Roos Desmedt"]
    assert await names(members.clara, kind="company") == ["Drukkerij De Veer"]
    ids = await members.clara.call("contact.roster_ids", organisation=members.organisation, search="drukkerij")
    assert len(ids["ids"]) == 1


async def test_who_is_in_a_saved_selection_is_found(members: World) -> None:
    where = {"organisation": members.organisation}
    zoe = (await roster(members.clara, search="zoe"))["items"][0]["id"]
    fixed = await members.clara.call("selection.save", **where, name="Bestuur", contacts=[zoe, members.an.contact])
    assert await names(members.clara, selection=fixed["id"]) == ["An Claes", "Zoë Van Wulpenberg"]
    assert await names(members.clara, selection=fixed["id"], search="wulp") == ["Zoë Van Wulpenberg"]
    ids = await members.clara.call("contact.roster_ids", **where, selection=fixed["id"])
    assert sorted(ids["ids"]) == sorted([zoe, members.an.contact])
    with refused("not_found"):
        await roster(members.clara, selection=12345)


async def test_a_window_takes_few_queries_whatever_its_size(members: World, statements: list[str]) -> None:
    await members.clara.call("account.get")
    seen = []
    for limit in (1, 7):
        statements.clear()
        await roster(members.clara, limit=limit)
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 12, statements
    statements.clear()
    await roster(members.clara, search="niemand")
    assert len(statements) <= 4, statements


async def test_a_choir_without_a_season_has_a_roster_too(choir: World) -> None:
    window = await roster(choir.clara, sort=["group"])
    assert (window["season"], window["total"], window["items"][0]["groups"]) == (None, 4, [])
