"""Our own SQL, written once for both databases with `?` for values."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

from server.kernel.database.watch import statement_watchers

__all__ = ["dialect", "execute", "insert_rows", "marks", "rows", "statement_watchers"]

INSERT_AT_ONCE = 500
"""Rows named in one statement: below SQLite's 32,766 values and PostgreSQL's 65,535 with up to 60 for each."""


def dialect() -> str:
    """`sqlite` or `postgres`."""
    return get_connection("default").capabilities.dialect


async def rows(sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Run a query (or a change with RETURNING) and give its rows as dictionaries."""
    client = get_connection("default")
    return await client.execute_query_dict(_in_dialect(sql, client), list(values))


async def execute(sql: str, values: Sequence[Any] = ()) -> int:
    """Run a change and give the number of rows that it touched."""
    client = get_connection("default")
    touched, _ = await client.execute_query(_in_dialect(sql, client), list(values))
    return touched


async def insert_rows(table: str, columns: Sequence[str], records: Sequence[Sequence[Any]], tail: str = "") -> None:
    """Insert rows by one statement that is run for each; `tail` is a conflict clause.

    An INSERT of many rows would be no faster, and it is parsed and planned anew for each number of them.
    """
    if records:
        client = get_connection("default")
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks(columns)}) {tail}'
        await client.execute_many(_in_dialect(sql, client), [list(record) for record in records])


def marks(values: Iterable[Any]) -> str:
    """One `?` for each value, for `IN (…)`; of no values `NULL`, for PostgreSQL refuses an empty list."""
    return ", ".join("?" for _ in values) or "NULL"


def _in_dialect(sql: str, client: BaseDBAsyncClient) -> str:
    return _numbered(sql) if client.capabilities.dialect == "postgres" else sql


@lru_cache(maxsize=2048)
def _numbered(sql: str) -> str:
    number = count(1)
    return "".join(f"${next(number)}" if character == "?" else character for character in sql)
