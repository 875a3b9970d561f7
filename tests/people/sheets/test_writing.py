"""What we write, every program reads, no spreadsheet computes, and we read back as what it was."""

import csv
import io
from datetime import date

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from server.people.sheets.cells import Row, escaped, unescaped
from server.people.sheets.reading import read_rows
from server.people.sheets.vcards import Card, PhoneEntry, PostalEntry, write_vcards
from server.people.sheets.writing import Delimiter, Written, write_csv, write_excel

ACTIVE = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]), max_size=20
)
HARMFUL = st.builds("{}{}{}".format, st.sampled_from(["", "'", "''"]), st.sampled_from("=+-@"), TEXTS)


def cells_of(rows: list[Row]) -> list[list[object]]:
    return [[unescaped(cell) if isinstance(cell, str) else cell for cell in row.cells] for row in rows]


@given(st.text())
@example("'=1+1")
@example("''=1+1")
@example("'t Hof")
def test_an_escaped_text_begins_no_formula_and_comes_back(text: str) -> None:
    assert not escaped(text).startswith(ACTIVE)
    assert unescaped(escaped(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS | HARMFUL, TEXTS | HARMFUL), max_size=4), st.sampled_from([";", ",", "\t"]))
def test_a_csv_file_reads_back_as_what_was_written(rows: list[tuple[str, str]], delimiter: Delimiter) -> None:
    written = write_csv(["Voornaam", "Naam"], [("An", *row, "einde") for row in rows], delimiter)
    read = read_rows(written, "leden.csv", lambda texts: len({"Voornaam", "Naam"} & set(texts)))
    assert cells_of(read)[1:] == [["An", *row, "einde"] for row in rows]
    for line in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=delimiter):
        assert not any(cell.startswith(ACTIVE) for cell in line)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TEXTS | HARMFUL, TEXTS | HARMFUL), max_size=4))
def test_an_excel_file_reads_back_as_what_was_written_and_holds_no_formula(rows: list[tuple[str, str]]) -> None:
    written = write_excel(["Voornaam", "Naam"], [("An", *row, "einde") for row in rows], "Leden")
    assert cells_of(read_rows(written, "leden.xlsx", len))[1:] == [["An", *row, "einde"] for row in rows]
    for line in load_workbook(io.BytesIO(written)).worksheets[0].iter_rows():
        assert all(cell.data_type in ("s", "n") for cell in line)
        assert all(cell.quotePrefix for cell in line if str(cell.value).startswith(ACTIVE))


def test_excel_gets_dates_and_numbers_as_what_they_are() -> None:
    row: list[Written] = [date(1991, 7, 30), 12.5, True, None, "0470"]
    written = write_excel([], [row], "Leden")
    sheet = load_workbook(io.BytesIO(written)).worksheets[0]
    born, number, *others = [cell.value for cell in sheet[2]]
    assert (born.date(), number, others) == (date(1991, 7, 30), 12.5, ["ja", None, "0470"])
    assert sheet["A2"].number_format == "dd/mm/yyyy"


def test_csv_begins_with_what_tells_excel_its_letters() -> None:
    written = write_csv(["Voornaam", "Telefoon"], [["Zoë", "+32 470 00 00 02"]])
    assert written == "\ufeffVoornaam;Telefoon\r\nZoë;'+32 470 00 00 02\r\n".encode()


ZOE = Card(
    id=1,
    first_name="Zoë",
    last_name="van der Wulp, jr; \\",
    birth_date=date(1991, 7, 30),
    sex="f",
    language="nl",
    addresses=("zoe@rietvink.example", "wulp@rietvink.example"),
    phones=(PhoneEntry("+32 (0)470 00.00.02", "gsm"), PhoneEntry("015 22 33 44", "bij de buren")),
    postal=(PostalEntry("Karekietweg 2\nbus 3", "2800", "Mechelen", "België"),),
    groups=("Sopranen", "Bestuur, groot"),
)


def test_another_program_reads_our_cards() -> None:
    zoe, band = vobject.readComponents(write_vcards([ZOE, Card(2, "Fanfare De Wiek", "", company=True)]).decode())
    assert (zoe.version.value, zoe.kind.value, zoe.fn.value) == ("4.0", "individual", "Zoë van der Wulp, jr; \\")
    assert (zoe.n.value.given, zoe.n.value.family) == ("Zoë", "van der Wulp, jr; \\")
    assert (zoe.bday.value, zoe.gender.value, zoe.lang.value) == ("19910730", "F", "nl")
    assert [(each.value, each.pref_param) for each in zoe.email_list] == [
        ("zoe@rietvink.example", "1"),
        ("wulp@rietvink.example", "2"),
    ]
    assert [(each.value, each.params.get("TYPE")) for each in zoe.tel_list] == [
        ("tel:+32470000002", ["cell"]),
        ("015 22 33 44", None),
    ]
    home = zoe.adr.value
    assert (home.street, home.code, home.city, home.country) == ("Karekietweg 2\nbus 3", "2800", "Mechelen", "België")
    assert zoe.categories.value == ["Sopranen", "Bestuur, groot"]
    assert zoe.uid.value.startswith("urn:uuid:")
    assert (band.kind.value, band.fn.value) == ("org", "Fanfare De Wiek")
    assert band.uid.value != zoe.uid.value


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS.filter(bool), max_size=9), st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_whatever_the_texts_no_line_is_too_long_and_all_come_back(name: str, groups: list[str], born: date) -> None:
    written = write_vcards([Card(1, "Zoë", name * 9, birth_date=born, groups=tuple(groups))])
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines][-1] == ""
    card = vobject.readOne(written.decode())
    assert card.n.value.family == name * 9
    if groups:
        assert card.categories.value == groups


@pytest.mark.parametrize("text", ["An\r\nBEGIN:VCARD", "An\nNOTE:x", "An\rx", "An\x00x", "An;x,y"])
def test_no_text_begins_a_line_or_a_value_of_its_own(text: str) -> None:
    lines = write_vcards([Card(1, text, "Riet")]).decode().split("\r\n")
    assert [line.partition(":")[0] for line in lines] == ["BEGIN", "VERSION", "KIND", "UID", "FN", "N", "END", ""]
