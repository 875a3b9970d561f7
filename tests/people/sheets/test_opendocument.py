"""A list made in LibreOffice comes in as one made in Excel does, and one that was made to harm does not."""

import io
import zipfile
from datetime import date

import pytest
from odfdo import Cell, Document, Table

from server.people.sheets.cells import MAX_BYTES, MAX_COLUMNS, MAX_LINES
from server.people.sheets.contacts import ContactFile, read_contacts
from server.people.sheets.lines import PostalCells
from server.people.sheets.reasons import sentence

TODAY = date(2026, 11, 26)
NAMESPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)


def made_by_a_program(rows: list[list[object]]) -> bytes:
    """A spreadsheet as a library of others writes it."""
    document, table, written = Document("spreadsheet"), Table("Leden"), io.BytesIO()
    document.body.clear()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.set_cell((column, row), Cell(value))
    document.body.append(table)
    document.save(written)
    return written.getvalue()


def written_by_hand(rows: str, around: str = "{}") -> bytes:
    """A spreadsheet with these rows in its first table."""
    tables = around.format(f'<table:table table:name="Leden">{rows}</table:table>')
    content = (
        f"<office:document-content{NAMESPACES}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(content)


def archive(content: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", content)
    return written.getvalue()


def text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{value}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


HEADER = row(text("Voornaam"), text("Naam"), text("Geboortedatum"), text("Postcode"))


def read(content: bytes) -> ContactFile:
    return read_contacts(content, "leden.ods", TODAY)


def refusal_of(content: bytes) -> str:
    file = read(content)
    assert file.refusal is not None
    assert sentence(file.refusal, "nl")
    return file.refusal.code


def test_dates_numbers_and_texts_come_through() -> None:
    people = [
        ["Voornaam", "Naam", "Geboortedatum", "Postcode", "Lievelingslied"],
        ["Zoë", " Oeverlant ", date(1991, 7, 30), 2800, True],
        [],
        ["An", "Oeverlant", "17/09/1981"],
    ]
    file = read(made_by_a_program(people))
    assert (file.refusal, file.refused, file.ignored_columns) == (None, (), ("Lievelingslied",))
    zoe, an = file.lines
    assert (zoe.line, zoe.first_name, zoe.last_name, zoe.birth_date) == (2, "Zoë", "Oeverlant", date(1991, 7, 30))
    assert zoe.postal == (PostalCells(postcode="2800"),)
    assert (an.line, an.birth_date) == (4, date(1981, 9, 17))


def test_blank_rows_that_are_told_by_their_number_keep_the_count_of_lines() -> None:
    blank = row(
        "<table:table-cell table:number-columns-repeated='1024'/>", attributes=" table:number-rows-repeated='7'"
    )
    end = row("<table:table-cell/>", attributes=" table:number-rows-repeated='1048567'")
    file = read(written_by_hand(HEADER + blank + row(text("An"), text("Oeverlant")) + end))
    assert [(line.line, line.first_name) for line in file.lines] == [(9, "An")]


def test_cells_that_are_told_by_their_number_are_as_many() -> None:
    file = read(written_by_hand(HEADER + row(text("An", ' table:number-columns-repeated="2"'))))
    assert [(line.first_name, line.last_name) for line in file.lines] == [("An", "An")]


def test_a_covered_cell_and_a_note_and_a_second_sheet_are_not_read() -> None:
    covered = "<table:covered-table-cell><text:p>17/09/1981</text:p></table:covered-table-cell>"
    note = (
        "<table:table-cell office:value-type='string'><office:annotation><text:p>Belt nooit terug</text:p>"
        "</office:annotation><text:p>Oeverlant</text:p></table:table-cell>"
    )
    second = "{}" + f"<table:table>{row(text('Bram'), text('Kerkwijk'))}</table:table>"
    [an] = read(written_by_hand(HEADER + row(text("An"), note, covered), second)).lines
    assert (an.first_name, an.last_name, an.birth_date) == ("An", "Oeverlant", None)


def test_spaces_and_marked_up_text_are_one_text() -> None:
    marked = text("Oever<text:span>lant</text:span><text:s text:c='3'/>van\n  Riet")
    assert read(written_by_hand(HEADER + row(text("An"), marked))).lines[0].last_name == "Oeverlant van Riet"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<table:table-cell table:formula="of:=[.A1]" office:value-type="string"/>', "formula"),
        (text("#N/A"), "cell_error"),
        (text("Oever<text:line-break/>lant"), "control_character"),
        (text("<text:s text:c='2000000000'/>" * 9 + "Oever" + "<text:s text:c='2000000000'/>lant" * 2), ""),
    ],
)
def test_a_cell_without_a_value_of_its_own_refuses_its_line(cell: str, code: str) -> None:
    file = read(written_by_hand(HEADER + row(text("An"), cell)))
    assert [refused.code for refused in file.refused] == ([code] if code else [])


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    assert read(written_by_hand(HEADER + row(text("An"), text("=Oeverlant")))).lines[0].last_name == "=Oeverlant"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            HEADER + row(text("An"), text("Riet"), attributes=" table:number-rows-repeated='2000000000'"),
            "too_many_lines",
        ),
        (HEADER + row(text("An"), text("Riet")) * (MAX_LINES + 1), "too_many_lines"),
        (HEADER + row(text("An", " table:number-columns-repeated='2000000000'")), "too_many_columns"),
        (row(*[text("Naam")] * (MAX_COLUMNS + 1)), "too_many_columns"),
        (HEADER + row(text("An"), attributes=" table:number-rows-repeated='-1'"), "unreadable_file"),
        (HEADER + row('<table:table-cell office:value-type="float" office:value="veel"/>'), "unreadable_file"),
        (HEADER + row('<table:table-cell office:value-type="date" office:date-value="ooit"/>'), "unreadable_file"),
        (HEADER + "<table:table-row>", "unreadable_file"),
        ("<text:span>" * 300_000, "unreadable_file"),
        ("", "empty_file"),
    ],
)
def test_a_sheet_made_to_harm_is_refused(rows: str, code: str) -> None:
    content = written_by_hand(rows)
    assert len(content) < MAX_BYTES
    assert refusal_of(content) in (code, "suspicious_archive")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "riet"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>', "unreadable_file"),
        ("<x>" + "riet" * 15_000_000 + "</x>", "suspicious_archive"),
        ("<x/>", "unreadable_file"),
        ("", "unreadable_file"),
    ],
)
def test_an_archive_made_to_harm_is_refused(content: str, code: str) -> None:
    assert refusal_of(archive(content)) == code


def test_a_text_document_in_the_same_kind_of_archive_is_no_sheet() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        new.writestr("word/document.xml", "<document/>")
    assert refusal_of(written.getvalue()) == "unknown_format"
