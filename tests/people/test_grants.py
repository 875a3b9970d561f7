"""A6: rights are given apart, in the organisation or in a group, and somebody can always give them."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
import websockets

from server.accounts.last_admin import check_last_admin, losing
from server.accounts.models import Account, Link, Organisation
from server.accounts.role_models import Grant, Role
from server.kernel.clock import clock
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.access.appointing import appoint_admin
from server.people.models import Contact, Group
from tests.contracts.doors import answer_to
from tests.world import Answered, Person, Served, World, refused


async def make_role(choir: World, *capabilities: str, name: str = "Redactie", by: Person | None = None) -> int:
    made = await (by or choir.clara).call(
        "role.create", organisation=choir.organisation, name=name, capabilities=list(capabilities)
    )
    return int(made["id"])


async def give(
    choir: World, person: Person, role: int, *, group: int | None = None, by: Person | None = None
) -> dict[str, Any]:
    given = await (by or choir.clara).call(
        "grant.give", organisation=choir.organisation, contact=person.contact, role=role, group=group
    )
    await choir.quiet()
    return dict(given)


async def admin_role(choir: World) -> int:
    return int((await Role.get(organisation_id=choir.organisation, key="admin")).id)


async def grants_of(choir: World, person: Person) -> list[int]:
    listed = await choir.clara.call("grant.list", organisation=choir.organisation, contact=person.contact)
    return [grant["id"] for grant in listed["items"]]


async def sopranos(choir: World, name: str = "Sopranen") -> int:
    group = Group(id=new_id(), organisation_id=choir.organisation, name=name)
    async with choir.house.units.write() as unit:
        unit.add(group)
    return int(group.id)


async def test_who_is_given_a_role_may_what_it_holds_from_then_on(choir: World) -> None:
    with refused("forbidden"):
        await choir.jonas.call(
            "series.create", organisation=choir.organisation, title="Repetitie",
            local_start="2026-11-26T20:00:00", duration_minutes=120,
        )  # fmt: skip
    given = await give(choir, choir.jonas, await make_role(choir, "agenda", name="Planner"))
    assert (given["name"], given["role_name"], given["group"]) == ("Jonas Peeters", "Planner", None)
    assert await choir.jonas.call(
        "series.create", organisation=choir.organisation, title="Repetitie",
        local_start="2026-11-26T20:00:00", duration_minutes=120,
    )  # fmt: skip
    (mine,) = (await choir.jonas.call("organisation.list"))["items"]
    assert mine["capabilities"] == ["agenda"]


async def test_giving_the_same_role_again_changes_nothing(choir: World) -> None:
    role = await make_role(choir, "news")
    first, second = await give(choir, choir.jonas, role), await give(choir, choir.jonas, role)
    assert first["id"] == second["id"]
    assert len(await grants_of(choir, choir.jonas)) == 1


async def test_who_is_dismissed_is_cut_off_and_comes_back_without_the_right(served: Served) -> None:
    choir = served.world
    given = await give(choir, choir.jonas, await make_role(choir, "access", name="Rechten"))
    question = {"op": "role.list", "args": {"organisation": choir.organisation}}
    async with websockets.connect(served.ws, proxy=None) as socket:
        await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": choir.jonas.token}}))
        await answer_to(socket, 1)
        await socket.send(json.dumps({"id": 2, **question}))
        assert (await answer_to(socket, 2))["ok"]
        await choir.clara.call("grant.end", organisation=choir.organisation, grant=given["id"])
        await socket.wait_closed()
        assert socket.close_code == 4010
    async with websockets.connect(served.ws, proxy=None) as socket:
        await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": choir.jonas.token}}))
        (mine,) = (await answer_to(socket, 1))["result"]["organisations"]
        assert mine["capabilities"] == []
        await socket.send(json.dumps({"id": 2, **question}))
        assert (await answer_to(socket, 2))["error"]["code"] == "forbidden"


async def test_a_right_in_groups_comes_and_goes_on_open_screens_too(served: Served) -> None:
    choir = served.world
    role = await make_role(choir, "members", "roster", name="Stemgroep")
    groups = sorted([await sopranos(choir), await sopranos(choir, "Alten")])
    told: list[list[dict[str, Any]]] = []
    given: list[dict[str, Any]] = []
    for turn in range(4):
        async with websockets.connect(served.ws, proxy=None) as socket:
            await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": choir.jonas.token}}))
            (mine,) = (await answer_to(socket, 1))["result"]["organisations"]
            assert mine["capabilities"] == []
            told.append(mine["in_groups"])
            if turn < 2:
                given.append(await give(choir, choir.jonas, role, group=groups[turn]))
            elif turn == 2:
                await choir.clara.call("grant.end", organisation=choir.organisation, grant=given[0]["id"])
            else:
                await choir.clara.call(
                    "role.change", organisation=choir.organisation, role=role, capabilities=["roster"]
                )
            await socket.wait_closed()
    (mine,) = (await choir.jonas.call("organisation.list"))["items"]
    both = [[{"capability": name, "groups": of} for name in ("members", "roster")] for of in (groups[:1], groups)]
    assert told == [[], *both, [{**each, "groups": groups[1:]} for each in both[1]]]
    assert mine["in_groups"] == [{"capability": "roster", "groups": groups[1:]}]


async def test_who_gives_up_a_right_themselves_gets_the_answer_first(served: Served) -> None:
    choir = served.world
    await give(choir, choir.jonas, await admin_role(choir))
    (grant,) = await grants_of(choir, choir.clara)
    async with websockets.connect(served.ws, proxy=None) as socket:
        await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": choir.clara.token}}))
        await answer_to(socket, 1)
        given = {"organisation": choir.organisation, "grant": grant}
        await socket.send(json.dumps({"id": 2, "op": "grant.end", "args": given, "key": "clara-stops-01"}))
        assert (await answer_to(socket, 2))["ok"]
        await socket.wait_closed()
        assert socket.close_code == 4010


async def test_a_role_that_loses_a_right_takes_it_from_all_who_have_it(choir: World) -> None:
    role = await make_role(choir, "settings", "news")
    await give(choir, choir.jonas, role)
    await choir.jonas.call("organisation.change", organisation=choir.organisation, abbreviation="KDR")
    await choir.clara.call("role.change", organisation=choir.organisation, role=role, capabilities=["news"])
    await choir.quiet()
    with refused("forbidden"):
        await choir.jonas.call("organisation.change", organisation=choir.organisation, abbreviation="Rietvink")


async def test_in_a_group_a_role_reaches_that_group_only(choir: World) -> None:
    role = await make_role(choir, "roster", name="Partijleider")
    given = await give(choir, choir.jonas, role, group=await sopranos(choir))
    assert given["group_name"] == "Sopranen"
    (mine,) = (await choir.jonas.call("organisation.list"))["items"]
    assert (mine["capabilities"], mine["in_groups"]) == ([], [{"capability": "roster", "groups": [given["group"]]}])
    with refused("conflict") as error:
        await give(choir, choir.jonas, await make_role(choir, "news"), group=given["group"])
    assert "verder dan één groep" in error["message"]
    with refused("not_found"):
        await give(choir, choir.jonas, role, group=12345)


async def test_nobody_gives_more_than_they_have_themselves(choir: World) -> None:
    await give(choir, choir.jonas, await make_role(choir, "access", "news", name="Rechten"))
    with refused("forbidden") as error:
        await give(choir, choir.jonas, await admin_role(choir), by=choir.jonas)
    assert "zelf niet hebt" in error["message"]
    with refused("forbidden"):
        await make_role(choir, "access", "members", name="Alles", by=choir.jonas)
    role = await make_role(choir, "news", by=choir.jonas)
    with refused("forbidden"):
        await choir.jonas.call(
            "role.change", organisation=choir.organisation, role=role, capabilities=["news", "settings"]
        )
    with refused("forbidden"):
        (grant,) = await grants_of(choir, choir.clara)
        await choir.jonas.call("grant.end", organisation=choir.organisation, grant=grant)
    assert await give(choir, choir.bram, role, by=choir.jonas)


async def test_nobody_takes_by_a_role_what_they_have_not_themselves(choir: World) -> None:
    rights = await make_role(choir, "access", name="Rechten")
    editors = await make_role(choir, "news", "mailings")
    await give(choir, choir.jonas, rights)
    await give(choir, choir.an, editors)
    for left in (["news"], []):
        with refused("forbidden"):
            await choir.jonas.call("role.change", organisation=choir.organisation, role=editors, capabilities=left)
    await choir.clara.call("role.change", organisation=choir.organisation, role=editors, capabilities=["news"])


async def test_who_has_no_login_gets_no_role(choir: World) -> None:
    veerle = Contact(
        id=new_id(), organisation_id=choir.organisation, first_name="Veerle", search_name="veerle",
        created_at=clock.now(),
    )  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(veerle)
    with refused("conflict") as error:
        await choir.clara.call(
            "grant.give", organisation=choir.organisation, contact=veerle.id, role=await make_role(choir, "news")
        )
    assert "nog geen login" in error["message"]


async def test_roles_have_names_of_their_own_and_capabilities_that_exist(choir: World) -> None:
    role = await make_role(choir, "news")
    with refused("invalid", field="name"):
        await make_role(choir, "agenda", name=" Redactie ")
    with refused("invalid", field="name"):
        await choir.clara.call("role.change", organisation=choir.organisation, role=role, name="Beheerder")
    for wrong in ("alles", ""):
        with refused("invalid", field="capabilities"):
            await make_role(choir, wrong, name="Zomaar")
    for name in ("", "   ", "r" * 61):
        with refused("invalid", field="name"):
            await make_role(choir, "news", name=name)
    renamed = await choir.clara.call("role.change", organisation=choir.organisation, role=role, name="Drukkers")
    assert (renamed["name"], renamed["capabilities"]) == ("Drukkers", ["news"])


async def test_a_role_is_removed_once_nobody_has_it(choir: World) -> None:
    role = await make_role(choir, "news")
    given = await give(choir, choir.jonas, role)
    with refused("conflict"):
        await choir.clara.call("role.remove", organisation=choir.organisation, role=role)
    await choir.clara.call("grant.end", organisation=choir.organisation, grant=given["id"])
    await choir.clara.call("role.remove", organisation=choir.organisation, role=role)
    listed = await choir.clara.call("role.list", organisation=choir.organisation)
    assert [each["name"] for each in listed["items"]] == ["Beheerder", "Groepsleider", "Ledenbeheerder"]
    with refused("not_found"):
        await choir.clara.call("role.remove", organisation=choir.organisation, role=role)


async def test_the_administrators_role_is_neither_changed_nor_removed(choir: World) -> None:
    role = await admin_role(choir)
    with refused("conflict"):
        await choir.clara.call("role.change", organisation=choir.organisation, role=role, capabilities=["access"])
    with refused("conflict"):
        await choir.clara.call("role.remove", organisation=choir.organisation, role=role)


async def test_the_last_administrator_is_not_dismissed(choir: World) -> None:
    (grant,) = await grants_of(choir, choir.clara)
    with refused("conflict") as error:
        await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)
    assert "laatste persoon" in error["message"]
    await give(choir, choir.jonas, await admin_role(choir))
    await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)
    await choir.quiet()
    with refused("forbidden"):
        await choir.clara.call("role.list", organisation=choir.organisation)
    (left,) = (await choir.jonas.call("grant.list", organisation=choir.organisation))["items"]
    assert left["contact"] == choir.jonas.contact


async def test_a_role_with_the_right_to_give_rights_counts_and_a_bot_or_who_left_does_not(choir: World) -> None:
    (grant,) = await grants_of(choir, choir.clara)
    rights = await make_role(choir, "access", name="Rechten")
    bot = await choir.clara.call("bot.create", organisation=choir.organisation, name="Bode", scopes=["sync:read"])
    async with choir.house.units.write() as unit:
        for account in (bot["bot"], choir.an.account.id):
            unit.add(
                Grant(
                    id=new_id(), organisation_id=choir.organisation, account_id=account, role_id=rights,
                    granted_at=clock.now(),
                )
            )  # fmt: skip
        await Link.filter(organisation_id=choir.organisation, account_id=choir.an.account.id).update(
            until_at=clock.now()
        )
    with refused("conflict"):
        await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)
    await give(choir, choir.jonas, rights)
    await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)


async def test_a_role_does_not_lose_the_right_by_which_the_last_one_gives_rights(choir: World) -> None:
    (grant,) = await grants_of(choir, choir.clara)
    rights = await make_role(choir, "access", "news", name="Rechten")
    await give(choir, choir.jonas, rights)
    await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)
    with refused("conflict") as error:
        await choir.jonas.call("role.change", organisation=choir.organisation, role=rights, capabilities=["news"])
    assert "laatste persoon" in error["message"]
    await choir.jonas.call("role.change", organisation=choir.organisation, role=rights, capabilities=["access"])


async def only_one_stays(choir: World, people: dict[int, Person], answers: Sequence[object]) -> None:
    """One of the two was refused: as the last one, or, having lost the right by then, as anybody else."""
    late = [answer.error["code"] for answer in answers if isinstance(answer, Answered)]
    assert late in (["conflict"], ["forbidden"], ["not_found"]), answers
    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Answered)]
    (left,) = await Grant.filter(organisation_id=choir.organisation, ended_at=None)
    await choir.quiet()
    for account, person in people.items():
        if account == left.account_id:
            assert await person.call("role.list", organisation=choir.organisation)
            continue
        with pytest.raises(Answered) as lost:
            await person.call("role.list", organisation=choir.organisation)
        assert lost.value.error["code"] in ("forbidden", "not_found")


async def test_of_two_administrators_who_dismiss_each_other_at_once_one_stays(choir: World) -> None:
    mieke = await choir.person("Mieke Jacobs", admin=True)
    await choir.quiet()
    people = {person.account.id: person for person in (choir.clara, mieke)}
    grants = {grant.account_id: grant.id for grant in await Grant.filter(organisation_id=choir.organisation)}
    answers = await asyncio.gather(
        *(
            people[other].call("grant.end", organisation=choir.organisation, grant=grants[account])
            for account, other in zip(people, reversed(people), strict=True)
        ),
        return_exceptions=True,
    )
    await only_one_stays(choir, people, answers)


async def test_of_two_administrators_one_dismissed_and_one_removed_at_once_one_stays(choir: World) -> None:
    mieke = await choir.person("Mieke Jacobs", admin=True)
    await choir.quiet()
    people = {person.account.id: person for person in (choir.clara, mieke)}
    (grant,) = await grants_of(choir, choir.clara)
    answers = await asyncio.gather(
        mieke.call("grant.end", organisation=choir.organisation, grant=grant),
        choir.clara.call("contact.remove", organisation=choir.organisation, contact=mieke.contact),
        return_exceptions=True,
    )
    await only_one_stays(choir, people, answers)


async def test_whoever_would_take_the_last_one_away_otherwise_can_ask_first(choir: World) -> None:
    async with choir.house.units.write():
        await check_last_admin(choir.organisation, without=losing("contact", choir.jonas.contact or 0))
        with pytest.raises(Refusal) as caught:
            await check_last_admin(choir.organisation, without=losing("contact", choir.clara.contact or 0))
        assert caught.value.code == "conflict"
        await Grant.filter(organisation_id=choir.organisation).delete()
        await check_last_admin(choir.organisation, without=losing("contact", choir.clara.contact or 0))


async def test_an_organisation_without_administrator_gets_one_from_who_runs_the_server(choir: World) -> None:
    house, organisation = choir.house, await Organisation.get(id=choir.organisation)
    with pytest.raises(Refusal) as caught:
        await appoint_admin(house.units, house.site, organisation, choir.jonas.account)
    assert caught.value.reason.key == "appoint_has_admin"
    async with house.units.write():
        await Grant.filter(organisation_id=choir.organisation).update(ended_at=clock.now())
    stranger = await Account.get(id=choir.stranger.account.id)
    with pytest.raises(Refusal) as caught:
        await appoint_admin(house.units, house.site, organisation, stranger)
    assert caught.value.reason.key == "appoint_elsewhere"
    await appoint_admin(house.units, house.site, organisation, choir.jonas.account)
    await choir.quiet()
    (act,) = (await choir.jonas.call("audit.list", organisation=choir.organisation))["items"]
    assert (act["operation"], act["name"]) == ("admin.appoint", "Wie deze server beheert")
    assert (act["subject_name"], act["details"]) == ("Jonas Peeters", "Beheerder")
    assert (await AuditRow.get(organisation_id=choir.organisation)).account_id == 0


async def test_lists_of_roles_and_of_who_has_them_take_few_statements(choir: World, statements: list[str]) -> None:
    group = await sopranos(choir)
    for number in range(12):
        role = await make_role(choir, "roster", name=f"Rol {number}")
        for person in (choir.jonas, choir.an, choir.bram):
            await give(choir, person, role, group=group if number % 2 else None)
    statements.clear()
    roles = await choir.clara.call("role.list", organisation=choir.organisation)
    assert len(roles["items"]) == 15
    assert len(statements) <= 3, statements
    statements.clear()
    grants = await choir.clara.call("grant.list", organisation=choir.organisation, limit=20)
    assert (len(grants["items"]), grants["next"]) == (20, "20")
    assert len(statements) <= 6, statements


async def test_capabilities_are_told_in_the_readers_language(choir: World) -> None:
    listed = await choir.clara.call("capability.list", organisation=choir.organisation)
    assert {each["name"]: each["label"] for each in listed["items"]}["access"] == "Rechten beheren"
    assert [each["name"] for each in listed["items"] if each["in_group"]] == ["members", "roster"]
    await choir.clara.call("account.change", language="en")
    await choir.quiet()
    listed = await choir.clara.call("capability.list", organisation=choir.organisation)
    assert {each["name"]: each["label"] for each in listed["items"]}["access"] == "Manage access"
