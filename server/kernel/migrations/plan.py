"""What has been applied, and what is to be done to come to a target."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from tortoise.migrations.migration import Migration

from server.kernel.clock import clock
from server.kernel.database.connect import DatabaseAddress
from server.kernel.database.fields import microseconds
from server.kernel.migrations.files import PACKAGE, load
from server.kernel.migrations.sentences import MigrationFailed

ZERO = "zero"
"""The target before the first migration."""
RECORD = "migration"
"""The table in which applied migrations stand. Not Tortoise's own, so that its unguarded runner finds nothing to do."""
NAMES = f'SELECT "name" FROM "{RECORD}" ORDER BY "name"'


class Plan(msgspec.Struct, frozen=True):
    """The migrations to carry out, in that order; `kept` are those applied afterwards."""

    migrations: list[Migration]
    backward: bool
    kept: list[Migration]


def plan(files: Sequence[Migration], applied: Sequence[str], target: str | None) -> Plan:
    """How to come from what is applied to `target`: a name or its beginning, `zero`, or None for the newest."""
    names = [migration.name for migration in files]
    if list(applied) != names[: len(applied)]:
        raise MigrationFailed("migration_newer", names=", ".join(sorted(set(applied) - set(names)) or applied))
    position = _position(names, target)
    if position >= len(applied):
        return Plan(list(files[len(applied) : position]), backward=False, kept=list(files[:position]))
    undone = list(reversed(files[position : len(applied)]))
    _check_reversible(undone)
    return Plan(undone, backward=True, kept=list(files[:position]))


def _position(names: list[str], target: str | None) -> int:
    if target is None:
        return len(names)
    if target == ZERO:
        return 0
    found = [number for number, name in enumerate(names, 1) if name.startswith(target)]
    if len(found) != 1:
        raise MigrationFailed("migration_unknown", name=target, names=", ".join(names))
    return found[0]


def _check_reversible(undone: Sequence[Migration]) -> None:
    for migration in undone:
        if not all(getattr(operation, "reversible", True) for operation in migration.operations):
            raise MigrationFailed("migration_final", name=migration.name)


async def pending(address: DatabaseAddress, *, package: str = PACKAGE) -> list[str]:
    """The names of the migrations that have still to be applied; it waits for nobody and changes nothing.

    Raises `MigrationFailed("migration_newer")` when the database knows migrations that this version does not.
    """
    applied = await asyncio.to_thread(_names_in_file, address.file) if address.file else await _names_in_server(address)
    return [migration.name for migration in plan(load(package), applied, None).migrations]


def _names_in_file(file: Path) -> list[str]:
    if not file.exists():
        return []
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [RECORD]).fetchall()
        return [name for (name,) in connection.execute(NAMES)] if known else []
    finally:
        connection.close()


async def _names_in_server(address: DatabaseAddress) -> list[str]:
    given = address.connection()["credentials"]
    connection = await asyncpg.connect(
        **{name: given[name] for name in ("host", "port", "user", "password", "database")}
    )
    try:
        return [row["name"] for row in await connection.fetch(NAMES)]
    except asyncpg.UndefinedTableError:
        return []
    finally:
        await connection.close()


async def applied_in(client: Any) -> list[str]:
    """The names of the applied migrations; makes the table in which they stand when it is not there."""
    await client.execute_query(
        f'CREATE TABLE IF NOT EXISTS "{RECORD}" '
        '("name" VARCHAR(200) NOT NULL PRIMARY KEY, "applied_at" BIGINT NOT NULL)'
    )
    return [row["name"] for row in await client.execute_query_dict(NAMES)]


async def record(client: Any, name: str, *, backward: bool) -> None:
    """Note that a migration has been applied, or undone."""
    first, second = ("$1", "$2") if client.capabilities.dialect == "postgres" else ("?", "?")
    if backward:
        await client.execute_query(f'DELETE FROM "{RECORD}" WHERE "name" = {first}', [name])
    else:
        at = microseconds(clock.now())
        await client.execute_query(f'INSERT INTO "{RECORD}" VALUES ({first}, {second})', [name, at])
