"""The archive of a person: all rows that are theirs, as JSON and to be read, and their files."""

import io
import tempfile
import zipfile
from asyncio import to_thread
from datetime import date
from html import escape
from typing import IO, Any

import msgspec
from tortoise.models import Model

from server.kernel.database import rows, snapshot
from server.kernel.database.statements import marks
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.personal import (
    DERIVED,
    OF_ANOTHER,
    SECRET,
    Person,
    Table,
    archive_parts,
    private_parts,
    referred,
    tables,
)
from server.kernel.ports import BlobStore
from server.kernel.wire import encode
from server.people.queries import today_in
from server.privacy.homes import KeptBack
from server.privacy.models_by_table import model_of
from server.privacy.people import rows_of
from server.privacy.words import column_name, table_name

IN_MEMORY = 16_000_000

Row = dict[str, Any]
Sheets = dict[str, list[Row]]


class Order(msgspec.Struct, frozen=True):
    """Of whom, in which language, whether it is for themselves (only then what they wrote is in it), and what is kept
    from who asked."""

    person: Person
    language: Language
    own: bool
    kept: KeptBack = KeptBack()


async def sheets_of(order: Order) -> Sheets:
    """All rows of a person by table, with what they refer to by name; read in one snapshot."""
    async with snapshot():
        found = {}
        for table in tables.values():
            if not table.owners or (table.private and not order.own):
                continue
            if records := await _records(table, order):
                found[table.name] = records
        return found


async def _records(table: Table, order: Order) -> list[Row]:
    owned = rows_of(table, order.person)
    if owned is None:
        return []
    shown = [name for name, kind in table.columns.items() if kind not in (DERIVED, OF_ANOTHER, SECRET)]
    named = ", ".join(f'"{name}"' for name in shown)
    found = await rows(f'SELECT {named} FROM "{table.name}" WHERE {owned[0]} ORDER BY "id"', owned[1])
    model = model_of(table.name)
    records = [{name: _value(model, name, row[name]) for name in shown} for row in found]
    shown_rows = [record for record in records if not order.kept.hides(table.name, record)]
    await _name_references(table, shown_rows, order.person.organisation)
    return shown_rows


def _value(model: type[Model], column: str, stored: Any) -> Any:
    return None if stored is None else model._meta.fields_map[column].to_python_value(stored)


async def _name_references(table: Table, records: list[Row], organisation: int) -> None:
    """Beside each id of a group, a season or a choice stands what it is called."""
    for column, kind in table.columns.items():
        target = tables.get(referred(kind) or "")
        if target is None or not target.label:
            continue
        names = await names_of(target, organisation, {row[column] for row in records} - {None})
        for row in records:
            row[column.removesuffix("_id")] = names.get(row[column])


async def names_of(table: Table, organisation: int, ids: set[int]) -> dict[int, str]:
    """What rows of a table are called, by their label."""
    if not ids:
        return {}
    named = ", ".join(f'"{name}"' for name in table.label)
    sql = f'SELECT "id", {named} FROM "{table.name}" WHERE "organisation_id" = ? AND "id" IN ({marks(ids)})'
    found = await rows(sql, [organisation, *sorted(ids)])
    parts: dict[int, list[str]] = {row["id"]: [] for row in found}
    for column in table.label:
        target = tables.get(referred(table.columns[column]) or "")
        names = await names_of(target, organisation, {row[column] for row in found}) if target else {}
        for row in found:
            parts[row["id"]].append(names.get(row[column], "") if target else str(row[column] or ""))
    return {number: " · ".join(part for part in each if part) for number, each in parts.items()}


async def archive_of(order: Order, blobs: BlobStore) -> IO[bytes]:
    """The whole archive (ZIP) from its beginning; to be closed by who reads it."""
    sheets, day = await sheets_of(order), await today_in(order.person.organisation)
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - `parts_of` closes it
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        await to_thread(_write_sheets, archive, sheets, order.language, day)
        parts = [part for name, part in archive_parts.items() if order.own or name not in private_parts]
        for part in parts:
            async for path, content in part(order.person, blobs):
                await to_thread(archive.writestr, path, content)
    kept.seek(0)
    return kept


def _write_sheets(archive: zipfile.ZipFile, sheets: Sheets, language: Language, day: date) -> None:
    name = say(Reason("privacy_overview_file"), language)
    archive.writestr(name, overview(sheets, language, day))
    for table, records in sheets.items():
        archive.writestr(f"{table}.json", msgspec.json.format(encode(records), indent=2))


def overview(sheets: Sheets, language: Language, day: date) -> str:
    """A page to be read by the person: every table with its rows on a day, in words."""
    written = io.StringIO()
    title = escape(say(Reason("privacy_overview_title"), language))
    written.write(f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>')
    written.write("<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}")
    written.write("dl{display:grid;grid-template-columns:12rem 1fr;border-top:1px solid #999;padding:.5rem 0}")
    written.write(f"dd{{margin:0;overflow-wrap:anywhere}}</style><h1>{title}</h1>")
    written.write(f"<p>{escape(say(Reason('privacy_overview_intro', day=day), language))}</p>")
    for table, records in sheets.items():
        written.write(f"<h2>{escape(table_name(table, language))}</h2>")
        for record in records:
            written.write(_entry(record, language))
    return written.getvalue()


def _entry(record: Row, language: Language) -> str:
    lines = []
    for column, value in record.items():
        technical = column == "id" or column.endswith("_id") or column in ("organisation_id", "rev")
        if value in (None, "") or technical:
            continue
        shown = escape(str(value))
        lines.append(f"<dt>{escape(column_name(column, language))}</dt><dd>{shown}</dd>")
    return f"<dl>{''.join(lines)}</dl>" if lines else ""
