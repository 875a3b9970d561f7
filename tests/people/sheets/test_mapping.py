"""Which column holds what is guessed, shown, and changed by whoever knows better."""

from datetime import date

import pytest

from server.people.sheets.columns import IGNORE, Catalogue, CustomField, FamilyPart, name_of
from server.people.sheets.contacts import ContactFile, Wishes, read_contacts
from server.people.sheets.lines import FamilyCells, GroupCells, MembershipCells, PhoneCell, PostalCells
from server.people.sheets.mapping import ColumnMapping
from server.people.sheets.reasons import sentence

TODAY = date(2026, 11, 26)
SHIRT = CustomField(7, "T-shirtmaat", "choice", ("Small", "Médium", "Large"))
HEIGHT = CustomField(8, "Lengte", "number")
FIELDS = (SHIRT, HEIGHT, CustomField(9, "Rijbewijs", "yes_no"), CustomField(10, "Keuring", "date"))


PARTS = (FamilyPart(1, "Zoon of dochter", "child"), FamilyPart(2, "Grootouder", "grandparent"), FamilyPart(3, "Peter"))


def read(text: str, mapping: ColumnMapping | None = None, *, by_values: bool = False) -> ContactFile:
    wishes = Wishes(mapping, Catalogue((*FIELDS, CustomField(11, "Verslag", "text")), PARTS), by_values)
    return read_contacts(text.encode(), "leden.csv", TODAY, wishes)


def targets(file: ContactFile) -> tuple[str, ...]:
    assert file.mapping is not None
    return file.mapping.targets


@pytest.mark.parametrize("delimiter", ["~", "^", "#", "¦", "§", ":", "*", "!", " ", "/", "\\", "%", "_"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_whatever_splits_the_headers_splits_the_lines(delimiter: str, quote: str) -> None:
    lines = [["Voornaam", "Naam", "Gemeente"], ["Zoë", "Oeverlant", "Mechelen, Muizen; links"]]
    quoted = quote or ('"' if delimiter == " " else "")
    text = "\n".join(delimiter.join(f"{quoted}{cell}{quoted}" for cell in line) for line in lines)
    [zoe] = read(text).lines
    assert (zoe.first_name, zoe.last_name, zoe.postal) == (
        "Zoë",
        "Oeverlant",
        (PostalCells(town="Mechelen, Muizen; links"),),
    )


def test_without_known_headers_what_splits_the_lines_alike_is_the_delimiter() -> None:
    file = read("Jan~Rietpluim~jan@riet.example\nAn~Oever-lant~an@riet.example\n", by_values=True)
    assert targets(file) == (IGNORE, IGNORE, "email_1")


def test_a_space_after_a_delimiter_is_none_of_the_cell() -> None:
    assert read('Voornaam, Naam\nAn, "Oeverlant, jr"\n').lines[0].last_name == "Oeverlant, jr"


def test_a_header_that_says_nothing_is_guessed_by_what_stands_below_it() -> None:
    text = (
        "Voornaam;Naam;Wanneer;Waar;Hoe;En;Nummer;Lied\n"
        "An;Oeverlant;17/09/1981;an@riet.example;0470 00 00 01;+32 470 00 00 02;123456789;Ave\n"
        "Jan;Rietpluim;17-9-1982;jan@riet.example;;(015) 22 33 44;223456789;Ave verum\n"
    )
    assert targets(read(text, by_values=True)) == (
        *("first_name", "last_name", "birth_date", "email_1", "phone_1", "phone_2"),
        *(IGNORE, IGNORE),
    )


def test_without_somebody_who_looks_only_headers_tell() -> None:
    file = read("Voornaam;Naam;Noodnummer\nAn;Oeverlant;0470 00 00 01\n")
    assert targets(file) == ("first_name", "last_name", IGNORE)
    assert file.ignored_columns == ("Noodnummer",)


def test_a_first_line_with_a_person_in_it_is_no_header() -> None:
    text = "An;Oeverlant;17/09/1981\nJan;Rietpluim;18/09/1981\n"
    guessed = read(text, by_values=True)
    assert guessed.mapping == ColumnMapping((IGNORE, IGNORE, "birth_date"), header=False)
    assert guessed.columns == ("A", "B", "C")
    assert guessed.refusal is not None
    assert guessed.refusal.code == "columns_missing"
    file = read(text, ColumnMapping(("first_name", "last_name", "birth_date"), header=False))
    assert [(line.line, line.first_name, line.birth_date) for line in file.lines] == [
        (1, "An", date(1981, 9, 17)),
        (2, "Jan", date(1981, 9, 18)),
    ]


def test_a_mapping_says_other_things_than_the_headers() -> None:
    text = "Voornaam;Naam;Lied\nOeverlant;An;Sopranen\n"
    [an] = read(text, ColumnMapping(("last_name", "first_name", "group_1"))).lines
    assert (an.first_name, an.last_name, an.groups) == ("An", "Oeverlant", (GroupCells("Sopranen"),))
    assert read(text, ColumnMapping(("last_name", "first_name"))).ignored_columns == ("Lied",)


@pytest.mark.parametrize(
    ("mapping", "code", "told"),
    [
        (("first_name", "last_name", "shoe_size"), "unknown_target", "shoe_size"),
        (("first_name", "last_name", "email_4"), "unknown_target", "email_4"),
        (("first_name", "last_name", "field:12"), "unknown_target", "field:12"),
        (("first_name", "last_name", "last_name"), "columns_double", "Lied"),
        (("first_name", IGNORE, IGNORE), "columns_missing", "Achternaam"),
        (("first_name", "last_name", IGNORE, IGNORE), "mapping_too_wide", "3"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: tuple[str, ...], code: str, told: str) -> None:
    refusal = read("Voornaam;Naam;Lied\nAn;Oeverlant;Ave\n", ColumnMapping(mapping)).refusal
    assert refusal is not None
    assert refusal.code == code
    assert told in sentence(refusal, "nl")


def test_a_whole_name_is_split_where_people_split_it() -> None:
    file = read("Volledige naam\nZoë van der Wulp\nvan der Wulp, Zoë\nMadonna\n")
    assert [(line.first_name, line.last_name) for line in file.lines] == [("Zoë", "van der Wulp")]
    assert [(refused.line, refused.code) for refused in file.refused] == [(3, "duplicate_line"), (4, "missing")]


def test_of_what_one_may_have_several_of_all_come_through() -> None:
    file = read(
        "Voornaam;Naam;Telefoon;GSM;Soort telefoon 2;Straat;Gemeente 2;Land 2;Groep;Functie;Groep 2;In groep van 2;"
        "Lidmaatschap;Lid van;Lidmaatschap 2;Gezin;Gezinsrol;Gezin 2;Gezinsrol 2\n"
        "An;Riet;015 22 33 44;0470 00 00 01;gsm;Rietlaan 1;Muizen;België;Alten;Zanger;Bestuur;1/9/2020;"
        "Werkend lid;1/9/2019;Steunend lid;Riet;kind;Oever;peter\n"
    )
    [an] = file.lines
    assert an.phones == (PhoneCell("015 22 33 44"), PhoneCell("0470 00 00 01", "gsm"))
    assert an.postal == (PostalCells("Rietlaan 1"), PostalCells(town="Muizen", country="BE"))
    assert an.groups == (GroupCells("Alten", "Zanger"), GroupCells("Bestuur", None, date(2020, 9, 1)))
    assert an.memberships == (MembershipCells("Werkend lid", date(2019, 9, 1)), MembershipCells("Steunend lid"))
    assert an.families == (FamilyCells("Riet", 1), FamilyCells("Oever", 3))


def test_custom_fields_hold_what_their_kind_says() -> None:
    file = read(
        "Voornaam;Naam;t-shirtmaat;Lengte;Rijbewijs;Keuring;Verslag\n"
        "An;Riet;medium;1,72;ja;1/9/2026;Komt met de fiets\n"
    )
    assert file.lines[0].fields == {
        7: "Médium",
        8: 1.72,
        9: True,
        10: date(2026, 9, 1),
        11: "Komt met de fiets",
    }


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("T-shirtmaat", "XXL", "unknown_choice"),
        ("Lengte", "groot", "invalid_number"),
        ("Lengte", "1.234,56", "invalid_number"),
        ("Lengte", "1e9", "invalid_number"),
        ("Rijbewijs", "misschien", "unknown_choice"),
        ("Keuring", "morgen", "invalid_date"),
        ("Verslag", "a" * 2001, "too_long"),
        ("Verslag", "=1+1", "formula"),
    ],
)
def test_a_custom_field_that_does_not_hold_that_refuses_its_line(header: str, cell: str, code: str) -> None:
    file = read(f"Voornaam;Naam;{header}\nAn;Riet;{cell}\n")
    assert [(refused.column, refused.code) for refused in file.refused] == [(header, code)]


def test_a_custom_field_that_is_called_as_another_column_has_its_number_in_its_header() -> None:
    fields = (CustomField(20, "Groep", "text"), CustomField(21, "Maat", "text"), CustomField(22, "maat", "text"))
    header = [name_of(field.target, "nl", fields) for field in fields]
    assert header == ["Groep [20]", "Maat [21]", "maat [22]"]
    text = f"Voornaam;Naam;Groep;{';'.join(header)}\n"
    file = read_contacts(text.encode(), "leden.csv", TODAY, Wishes(catalogue=Catalogue(fields)))
    assert targets(file) == ("first_name", "last_name", "group_1", "field:20", "field:21", "field:22")


def test_a_company_has_no_first_name_and_a_person_has() -> None:
    file = read("Soort contact;Voornaam;Naam\nbedrijf;;Drukkerij De Wiek\npersoon;;Riet\n;;Riet\n")
    assert [(line.kind, line.first_name, line.last_name) for line in file.lines] == [
        ("company", "", "Drukkerij De Wiek")
    ]
    assert [(refused.line, refused.code) for refused in file.refused] == [(3, "missing"), (4, "missing")]
    assert read("Soort contact;Naam\nbedrijf;De Wiek\n").lines[0].last_name == "De Wiek"


@pytest.mark.parametrize(
    ("written", "code"), [("BE", "BE"), ("nl", "NL"), ("Duitsland", "DE"), ("Éire", ""), ("UK", "GB"), ("BEL", "")]
)
def test_a_country_is_known_by_its_letters_and_by_its_name(written: str, code: str) -> None:
    file = read(f"Voornaam;Naam;Land\nAn;Riet;{written}\n")
    assert [line.postal for line in file.lines] == ([(PostalCells(country=code),)] if code else [])
    assert [refused.code for refused in file.refused] == ([] if code else ["unknown_country"])


def test_remarks_may_have_more_than_one_line() -> None:
    [an] = read('Voornaam;Naam;Opmerkingen\nAn;Riet;"Zingt mee.\r\n- Komt later\u00a0"\n').lines
    assert an.remarks == "Zingt mee.\n- Komt later"
