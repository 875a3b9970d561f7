"""Bytes of an Excel file (.xlsx) in, rows of its first sheet out."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite

from openpyxl import DEFUSEDXML, load_workbook

from server.people.sheets.archives import check_archive
from server.people.sheets.cells import (
    MAX_COLUMNS,
    BadCell,
    Cell,
    Row,
    UnreadableFile,
    as_text,
    number_text,
    without_blank_end,
)

if not DEFUSEDXML:  # pragma: no cover - an installation without one of its dependencies
    raise ImportError("defusedxml is needed: without it openpyxl expands entities")


def excel_rows(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet, blank ones among them. Raises `UnreadableFile`."""
    check_archive(content, "xl/workbook.xml")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the size that a sheet states for itself may be wrong
            for line, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
                yield Row(line, without_blank_end(tuple(_cell(cell.value, cell.data_type) for cell in row)))
        finally:
            book.close()
    # openpyxl trusts the file's structure: a damaged or forged one raises whatever Python raises on the way.
    except Exception:
        raise UnreadableFile("unreadable_file") from None


def _cell(value: object, data_type: str) -> Cell:
    if data_type == "f":
        return BadCell("formula", "")
    if data_type == "e":
        return BadCell("cell_error", str(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return "" if value is None else _written(value)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isfinite(value):
        return number_text(value)
    return as_text(value.strip()) if isinstance(value, str) else str(value)
