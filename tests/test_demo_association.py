"""The demo's choir as an association: what it has besides members, agenda and messages."""

from datetime import date, timedelta
from typing import Any

from server.kernel.clock import clock
from server.main import House
from tests.test_demo import seeded, sign_in
from tests.world import Person


async def listed(person: Person, operation: str, **given: Any) -> list[dict[str, Any]]:
    """Everything that a list of the choir, or with a contact a list about them, holds."""
    asked = given if "contact" in given else {"organisation": person.organisation, **given}
    items: list[dict[str, Any]] = (await person.call(operation, **asked))["items"]
    return items


async def contact_named(person: Person, name: str) -> int:
    """A contact by name."""
    [found] = await listed(person, "contact.roster", search=name)
    return int(found["id"])


async def test_groups_say_what_they_are_and_when_they_meet(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    groups = {group["name"]: group for group in await listed(clara, "group.list")}
    assert {name: group["abbreviation"] for name, group in groups.items()} == {
        "Sopranen": "S",
        "Alten": "A",
        "Mannen": "TB",
    }
    sopranos = await clara.call("group.get", group=groups["Sopranen"]["id"])
    assert (sopranos["type"], sopranos["composition"]) == ("Stemgroep", "S1 en S2")
    assert sopranos["place"].startswith("Parochiezaal Sint-Jozef")
    assert [(each["weekday"], each["from_minute"]) for each in sopranos["meetings"]] == [(1, 1170), (4, 1200)]
    assert sopranos["meetings"][0]["place"] == "Kleine zaal, Parochiezaal Sint-Jozef"


async def test_last_season_is_there_to_look_back_at_and_nearly_the_same(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    now, before = await listed(clara, "season.list")
    today = clock.now().date()
    assert date.fromisoformat(now["first_day"]) <= today <= date.fromisoformat(now["last_day"])
    assert date.fromisoformat(before["last_day"]) == date.fromisoformat(now["first_day"]) - timedelta(days=1)
    assert (now["current"], now["closed_at"] is None, before["closed_at"] is None) == (True, True, False)
    mirthe = await contact_named(clara, "Mirthe")
    history = await listed(clara, "placement.history", contact=mirthe)
    assert [(each["group_name"], each["season"]) for each in history] == [
        ("Sopranen", now["id"]),
        ("Alten", before["id"]),
    ]
    assert len(await listed(clara, "placement.history", contact=await contact_named(clara, "Noor"))) == 1
    veerle = await listed(clara, "placement.history", contact=await contact_named(clara, "Veerle"))
    assert veerle[1]["end_reason"] == "Werkte een halfjaar in het buitenland"


async def test_parents_act_for_their_children_from_the_start(house: House) -> None:
    world = await seeded(house)
    acts_for = {}
    for login in ("margot", "pieter", "els", "rachid", "jonas"):
        person = await sign_in(world, login)
        links = (await person.call("link.list", organisation=world.organisation))["acting_for"]
        acts_for[login] = sorted(link["contact_name"] for link in links)
    vinkenrodes = ["Fien Vinkenrode", "Wout Vinkenrode"]
    assert acts_for == {
        "margot": vinkenrodes,
        "pieter": vinkenrodes,
        "els": ["Noor Biezemans"],
        "rachid": ["Noor Biezemans"],
        "jonas": [],
    }


async def test_everyone_in_a_group_is_a_member_but_three(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    types = {each["name"]: each for each in await listed(clara, "membershiptype.list")}
    assert list(types) == ["Jeugdlid", "Steunend lid", "Zingend lid"]
    assert [option["name"] for option in types["Zingend lid"]["options"]] == ["Verzekering", "Partiturenmap"]
    assert (types["Jeugdlid"]["members"], types["Steunend lid"]["members"]) == (3, 6)
    missing = await clara.call("membership.missing", organisation=clara.organisation, limit=50)
    assert [each["name"] for each in missing["items"]] == [
        "Emily Reedmarsh",
        "Renske de Moerasvogel",
        "Stijn Van Kievitsbroek",
    ]
    [fien] = await listed(clara, "membership.list", contact=await contact_named(clara, "Fien Vinkenrode"))
    assert (fien["type_name"], fien["until_day"]) == ("Jeugdlid", None)
    assert fien["options"][0]["name"] == "Verzekering"


async def test_own_fields_say_why_they_are_kept_and_are_filled_in_for_a_third(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    fields = await listed(clara, "field.list")
    assert [(field["name"], field["kind"]) for field in fields] == [
        ("T-shirtmaat", "choice"),
        ("Dieet", "text"),
        ("Rijdt mee", "yes_no"),
    ]
    assert all(field["purpose"] for field in fields)
    for field in fields:
        known = {"kind": "fact", "fact": f"field:{field['id']}", "op": "known"}
        size = (await clara.call("selection.count", organisation=clara.organisation, conditions=known))["size"]
        assert 15 <= size <= 20, field["name"]


async def test_there_is_a_company_with_somebody_to_ask_for_and_somebody_who_stands_there_twice(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    printer = await clara.call(
        "contact.get",
        organisation=clara.organisation,
        contact=await contact_named(clara, "Letterkorf"),
    )
    assert [(person["name"], person["function"]) for person in printer["people"]] == [
        ("Sofie Inktgalle", "Klantendienst")
    ]
    [pair] = await listed(clara, "contact.duplicates")
    assert {pair["one"]["name"], pair["other"]["name"]} == {"Roland Kokmeeuws"}


async def test_saved_selections_find_whom_they_say(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    selections = {each["name"]: each for each in await listed(clara, "selection.list")}
    sizes = {name: each["size"] for name, each in selections.items()}
    assert sizes == {
        "Alle ouders": 4,
        "Bestuur": 3,
        "Sopranen onder 18": 3,
        "Zonder geldig lidmaatschap of e-mail": 15,
    }
    assert selections["Bestuur"]["conditions"] is None


async def test_nele_sees_her_sopranos_and_lucas_plans(house: House) -> None:
    world = await seeded(house)
    nele, lucas = await sign_in(world, "nele"), await sign_in(world, "lucas")
    assert {group for each in await listed(nele, "contact.roster") for group in groups_of(each)} == {"Sopranen"}
    made = await lucas.call("resource.create", organisation=lucas.organisation, name="Klavecimbel", kind="instrument")
    names = [each["name"] for each in await listed(nele, "resource.list")]
    assert made["name"] in names
    assert {"Parochiezaal Sint-Jozef", "Sint-Janskerk", "Digitale piano", "Podiumelementen"} <= set(names)


def groups_of(line: dict[str, Any]) -> list[str]:
    """The groups of a line of the roster."""
    return [group["name"] for group in line["groups"]]


async def test_invitations_have_gone_out_been_opened_and_run_out(house: House) -> None:
    an = await sign_in(await seeded(house), "an")
    page = await an.call("invitation.list", organisation=an.organisation, limit=200)
    states = {item["name"]: item["state"] for item in page["items"] if item["state"] in ("sent", "opened", "expired")}
    assert states == {
        "Pauline Rietzangers": "sent",
        "Thijs Waterrallen": "opened",
        "Carmen Blauwborstel": "expired",
        "Roland Kokmeeuws": "expired",
    }


async def test_consents_were_given_withdrawn_and_given_again(house: House) -> None:
    clara = await sign_in(await seeded(house), "clara")
    [purpose] = await listed(clara, "consent.purposes")
    assert purpose["name"] == "Foto's op de website"
    given = {"purpose": purpose["id"]}
    history = await listed(clara, "consent.list", history=True, **given)
    running = {each["contact_name"] for each in await listed(clara, "consent.list", **given)}
    assert {each["source"] for each in history} == {"self", "guardian", "admin"}
    assert "Isabel Carriçal" not in running
    katelijne = [each["withdrawn_at"] for each in history if each["contact_name"] == "Katelijne Wulpaerde"]
    assert len(katelijne) == 2
    assert katelijne[0] is None
    assert katelijne[1] is not None
