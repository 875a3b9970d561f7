"""Changing or deleting thousands of rows by a few statements."""

from collections.abc import Sequence
from typing import Any, TypeVar

from server.kernel.database.statements import INSERT_AT_ONCE, execute, insert_rows, marks
from server.kernel.models import Row
from server.kernel.unit_of_work import column_of, database_value

R = TypeVar("R", bound=Row)


def changed_copy(row: R, **values: Any) -> R:
    """A row with other values, not yet in the database; the unit of work does not follow what happens to it."""
    kept = {name: getattr(row, name) for name in _names(type(row))}
    return type(row)(**{**kept, **values})


async def rewrite_rows(rows: Sequence[R]) -> None:
    """Write saved rows of one tenant's model anew, all of their columns.

    The model may have no uniqueness besides its id: SQLite lets `ON CONFLICT` see one constraint only.
    """
    if not rows:
        return
    model = type(rows[0])
    names, table = _names(model), model._meta.db_table
    columns = [column_of(model, name) for name in names]
    setting = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != "id")
    own = f'WHERE "{table}"."organisation_id" = excluded."organisation_id"'
    records = [[database_value(row, name) for name in names] for row in rows]
    await insert_rows(table, columns, records, f'ON CONFLICT ("id") DO UPDATE SET {setting} {own}')


async def delete_rows(rows: Sequence[Any]) -> None:
    """Delete rows of one tenant's model to which no other row points."""
    for start in range(0, len(rows), INSERT_AT_ONCE):
        part = rows[start : start + INSERT_AT_ONCE]
        sql = f'DELETE FROM "{part[0]._meta.db_table}" WHERE "organisation_id" = ? AND "id" IN ({marks(part)})'
        await execute(sql, [part[0].organisation_id, *(row.id for row in part)])


def _names(model: type[Row]) -> list[str]:
    return [name for name in model._meta.fields_db_projection if name != "pk"]
