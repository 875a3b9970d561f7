"""Bytes of a CSV file in, rows of cells out, whatever its letters and its delimiter."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from server.people.sheets.cells import Row, UnreadableFile

# In the order in which programs write them.
_USUAL = ";,\t|"
_SAMPLE_LINES = 20
_SAMPLE_LETTERS = 10_000
_MOST_DELIMITERS = 24


def csv_rows(content: bytes, recognised: Callable[[list[str]], int]) -> Iterator[Row]:
    """The lines of a CSV file; `recognised` counts known headers, which tells its delimiter."""
    # Universal newlines: a lone CR, as old programs on a Mac write, ends a line too.
    lines = io.StringIO(_decoded(content), newline=None).read().split("\n")
    skipped = 0
    while skipped < len(lines) and (not lines[skipped].strip() or lines[skipped].startswith("sep=")):
        skipped += 1
    if skipped == len(lines):
        return
    delimiter = find_delimiter(lines[skipped : skipped + _SAMPLE_LINES], recognised)
    ended = (line + "\n" for line in lines[skipped:])
    reader = csv.reader(ended, delimiter=delimiter, strict=True, skipinitialspace=_pads(delimiter))
    start = skipped + 1
    try:
        for cells in reader:
            yield Row(start, tuple(cell.strip() for cell in cells))
            start = skipped + reader.line_num + 1
    except csv.Error:
        raise UnreadableFile("broken_quotes", at=start) from None


def _pads(delimiter: str) -> bool:
    """Whether a space after this delimiter is none of the cell: `An, "Oeverlant"`."""
    return delimiter not in " \t"


def find_delimiter(lines: Sequence[str], recognised: Callable[[list[str]], int]) -> str:
    """The sign under which most headers mean something; else the one that splits most of the first lines alike."""

    def worth(delimiter: str) -> tuple[int, ...]:
        rows = _split(lines, delimiter)
        width = len(rows[0]) if rows else 0
        alike = sum(len(row) == width for row in rows) if width > 1 else 0
        known, usual = recognised(rows[0]) if rows else 0, -_rank(delimiter)
        # A header of one column may hold spaces and dashes itself.
        return known, usual if known else 0, alike, usual, width

    return max(_candidates(lines[0]), key=worth)


def _rank(delimiter: str) -> int:
    return _USUAL.index(delimiter) if delimiter in _USUAL else len(_USUAL)


def _candidates(header: str) -> list[str]:
    counted = Counter(letter for letter in header[:_SAMPLE_LETTERS] if _may_delimit(letter))
    return list(dict.fromkeys([*_USUAL, *(letter for letter, _ in counted.most_common(_MOST_DELIMITERS))]))


def _may_delimit(letter: str) -> bool:
    # Marks (M) are parts of letters; csv takes the quotation mark for itself.
    return letter.isprintable() and not letter.isalnum() and letter != '"' and unicodedata.category(letter)[0] != "M"


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    ended = (line[:_SAMPLE_LETTERS] + "\n" for line in lines)
    with suppress(csv.Error):  # what could be split so far tells enough
        rows.extend(csv.reader(ended, delimiter=delimiter, skipinitialspace=_pads(delimiter)))
    return [[cell.strip() for cell in row] for row in rows if row]


def _decoded(content: bytes) -> str:
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        raise UnreadableFile("unknown_encoding") from None
    if "\x00" in text:
        raise UnreadableFile("unknown_format")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    # Headers are Latin letters: in UTF-16 without a byte order mark every other byte of them is zero.
    start = content[:64]
    if len(start) >= 4 and len(content) % 2 == 0 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and len(content) % 2 == 0 and not any(start[0::2]):
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
