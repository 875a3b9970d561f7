"""C19: what the only ones who may answer a report wrote themselves falls to others, and is never lost."""

from typing import Any

import httpx

from server.accounts.models import Organisation
from server.kernel.letters import SEND_LETTER
from server.kernel.models import JobRow
from server.moderation.answering import find_answerers, unanswerable
from server.people.access.appointing import appoint_admin
from tests.moderation.test_reports import UNKIND, open_reports, reported, unkind_message
from tests.world import Person, Served, World, refused


async def sole_moderator_wrote(choir: World) -> Any:
    """What Clara wrote, who alone manages conversations."""
    return await choir.clara.send(await choir.conversation(choir.jonas, choir.an), UNKIND)


async def appoint(choir: World, person: Person, *capabilities: str) -> None:
    """Give somebody a role with these capabilities."""
    given = {"organisation": choir.organisation, "name": f"Rol van {person.account.name}"}
    role = await choir.clara.call("role.create", **given, capabilities=list(capabilities))
    own = {"organisation": choir.organisation, "contact": person.contact, "role": role["id"]}
    await choir.clara.call("grant.give", **own)


async def letters(choir: World) -> list[str]:
    return [row.arguments for row in await JobRow.filter(kind=SEND_LETTER)]


async def test_what_the_only_moderator_wrote_falls_to_who_manages_access(choir: World) -> None:
    await appoint(choir, choir.bram, "access")
    message = await sole_moderator_wrote(choir)
    other = await choir.bram.send(await choir.conversation(choir.jonas, choir.bram), UNKIND)
    assert (await reported(choir, choir.jonas, other["id"]))["falls_to"] == "moderators"
    made = await reported(choir, choir.jonas, message["id"])
    assert made["falls_to"] == "administrators"
    (to_clara, to_bram) = await letters(choir)
    assert "report_passed" in to_bram
    assert choir.bram.account.address in to_bram
    assert choir.bram.account.address not in to_clara
    (seen,) = (await choir.bram.call("report.list", organisation=choir.organisation))["items"]
    assert (seen["id"], seen["reporter_name"]) == (made["id"], "Jonas Peeters")
    with refused("not_found"):
        await choir.clara.call("report.close", report=made["id"], outcome="kept")
    assert (await choir.bram.call("report.close", report=made["id"], outcome="removed"))["outcome"] == "removed"


async def test_who_manages_access_decides_on_nothing_that_moderators_may_answer(choir: World) -> None:
    await appoint(choir, choir.an, "access")
    made = await reported(choir, choir.jonas, (await unkind_message(choir))["id"])
    assert (await choir.an.call("report.list", organisation=choir.organisation))["items"] == []
    with refused("forbidden"):
        await choir.an.call("report.close", report=made["id"], outcome="kept")
    assert len(await open_reports(choir)) == 1


async def test_what_nobody_may_answer_is_shown_to_who_runs_the_server_until_somebody_may(served: Served) -> None:
    choir = served.world
    message = await sole_moderator_wrote(choir)
    await choir.jonas.listen()
    made = await reported(choir, choir.jonas, message["id"])
    assert (made["falls_to"], await letters(choir)) == ("operator", [])
    assert await unanswerable() == {choir.organisation: 1}
    assert "\nakkoord_reports_unanswerable 1\n" in await figures(served)
    house, organisation = choir.house, await Organisation.get(id=choir.organisation)
    await appoint_admin(house.units, house.site, organisation, choir.an.account, beside=True)
    for _ in range(2):
        await find_answerers.run(house.work)
    (told,) = await choir.jonas.heard("report.changed")
    assert told["falls_to"] == "moderators"
    (letter,) = await letters(choir)
    assert choir.an.account.address in letter
    assert "\nakkoord_reports_unanswerable 0\n" in await figures(served)
    assert (await choir.an.call("report.close", report=made["id"], outcome="kept"))["outcome"] == "kept"
    await find_answerers.run(house.work)
    assert len(await choir.jonas.heard("report.changed")) == 1


async def figures(served: Served) -> str:
    async with httpx.AsyncClient(base_url=served.http, trust_env=False) as client:
        return (await client.get("/metrics")).text
