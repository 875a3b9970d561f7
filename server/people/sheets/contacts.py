"""Read a file of contacts: the lines that are right, and what is wrong with the others.

Pure: no database, no clock, no network. A line is taken whole or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from server.people.sheets.cells import Row, UnreadableFile
from server.people.sheets.columns import Catalogue, plain, recognised
from server.people.sheets.lines import ContactLine, LineReader
from server.people.sheets.mapping import ColumnMapping, Columns, guess_mapping, header_texts
from server.people.sheets.reading import read_rows
from server.people.sheets.reasons import Param, Refused


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file holds. With a `refusal` it was not read as contacts, and `lines` and `refused` are empty.

    `columns`: the headers as they stand in the file; `rows`: its lines of cells, without the header;
    `ignored_columns`: headers of what is not in `lines`.
    """

    name: str
    lines: tuple[ContactLine, ...] = ()
    refused: tuple[Refused, ...] = ()
    refusal: Refused | None = None
    mapping: ColumnMapping | None = None
    columns: tuple[str, ...] = ()
    rows: Sequence[Row] = field(default=(), compare=False)
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be read: by a mapping, or by one that is guessed, with `by_values` also from what columns hold.

    `catalogue`: the organisation's own words.
    """

    mapping: ColumnMapping | None = None
    catalogue: Catalogue = field(default_factory=Catalogue)
    by_values: bool = False


def read_contacts(content: bytes, file_name: str, today: date, wishes: Wishes | None = None) -> ContactFile:
    """Read a file of at most `MAX_BYTES` and `MAX_LINES`; `today` decides which birth dates are in the future.

    Takes CSV (any delimiter; UTF-8, UTF-16, Windows-1252), .xlsx and .ods (their first sheet). Raises nothing: what
    is wrong comes back as `Refused`. Up to seconds of processor time for the largest file: not for an event loop.
    """
    wishes = wishes or Wishes()
    fields = wishes.catalogue.fields
    try:
        rows = read_rows(content, file_name, lambda texts: recognised(texts, fields))
    except UnreadableFile as unreadable:
        return ContactFile(file_name, refusal=Refused(0, "", unreadable.code, dict[str, Param](unreadable.params)))
    if not rows:
        return ContactFile(file_name, refusal=Refused(0, "", "empty_file"))
    mapping = wishes.mapping or guess_mapping(rows, fields, by_values=wishes.by_values)
    columns = Columns(mapping, header_texts(rows, header=mapping.header), wishes.catalogue)
    return _read(file_name, rows, columns, today)


def _read(file_name: str, rows: Sequence[Row], columns: Columns, today: date) -> ContactFile:
    people = rows[1:] if columns.mapping.header else rows
    refusal = columns.refusal(rows[0].line)
    read = [] if refusal else [LineReader(columns, row).read(today) for row in people]
    lines, refused = _sorted_out(read)
    return ContactFile(
        file_name, lines, refused, refusal, columns.mapping, tuple(columns.texts), people, columns.ignored
    )


def _sorted_out(
    read: Iterable[tuple[ContactLine, list[Refused]]],
) -> tuple[tuple[ContactLine, ...], tuple[Refused, ...]]:
    lines: list[ContactLine] = []
    refused: list[Refused] = []
    first_lines: dict[tuple[object, ...], int] = {}
    for line, problems in read:
        if problems:
            refused.extend(problems)
        elif (first := first_lines.setdefault(_identity(line), line.line)) != line.line:
            refused.append(Refused(line.line, "", "duplicate_line", {"first_line": first}))
        else:
            lines.append(line)
    return tuple(lines), tuple(refused)


def _identity(line: ContactLine) -> tuple[object, ...]:
    """Who a line is about: a number, or a name with a birth date, or with the addresses where that is not given."""
    if line.number is not None:
        return (line.number,)
    told_apart = line.birth_date or tuple(address.casefold() for address in line.addresses)
    return plain(line.first_name), plain(line.last_name), told_apart
