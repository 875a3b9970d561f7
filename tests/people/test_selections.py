"""P9: whoever meets the conditions is found, on each database, and nobody whom one may not see."""

import asyncio
import secrets
import sys
from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest

from server.kernel.clock import clock
from server.kernel.wire import encode
from server.people.queries import today_in
from server.people.selections.asking import asked_where, ids_of_contacts
from server.people.selections.conditions import DEEPEST, MOST, read_conditions
from tests.people.cards import change, field, group_of
from tests.people.selecting import Crowd, Tree
from tests.world import World, refused

QUESTIONS = 1000


@pytest.mark.parametrize("today", [date(2026, 11, 26), date(2028, 2, 29), date(2027, 2, 28)])
async def test_a_thousand_random_questions_are_answered_as_by_hand(
    choir: World, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    actor = await choir.house.sessions.actor(choir.clara.token)
    clock.set(lambda: datetime(today.year, today.month, today.day, 12, tzinfo=UTC))
    seed = secrets.randbits(32)
    with capsys.disabled():
        sys.stdout.write(f"\nselections: seed {seed}\n")
    crowd = Crowd(choir, today, seed)
    await crowd.write()
    for person in (choir.clara, choir.jonas, choir.an, choir.bram):
        await crowd.admit(person)
    sizes = set()
    for _ in range(QUESTIONS):
        tree = crowd.tree()
        where = await asked_where(actor, choir.organisation, read_conditions(encode(tree).decode()), today)
        found = await ids_of_contacts(choir.organisation, where)
        assert set(found) == crowd.answer(tree), (seed, tree)
        assert len(found) == len(set(found))
        sizes.add(len(found))
    assert len(sizes) > 50


async def count(world: World, tree: Tree) -> int:
    """How many meet a question, asked as a client would."""
    answer = await world.clara.call("selection.count", organisation=world.organisation, conditions=tree)
    return int(answer["size"])


NAMED_AN: Tree = {"kind": "fact", "fact": "name", "op": "begins", "value": "AN "}


async def test_the_size_is_told_by_one_query_whatever_is_asked(choir: World, statements: list[str]) -> None:
    assert await count(choir, {"kind": "all", "of": []}) == 4
    statements.clear()
    assert await count(choir, {"kind": "not", "of": {"kind": "any", "of": [NAMED_AN, {"kind": "family"}]}}) == 3
    counting = [sql for sql in statements if 'FROM "contact"' in sql]
    assert len(counting) == 1
    assert len(statements) <= 4  # the organisation's zone, and the snapshot's begin and end


@pytest.mark.parametrize(
    ("tree", "field"),
    [
        ({"kind": "fact", "fact": "shoe_size", "op": "is", "value": 43}, "conditions"),
        ({"kind": "fact", "fact": "name", "op": "after", "value": "An"}, "conditions"),
        ({"kind": "fact", "fact": "name", "op": "contains", "value": "  "}, "conditions"),
        ({"kind": "fact", "fact": "name", "op": "contains", "value": None}, "conditions"),
        ({"kind": "fact", "fact": "birth_date", "op": "before", "value": "30/07/1991"}, "conditions"),
        ({"kind": "fact", "fact": "birth_date", "op": "before", "value": "1991-02-30"}, "conditions"),
        ({"kind": "fact", "fact": "age", "op": "at_least", "value": 151}, "conditions"),
        ({"kind": "fact", "fact": "age", "op": "at_least", "value": -1}, "conditions"),
        ({"kind": "fact", "fact": "age", "op": "before", "value": 3}, "conditions"),
        ({"kind": "fact", "fact": "birth_month", "op": "is", "value": True}, "conditions"),
        ({"kind": "fact", "fact": "birth_month", "op": "is", "value": 1e15}, "conditions"),
        ({"kind": "fact", "fact": "sex", "op": "is", "value": "vrouw"}, "conditions"),
        ({"kind": "fact", "fact": "login", "op": "is", "value": "ja"}, "conditions"),
        ({"kind": "fact", "fact": "picture", "op": "is", "value": 1}, "conditions"),
        ({"kind": "fact", "fact": "field:12345", "op": "known"}, "conditions"),
        ({"kind": "fact", "fact": "field:x", "op": "known"}, "conditions"),
        ({"kind": "placed", "groups": []}, "conditions.groups"),
        ({"kind": "placed", "groups": [1] * 201}, "conditions.groups"),
        ({"kind": "star sign"}, "conditions.kind"),
        ({"kind": "all", "of": [NAMED_AN] * MOST}, "conditions"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(choir: World, tree: Tree, field: str) -> None:
    with refused("invalid", field=field):
        await count(choir, tree)


async def test_conditions_go_as_deep_and_are_as_many_as_is_said_and_no_more(choir: World) -> None:
    deepest: Tree = NAMED_AN
    for _ in range(DEEPEST - 1):
        deepest = {"kind": "not", "of": deepest}
    assert await count(choir, deepest) == 3
    with refused("invalid", field="conditions"):
        await count(choir, {"kind": "not", "of": deepest})
    assert await count(choir, {"kind": "all", "of": [NAMED_AN] * (MOST - 1)}) == 1


@pytest.mark.parametrize("levels", [60, 240, 480])
async def test_conditions_far_too_deep_are_refused_in_words(choir: World, levels: int) -> None:
    tree: Tree = {"kind": "all", "of": []}
    for _ in range(levels):
        tree = {"kind": "not", "of": tree}
    with refused("invalid", field="conditions"):
        await choir.clara.call("selection.count", organisation=choir.organisation, conditions=tree)


async def test_a_dynamic_selection_follows_and_a_fixed_one_stays(choir: World) -> None:
    where = {"organisation": choir.organisation}
    living = await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    fixed = await choir.clara.call("selection.save", **where, name="Annen van nu", conditions=NAMED_AN, fixed=True)
    assert (living["size"], fixed["size"], fixed["conditions"]) == (1, 1, None)
    await choir.person("An Oeverlant")
    listed = await choir.clara.call("selection.list", **where)
    assert {each["name"]: each["size"] for each in listed["items"]} == {"De Annen": 2, "Annen van nu": 1}
    people = await choir.clara.call(
        "selection.people", **where, conditions={"kind": "selection", "selection": living["id"]}
    )
    assert [each["name"] for each in people["items"]] == ["An Claes", "An Oeverlant"]


async def test_a_selection_is_overwritten_and_removed(choir: World) -> None:
    where = {"organisation": choir.organisation}
    saved = await choir.clara.call("selection.save", **where, name="Bestuur", contacts=[choir.clara.contact])
    again = await choir.clara.call(
        "selection.save",
        **where,
        selection=saved["id"],
        name="Bestuur",
        contacts=[choir.clara.contact, choir.an.contact],
    )
    assert (again["id"], again["size"]) == (saved["id"], 2)
    living = await choir.clara.call(
        "selection.save", **where, selection=saved["id"], name="De Annen", conditions=NAMED_AN
    )
    assert (living["size"], living["name"]) == (1, "De Annen")
    await choir.clara.call("selection.remove", **where, selection=saved["id"])
    with refused("not_found"):
        await choir.clara.call("selection.get", **where, selection=saved["id"])


async def test_a_selection_gets_another_name_and_keeps_what_it_holds(choir: World) -> None:
    where = {"organisation": choir.organisation}
    people = [choir.clara.contact, choir.an.contact]
    fixed = await choir.clara.call("selection.save", **where, name="Bestuur", contacts=people)
    renamed = await choir.clara.call("selection.save", **where, selection=fixed["id"], name="Bestuur van 2026")
    assert (renamed["name"], renamed["size"], renamed["conditions"]) == ("Bestuur van 2026", 2, None)
    living = await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    renamed = await choir.clara.call("selection.save", **where, selection=living["id"], name="Alle Annen")
    assert (renamed["name"], renamed["conditions"]) == ("Alle Annen", living["conditions"])
    with refused("invalid", field="name"):
        await choir.clara.call("selection.save", **where, selection=living["id"], name="Bestuur van 2026")


async def test_who_is_added_to_a_fixed_selection_at_once_by_two_is_in_it_and_can_be_taken_out(choir: World) -> None:
    where = {"organisation": choir.organisation}
    kept = await choir.clara.call("selection.save", **where, name="Bestuur", contacts=[choir.clara.contact])
    fixed = {**where, "selection": kept["id"]}
    people = [choir.jonas.contact, choir.an.contact, choir.bram.contact]
    added = await asyncio.gather(
        *(choir.clara.call("selection.add", **fixed, contacts=[choir.clara.contact, person]) for person in people)
    )
    assert [each["contacts"] for each in added] == [[person] for person in people]
    assert (await choir.clara.call("selection.get", **fixed))["size"] == 4
    assert (await choir.clara.call("selection.add", **fixed, contacts=people))["contacts"] == []
    gone = await choir.clara.call("selection.withdraw", **fixed, contacts=[people[0], choir.stranger.contact])
    assert (gone["contacts"], gone["name"]) == ([people[0]], "Bestuur")
    assert (await choir.clara.call("selection.get", **fixed))["size"] == 3
    with refused("not_found"):
        await choir.clara.call("selection.add", **fixed, contacts=[people[0], choir.stranger.contact])
    living = await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    for operation in ("selection.add", "selection.withdraw"):
        with refused("conflict") as error:
            await choir.clara.call(operation, **where, selection=living["id"], contacts=people)
        assert "vaste selectie" in error["message"]
        with refused("not_found"):
            await choir.clara.call(operation, **where, selection=12345, contacts=people)
        with refused("invalid"):
            await choir.clara.call(operation, **fixed, contacts=[])


async def test_what_cannot_be_kept_is_refused(choir: World) -> None:
    where = {"organisation": choir.organisation}
    await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    with refused("invalid", field="name"):
        await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    with refused("invalid", field="conditions"):
        await choir.clara.call("selection.save", **where, name="Niemand")
    with refused("not_found"):
        await choir.clara.call("selection.save", **where, name="Vreemden", contacts=[choir.stranger.contact])
    with refused("not_found"):
        await choir.clara.call("selection.save", **where, name="Annen", conditions=NAMED_AN, selection=12345)


async def test_selections_may_ask_for_each_other_but_not_in_a_circle(choir: World) -> None:
    where = {"organisation": choir.organisation}
    first = await choir.clara.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    asks: Tree = {"kind": "not", "of": {"kind": "selection", "selection": first["id"]}}
    second = await choir.clara.call("selection.save", **where, name="De anderen", conditions=asks)
    assert second["size"] == 3
    with refused("invalid", field="conditions"):
        await choir.clara.call(
            "selection.save", **where, selection=first["id"], name="De Annen",
            conditions={"kind": "all", "of": [{"kind": "selection", "selection": second["id"]}]},
        )  # fmt: skip
    with refused("invalid", field="selection"):
        await choir.clara.call("selection.remove", **where, selection=first["id"])
    with refused("not_found"):
        await count(choir, {"kind": "selection", "selection": 12345})


async def test_selections_that_multiply_are_refused_before_they_are_asked(choir: World) -> None:
    where = {"organisation": choir.organisation}
    asked: Tree = NAMED_AN
    for number in range(3):
        many = {"kind": "all", "of": [asked] * 20}
        with refused("invalid", field="conditions") if number == 2 else nullcontext():
            saved = await choir.clara.call("selection.save", **where, name=f"Keer twintig {number}", conditions=many)
        asked = {"kind": "selection", "selection": saved["id"]}


async def test_a_conversation_is_opened_with_the_people_of_a_selection(choir: World) -> None:
    where = {"organisation": choir.organisation}
    saved = await choir.clara.call("selection.save", **where, name="Bestuur", contacts=[choir.an.contact])
    made = await choir.clara.call("conversation.create", **where, title="Bestuur", selection=saved["id"])
    assert [each["id"] for each in (await choir.an.call("conversation.list"))["items"]] == [made["id"]]
    assert (await choir.jonas.call("conversation.list"))["items"] == []
    nobody: Tree = {"kind": "any", "of": []}
    empty = await choir.clara.call("selection.save", **where, name="Niemand", conditions=nobody)
    with refused("invalid", field="contacts"):
        await choir.clara.call("conversation.create", **where, title="Leeg", selection=empty["id"])
    with refused("not_found"):
        await choir.clara.call("conversation.create", **where, title="Elders", selection=12345)


async def test_a_member_asks_nothing_and_a_leader_finds_only_their_group(choir: World) -> None:
    where = {"organisation": choir.organisation}
    with refused("forbidden"):
        await choir.jonas.call("selection.count", **where)
    with refused("forbidden"):
        await choir.jonas.call("selection.save", **where, name="De Annen", conditions=NAMED_AN)
    assert (await choir.clara.call("selection.count", **where))["size"] == 4
    crowd = Crowd(choir, await today_in(choir.organisation), 7, 40)
    await crowd.write()
    await crowd.lead(choir.jonas, crowd.groups[0].id)
    group: Tree = {"kind": "placed", "groups": [crowd.groups[0].id]}
    expected = crowd.answer(group) | {choir.jonas.contact}
    assert (await choir.jonas.call("selection.count", **where))["size"] == len(expected) < 40
    others = {"kind": "not", "of": group}
    people = await choir.jonas.call("selection.people", **where, conditions=others)
    assert [each["id"] for each in people["items"]] == [choir.jonas.contact]
    with refused("forbidden"):
        await choir.jonas.call("selection.save", **where, name="Mijn groep", conditions=group)


async def test_a_list_of_selections_takes_as_many_statements_for_many_as_for_few(
    choir: World, statements: list[str]
) -> None:
    where = {"organisation": choir.organisation}
    counts = []
    for name in ("Annen", "Bassen", "Cellisten", "Dirigenten"):
        await choir.clara.call("selection.save", **where, name=name, conditions=NAMED_AN)
        await choir.clara.call("selection.save", **where, name=f"{name} vast", contacts=[choir.jonas.contact])
        statements.clear()
        listed = await choir.clara.call("selection.list", **where)
        counts.append(len(statements))
    assert [each["size"] for each in listed["items"]] == [1, 1] * 4
    assert counts == [counts[0]] * 4


async def test_a_selection_that_asks_an_own_field_is_asked_for_by_name(choir: World) -> None:
    height = await field(choir.clara, "Lengte", "number")
    await change(choir.clara, choir.an.contact, fields={str(height): 1.72})
    tall: Tree = {"kind": "fact", "fact": f"field:{height}", "op": "at_least", "value": 1.7}
    kept = await choir.clara.call("selection.save", organisation=choir.organisation, name="Groot", conditions=tall)
    assert await count(choir, {"kind": "selection", "selection": kept["id"]}) == 1


async def test_a_leader_learns_nothing_that_only_administrators_know(choir: World) -> None:
    group = await group_of(choir, "Alten", choir.jonas.contact, choir.an.contact)
    secret = await field(choir.clara, "Betaalt in schijven", "yes_no")
    shared = await field(choir.clara, "Heeft een vlag", "yes_no", access="read")
    filled = {str(secret): True, str(shared): True}
    await change(choir.clara, choir.an.contact, remarks="Wil niet naast Jonas", fields=filled)
    where = {"organisation": choir.organisation}
    roles = (await choir.clara.call("role.list", **where))["items"]
    leader = next(role["id"] for role in roles if role["capabilities"] == ["roster"])
    await choir.clara.call("grant.give", **where, contact=choir.jonas.contact, role=leader, group=group.id)
    asked = [
        {"kind": "fact", "fact": "remarks", "op": "contains", "value": "jonas"},
        {"kind": "fact", "fact": f"field:{secret}", "op": "is", "value": True},
        {"kind": "fact", "fact": "login", "op": "is", "value": True},
        {"kind": "fact", "fact": f"field:{shared}", "op": "is", "value": True},
    ]
    turned = [tree for one in asked for tree in (one, {"kind": "not", "of": one})]
    sizes = [(await choir.jonas.call("selection.count", **where, conditions=tree))["size"] for tree in turned]
    assert sizes == [0, 2, 0, 2, 0, 2, 1, 1]
    assert [await count(choir, one) for one in asked] == [1, 1, 4, 1]
    told = {each["fact"] for each in (await choir.jonas.call("selection.facts", **where))["facts"]}
    assert not told & {"remarks", "login", f"field:{secret}"}
    assert {"birth_date", f"field:{shared}"} <= told


async def test_what_can_be_asked_is_told_in_the_readers_language(choir: World) -> None:
    facts = await choir.clara.call("selection.facts", organisation=choir.organisation)
    names = {each["fact"]: each["name"] for each in facts["facts"]}
    assert (names["birth_date"], names["login"]) == ("Geboortedatum", "Heeft een login")
    crowd = Crowd(choir, await today_in(choir.organisation), 7, 3)
    await crowd.write()
    facts = await choir.clara.call("selection.facts", organisation=choir.organisation)
    own = [each for each in facts["facts"] if each["group"] == "own"]
    assert [choice["name"] for each in own for choice in each["choices"]] == ["L", "M", "S"]
    assert [each["name"] for each in facts["groups"]] == ["Alten", "Mannen", "Sopranen"]
    values = {"text": "a", "day": "2000-01-01", "number": 3, "yes_no": True}
    for each in facts["facts"]:  # whatever is offered can be asked
        value = each["choices"][0]["value"] if each["choices"] else values[each["kind"]]
        for op in each["ops"]:
            await count(choir, {"kind": "fact", "fact": each["fact"], "op": op, "value": value})
