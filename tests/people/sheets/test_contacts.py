"""P10: contacts come in from CSV and Excel; each line that is refused says where and why, and the rest is exact."""

import io
import string
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from server.kernel.language import Language
from server.people.sheets.cells import MAX_BYTES, MAX_COLUMNS, MAX_LINES
from server.people.sheets.columns import TARGETS, Catalogue, FamilyPart, name_of, plain
from server.people.sheets.contacts import ContactFile, Wishes, read_contacts
from server.people.sheets.lines import (
    ContactLine,
    FamilyCells,
    GroupCells,
    MembershipCells,
    PhoneCell,
    PostalCells,
)
from server.people.sheets.mapping import ColumnMapping
from server.people.sheets.reasons import REASONS, Refused, sentence

TODAY = date(2026, 11, 26)
PARENT, CHILD, PARTNER, GUARDIAN = 1, 2, 3, 4
PARTS = (
    FamilyPart(PARENT, "Ouder", "parent"),
    FamilyPart(CHILD, "Kind", "child"),
    FamilyPart(PARTNER, "Partner", "partner"),
    FamilyPart(GUARDIAN, "Voogd", "guardian"),
)
WISHES = Wishes(catalogue=Catalogue(family_parts=PARTS))
DEMO = Path(__file__).parents[3] / "demo"
Rows = list[list[object]]


def from_csv(text: str, encoding: str = "utf-8") -> ContactFile:
    return read_contacts(text.encode(encoding), "leden.csv", TODAY, WISHES)


def from_line(header: str, line: str) -> ContactFile:
    """One person: Zoë Oeverlant and the cells that matter."""
    return from_csv(f"Voornaam;Achternaam;{header}\nZoë;Oeverlant;{line}\n")


def workbook(rows: Rows) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(written)
    return written.getvalue()


def from_excel(rows: Rows) -> ContactFile:
    return read_contacts(workbook(rows), "leden.xlsx", TODAY, WISHES)


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def refusal_of(file: ContactFile) -> str:
    assert file.refusal is not None
    assert not file.lines
    assert not file.refused
    assert sentence(file.refusal, "nl")
    assert sentence(file.refusal, "en")
    return file.refusal.code


def why(file: ContactFile) -> list[tuple[str, str]]:
    assert file.refusal is None
    assert not file.lines
    return [(refused.column, refused.code) for refused in file.refused]


FULL = """\
Voornaam;Tussenvoegsel;Achternaam;Geboortedatum;Geslacht;E-mail 1;E-mail 2;E-mail 3;Telefoon;Straat;Postcode;\
Gemeente;Groep;Functie;Lid van;Lid tot;Gezin;Gezinsrol;Taal
Zoë;van der;Wulp;30/07/1991;V;zoe@rietvink.example;wulp@RIETVINK.example;ZOE@rietvink.example;0470 00 00 02;\
Karekietweg 2;2800;Mechelen;Sopranen;Zanger;1-9-2015;2026-06-30;Wulp;ouder;Nederlands
"""


def test_every_column_comes_through() -> None:
    [zoe] = from_csv(FULL).lines
    assert (zoe.line, zoe.first_name, zoe.last_name, zoe.birth_date) == (2, "Zoë", "van der Wulp", date(1991, 7, 30))
    assert (zoe.sex, zoe.phones, zoe.language) == ("f", (PhoneCell("0470 00 00 02"),), "nl")
    assert zoe.addresses == ("zoe@rietvink.example", "wulp@rietvink.example")
    assert zoe.postal == (PostalCells("Karekietweg 2", "2800", "Mechelen"),)
    assert zoe.groups == (GroupCells("Sopranen", "Zanger"),)
    assert zoe.memberships == (MembershipCells(None, date(2015, 9, 1), date(2026, 6, 30)),)
    assert zoe.families == (FamilyCells("Wulp", PARENT),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_person_comes_out_of_every_kind_of_csv(delimiter: str, encoding: str, end: str) -> None:
    text = FULL.replace(";", delimiter).replace("\n", end)
    assert from_csv(text, encoding) == from_csv(FULL)


def test_a_delimiter_within_quotes_does_not_split() -> None:
    file = from_csv('Voornaam,Achternaam,Straat\nAn,Oeverlant,"Lisdoddelaan 3, bus ""2""; links"\n')
    assert file.lines[0].postal == (PostalCells('Lisdoddelaan 3, bus "2"; links'),)


def test_the_line_with_which_excel_names_its_delimiter_is_no_header() -> None:
    file = from_csv("sep=;\nVoornaam;Achternaam\nAn;Oeverlant\n")
    assert [(line.line, line.first_name) for line in file.lines] == [(3, "An")]


@pytest.mark.parametrize(
    "header",
    [
        "Voornaam;Achternaam;Geboortedatum;E-mail",
        "voornaam ; NAAM;geboren;e-mailadres 1",
        "First name;Last name;Birth date;E-mail 1",
        "first_name;Surname;Date of birth;Email address",
        "Roepnaam;Familienaam;DOB;Mail",
    ],
)
def test_headers_are_known_in_dutch_and_english_and_by_their_synonyms(header: str) -> None:
    file = from_csv(f"{header}\nAn;Oeverlant;17/09/1981;an@rietvink.example\n")
    [an] = file.lines
    assert (an.first_name, an.last_name, an.birth_date) == ("An", "Oeverlant", date(1981, 9, 17))
    assert an.addresses == ("an@rietvink.example",)
    assert file.ignored_columns == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_names_by_which_we_call_the_columns_are_themselves_headers(language: Language) -> None:
    names = [name_of(target, language) for target in TARGETS]
    file = from_csv(";".join(names) + "\n;;An;;Oeverlant" + ";" * (len(names) - 5) + "\n")
    assert (file.refusal, file.refused, file.ignored_columns) == (None, (), ())
    assert file.mapping == ColumnMapping(TARGETS)
    assert len(file.lines) == 1


def test_three_unnumbered_address_columns_are_the_first_to_the_third() -> None:
    file = from_line("E-mail;E-mail;E-mail", "a@riet.example;b@riet.example;c@riet.example")
    assert file.lines[0].addresses == ("a@riet.example", "b@riet.example", "c@riet.example")
    file = from_line("E-mail;E-mail 1", "tweede@riet.example;eerste@riet.example")
    assert file.lines[0].addresses == ("eerste@riet.example", "tweede@riet.example")


def test_a_header_without_the_needed_columns_is_refused_once_and_names_what_it_did_not_know() -> None:
    file = from_csv("Zangeres;Voornaam;Lievelingslied\nClara;Clara;Ave\nAn;An;Ave\n")
    assert refusal_of(file) == "columns_missing"
    assert file.refusal is not None
    assert sentence(file.refusal, "nl").startswith(
        "Deze kolommen ontbreken: Achternaam. Niet herkend: Zangeres, Lievelingslied."
    )
    assert sentence(file.refusal, "en").startswith("These columns are missing: Last name.")


def test_a_column_that_occurs_twice_is_refused() -> None:
    file = from_csv("Voornaam;Naam;Achternaam\nAn;Oeverlant;Oeverlant\n")
    assert refusal_of(file) == "columns_double"
    assert refusal_of(from_line("E-mail;E-mail;E-mail;E-mail", ";;;")) == "columns_double"


def test_an_unknown_column_is_named_and_left_out() -> None:
    file = from_line("Lievelingslied", "Ave verum")
    assert file.ignored_columns == ("Lievelingslied",)
    assert len(file.lines) == 1


@pytest.mark.parametrize("written", ["26/11/1985", "26-11-1985", "1985-11-26"])
def test_dates_are_read_as_people_here_write_them(written: str) -> None:
    assert from_line("Geboortedatum", written).lines[0].birth_date == date(1985, 11, 26)


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Geboortedatum", "31/02/1985", "invalid_date"),
        ("Geboortedatum", "26/11-1985", "invalid_date"),
        ("Geboortedatum", "26/11/85", "invalid_date"),
        ("Geboortedatum", "11/26/1985", "invalid_date"),
        ("Geboortedatum", "26/11/1885", "invalid_date"),
        ("Geboortedatum", "morgen", "invalid_date"),
        ("Geboortedatum", "27/11/2026", "future_birth_date"),
        ("E-mail", "zoe(at)rietvink.example", "invalid_address"),
        ("E-mail", "zoe@rietvink", "invalid_address"),
        ("E-mail", "zoe@rietvink.example, an@rietvink.example", "invalid_address"),
        ("E-mail", "zoë@rietvink.example", "invalid_address"),
        ("E-mail", "Zoë <zoe@rietvink.example>", "invalid_address"),
        ("E-mail", "zoe@[127.0.0.1]", "invalid_address"),
        ("Telefoon", "na zessen", "invalid_phone"),
        ("Telefoon", "12", "invalid_phone"),
        ("Geslacht", "vogel", "unknown_choice"),
        ("Taal", "Klingon", "unknown_choice"),
        ("Groep", "A" * 121, "too_long"),
        ("Straat", "=HYPERLINK(A1)", "formula"),
        ("Straat", "@SUM(A1)", "formula"),
        ("Gemeente", '"Mechelen\nMuizen"', "control_character"),
        ("Gemeente", "Mech\x07elen", "control_character"),
        ("Gemeente", "Mech\u202eelen", "control_character"),
        ("Gezinsrol", "ouder", "missing"),
    ],
)
def test_a_wrong_cell_refuses_its_line(header: str, cell: str, code: str) -> None:
    [(column, found)] = why(from_line(header, cell))
    assert found == code
    assert column == ("Gezin" if code == "missing" else header)


def test_days_in_a_refusal_are_said_in_the_language_of_the_reader_and_cells_as_they_stand_there() -> None:
    def said(header: str, line: str) -> list[str]:
        (refused,) = from_line(header, line).refused
        return [sentence(refused, "nl"), sentence(refused, "en")]

    assert said("Geboortedatum", "27/11/2026") == [
        "De geboortedatum 27 november 2026 ligt in de toekomst.", "The birth date 27 November 2026 is in the future.",
    ]  # fmt: skip
    assert said("Lid van;Lid tot", "1/9/2020;31/8/2020")[0] == (
        "Lid tot 31 augustus 2020 ligt voor lid van 1 september 2020."
    )
    assert said("Telefoon", "2026-11-27 x")[0] == "“2026-11-27 x” is geen telefoonnummer."


def test_someone_born_today_may_be_a_member() -> None:
    assert from_line("Geboortedatum", "26/11/2026").lines[0].birth_date == TODAY


def test_an_address_on_a_domain_with_accents_is_kept_as_the_mail_system_knows_it() -> None:
    assert from_line("E-mail", "zoe@café.example").lines[0].addresses == ("zoe@xn--caf-dma.example",)


def test_a_membership_cannot_end_before_it_began() -> None:
    assert why(from_line("Lid van;Lid tot", "1/9/2020;31/8/2020")) == [("Lid tot", "until_before_from")]
    assert from_line("Lid van;Lid tot", "1/9/2020;1/9/2020").lines


def test_every_problem_of_a_line_is_told_and_the_other_lines_come_through() -> None:
    file = from_csv("Voornaam;Naam;E-mail;Geboortedatum\n;Lisvelde;clara@;1/13/1984\nAn;Oeverlant;;\n;;;\nJonas;;;\n")
    assert {(refused.line, refused.column, refused.code) for refused in file.refused} == {
        (2, "Voornaam", "missing"),
        (2, "E-mail", "invalid_address"),
        (2, "Geboortedatum", "invalid_date"),
        (5, "Naam", "missing"),
    }
    assert [line.first_name for line in file.lines] == ["An"]


def test_line_numbers_count_the_lines_of_the_file_also_after_a_line_break_in_quotes() -> None:
    file = from_csv('Voornaam;Naam\n"Lore\nAnna";Zilvermeeuws\n\nAn;Oeverlant\n')
    assert [refused.line for refused in file.refused] == [2]
    assert [line.line for line in file.lines] == [5]


def test_the_same_person_twice_is_taken_once() -> None:
    file = from_csv(
        "Voornaam;Naam;Geboortedatum;E-mail;Groep\n"
        "René;De Riet;20/07/1957;rene@rietvink.example;Mannen\n"
        "RENE;de riet;1957-07-20;;Alten\n"
        "René;De Riet;21/07/1957;rene@rietvink.example;Mannen\n"
    )
    assert [line.line for line in file.lines] == [2, 4]
    assert file.refused == (Refused(3, "", "duplicate_line", {"first_line": 2}),)


def test_a_couple_may_share_an_address() -> None:
    file = from_csv("Voornaam;Naam;E-mail\nGodelieve;Riet;wij@rietvink.example\nHerman;Riet;wij@rietvink.example\n")
    assert len(file.lines) == 2


def test_a_line_with_more_cells_than_headers_is_refused() -> None:
    assert why(from_csv("Voornaam;Naam\nAn;Oeverlant;Alten\n")) == [("", "too_many_cells")]
    assert from_csv("Voornaam;Naam\nAn;Oeverlant;;\n").lines


def test_accents_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "Zoë")
    assert apart != "Zoë"
    assert from_csv(f"Voornaam;Naam\n{apart};Hélène\n").lines[0].first_name == "Zoë"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "leden.csv", "empty_file"),
        (b" \r\n\r\n", "leden.csv", "empty_file"),
        (b"Voornaam;Naam\nAn;Oever\x81lant", "leden.csv", "unknown_encoding"),
        (b"\xef\xbb\xbfVoornaam;Naam\nAn;Oever\xeblant", "leden.csv", "unknown_encoding"),
        (b"\xff\xfeV", "leden.csv", "unknown_encoding"),
        (b"Voornaam;Naam\nAn;Oever\x00lant", "leden.csv", "unknown_format"),
        (b"%PDF-1.7", "leden.pdf", "unknown_format"),
        (b"Voornaam;Naam", "leden", "unknown_format"),
        (b"Voornaam;Naam", "leden.xlsx", "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "leden.xls", "old_or_locked_excel"),
        (b"PK\x03\x04 geen archief", "leden.xlsx", "unreadable_file"),
        (b'Voornaam;Naam\n"An;Oeverlant\nJonas;Schorrevelt', "leden.csv", "broken_quotes"),
        (b'Voornaam;Naam\n"An"nemie;Oeverlant', "leden.csv", "broken_quotes"),
        (b"Voornaam;Naam\n" + b"a" * 200_000, "leden.csv", "broken_quotes"),
        (b"x" * (MAX_BYTES + 1), "leden.csv", "file_too_large"),
        (b"Voornaam;Naam\n" + b"An;Oeverlant\n" * (MAX_LINES + 1), "leden.csv", "too_many_lines"),
        (b"Voornaam;Naam\n" + b"\n" * (2 * MAX_LINES + 1), "leden.csv", "too_many_lines"),
        (b"Voornaam;Naam" + b";x" * (MAX_COLUMNS - 1), "leden.csv", "too_many_columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, name: str, code: str) -> None:
    assert refusal_of(read_contacts(data, name, TODAY, WISHES)) == code


def test_the_largest_number_of_lines_is_read() -> None:
    text = "Voornaam;Naam;E-mail\n" + "".join(f"An;Oeverlant;an{n}@rietvink.example\n" for n in range(MAX_LINES))
    assert len(from_csv(text).lines) == MAX_LINES


def test_excel_gives_real_dates_numbers_and_texts() -> None:
    file = from_excel(
        [
            ["Voornaam", "Naam", "Geboortedatum", "Lid van", "Postcode", "Telefoon"],
            ["Zoë", " Oeverlant ", date(1991, 7, 30), datetime(2015, 9, 1, 20, 0), 2800, 32470000002.0],  # noqa: DTZ001
            [None, None, None],
            ["An", "Oeverlant", "17/09/1981"],
        ]
    )
    zoe, an = file.lines
    assert (zoe.line, zoe.last_name, zoe.birth_date) == (2, "Oeverlant", date(1991, 7, 30))
    assert (zoe.memberships[0].since, zoe.postal, zoe.phones) == (
        date(2015, 9, 1),
        (PostalCells(postcode="2800"),),
        (PhoneCell("32470000002"),),
    )
    assert (an.line, an.birth_date) == (4, date(1981, 9, 17))


def test_a_formula_or_an_error_in_excel_refuses_its_line() -> None:
    header: list[object] = ["Voornaam", "Naam", "Geboortedatum"]
    assert why(from_excel([header, ["An", '="Oever"&"lant"', None]])) == [("Naam", "formula")]
    assert why(from_excel([header, ["An", "Oeverlant", "=TODAY()"]])) == [("Geboortedatum", "formula")]
    assert why(from_excel([header, ["An", "#N/A", None]])) == [("Naam", "cell_error")]
    assert why(from_excel([header, ["An", "Oeverlant", time(19, 30)]])) == [("Geboortedatum", "invalid_date")]
    assert why(from_excel([header, ["An", "Oeverlant", 31013]])) == [("Geboortedatum", "invalid_date")]


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TWO: Rows = [["Voornaam", "Naam"], ["An", "Oeverlant"]]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("xl/media/riet.bin", b"\0" * (51 * 1024 * 1024), "suspicious_archive"),
        ("xl/media/riet.bin", b"\0" * (8 * 1024 * 1024), "suspicious_archive"),
        (SHEET, b"<worksheet " + MAIN + b"><sheetData><row", "unreadable_file"),
        (SHEET, b"<worksheet " + MAIN + b"><sheetData><row><c t='s'><v>9</v></c></row></sheetData>", "unreadable_file"),
        (
            SHEET,
            b'<!DOCTYPE x [<!ENTITY a "riet"><!ENTITY b "&a;&a;&a;">]><worksheet '
            + MAIN
            + b"><sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData></worksheet>",
            "unreadable_file",
        ),
        (
            SHEET,
            b"<worksheet " + MAIN + b"><sheetData><row r='1'/><row r='999999999999'/></sheetData></worksheet>",
            "too_many_lines",
        ),
        ("xl/workbook.xml", b"<workbook/>", "unreadable_file"),
    ],
)  # fmt: skip
def test_an_archive_made_to_harm_is_refused(name: str, content: bytes, code: str) -> None:
    data = with_part(workbook(TWO), name, content)
    assert len(data) < MAX_BYTES
    assert refusal_of(read_contacts(data, "leden.xlsx", TODAY, WISHES)) == code


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(with_part(workbook(TWO), SHEET, b"<!--" + b"x" * 4_000_000 + b"-->"))
    directory = data.rindex(b"PK\x01\x02")
    assert SHEET.encode() in data[directory:]
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")  # the uncompressed size in the directory
    assert refusal_of(read_contacts(bytes(data), "leden.xlsx", TODAY, WISHES)) == "unreadable_file"


def test_a_text_document_in_the_same_kind_of_archive_is_no_sheet() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal_of(read_contacts(written.getvalue(), "leden.xlsx", TODAY, WISHES)) == "unknown_format"


def test_a_sheet_that_is_too_wide_is_refused() -> None:
    assert refusal_of(from_excel([["Voornaam", "Naam", *["x"] * (MAX_COLUMNS - 1)]])) == "too_many_columns"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["leden.csv", "leden.xlsx"]),
    st.sampled_from([b"", b"PK\x03\x04", b"Voornaam;Naam\n"]),
)
def test_whatever_the_bytes_the_answer_is_a_value(data: bytes, name: str, start: bytes) -> None:
    file = read_contacts(start + data, name, TODAY, WISHES)
    for refused in filter(None, (file.refusal, *file.refused)):
        assert sentence(refused, "nl")


def test_every_reason_has_the_same_blanks_in_both_languages() -> None:
    for code, (dutch, english) in REASONS.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (dutch, english)]
        assert blanks[0] == blanks[1], code


def group_of(line: ContactLine) -> str | None:
    return next((group.name for group in line.groups), None)


def test_the_demo_s_members_are_sixty_people_with_their_own_user_names() -> None:
    file = read_contacts((DEMO / "members.xlsx").read_bytes(), "members.xlsx", TODAY, WISHES)
    assert (file.refusal, file.refused, file.ignored_columns) == (None, (), ())
    assert Counter(group_of(line) for line in file.lines) == {"Sopranen": 24, "Alten": 18, "Mannen": 15, None: 3}
    user_names = [plain(line.first_name) for line in file.lines]
    assert len(set(user_names)) == 60
    assert all(name.isascii() for name in user_names)
    groups = {line.first_name: group_of(line) for line in file.lines}
    assert (groups["Clara"], groups["An"], groups["Jonas"]) == ("Sopranen", "Alten", "Mannen")
    for line in file.lines:
        assert all(address.endswith("@rietvink.example") for address in line.addresses)


def test_the_demo_s_members_hold_what_a_choir_holds() -> None:
    lines = read_contacts((DEMO / "members.xlsx").read_bytes(), "members.xlsx", TODAY, WISHES).lines
    by_name = {line.first_name: line for line in lines}
    assert by_name["An"].addresses == ("an@rietvink.example",)
    assert by_name["Herman"].addresses == by_name["Godelieve"].addresses == ("godelieve@rietvink.example",)
    assert sum(not line.addresses for line in lines) >= 5
    assert sum(each.until is not None and each.until < TODAY for line in lines for each in line.memberships) == 2
    children = [line for line in lines if line.families and line.families[0].part == CHILD]
    parents = {each.name for line in lines for each in line.families if each.part == PARENT}
    assert [group_of(line) for line in children] == ["Sopranen"] * 3
    assert all(line.families[0].name in parents for line in children)
    assert len({line.language for line in lines}) >= 5


def test_the_demo_s_files_are_what_their_script_makes(tmp_path: Path) -> None:
    (tmp_path / "make_members.py").write_bytes((DEMO / "make_members.py").read_bytes())
    subprocess.run([sys.executable, "make_members.py"], cwd=tmp_path, check=True)
    made, kept = (load_workbook(folder / "members.xlsx").worksheets[0] for folder in (tmp_path, DEMO))
    assert list(made.values) == list(kept.values)
    errors = "members-with-errors.csv"
    assert (tmp_path / errors).read_bytes() == (DEMO / errors).read_bytes()


def test_the_demo_s_file_with_errors_shows_each_kind_of_wrong_line() -> None:
    data = (DEMO / "members-with-errors.csv").read_bytes()
    assert "Zoë".encode("windows-1252") in data
    file = read_contacts(data, "members-with-errors.csv", TODAY, WISHES)
    assert [line.first_name for line in file.lines] == ["Zoë", "René", "An"]
    of_files = {"file_too_large", "unknown_format", "old_or_locked_excel", "suspicious_archive", "unreadable_file"}
    of_files |= {"unknown_encoding", "broken_quotes", "empty_file", "too_many_lines", "too_many_columns"}
    of_files |= {"columns_missing", "columns_double", "unknown_target", "mapping_too_wide"}
    elsewhere = {"cell_error", "invalid_number", "unknown_country"}
    assert {refused.code for refused in file.refused} == set(REASONS) - of_files - elsewhere
