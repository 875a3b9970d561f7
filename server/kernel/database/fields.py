"""Fields that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import msgspec
from tortoise.fields import BigIntField, TextField
from tortoise.models import Model

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime | date | str) -> int:
    """A moment as the database keeps it: microseconds since 1970 in UTC.

    Raises `ValueError` for a datetime without a zone, and for a date or a text, which are no moments.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise ValueError("a moment without a zone has no place in the database")
    return (moment - EPOCH) // MICROSECOND


def moment_of(stored: int) -> datetime:
    """The moment in UTC that `microseconds` made."""
    return EPOCH + stored * MICROSECOND


class MomentField(BigIntField):
    """A moment in UTC, kept as microseconds since 1970.

    Tortoise compares datetimes as text on SQLite, and wrongly so when the offset is not UTC; integers compare the same
    everywhere, in filters and in our own SQL.
    """

    field_type = datetime
    allows_generated = False

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> int | None:
        if isinstance(value, date | str):
            return microseconds(value)
        return cast(int | None, value)

    def to_python_value(self, value: Any) -> datetime | None:
        return moment_of(value) if isinstance(value, int) else value


class JsonField(TextField):
    """Lists and records that are only ever read whole, kept as JSON text: what is asked for stands in columns."""

    field_type = object

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def to_python_value(self, value: Any) -> Any:
        return msgspec.json.decode(value) if isinstance(value, str) else value


class IdField(BigIntField):
    """A primary key made by the server (`ids.new_id`), never by the database.

    On SQLite it is the `rowid` itself (https://www.sqlite.org/lang_createtable.html#rowid): a BIGINT would cost each
    table a second tree.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "primary_key": True, "generated": False})

    class _db_sqlite:  # noqa: N801 - Tortoise looks for this name
        SQL_TYPE = "INTEGER"
