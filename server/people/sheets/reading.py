"""Bytes of a CSV, Excel or OpenDocument file in, rows of cells out. Knows nothing of contacts."""

from collections.abc import Callable, Iterable

from server.people.sheets.cells import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_ROWS,
    Row,
    UnreadableFile,
    without_blank_end,
)
from server.people.sheets.csv_text import csv_rows
from server.people.sheets.excel import excel_rows
from server.people.sheets.opendocument import opendocument_rows

_TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_ARCHIVES = {".xlsx": excel_rows, ".ods": opendocument_rows}


def read_rows(content: bytes, file_name: str, recognised: Callable[[list[str]], int]) -> list[Row]:
    """The lines of a file that hold something, the header among them; `recognised` counts known headers.

    What the file is, is told by its content; the name only has to agree. Raises `UnreadableFile`.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile("file_too_large", limit=MAX_BYTES // 1024 // 1024)
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # OLE2: .xls, or .xlsx encrypted with a password
        raise UnreadableFile("old_or_locked_excel")
    name = file_name.lower()
    if content.startswith(b"PK\x03\x04"):
        for ending, archive_rows in _ARCHIVES.items():
            if name.endswith(ending):
                return _bounded(archive_rows(content))
    if name.endswith(_TEXT_ENDINGS):
        return _bounded(csv_rows(content, recognised))
    raise UnreadableFile("unknown_format")


def _bounded(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for seen, row in enumerate(rows):
        if any(cell != "" for cell in row.cells):
            kept.append(Row(row.line, without_blank_end(row.cells)))
        if len(kept) > MAX_LINES + 1 or seen > MAX_ROWS:
            raise UnreadableFile("too_many_lines", limit=MAX_LINES)
        if len(row.cells) > MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", limit=MAX_COLUMNS)
    return kept
