"""Being the only one: one migrator at a time, and on SQLite no server beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO, Any

from server.kernel.database.connect import DatabaseAddress
from server.kernel.database.lock import hold, lock_of
from server.kernel.errors import StartRefused
from server.kernel.migrations.sentences import Teller

LOOK_AGAIN = 0.05
ADVISORY_LOCK = 0x416B6B6F  # "Akko"
TABLE_WAIT = 60
"""Seconds that a migration waits for tables that a running server has locked (PostgreSQL)."""


@asynccontextmanager
async def alone(address: DatabaseAddress, teller: Teller) -> AsyncIterator[None]:
    """Hold a SQLite file; waits for another migrator. Raises `StartRefused("database_in_use")` while a server runs."""
    if address.file is None:
        yield
        return
    turn = await _turn(address, teller)
    used = hold(lock_of(address.file))
    try:
        if used is None:
            raise StartRefused("database_in_use", file=str(address.file))
        yield
    finally:
        if used is not None:
            used.close()
        turn.close()


async def _turn(address: DatabaseAddress, teller: Teller) -> IO[str]:
    assert address.file is not None  # noqa: S101 - for the type
    file = address.file.with_name(address.file.name + ".migrating")
    turn = hold(file)
    if turn is None:
        teller.tell("migration_waiting")
    while turn is None:
        await asyncio.sleep(LOOK_AGAIN)
        turn = hold(file)
    return turn


async def wait_for_turn(client: Any, teller: Teller) -> None:
    """Inside a transaction of PostgreSQL: wait for another migrator; its lock ends with its transaction."""
    if client.capabilities.dialect != "postgres":
        return
    free = await client.execute_query_dict(f"SELECT pg_try_advisory_xact_lock({ADVISORY_LOCK}) AS free")
    if not free[0]["free"]:
        teller.tell("migration_waiting")
        await client.execute_query_dict(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
    await client.execute_script(f"SET LOCAL lock_timeout = '{TABLE_WAIT}s'")
