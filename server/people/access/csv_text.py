"""Rows as CSV (RFC 4180) that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """The rows with CRLF, parted by semicolons as Dutch spreadsheets expect, behind a byte order mark for Excel."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(
        [_harmless(cell) for cell in line] for line in lines
    )
    return "\ufeff" + written.getvalue()


def _harmless(cell: str) -> str:
    # An apostrophe before what a spreadsheet would run as a formula (OWASP, CSV injection).
    return f"'{cell}" if cell.startswith(_BEGIN_FORMULAS) else cell
