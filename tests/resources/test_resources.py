"""Halls, rooms, instruments and vehicles of an organisation."""

import asyncio
from typing import Any

import pytest

from server.files.models import File
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.resources.models import Resource
from tests.world import Answered, Person, World, refused

HALL = {"name": "Parochiezaal Sint-Jan", "kind": "hall", "capacity": 120, "place": "Kerkstraat 4, Leuven"}


async def created(person: Person, **more: Any) -> Any:
    return await person.call("resource.create", organisation=person.organisation, **{**HALL, **more})


async def listed(person: Person, **more: Any) -> list[str]:
    found = await person.call("resource.list", organisation=person.organisation, **more)
    return [each["name"] for each in found["items"]]


async def picture_by(person: Person) -> int:
    """A picture that has arrived."""
    now = clock.now()
    file = File(
        id=new_id(), organisation_id=person.organisation, purpose="picture", name="zaal.jpg", blob="0" * 32, width=512,
        height=341, uploaded_by=person.account.id, created_at=now, receiving_at=now, arrived_at=now,
    )  # fmt: skip
    async with person.world.house.units.write() as unit:
        unit.add(file)
    return int(file.id)


async def test_what_is_added_is_shown_to_everyone_in_the_organisation_and_to_nobody_else(choir: World) -> None:
    hall = await created(choir.clara, remarks="  Sleutel bij Bram \n", name=" Parochiezaal   Sint-Jan ")
    assert {name: hall[name] for name in HALL} == HALL
    assert (hall["remarks"], hall["picture"], hall["closed_at"]) == ("Sleutel bij Bram", None, None)
    assert await choir.jonas.call("resource.get", resource=hall["id"]) == hall
    assert await listed(choir.jonas) == [HALL["name"]]
    assert await listed(choir.stranger) == []
    with refused("not_found"):
        await choir.stranger.call("resource.get", resource=hall["id"])
    with refused("not_found"):
        await choir.stranger.call("resource.list", organisation=choir.organisation)


async def test_a_list_is_by_name_and_can_be_searched_and_narrowed(choir: World) -> None:
    for name, kind, place in (
        ("Vleugel", "instrument", "Parochiezaal"),
        ("éénmanskamer", "room", None),
        ("Aanhangwagen", "vehicle", "Bij An"),
        ("Buszaal", "hall", None),
    ):
        await created(choir.clara, name=name, kind=kind, place=place)
    assert await listed(choir.jonas) == ["Aanhangwagen", "Buszaal", "éénmanskamer", "Vleugel"]
    assert await listed(choir.jonas, search="EEN") == ["éénmanskamer"]
    assert await listed(choir.jonas, search="zaal") == ["Buszaal", "Vleugel"]
    assert await listed(choir.jonas, search="vleugel parochie") == ["Vleugel"]
    assert await listed(choir.jonas, search="100%") == []
    assert await listed(choir.jonas, kind="vehicle") == ["Aanhangwagen"]
    page = await choir.jonas.call("resource.list", organisation=choir.organisation, limit=3)
    assert await listed(choir.jonas, limit=3, page=page["next"]) == ["Vleugel"]


async def test_a_list_takes_the_same_few_queries_however_long(choir: World, statements: list[str]) -> None:
    for number in range(20):
        await created(choir.clara, name=f"Zaal {number}")
    statements.clear()
    assert len(await listed(choir.jonas)) == 20
    assert len([each for each in statements if "resource" in each]) == 1


async def test_what_is_said_of_it_changes_as_a_whole(choir: World) -> None:
    hall = await created(choir.clara)
    changed = await choir.clara.call("resource.change", resource=hall["id"], name="Sint-Jan", kind="room")
    assert (changed["name"], changed["kind"], changed["capacity"], changed["place"]) == ("Sint-Jan", "room", None, None)
    assert await listed(choir.jonas, search="sint-jan") == ["Sint-Jan"]
    assert await listed(choir.jonas, search="Leuven") == []


async def test_a_closed_one_is_listed_only_when_asked_and_comes_back(choir: World) -> None:
    hall = (await created(choir.clara))["id"]
    closed = await choir.clara.call("resource.close", resource=hall)
    assert await choir.clara.call("resource.close", resource=hall) == closed
    assert await listed(choir.jonas) == []
    assert await listed(choir.jonas, closed=True) == [HALL["name"]]
    reopened = await choir.clara.call("resource.reopen", resource=hall)
    assert reopened["closed_at"] is None
    assert await choir.clara.call("resource.reopen", resource=hall) == reopened
    assert await listed(choir.jonas) == [HALL["name"]]


async def test_two_have_no_name_in_common_within_an_organisation(choir: World) -> None:
    await created(choir.clara)
    other = await created(choir.clara, name="Kapel")
    with refused("conflict") as error:
        await created(choir.clara)
    assert "Parochiezaal Sint-Jan" in error["message"]
    with refused("conflict"):
        await choir.clara.call("resource.change", resource=other["id"], **HALL)
    assert (await choir.clara.call("resource.get", resource=other["id"]))["name"] == "Kapel"
    await choir.clara.call("resource.change", resource=other["id"], name="Kapel", kind="hall")
    await created(choir.foreign_admin)


async def test_of_two_that_are_added_at_once_under_one_name_one_is_kept(choir: World) -> None:
    answers = await asyncio.gather(*(created(choir.clara) for _ in range(4)), return_exceptions=True)
    assert sum(not isinstance(answer, Answered) for answer in answers) == 1
    assert {answer.error["code"] for answer in answers if isinstance(answer, Answered)} == {"conflict"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"capacity": -1}, "capacity"),
        ({"capacity": 100_001}, "capacity"),
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"kind": "kerk"}, "kind"),
        ({"place": "x" * 201}, "place"),
        ({"remarks": "x" * 10_001}, "remarks"),
    ],
)
async def test_what_does_not_fit_is_refused(choir: World, wrong: dict[str, Any], field: str) -> None:
    with refused("invalid", field=field):
        await created(choir.clara, **wrong)
    assert await listed(choir.clara) == []


async def test_the_limits_themselves_fit(choir: World) -> None:
    for number, fits in enumerate(({"capacity": 0}, {"capacity": 100_000}, {"place": "x" * 200}, {"capacity": None})):
        assert await created(choir.clara, name=f"Zaal {number}", **fits)


async def test_a_picture_is_set_replaced_and_taken_away(choir: World) -> None:
    hall = (await created(choir.clara))["id"]
    first, second = await picture_by(choir.clara), await picture_by(choir.clara)
    for file in (first, first, second):
        assert (await choir.clara.call("resource.set_picture", resource=hall, file=file))["picture"] == file
    assert await choir.jonas.call("file.get", file=second)
    with refused("not_found"):
        await choir.jonas.call("file.get", file=first)
    with refused("not_found"):
        await choir.clara.call("resource.set_picture", resource=hall, file=await picture_by(choir.an))
    assert (await choir.clara.call("resource.set_picture", resource=hall, file=None))["picture"] is None
    with refused("not_found"):
        await choir.jonas.call("file.get", file=second)


async def test_what_is_removed_is_gone_with_its_picture(choir: World) -> None:
    hall = (await created(choir.clara))["id"]
    file = await picture_by(choir.clara)
    await choir.clara.call("resource.set_picture", resource=hall, file=file)
    await choir.clara.call("resource.remove", resource=hall)
    with refused("not_found"):
        await choir.clara.call("resource.get", resource=hall)
    await choir.house.worker.run_due()
    assert not await File.filter(organisation_id=choir.organisation).exists()
    assert not await Resource.filter(organisation_id=choir.organisation).exists()


async def test_an_ordinary_member_changes_nothing(choir: World) -> None:
    hall = (await created(choir.clara))["id"]
    with refused("forbidden"):
        await created(choir.jonas, name="Garage")
    with refused("forbidden"):
        await choir.jonas.call("resource.change", resource=hall, **HALL)
    for operation in ("resource.close", "resource.reopen", "resource.remove"):
        with refused("forbidden"):
            await choir.jonas.call(operation, resource=hall)
        with refused("not_found"):
            await choir.foreign_admin.call(operation, resource=hall)
    with refused("forbidden"):
        await choir.jonas.call("resource.set_picture", resource=hall, file=None)
