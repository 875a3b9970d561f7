"""Bytes of a CSV or Excel file in, rows of cells out. Knows nothing of contacts."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from openpyxl import DEFUSEDXML, load_workbook

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 10_000
MAX_COLUMNS = 100
# Blank rows cost time and mean nothing, yet a sheet may claim a million of them.
_MAX_ROWS = 2 * MAX_LINES
_MAX_UNPACKED = 50 * 1024 * 1024
_MAX_RATIO = 200
_MAX_PARTS = 1_000

_DELIMITERS = (";", ",", "\t", "|")
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")

if not DEFUSEDXML:  # pragma: no cover - an installation without one of its dependencies
    raise ImportError("defusedxml is needed: without it openpyxl expands entities")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell of an Excel sheet that holds no value of its own."""

    code: Literal["formula", "cell_error"]
    value: str


Cell = str | date | BadCell


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something in it; `line` counts from 1 as the person's own program does."""

    line: int
    cells: tuple[Cell, ...]


class UnreadableFile(Exception):  # noqa: N818 - an answer to a person, not a fault
    """The file as a whole is refused, with a code of `REASONS`."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_rows(data: bytes, file_name: str, recognised: Callable[[list[str]], int]) -> list[Row]:
    """The lines of a file that hold something, the header among them; `recognised` counts known headers.

    What the file is, is told by its content; the name only has to agree. Raises `UnreadableFile`.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("file_too_large", limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE2: .xls, or .xlsx encrypted with a password
        raise UnreadableFile("old_or_locked_excel")
    name = file_name.lower()
    if data.startswith(b"PK\x03\x04") and name.endswith(".xlsx"):
        return _bounded(_excel_rows(data))
    if name.endswith(_TEXT_ENDINGS):
        return _bounded(_csv_rows(_decoded(data), recognised))
    raise UnreadableFile("unknown_format")


def _bounded(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for seen, row in enumerate(rows):
        if any(cell != "" for cell in row.cells):
            kept.append(Row(row.line, _without_blank_end(row.cells)))
        if len(kept) > MAX_LINES + 1 or seen > _MAX_ROWS:
            raise UnreadableFile("too_many_lines", limit=MAX_LINES)
        if len(row.cells) > MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", limit=MAX_COLUMNS)
    return kept


def _without_blank_end(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _decoded(data: bytes) -> str:
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise UnreadableFile("unknown_encoding") from None
    if "\x00" in text:
        raise UnreadableFile("unknown_format")
    return text


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    # Headers are Latin letters: in UTF-16 without a byte order mark every other byte of them is zero.
    start = data[:64]
    if len(start) >= 4 and len(data) % 2 == 0 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and len(data) % 2 == 0 and not any(start[0::2]):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _csv_rows(text: str, recognised: Callable[[list[str]], int]) -> Iterator[Row]:
    # Universal newlines: a lone CR, as old programs on a Mac write, ends a line too.
    lines = io.StringIO(text, newline=None).read().split("\n")
    skipped = 0
    while skipped < len(lines) and (not lines[skipped].strip() or lines[skipped].startswith("sep=")):
        skipped += 1
    if skipped == len(lines):
        return
    delimiter = _delimiter(lines[skipped], recognised)
    reader = csv.reader((line + "\n" for line in lines[skipped:]), delimiter=delimiter, strict=True)
    start = skipped + 1
    try:
        for cells in reader:
            yield Row(start, tuple(cell.strip() for cell in cells))
            start = skipped + reader.line_num + 1
    except csv.Error:
        raise UnreadableFile("broken_quotes", at=start) from None


def _delimiter(header: str, recognised: Callable[[list[str]], int]) -> str:
    """The delimiter under which most headers mean something, else the one that occurs most."""

    def worth(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return recognised(cells), len(cells)

    return max(_DELIMITERS, key=worth)


def _excel_rows(data: bytes) -> Iterator[Row]:
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the size that a sheet states for itself may be wrong
            for line, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
                yield Row(line, _without_blank_end(tuple(_excel_cell(cell.value, cell.data_type) for cell in row)))
        finally:
            book.close()
    # openpyxl trusts the file's structure: a damaged or forged one raises whatever Python raises on the way.
    except Exception:
        raise UnreadableFile("unreadable_file") from None


def _check_archive(data: bytes) -> None:
    """Judge an archive by its directory alone. zipfile never unpacks more of a part than the directory states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise UnreadableFile("unreadable_file") from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * len(data) or len(parts) > _MAX_PARTS:
        raise UnreadableFile("suspicious_archive")
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise UnreadableFile("unknown_format")


def _excel_cell(value: object, data_type: str) -> Cell:
    if data_type == "f":
        return BadCell("formula", "")
    if data_type == "e":
        return BadCell("cell_error", str(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
