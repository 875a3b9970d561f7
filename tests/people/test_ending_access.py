"""Nobody ends an administrator's access by a way around dismissing them; what happens at once waits in one order."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from server.accounts.models import Account, Link
from server.accounts.role_models import Grant, Role
from server.accounts.roles import grant_role
from server.kernel.clock import clock
from tests.people.cards import group_of
from tests.world import Answered, Person, World, refused

TIMES = 12


async def role_of(choir: World, key: str) -> Role:
    return await Role.get(organisation_id=choir.organisation, key=key)


async def give(choir: World, person: Person, key: str, group: int | None = None) -> int:
    given = await choir.clara.call(
        "grant.give", organisation=choir.organisation, contact=person.contact, role=(await role_of(choir, key)).id,
        group=group,
    )  # fmt: skip
    await choir.quiet()
    return int(given["id"])


@pytest.fixture
async def katrien(choir: World) -> Person:
    """She administers members, and neither gives nor takes roles."""
    person = await choir.person("Katrien Smets")
    await give(choir, person, "members")
    return person


def ways(choir: World, person: Person) -> list[tuple[str, dict[str, Any]]]:
    """The ways in which somebody's access ends with what else they are."""
    yesterday = str(clock.now().date() - timedelta(days=1))
    whom = {"organisation": choir.organisation, "contact": person.contact}
    return [
        ("member.leave", {"contact": person.contact, "day": yesterday, "end_access": True}),
        ("contact.remove", whom),
        ("privacy.erase", {**whom, "name": person.account.name}),
    ]


async def test_who_administers_members_ends_no_access_of_who_has_rights(choir: World, katrien: Person) -> None:
    group = await group_of(choir, "Sopranen", choir.an.contact, choir.jonas.contact)
    await give(choir, choir.jonas, "admin")
    await give(choir, choir.an, "leader", group=group.id)
    for person in (choir.jonas, choir.an):
        for operation, given in ways(choir, person):
            with refused("forbidden") as error:
                await katrien.call(operation, **given)
            assert "Vraag een beheerder" in error["message"]
        shown = await katrien.call("privacy.preview_erasure", organisation=choir.organisation, contact=person.contact)
        assert "Vraag een beheerder" in shown["refusal"]
    assert await Grant.filter(organisation_id=choir.organisation, ended_at=None).count() == 4
    assert await Link.filter(organisation_id=choir.organisation, until_at__not_isnull=True).count() == 0


async def test_who_leaves_but_keeps_their_access_is_let_go_by_who_administers_members(
    choir: World, katrien: Person
) -> None:
    await group_of(choir, "Sopranen", choir.jonas.contact)
    await give(choir, choir.jonas, "admin")
    operation, given = ways(choir, choir.jonas)[0]
    left = await katrien.call(operation, **{**given, "end_access": False})
    assert (left["done"], left["ends_access"]) == (True, False)


@pytest.mark.parametrize("way", range(3))
async def test_access_of_who_has_no_rights_any_more_ends_and_an_administrator_ends_any(
    choir: World, katrien: Person, way: int
) -> None:
    grant = await give(choir, choir.jonas, "members")
    await give(choir, choir.an, "admin")
    operation, given = ways(choir, choir.an)[way]
    await choir.clara.call(operation, **given)
    await choir.clara.call("grant.end", organisation=choir.organisation, grant=grant)
    operation, given = ways(choir, choir.jonas)[way]
    await katrien.call(operation, **given)
    open_links = Link.filter(organisation_id=choir.organisation, until_at=None)
    assert not await open_links.filter(contact_id__in=[choir.an.contact, choir.jonas.contact]).exists()


async def test_of_a_role_and_a_removal_at_once_one_is_refused(choir: World, katrien: Person) -> None:
    people = [await choir.person(f"Zanger {number}") for number in range(TIMES)]
    role = (await role_of(choir, "admin")).id
    answers = await asyncio.gather(
        *(
            call
            for person in people
            for call in (
                choir.clara.call("grant.give", organisation=choir.organisation, contact=person.contact, role=role),
                katrien.call("contact.remove", organisation=choir.organisation, contact=person.contact),
            )
        ),
        return_exceptions=True,
    )
    for gave, removed in zip(answers[::2], answers[1::2], strict=True):
        assert isinstance(gave, Answered) != isinstance(removed, Answered), (gave, removed)
    kept = await Grant.filter(organisation_id=choir.organisation, role_id=role, ended_at=None).count()
    assert kept - 1 == sum(isinstance(answer, Answered) for answer in answers[1::2])


async def test_dismissing_and_removing_the_same_people_at_once_never_waits_for_each_other(choir: World) -> None:
    role = await role_of(choir, "admin")
    people = [await choir.person(f"Bestuurder {number}") for number in range(TIMES)]
    grants = [grant_role(role, (await Account.get(id=person.account.id)).id) for person in people]
    async with choir.house.units.write() as unit:
        unit.add(*grants)
    for person, grant in zip(people, grants, strict=True):
        answers = await asyncio.gather(
            choir.clara.call("grant.end", organisation=choir.organisation, grant=grant.id),
            choir.clara.call("contact.remove", organisation=choir.organisation, contact=person.contact),
            return_exceptions=True,
        )
        codes = [answer.error["code"] for answer in answers if isinstance(answer, Answered)]
        assert codes in ([], ["not_found"]), codes
    assert await Grant.filter(organisation_id=choir.organisation, ended_at=None).count() == 1
