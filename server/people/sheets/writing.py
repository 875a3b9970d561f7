"""Writing lists as CSV and as Excel, so that no cell becomes a formula and each reads back as what it was."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from server.people.sheets.cells import escaped, number_text

Written = str | date | float | bool | None
Delimiter = Literal[";", ",", "\t"]
_EXCEL_DATE = "dd/mm/yyyy"
# What XML 1.0 has no way to write (§2.2).
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Written]], delimiter: Delimiter = ";") -> bytes:
    """A CSV file in UTF-8 with a byte order mark, which Excel needs to know the letters.

    The semicolon is what Excel expects where decimals have a comma, as in Dutch. A text that would begin a formula gets
    an apostrophe before it.
    """
    comma = delimiter == ";"
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([escaped(text) for text in header])
    writer.writerows([escaped(_text(value, comma=comma)) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


async def csv_text(header: Sequence[str], rows: Iterable[Sequence[Written]]) -> str:
    """The same as text, written in a thread: ten thousand rows take as long as a hundred requests. So are the rows,
    where they are made one by one as they are asked for."""
    return (await asyncio.to_thread(write_csv, header, rows)).decode()


def _text(value: Written, *, comma: bool = False) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return number_text(value).replace(".", "," if comma else ".")
    return value or ""


def write_excel(header: Sequence[str], rows: Iterable[Sequence[Written]], title: str) -> bytes:
    """An Excel file of one sheet: dates and numbers as such, texts as texts, also those that look like a formula."""
    book = Workbook(write_only=True)
    sheet = cast(WriteOnlyWorksheet, book.create_sheet(title))
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        sheet.append([_excel_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _excel_cell(sheet: WriteOnlyWorksheet, value: Written) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, date) and value.year > 1900:  # Excel thinks that 1900 had a 29 February
        cell: Cell = WriteOnlyCell(sheet, datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a bare day
        cell.number_format = _EXCEL_DATE
        return cell
    if isinstance(value, float):
        return WriteOnlyCell(sheet, value)
    return _text_cell(sheet, _text(value))


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    told = text.translate(_UNWRITABLE)
    # One apostrophe that stands in a cell is taken off by whoever reads it, so that one more keeps it.
    cell = WriteOnlyCell(sheet, escaped(told) if told.startswith("'") else told)
    cell.data_type = "s"
    if escaped(told) != told:
        # Excel's own mark for "this is a text", which it shows nowhere (ECMA-376 part 1 §18.8.45).
        cell.quotePrefix = True
    return cell
