"""Bytes of an OpenDocument spreadsheet (.ods) in, rows of its first sheet out (ODF 1.3 part 3, chapter 9)."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO

from defusedxml.ElementTree import XMLParser

from server.people.sheets.archives import check_archive
from server.people.sheets.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    BadCell,
    Cell,
    Row,
    UnreadableFile,
    as_text,
    number_text,
    without_blank_end,
)

_PART = "content.xml"
_CHUNK = 64 * 1024
_MAX_SPACES = 100

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ROW = f"{_TABLE}table-row"
_SHEET = f"{_TABLE}table"
_COVERED = f"{_TABLE}covered-table-cell"
_CELLS = (f"{_TABLE}table-cell", _COVERED)
_PARAGRAPH = f"{_TEXT}p"
# Notes, shapes and sheets within a sheet are beside its text.
_ASIDE = (f"{_OFFICE}annotation", f"{_TABLE}shapes", _SHEET)
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_ERRORS = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!")


def opendocument_rows(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet that hold something. Raises `UnreadableFile`."""
    check_archive(content, _PART)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_PART) as part:
            yield from _rows(part)
    # A damaged or forged file raises whatever zipfile, expat and defusedxml raise on the way.
    except Exception:
        raise UnreadableFile("unreadable_file") from None


def _rows(part: IO[bytes]) -> Iterator[Row]:
    sheet = _Sheet()
    # No tree is built: what is held is one chunk's rows, whatever the depth and length of the document.
    parser = XMLParser(target=sheet, forbid_dtd=True)
    while not sheet.ended and (chunk := part.read(_CHUNK)):
        parser.feed(chunk)
        yield from sheet.taken()
    if not sheet.ended:
        parser.close()
        raise ValueError("the document ends within its sheet")


class _Sheet:
    """A target of the parser that keeps the rows of the first table."""

    def __init__(self) -> None:
        self.ended = False
        self._within = False
        self._aside = 0
        self._paragraphs = 0
        self._line = 1
        self._repeated = 1
        self._cells: list[Cell] = []
        self._cell: Mapping[str, str] | None = None
        self._texts: list[str] = []
        self._rows: list[tuple[int, int, tuple[Cell, ...]]] = []

    def taken(self) -> Iterator[Row]:
        """The rows that were read since the last time; a repeated one as often as a bounded reader may want it."""
        rows, self._rows = self._rows, []
        for line, repeated, cells in rows:
            for again in range(min(repeated, MAX_ROWS + 2)):
                yield Row(line + again, cells)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._aside or (self._within and tag in _ASIDE):
            self._aside += 1
        elif tag == _SHEET:
            self._within = not self.ended
        elif self._within and tag == _ROW:
            self._cells, self._repeated = [], _count(attributes, "rows")
        elif self._within and tag in _CELLS:
            self._cell, self._texts, self._paragraphs = attributes, [], 0
        elif self._cell is not None:
            self._begin_text(tag, attributes)

    def _begin_text(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == _PARAGRAPH:
            self._texts += ["\n"] if self._texts else []
            self._paragraphs += 1
        elif tag == f"{_TEXT}s":
            self._texts.append(" " * min(int(attributes.get(f"{_TEXT}c", "1")), _MAX_SPACES))
        elif tag in _BREAKS:
            self._texts.append(_BREAKS[tag])

    def data(self, text: str) -> None:
        # A line break of the XML is a space (ODF 1.3 part 3 §6.1.2); one of the text is an element.
        if self._cell is not None and self._paragraphs and not self._aside:
            self._texts.append(text.replace("\n", " "))

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == _PARAGRAPH:
            self._paragraphs -= 1
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(tag, self._cell)
        elif self._within and tag == _ROW:
            self._end_row()
        elif tag == _SHEET:
            self.ended, self._within = True, False

    def _end_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        room = MAX_COLUMNS + 1 - len(self._cells)
        cell = "" if tag == _COVERED else _value(attributes, "".join(self._texts).strip())
        self._cells += [cell] * min(_count(attributes, "columns"), room)
        self._cell = None

    def _end_row(self) -> None:
        cells = without_blank_end(tuple(self._cells))
        if cells and not self.ended:
            self._rows.append((self._line, self._repeated, cells))
        self._line += self._repeated

    def close(self) -> None:
        """The parser asks for it."""


def _count(attributes: Mapping[str, str], of: str) -> int:
    count = int(attributes.get(f"{_TABLE}number-{of}-repeated", "1"))
    if not 1 <= count < 2**31:
        raise ValueError("no number of repetitions")
    return count


def _value(attributes: Mapping[str, str], text: str) -> Cell:
    """What a cell holds, by its declared type (ODF 1.3 part 3 §19.387)."""
    if f"{_TABLE}formula" in attributes:
        return BadCell("formula", "")
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return date.fromisoformat(attributes[f"{_OFFICE}date-value"][:10])
    if kind in ("float", "percentage", "currency"):
        return number_text(float(attributes[f"{_OFFICE}value"]))
    if kind == "boolean":
        return attributes[f"{_OFFICE}boolean-value"]
    if text in _ERRORS:
        return BadCell("cell_error", text)
    return as_text(attributes.get(f"{_OFFICE}string-value", text).strip())
