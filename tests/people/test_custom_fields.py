"""P1: an organisation's own fields: what they are, their limits, and who fills them in."""

from typing import Any

import pytest

from server.people.models import CustomField
from tests.people.cards import card, change, field, made
from tests.world import World, refused


async def fields(choir: World, **given: Any) -> list[Any]:
    """The fields as Clara sees them."""
    listed = await choir.clara.call("field.list", organisation=choir.organisation, **given)
    return list(listed["items"])


async def reshape(choir: World, which: int, **given: Any) -> None:
    """Change a field."""
    await choir.clara.call("field.change", organisation=choir.organisation, field=which, **given)


async def test_a_field_has_a_kind_and_a_purpose_and_stands_in_an_order(choir: World) -> None:
    voice = await field(choir.clara, "Stemtype", "choice", choices=[{"name": "Sopraan"}, {"name": "Alt"}])
    diet = await field(choir.clara, "Dieet", access="write")
    shown = await fields(choir)
    assert [(each["name"], each["kind"], each["purpose"], each["access"]) for each in shown] == [
        ("Stemtype", "choice", "Om te weten wie wat zingt", "admins"),
        ("Dieet", "text", "Om te weten wie wat zingt", "write"),
    ]
    assert [each["name"] for each in shown[0]["choices"]] == ["Sopraan", "Alt"]
    await choir.clara.call("field.reorder", organisation=choir.organisation, fields=[diet, voice])
    assert [each["id"] for each in await fields(choir)] == [diet, voice]
    for wrong in ([diet], [diet, diet], [diet, voice, 12345]):
        with refused("invalid", field="fields"):
            await choir.clara.call("field.reorder", organisation=choir.organisation, fields=wrong)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"purpose": ""}, "purpose"),
        ({"purpose": "x" * 501}, "purpose"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "=Stem"}, "name"),
        ({"name": "DIEET"}, "name"),
        ({"kind": "formula"}, "kind"),
        ({"access": "everyone"}, "access"),
        ({"kind": "choice"}, "choices"),
        ({"kind": "choice", "choices": []}, "choices"),
        ({"choices": [{"name": "Ja"}]}, "choices"),
        ({"kind": "choice", "choices": [{"name": "Ja"}, {"name": "JA"}]}, "choices.1.name"),
        ({"kind": "choice", "choices": [{"name": "x" * 101}]}, "choices.0.name"),
        ({"kind": "choice", "choices": [{"name": "Ja", "id": 12345}]}, "choices.0.id"),
        ({"kind": "choice", "choices": [{"name": f"{number}"} for number in range(101)]}, "choices"),
    ],
)
async def test_a_field_that_is_not_right_is_refused(choir: World, given: dict[str, Any], name: str) -> None:
    await field(choir.clara, "Dieet")
    whole = {"name": "Stem", "kind": "text", "purpose": "Om te weten wie wat zingt", **given}
    with refused("invalid", field=name):
        await choir.clara.call("field.create", organisation=choir.organisation, **whole)
    assert len(await fields(choir)) == 1


async def test_limits_of_fields_are_reached(choir: World) -> None:
    made_field = await choir.clara.call(
        "field.create", organisation=choir.organisation, name="x" * 100, kind="choice", purpose="y" * 500,
        choices=[{"name": f"{number}"} for number in range(100)],
    )  # fmt: skip
    assert len((await fields(choir))[0]["choices"]) == 100
    await reshape(choir, made_field["id"], name="Maat", purpose="Om kleren te bestellen")
    assert (await fields(choir))[0]["purpose"] == "Om kleren te bestellen"


async def test_only_so_many_fields_are_made(choir: World) -> None:
    async with choir.house.units.write() as unit:
        own = {"organisation_id": choir.organisation, "kind": "text", "purpose": "Om te tellen"}
        unit.add(*(CustomField(id=number + 1, name=f"Veld {number}", **own) for number in range(199)))
    await field(choir.clara, "Veld 199")
    with refused("conflict"):
        await field(choir.clara, "Veld 200")


async def test_a_field_keeps_its_kind_once_somebody_filled_it_in(choir: World) -> None:
    which = await field(choir.clara, "Dieet")
    await reshape(choir, which, kind="number")
    await change(choir.clara, choir.an.contact, fields={str(which): 5})
    with refused("conflict"):
        await reshape(choir, which, kind="text")
    await reshape(choir, which, kind="number", name="Maat")
    await change(choir.clara, choir.an.contact, fields={str(which): None})
    await reshape(choir, which, kind="text")


async def test_a_closed_field_is_off_all_cards_until_it_is_restored(choir: World) -> None:
    which = await field(choir.clara, "Dieet", access="write")
    await change(choir.jonas, choir.jonas.contact, fields={str(which): "vegetarisch"})
    await choir.clara.call("field.remove", organisation=choir.organisation, field=which)
    assert (await card(choir.jonas, choir.jonas.contact))["fields"] == []
    assert await fields(choir) == []
    assert (await fields(choir, closed=True))[0]["closed_at"]
    with refused("invalid", field=f"fields.{which}"):
        await change(choir.jonas, choir.jonas.contact, fields={str(which): "alles"})
    await choir.clara.call("field.restore", organisation=choir.organisation, field=which)
    assert (await card(choir.jonas, choir.jonas.contact))["fields"][0]["value"] == "vegetarisch"


async def test_choices_are_renamed_closed_and_come_back(choir: World) -> None:
    which = await field(choir.clara, "Stem", "choice", choices=[{"name": "Sopraan"}, {"name": "Alt"}])
    soprano, alto = (each["id"] for each in (await fields(choir))[0]["choices"])
    await change(choir.clara, choir.an.contact, fields={str(which): alto})
    await reshape(choir, which, choices=[{"id": soprano, "name": "Hoge stem"}, {"name": "Bas"}])
    shown = (await fields(choir))[0]["choices"]
    assert [(each["name"], bool(each["closed_at"])) for each in shown] == [
        ("Hoge stem", False),
        ("Alt", True),
        ("Bas", False),
    ]
    assert (await card(choir.clara, choir.an.contact))["fields"][0]["shown"] == "Alt"
    await change(choir.clara, choir.an.contact, fields={str(which): alto})
    with refused("invalid", field=f"fields.{which}"):
        await change(choir.clara, choir.bram.contact, fields={str(which): alto})
    await reshape(choir, which, choices=[{"name": "alt"}])
    assert (await card(choir.clara, choir.an.contact))["fields"][0]["shown"] == "alt"
    with refused("invalid", field="choices"):
        await reshape(choir, which, choices=[{"id": alto, "name": "Alt"}, {"id": alto, "name": "Mezzo"}])
    await reshape(choir, which, name="Stemtype")
    assert len((await fields(choir))[0]["choices"]) == 3


VALUES: list[tuple[str, list[Any], list[Any]]] = [
    ("text", ["x" * 2000, "twee\nregels", "-5"], ["x" * 2001, "=1+1", " @x", "a\u202eb", "a\x07b", 5, True]),
    ("number", [0, -1.5, 999_999_999_999_999, 2], [1e15, -1e15, "5", True]),
    ("date", ["1900-01-01", "2199-12-31"], ["1899-12-31", "2200-01-01", "2026-02-30", "20260101", 5, "2026-W01-1"]),
    ("yes_no", [True, False], ["ja", 1]),
    ("file", [], [2**52 - 1, 0, -1, 2**52, "5", True, 1.5]),
]


@pytest.mark.parametrize(("kind", "good", "bad"), VALUES)
async def test_each_kind_takes_its_values_up_to_their_limits(
    choir: World, kind: str, good: list[Any], bad: list[Any]
) -> None:
    which = str(await field(choir.clara, "Veld", kind))
    contact = await made(choir.clara)
    for value in good:
        await change(choir.clara, contact, fields={which: value})
        (seen,) = (await card(choir.clara, contact))["fields"]
        assert seen["value"] == value, value
    for value in bad:
        with refused("invalid"):
            await change(choir.clara, contact, fields={which: value})
    await change(choir.clara, contact, fields={which: None})
    (seen,) = (await card(choir.clara, contact))["fields"]
    assert seen["value"] is None


async def test_people_fill_in_of_themselves_what_is_theirs_to_write(choir: World) -> None:
    free, shown, hidden = [str(await field(choir.clara, name, access=name)) for name in ("write", "read", "admins")]
    await change(choir.jonas, choir.jonas.contact, fields={free: "vegetarisch"})
    for other in (shown, hidden, "geen-nummer"):
        with refused("invalid", field=f"fields.{other}"):
            await change(choir.jonas, choir.jonas.contact, fields={other: "x"})
    own = (await card(choir.jonas, choir.jonas.contact))["fields"]
    assert [(each["name"], each["value"], each["writable"]) for each in own] == [
        ("write", "vegetarisch", True),
        ("read", None, False),
    ]


async def test_members_see_fields_that_concern_them_and_shape_none(choir: World) -> None:
    which = await field(choir.clara, "Stemtype")
    await field(choir.clara, "Dieet", access="read")
    listed = await choir.jonas.call("field.list", organisation=choir.organisation, closed=True)
    assert [each["name"] for each in listed["items"]] == ["Dieet"]
    with refused("forbidden"):
        await field(choir.jonas, "Rijbewijs")
    with refused("forbidden"):
        await choir.jonas.call("field.change", organisation=choir.organisation, field=which, name="X")
    with refused("not_found"):
        await choir.foreign_admin.call("field.change", organisation=choir.other, field=which, name="X")
