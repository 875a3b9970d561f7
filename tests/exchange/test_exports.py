"""P10: contacts go out as CSV, Excel and vCard, only those whom one may see, and come back as they were."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
import vobject
from openpyxl import load_workbook

from server.accounts.events import AccountChanged
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.database import statement_watchers
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import Contact, CustomChoice, CustomField, CustomValue, Group
from tests.exchange.lists import exported, figures, take_in
from tests.world import Person, World, refused

CHOIR = '''\
Soort contact;Voornaam;Achternaam;Geboortedatum;Geslacht;Taal;E-mail;Soort e-mail;E-mail 2;Telefoon;Soort telefoon;\
Straat;Postcode;Gemeente;Land;Groep;Functie;In groep van;Groep 2;Leest alleen mee 2;Lidmaatschap;Lid van;Lid tot;\
Gezin;Gezinsrol;T-shirt;Lengte;Rijbewijs;Opmerkingen
;Zoë;Van Wulpenberg;30/07/1991;V;nl;zoe@riet.example;werk;wulp@riet.example;+32 470 00 00 02;gsm;Karekietweg 2;2800;\
Mechelen;BE;Sopranen;Zanger;1/9/2020;Bestuur;ja;Werkend lid;1/9/2015;;Wulp;ouder;Large;1,72;ja;"'=1+1
Zingt ""graag"""
;Fien;Van Wulpenberg;30/07/2015;V;nl;;;;;;;;;;Sopranen;Zanger;;;;;;;Wulp;kind;;;nee;
;'-Jan;'+Riet;;M;en;jan@riet.example;;;;;;;;;;;;;;Steunend lid;1/9/2015;31/8/2020;;;;;;
bedrijf;;Drukkerij De Wiek;;;fr;;;;015 22 33 44;;;;;;;;;;;;;;;;;;;
;Jan;Namesake;;;nl;;;;;;;;;;;;;;;;;;;;;;;
'''


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def full(choir: World) -> World:
    """The choir with people of whom much is known."""
    own = {"organisation_id": choir.organisation}
    shirt, *others = (
        CustomField(id=new_id(), name=name, kind=kind, purpose="Optredens", **own)
        for name, kind in (("T-shirt", "choice"), ("Lengte", "number"), ("Rijbewijs", "yes_no"))
    )
    async with choir.house.units.write() as unit:
        unit.add(shirt, *others)
        unit.add(*(CustomChoice(id=new_id(), field_id=shirt.id, name=name, **own) for name in ("Small", "Large")))
    assert figures(await take_in(choir.clara, CHOIR.encode())) == (5, 0, 0, 0)
    return choir


def table(content: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("form", "name"), [("csv", "leden.csv"), ("xlsx", "leden.xlsx")])
@pytest.mark.parametrize("numbered", [True, False])
async def test_what_goes_out_comes_in_as_unchanged_and_goes_out_alike(
    full: World, form: str, name: str, numbered: bool
) -> None:
    before = await exported(full.clara)
    columns = [] if numbered else [each for each in EVERY if each != "number"]
    fields = await CustomField.filter(organisation_id=full.organisation)
    columns += [] if numbered else [f"field:{field.id}" for field in fields]
    content = await exported(full.clara, form=form, columns=columns)
    done = await take_in(full.clara, content, name, mode="whole")
    assert figures(done) == (0, 0, 9, 0)
    assert await exported(full.clara) == before


EVERY = (
    "number kind first_name last_name birth_date sex language remarks email email_label phone phone_label street "
    "postcode town country group function group_from group_until group_reader membership member_from member_until "
    "family family_role"
).split()


async def test_a_list_holds_all_that_is_known_in_the_readers_language(full: World) -> None:
    zoe = next(line for line in table(await exported(full.clara)) if line["Voornaam"] == "Zoë")
    assert (zoe["Geboortedatum"], zoe["Geslacht"], zoe["E-mail 2"]) == ("1991-07-30", "V", "wulp@riet.example")
    assert (zoe["Telefoon"], zoe["Soort telefoon"], zoe["Opmerkingen"]) == (
        "'+32 470 00 00 02",
        "gsm",
        '\'=1+1\nZingt "graag"',
    )
    assert (zoe["Groep"], zoe["Leest alleen mee"], zoe["Groep 2"], zoe["Functie 2"]) == (
        "Bestuur",
        "ja",
        "Sopranen",
        "Zanger",
    )
    assert (zoe["Lidmaatschap"], zoe["Gezin"], zoe["Gezinsrol"]) == ("Werkend lid", "Wulp", "Ouder")
    assert (zoe["T-shirt"], zoe["Lengte"], zoe["Rijbewijs"]) == ("Large", "1,72", "ja")


async def test_no_cell_of_a_list_begins_a_formula(full: World) -> None:
    content = (await exported(full.clara, delimiter="tab")).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(content, newline=""), delimiter="\t") for cell in line]
    assert "'-Jan" in cells
    assert "'+Riet" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = load_workbook(io.BytesIO(await exported(full.clara, form="xlsx"))).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in ("s", "n", "d") for cell in found)
    assert "-Jan" in [cell.value for cell in found if cell.quotePrefix]


async def test_cards_are_read_by_another_program(full: World) -> None:
    content = (await exported(full.clara, form="vcard")).decode()
    cards = {card.fn.value: card for card in vobject.readComponents(content)}
    zoe = cards["Zoë Van Wulpenberg"]
    assert (zoe.bday.value, zoe.gender.value, zoe.tel.value) == ("19910730", "F", "tel:+32470000002")
    assert sorted(zoe.categories.value) == ["Bestuur", "Sopranen"]
    assert cards["Drukkerij De Wiek"].kind.value == "org"


async def test_one_chooses_whom_and_which_columns(full: World) -> None:
    named = [full.an.contact, full.foreign_admin.contact]
    content = await exported(full.clara, contacts=named, columns=["last_name"])
    assert table(content) == [{"Achternaam": "Claes"}]
    content = await exported(full.clara, columns=["first_name", "email"], delimiter="comma")
    assert list(table(content, ",")[0]) == ["Voornaam", "E-mail 1", "E-mail 2"]
    with refused("invalid", field="columns"):
        await full.clara.call("contact.export", organisation=full.organisation, columns=["shoe_size"])
    with refused("conflict"):
        await full.clara.call("contact.export", organisation=full.organisation, contacts=[full.stranger.contact])


async def test_a_file_is_there_for_who_asked_for_it_and_the_act_is_written_down(full: World) -> None:
    file = await full.clara.call("contact.export", organisation=full.organisation, form="xlsx")
    assert file["name"] == f"contacten-rietvink-{date(2026, 11, 26)}.xlsx"
    assert (await full.clara.call("file.get", file=file["id"]))["purpose"] == "export"
    for person in (full.jonas, full.foreign_admin):
        with refused("not_found"):
            await person.call("file.get", file=file["id"])
    [act] = await AuditRow.filter(organisation_id=full.organisation, operation="contact.export")
    assert (act.account_id, act.details) == (full.clara.account.id, "count=9 form=xlsx")
    clock.set(lambda: datetime(2026, 11, 28, tzinfo=UTC))
    await full.house.worker.run_due()
    assert await File.filter(organisation_id=full.organisation, id=file["id"]).count() == 0


async def lead(full: World, person: Person, group: str) -> None:
    """Let somebody see the members of one group."""
    role = await Role.get(organisation_id=full.organisation, key="leader")
    where = await Group.get(organisation_id=full.organisation, name=group)
    async with full.house.units.write() as unit:
        unit.add(grant_role(role, person.account.id, group=where.id))
        unit.emit(AccountChanged(person.account))
    await full.quiet()


async def test_who_leads_a_group_exports_those_who_stand_there_and_nobody_else(full: World) -> None:
    with refused("forbidden"):
        await full.jonas.call("contact.export", organisation=full.organisation)
    with refused("not_found"):
        await full.stranger.call("contact.export", organisation=full.organisation)
    await lead(full, full.jonas, "Sopranen")
    found = table(await exported(full.jonas))
    assert {line["Voornaam"] for line in found} == {"Fien", "Jonas", "Zoë"}
    assert "Opmerkingen" not in found[0]
    assert "Lengte" not in found[0]


async def test_what_only_administrators_see_is_left_out(full: World) -> None:
    field = await CustomField.get(organisation_id=full.organisation, name="Lengte")
    about = {"organisation_id": full.organisation, "contact_id": full.jonas.contact}
    async with full.house.units.write() as unit:
        unit.add(CustomValue(id=new_id(), field_id=field.id, number=1.80, **about))
    await lead(full, full.jonas, "Sopranen")
    for person, height in ((full.jonas, ""), (full.clara, "1,8")):
        [line] = table(
            await exported(person, contacts=[full.jonas.contact], columns=["last_name", f"field:{field.id}"])
        )
        assert line == {"Achternaam": "Peeters", "Lengte": height}


async def test_a_selection_is_exported(full: World) -> None:
    zoe = await Contact.get(organisation_id=full.organisation, first_name="Zoë")
    kept = await full.clara.call(
        "selection.save", organisation=full.organisation, name="Wie komt", contacts=[zoe.id, full.an.contact]
    )
    found = table(await exported(full.clara, selection=kept["id"], columns=["first_name"]))
    assert [line["Voornaam"] for line in found] == ["An", "Zoë"]
    conditions = {"kind": "fact", "fact": "birth_date", "op": "known"}
    found = table(await exported(full.clara, conditions=conditions, columns=["first_name"]))
    assert [line["Voornaam"] for line in found] == ["Fien", "Zoë"]
    with refused("not_found"):
        await full.clara.call("contact.export", organisation=full.organisation, selection=7)


async def test_an_export_takes_as_many_statements_for_many_as_for_few(full: World) -> None:
    statements: list[str] = []
    statement_watchers.append(statements.append)
    await exported(full.clara)
    few = len(statements)
    people = "".join(f"Jan{n};Rietpluim;jan{n}@riet.example;Alten\n" for n in range(600))
    statement_watchers.clear()
    await take_in(full.clara, f"Voornaam;Achternaam;E-mail;Groep\n{people}".encode())
    statements.clear()
    statement_watchers.append(statements.append)
    await exported(full.clara)
    assert len(statements) == few < 40
