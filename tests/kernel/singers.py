"""Singers in the tables of `models_choir`, and whether all connections are back."""

from typing import Any

from tortoise.backends.sqlite.client import SqliteClient

from server.kernel.database import execute, rows, sqlite


async def names() -> list[str]:
    return [row["name"] for row in await rows('SELECT "name" FROM "singer" ORDER BY "name"')]


async def add(name: str, number: int) -> None:
    await execute('INSERT INTO "singer" ("id", "name", "choir_id") VALUES (?, ?, 1)', [number, name])


def idle(engine: Any) -> bool:
    """Whether every connection is back where it belongs."""
    if isinstance(engine, SqliteClient):
        free = engine._free.qsize() == sqlite.READERS if isinstance(engine, sqlite.SqliteEngine) else True
        return free and not engine._lock.locked()
    return bool(engine._pool.get_idle_size() == engine._pool.get_size())
