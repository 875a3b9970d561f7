"""P12: families with functions, and what no family can be."""

import asyncio
from datetime import date

import pytest

from server.people.models import Contact
from tests.people.families.vinkenrode import Vinkenrodes
from tests.world import Answered, Person, refused


async def test_a_family_shows_who_belongs_to_it_and_who_acts_for_whom_until_when(home: Vinkenrodes) -> None:
    shown = await home.choir.clara.call("family.get", family=home.family)
    assert [member["name"] for member in shown["members"]] == ["Margot Vinkenrode", "Wout Lauwers"]
    (access,) = shown["access"]
    assert (access["guardian"], access["child"]) == (home.margot.contact, home.wout.contact)
    assert (access["acts"], access["until"], access["reason"]) == (True, "2034-03-14", None)


async def test_a_family_says_why_somebody_does_not_act(home: Vinkenrodes) -> None:
    await home.block(home.margot)
    assert await reasons(home) == ["blocked"]
    people = {"guardian": home.margot.contact, "child": home.wout.contact}
    shown = await home.choir.clara.call("guardian.unblock", organisation=home.choir.organisation, **people)
    assert not shown["blocked"]
    await home.is_born(home.wout, None)
    assert await reasons(home) == ["no_birth_date"]
    await home.is_born(home.wout, date(2000, 1, 1))
    assert await reasons(home) == ["grown"]


async def reasons(home: Vinkenrodes) -> list[str]:
    shown = await home.choir.clara.call("family.get", family=home.family)
    assert not any(access["acts"] for access in shown["access"])
    return [access["reason"] for access in shown["access"]]


async def test_families_are_found_by_their_name_and_by_that_of_a_member(home: Vinkenrodes) -> None:
    assert await found(home, home.choir.clara) == ["Lauwers", "Vinkenrode"]
    assert await found(home, home.choir.clara, search="margot") == ["Vinkenrode"]
    assert await found(home, home.choir.clara, search="lauw") == ["Lauwers", "Vinkenrode"]
    assert await found(home, home.choir.clara, search="vinkenrode koen") == []
    assert await found(home, home.choir.clara, contact=home.koen.contact) == ["Lauwers"]


async def found(home: Vinkenrodes, person: Person, **given: object) -> list[str]:
    listed = await person.call("family.list", organisation=home.choir.organisation, **given)
    return [family["name"] for family in listed["items"]]


async def test_separated_parents_see_nothing_of_each_others_family(home: Vinkenrodes) -> None:
    assert await found(home, home.margot) == ["Vinkenrode"]
    assert await found(home, home.margot, contact=home.wout.contact) == ["Vinkenrode"]
    assert await found(home, home.wout) == ["Lauwers", "Vinkenrode"]
    assert await found(home, home.choir.an) == []
    await home.margot.call("family.get", family=home.family)
    with refused("not_found"):
        await home.margot.call("family.get", family=home.fathers)
    await home.margot.call("session.act_for", contact=home.wout.contact)
    await home.choir.quiet()
    assert await found(home, home.margot) == ["Vinkenrode"]
    with refused("not_found"):
        await home.margot.call("family.get", family=home.fathers)
    links = await home.margot.call("link.list", organisation=home.choir.organisation)
    assert links["acting_for_me"] == []
    assert [link["by"] for link in links["acting_for"]] == [home.margot.contact]


async def test_who_is_put_in_a_family_twice_is_there_once_with_the_other_function(home: Vinkenrodes) -> None:
    shown = await home.put(home.margot, "grandparent")
    assert [member["contact"] for member in shown["members"]].count(home.margot.contact) == 1
    assert shown["access"] == []


async def test_nobody_becomes_child_and_parent_of_the_same_person(home: Vinkenrodes) -> None:
    await home.put(home.choir.an, "child")
    with refused("invalid", field="contact") as error:
        await home.put(home.margot, "child", await with_parent(home, home.choir.an))
    assert error["fields"]["contact"].startswith("Margot Vinkenrode zou zo kind en ouder van dezelfde persoon worden")


async def with_parent(home: Vinkenrodes, parent: Person, *children: Person) -> int:
    family = await home.create(f"Gezin van {parent.account.name} {len(children)}")
    await home.put(parent, "parent", family)
    for child in children:
        await home.put(child, "child", family)
    return family


async def test_nor_of_two_who_are_put_there_at_once(home: Vinkenrodes) -> None:
    choir = home.choir
    one, other = await home.create("Peeters"), await home.create("Claes")
    await home.put(choir.jonas, "parent", one)
    await home.put(choir.an, "parent", other)
    answers = await asyncio.gather(
        home.put(choir.an, "child", one), home.put(choir.jonas, "child", other), return_exceptions=True
    )
    (late,) = [answer for answer in answers if isinstance(answer, Answered)]
    assert late.error["code"] == "invalid"


async def test_nor_over_a_chain_of_families(home: Vinkenrodes) -> None:
    choir = home.choir
    await with_parent(home, choir.an, choir.bram)
    await with_parent(home, choir.bram, choir.jonas)
    last = await with_parent(home, choir.jonas)
    with refused("invalid", field="contact"):
        await home.put(choir.an, "child", last)
    last = await home.create("Claes")
    await home.put(choir.an, "child", last)
    with refused("invalid", field="contact"):
        await home.put(choir.jonas, "grandparent", last)
    shown = await home.put(choir.jonas, "child", last)
    assert len(shown["members"]) == 2


async def test_a_parent_is_older_than_the_child(home: Vinkenrodes) -> None:
    await home.is_born(home.margot, date(2016, 3, 14))
    with refused("invalid", field="contact") as error:
        await home.put(home.margot, "parent")
    assert "Margot Vinkenrode is jonger dan Wout Lauwers" in error["fields"]["contact"]
    with refused("invalid", field="contact"):
        await home.put(home.wout, "child")
    await home.is_born(home.margot, date(2016, 3, 13))
    await home.put(home.margot, "parent")


async def test_a_company_belongs_to_no_family(home: Vinkenrodes) -> None:
    async with home.choir.house.units.write() as unit:
        unit.change(
            await Contact.get(organisation_id=home.choir.organisation, id=home.choir.an.contact), kind="company"
        )
    with refused("invalid", field="contact"):
        await home.put(home.choir.an, "parent")


async def test_names_of_families_and_functions_are_there_once(home: Vinkenrodes) -> None:
    clara, own = home.choir.clara, {"organisation": home.choir.organisation}
    for name in ("Vinkenrode", " Vinkenrode "):
        with refused("invalid", field="name"):
            await clara.call("family.create", **own, name=name)
    with refused("invalid", field="name"):
        await clara.call("family.change", family=home.family, name="Lauwers")
    assert (await clara.call("family.change", family=home.family, name="Vinkenrode-Claes"))[
        "name"
    ] == "Vinkenrode-Claes"
    with refused("invalid", field="name"):
        await clara.call("family_function.create", **own, name="Ouder")


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
async def test_a_family_has_a_name_within_its_limits(home: Vinkenrodes, name: str) -> None:
    with refused("invalid", field="name"):
        await home.choir.clara.call("family.create", organisation=home.choir.organisation, name=name)
    made = await home.choir.clara.call("family.create", organisation=home.choir.organisation, name="x" * 100)
    assert made["members"] == []


async def test_a_function_is_changed_and_removed_while_nobody_has_it(home: Vinkenrodes) -> None:
    clara = home.choir.clara
    made = await clara.call("family_function.create", organisation=home.choir.organisation, name="Peter")
    with refused("invalid", field="is_child"):
        await clara.call("family_function.change", function=made["id"], is_child=True, gives_access=True)
    changed = await clara.call("family_function.change", function=made["id"], name="Meter", is_child=True, position=3)
    assert (changed["name"], changed["is_child"], changed["position"]) == ("Meter", True, 3)
    for function in ("parent", "child"):
        with refused("conflict"):
            await clara.call("family_function.remove", function=home.functions[function])
        with refused("conflict"):
            await clara.call(
                "family_function.change", function=home.functions[function], is_child=function == "parent",
                gives_access=False,
            )  # fmt: skip
    await clara.call("family_function.remove", function=made["id"])
    listed = await clara.call("family_function.list", organisation=home.choir.organisation)
    assert "Meter" not in [function["name"] for function in listed["items"]]


async def test_a_page_of_families_takes_few_queries(home: Vinkenrodes, statements: list[str]) -> None:
    for number in range(12):
        family = await home.create(f"Gezin {number:02}")
        await home.put(home.choir.an, "parent", family)
        await home.put(home.choir.bram, "child", family)
    statements.clear()
    listed = await home.choir.clara.call("family.list", organisation=home.choir.organisation, limit=12)
    assert (len(listed["items"]), listed["next"]) == (12, "12")
    assert len(statements) <= 8, statements
