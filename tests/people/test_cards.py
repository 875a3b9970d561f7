"""P1, P2, P7: the card of a contact: who sees and changes what of it, and what is refused on it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from server.accounts.capabilities import MANAGE_MEMBERS
from server.accounts.events import AccountChanged
from server.accounts.models import Link, Ticket
from server.accounts.role_models import Grant, Role, RoleCapability
from server.accounts.roles import grant_role
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import Address, AddressPurpose, Contact, Family, FamilyFunction, FamilyMember
from tests.people.cards import card, change, company, field, group_of, made
from tests.world import Person, World, refused

BIDI = "\u202e"


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal, in Brussels already eight."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


async def grant(choir: World, person: Person, key: str, group: int | None = None) -> None:
    """Give somebody one of the first roles, in the whole choir or in a group."""
    role = await Role.get(organisation_id=choir.organisation, key=key)
    async with choir.house.units.write() as unit:
        unit.add(grant_role(role, person.account.id, group=group))
        unit.emit(AccountChanged(person.account))
    await choir.quiet()


async def guardian_of(choir: World, guardian: Person, child: Person) -> None:
    """Let somebody act for somebody else."""
    link = Link(
        id=new_id(), organisation_id=choir.organisation, account_id=guardian.account.id, contact_id=child.contact,
        kind="guardian", from_at=clock.now(),
    )  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(link)


async def test_a_card_shows_all_that_was_filled_in(choir: World) -> None:
    contact = await made(
        choir.clara,
        "Zoë",
        "Van Wulpenberg",
        birth_date="1991-07-30",
        sex="f",
        language="fr",
        remarks="Zingt ook altpartijen.\nKomt met de trein.",
        addresses=[{"address": "zoe@Rietvink.example", "label": "thuis"}, {"address": "zoe@werk.example"}],
        phones=[{"number": "0470 00 00 02", "label": "gsm"}],
        postal_addresses=[
            {"street": "Kerkstraat 1", "postcode": "2800", "town": "Mechelen", "country": "be"},
            {"town": "Gent"},
        ],
    )
    seen = await card(choir.clara, contact)
    assert (seen["name"], seen["birth_date"], seen["sex"], seen["language"]) == (
        "Zoë Van Wulpenberg",
        "1991-07-30",
        "f",
        "fr",
    )
    assert seen["remarks"] == "Zingt ook altpartijen.\nKomt met de trein."
    assert [(each["address"], each["label"]) for each in seen["addresses"]] == [
        ("zoe@rietvink.example", "thuis"),
        ("zoe@werk.example", None),
    ]
    assert seen["phones"] == [{"number": "0470 00 00 02", "label": "gsm"}]
    assert [(each["town"], each["country"]) for each in seen["postal_addresses"]] == [
        ("Mechelen", "BE"),
        ("Gent", None),
    ]
    assert seen["login"] == {"state": "none", "login": None, "address": None, "invited_until": None}
    assert (seen["manages"], seen["own"], seen["editable"]) == (True, False, True)


async def test_one_sees_ones_own_card_without_what_administrators_keep(choir: World) -> None:
    inside = await field(choir.clara, "Stemtype", access="admins")
    shown = await field(choir.clara, "Dieet", access="read")
    await change(choir.clara, choir.jonas.contact, remarks="Kan geen noten lezen", fields={str(inside): "bariton"})
    own = await card(choir.jonas, choir.jonas.contact)
    assert (own["remarks"], own["login"], own["own"], own["manages"]) == (None, None, True, False)
    assert [each["field"] for each in own["fields"]] == [shown]
    seen = await card(choir.clara, choir.jonas.contact)
    assert seen["remarks"] == "Kan geen noten lezen"
    assert {each["name"]: each["value"] for each in seen["fields"]} == {"Stemtype": "bariton", "Dieet": None}
    assert seen["login"]["state"] == "active"


async def test_other_members_see_no_card_and_of_other_organisations_there_is_none(choir: World) -> None:
    with refused("forbidden"):
        await card(choir.an, choir.jonas.contact)
    with refused("not_found"):
        await choir.foreign_admin.call("contact.get", organisation=choir.organisation, contact=choir.jonas.contact)
    with refused("not_found"):
        await choir.foreign_admin.call("contact.get", organisation=choir.other, contact=choir.jonas.contact)
    with refused("not_found"):
        await card(choir.clara, 12345)


async def test_a_leader_sees_the_cards_of_the_group_and_changes_none(choir: World) -> None:
    group = await group_of(choir, "Sopranen", choir.an.contact)
    await grant(choir, choir.bram, "leader", group.id)
    seen = await card(choir.bram, choir.an.contact)
    assert (seen["placements"][0]["group_name"], seen["placements"][0]["function_name"]) == ("Sopranen", "Zanger")
    assert (seen["login"], seen["manages"], seen["editable"]) == (None, False, False)
    with refused("forbidden"):
        await card(choir.bram, choir.jonas.contact)
    with refused("forbidden"):
        await change(choir.bram, choir.an.contact, last_name="Claes-Peeters")


async def test_who_administers_a_group_changes_the_cards_of_those_who_stand_there(choir: World) -> None:
    group = await group_of(choir, "Sopranen", choir.an.contact)
    role = Role(id=new_id(), organisation_id=choir.organisation, name="Groepsbeheer", created_at=clock.now())
    async with choir.house.units.write() as unit:
        capability = RoleCapability(
            id=new_id(), organisation_id=choir.organisation, role_id=role.id, capability=MANAGE_MEMBERS
        )
        unit.add(role, capability, grant_role(role, choir.bram.account.id, group=group.id))
    await change(choir.bram, choir.an.contact, birth_date="1990-01-02", remarks="Speelt ook cello")
    assert (await card(choir.bram, choir.an.contact))["remarks"] == "Speelt ook cello"
    with refused("forbidden"):
        await change(choir.bram, choir.jonas.contact, remarks="x")
    with refused("forbidden"):
        await choir.bram.call("contact.remove", organisation=choir.organisation, contact=choir.an.contact)
    with refused("forbidden"):
        await made(choir.bram)


async def test_one_changes_ones_own_names_and_addresses_but_not_birth_date_and_remarks(choir: World) -> None:
    await change(choir.jonas, choir.jonas.contact, last_name="Peeters-Claes", phones=[{"number": "0470 11 22 33"}])
    assert (await card(choir.jonas, choir.jonas.contact))["name"] == "Jonas Peeters-Claes"
    for parts in ({"birth_date": "2015-01-01"}, {"remarks": "Mag alles"}):
        with refused("forbidden"):
            await change(choir.jonas, choir.jonas.contact, **parts)
    with refused("forbidden"):
        await change(choir.jonas, choir.an.contact, last_name="Ander")


async def test_who_acts_for_somebody_sees_and_changes_their_card_in_the_same_measure(choir: World) -> None:
    await guardian_of(choir, choir.an, choir.bram)
    assert (await card(choir.an, choir.bram.contact))["own"]
    await change(choir.an, choir.bram.contact, phones=[{"number": "0470 11 22 33"}])
    with refused("forbidden"):
        await change(choir.an, choir.bram.contact, birth_date="2030-01-01")
    row = await AuditRow.get(organisation_id=choir.organisation, operation="contact.change")
    assert (row.account_id, row.subject_id, row.details) == (choir.an.account.id, choir.bram.contact, "phones")


async def test_what_is_left_out_stays_and_null_empties(choir: World) -> None:
    contact = await made(choir.clara, birth_date="1991-07-30", sex="f", phones=[{"number": "0470 00 00 02"}])
    await change(choir.clara, contact, sex=None)
    seen = await card(choir.clara, contact)
    assert (seen["birth_date"], seen["sex"], len(seen["phones"])) == ("1991-07-30", None, 1)
    await change(choir.clara, contact, birth_date=None, phones=None)
    seen = await card(choir.clara, contact)
    assert (seen["birth_date"], seen["phones"]) == (None, [])


async def test_a_card_that_changed_meanwhile_is_not_overwritten(choir: World) -> None:
    contact = await made(choir.clara)
    seen = await card(choir.clara, contact)
    changed = await change(choir.clara, contact, rev=seen["rev"], first_name="Rosa")
    assert changed["rev"] > seen["rev"]
    with refused("conflict"):
        await change(choir.clara, contact, rev=seen["rev"], first_name="Roosje")
    await change(choir.clara, contact, rev=changed["rev"], first_name="Roosje")


async def test_names_only_are_told_to_everybody(choir: World) -> None:
    await choir.jonas.listen()
    contact = await made(choir.clara, remarks="Geheim", addresses=[{"address": "roos@rietvink.example"}])
    await change(choir.clara, contact, phones=[{"number": "0470 11 22 33"}])
    heard = await choir.jonas.heard()
    assert [set(each) for each in heard] == [
        {"id", "organisation", "kind", "name", "picture", "removed_at", "erased_at", "rev"}
    ] * 2
    before = len(heard)
    await change(choir.clara, contact, phones=[{"number": "0470 11 22 33"}])
    assert len(await choir.jonas.heard()) == before


LIMITS: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"first_name": "x" * 101}, "first_name", {"first_name": "x" * 100}),
    ({"first_name": ""}, "first_name", {"first_name": "R"}),
    ({"first_name": f"Ro{BIDI}os"}, "first_name", {"first_name": "Ro'os-Marie ‘t Hart"}),
    ({"first_name": "Ro\nos"}, "first_name", {"first_name": "Ro os"}),
    ({"first_name": "=1+1"}, "first_name", {"first_name": "-Roos"}),
    ({"last_name": "x" * 202}, "last_name", {"last_name": "x" * 201}),
    ({"last_name": "@SUM(A1)"}, "last_name", {"last_name": "Desmedt @ De Smet"}),
    ({"birth_date": "2026-11-27"}, "birth_date", {"birth_date": "2026-11-26"}),
    ({"birth_date": "1899-12-31"}, "birth_date", {"birth_date": "1900-01-01"}),
    ({"birth_date": "2026-02-30"}, "birth_date", {"birth_date": "2024-02-29"}),
    ({"sex": "v"}, "sex", {"sex": "x"}),
    ({"language": "klingon"}, "language", {"language": "de"}),
    ({"language": ""}, "language", {"language": "nl"}),
    ({"remarks": "x" * 4001}, "remarks", {"remarks": "x" * 4000}),
    ({"remarks": f"a{BIDI}b"}, "remarks", {"remarks": "= twee regels\n@ de kerk"}),
    ({"addresses": [{"address": "roos@"}]}, "addresses.0.address", {"addresses": [{"address": "roos@a.example"}]}),
    ({"addresses": [{"address": ""}]}, "addresses.0.address", {"addresses": []}),
    (
        {"addresses": [{"address": "a@b.example"}, {"address": "A@B.example"}]},
        "addresses.1.address",
        {"addresses": [{"address": "a@b.example"}, {"address": "c@b.example"}]},
    ),
    (
        {"addresses": [{"address": f"{number}@b.example"} for number in range(4)]},
        "addresses",
        {"addresses": [{"address": f"{number}@b.example"} for number in range(3)]},
    ),
    (
        {"addresses": [{"address": "a@b.example", "label": "x" * 41}]},
        "addresses.0.label",
        {"addresses": [{"address": "a@b.example", "label": "x" * 40}]},
    ),
    ({"phones": [{"number": "12345"}]}, "phones.0.number", {"phones": [{"number": "123456"}]}),
    ({"phones": [{"number": "+" + "1" * 16}]}, "phones.0.number", {"phones": [{"number": "+" + "1" * 15}]}),
    ({"phones": [{"number": "bel me"}]}, "phones.0.number", {"phones": [{"number": "015/12.34.56"}]}),
    (
        {"postal_addresses": [{"street": "x" * 201}]},
        "postal_addresses.0.street",
        {"postal_addresses": [{"street": "x" * 200}]},
    ),
    (
        {"postal_addresses": [{"town": "Gent", "country": "BEL"}]},
        "postal_addresses.0.country",
        {"postal_addresses": [{"town": "Gent", "country": "nl"}]},
    ),
    ({"postal_addresses": [{"label": "thuis"}]}, "postal_addresses.0.street", {"postal_addresses": [{"town": "x"}]}),
    (
        {"postal_addresses": [{"postcode": "1" * 21}]},
        "postal_addresses.0.postcode",
        {"postal_addresses": [{"postcode": "1" * 20}]},
    ),
    ({"fields": {"12345": "x"}}, "fields.12345", {"fields": {}}),
]


async def test_every_field_is_refused_just_outside_its_limits_and_taken_just_inside(choir: World) -> None:
    contact = await made(choir.clara)
    for bad, name, good in LIMITS:
        with refused("invalid", field=name):
            await change(choir.clara, contact, **bad)
        await change(choir.clara, contact, **good)
    with refused("invalid", field="first_name"):
        await choir.clara.call("contact.create", organisation=choir.organisation, last_name="Desmedt")


async def test_all_that_is_wrong_is_told_at_once(choir: World) -> None:
    with refused("invalid", field="first_name") as error:
        await made(choir.clara, "", phones=[{"number": "geen"}], birth_date="2027-01-01")
    assert set(error["fields"]) == {"first_name", "phones.0.number", "birth_date"}
    assert await Contact.filter(organisation_id=choir.organisation, last_name="Desmedt").count() == 0


async def test_an_address_that_stays_keeps_what_is_known_of_it(choir: World) -> None:
    contact = await made(choir.clara, addresses=[{"address": "a@b.example"}, {"address": "c@b.example"}])
    first = await Address.get(organisation_id=choir.organisation, contact_id=contact, place=1)
    async with choir.house.units.write() as unit:
        unit.change(first, confirmed_at=clock.now())
        unit.add(AddressPurpose(id=new_id(), organisation_id=choir.organisation, address_id=first.id, purpose="news"))
    await change(choir.clara, contact, addresses=[{"address": "c@b.example"}, {"address": "A@b.example"}])
    seen = (await card(choir.clara, contact))["addresses"]
    assert [(each["address"], bool(each["confirmed_at"]), each["purposes"]) for each in seen] == [
        ("c@b.example", False, []),
        ("A@b.example", True, ["news"]),
    ]
    await change(choir.clara, contact, addresses=[{"address": "d@b.example"}])
    assert await AddressPurpose.filter(organisation_id=choir.organisation).count() == 0


async def test_an_invitation_to_an_address_that_is_taken_away_works_no_more(choir: World) -> None:
    contact = await made(choir.clara, addresses=[{"address": "a@b.example"}])
    await choir.clara.call("invitation.send", organisation=choir.organisation, contact=contact)
    assert (await card(choir.clara, contact))["login"]["state"] == "invited"
    await change(choir.clara, contact, addresses=[{"address": "new@b.example"}, {"address": "a@b.example"}])
    assert (await card(choir.clara, contact))["login"]["state"] == "invited"
    await change(choir.clara, contact, addresses=[{"address": "new@b.example"}])
    assert (await card(choir.clara, contact))["login"]["state"] == "none"
    assert (await Ticket.get(contact_id=contact)).expires_at == clock.now()


async def test_a_company_has_a_name_and_people_whom_one_asks_for(choir: World) -> None:
    printer = await company(choir.clara)
    people = [{"contact": choir.an.contact, "function": "Boekhouding"}, {"contact": choir.bram.contact}]
    await choir.clara.call("company.set_people", organisation=choir.organisation, company=printer, people=people)
    seen = await card(choir.clara, printer)
    assert (seen["name"], [(each["name"], each["function"]) for each in seen["people"]]) == (
        "Drukkerij De Veer",
        [("An Claes", "Boekhouding"), ("Bram De Smet", "")],
    )
    assert (await card(choir.an, choir.an.contact))["companies"][0]["name"] == "Drukkerij De Veer"
    with refused("invalid", field="people.1.contact"):
        await choir.clara.call(
            "company.set_people", organisation=choir.organisation, company=printer, people=[people[0], people[0]]
        )
    for wrong in ([{"contact": printer}], [{"contact": 12345}], [{"contact": choir.stranger.contact}]):
        with refused("not_found"):
            await choir.clara.call("company.set_people", organisation=choir.organisation, company=printer, people=wrong)
    with refused("not_found"):
        await choir.clara.call(
            "company.set_people", organisation=choir.organisation, company=choir.an.contact, people=[]
        )
    for parts in ({"birth_date": "1990-01-01"}, {"sex": "f"}, {"first_name": "Jan"}):
        with refused("invalid", field=next(iter(parts))):
            await change(choir.clara, printer, **parts)


async def test_who_is_removed_is_off_the_lists_and_out_of_the_house_until_restored(choir: World) -> None:
    where = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    await choir.an.listen()
    await choir.clara.call("contact.remove", **where)
    names = [each["name"] for each in (await choir.an.call("contact.list", organisation=choir.organisation))["items"]]
    assert "Jonas Peeters" not in names
    assert (await choir.an.heard("contact.changed"))[0]["removed_at"]
    with refused("not_found"):
        await choir.jonas.call("contact.list", organisation=choir.organisation)
    assert (await card(choir.clara, choir.jonas.contact))["editable"] is False
    with refused("not_found"):
        await change(choir.clara, choir.jonas.contact, last_name="X")
    await choir.clara.call("contact.restore", **where)
    seen = await card(choir.clara, choir.jonas.contact)
    assert (seen["removed_at"], seen["login"]["state"]) == (None, "none")


async def test_the_last_administrator_is_not_removed(choir: World) -> None:
    where = {"organisation": choir.organisation, "contact": choir.clara.contact}
    with refused("conflict"):
        await choir.clara.call("contact.remove", **where)
    await grant(choir, choir.an, "admin")
    await choir.an.call("contact.remove", **where)
    assert (
        await Grant.filter(account_id=choir.clara.account.id, organisation_id=choir.organisation, ended_at=None).count()
        == 0
    )
    with refused("not_found"):
        await choir.clara.call("contact.list", organisation=choir.organisation)


async def test_administrative_acts_on_cards_are_in_the_log_without_what_was_written(choir: World) -> None:
    contact = await made(choir.clara, remarks="Geheim")
    await change(choir.clara, contact, remarks="Nog geheimer", sex="x")
    where = {"organisation": choir.organisation, "contact": contact}
    await choir.clara.call("contact.remove", **where)
    await choir.clara.call("contact.restore", **where)
    log = await AuditRow.filter(organisation_id=choir.organisation, subject_id=contact).order_by("id")
    assert [(row.operation, row.details) for row in log] == [
        ("contact.create", ""),
        ("contact.change", "remarks, sex"),
        ("contact.remove", ""),
        ("contact.restore", ""),
    ]


async def test_a_card_takes_a_bounded_number_of_queries(choir: World, statements: list[str]) -> None:
    await group_of(choir, "Sopranen", choir.an.contact)
    await choir.clara.call("account.get")
    statements.clear()
    await card(choir.clara, choir.an.contact)
    assert len(statements) <= 14, statements


async def test_of_two_homes_a_parent_sees_and_changes_only_their_own(choir: World) -> None:
    child = await made(
        choir.clara, "Wout", "Vinkenrode", birth_date="2015-03-01",
        addresses=[{"address": "wout@a.example"}, {"address": "an@a.example"}, {"address": "bram@b.example"}],
        phones=[{"number": "0470 11 11 11"}, {"number": "+32 470 22 22 22"}],
        postal_addresses=[{"street": "Kerkstraat 1", "postcode": "2800"}, {"street": "Dorp 9", "postcode": "9000"}],
    )  # fmt: skip
    for parent, number, mail, street, postcode in (
        (choir.an, "0470 11 11 11", "an@a.example", "Kerkstraat 1", "2800"),
        (choir.bram, "0470 22 22 22", "bram@b.example", "Dorp 9", "9000"),
    ):
        home = [{"street": street, "postcode": postcode}]
        reach = {"addresses": [{"address": mail}], "phones": [{"number": number}], "postal_addresses": home}
        await change(choir.clara, parent.contact, **reach)
    own = {"organisation_id": choir.organisation}
    families = [Family(id=new_id(), name=f"Gezin van {name}", **own) for name in ("An", "Bram")]
    functions = {row.key: row.id for row in await FamilyFunction.filter(**own)}
    async with choir.house.units.write() as unit:
        unit.add(*families)
        for family, parent in zip(families, (choir.an, choir.bram), strict=True):
            for contact, key in ((parent.contact, "parent"), (child, "child")):
                place = {"family_id": family.id, "contact_id": contact, "function_id": functions[key]}
                unit.add(FamilyMember(id=new_id(), **place, **own))
            link = {"account_id": parent.account.id, "contact_id": child, "kind": "guardian", "from_at": clock.now()}
            unit.add(Link(id=new_id(), **link, **own))
            unit.emit(AccountChanged(parent.account))
    await choir.quiet()
    seen = await card(choir.an, child)
    assert [each["address"] for each in seen["addresses"]] == ["wout@a.example", "an@a.example"]
    assert [each["number"] for each in seen["phones"]] == ["0470 11 11 11"]
    assert [each["street"] for each in seen["postal_addresses"]] == ["Kerkstraat 1"]
    assert [each["family_name"] for each in seen["families"]] == ["Gezin van An"]
    await change(choir.an, child, addresses=[{"address": "an@a.example"}], phones=[], postal_addresses=[])
    with refused("invalid", field="addresses"):
        await change(choir.an, child, addresses=[{"address": f"{number}@a.example"} for number in range(3)])
    whole = await card(choir.clara, child)
    assert [each["address"] for each in whole["addresses"]] == ["an@a.example", "bram@b.example"]
    assert [each["number"] for each in whole["phones"]] == ["+32 470 22 22 22"]
    assert [each["street"] for each in whole["postal_addresses"]] == ["Dorp 9"]
    assert len(whole["families"]) == 2
