"""The PostgreSQL engine: a pool that says no instead of waiting for ever, and transactions safe from cancellation."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import PoolConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections

from server.kernel.database.uncancelled import to_the_end
from server.kernel.database.watch import watched
from server.kernel.errors import Unavailable

POOL_WAIT = 10.0
"""Seconds that a unit of work waits for a connection before the caller is told to come back (503)."""
VACUUM_WAIT = 600.0
STATEMENT_WAIT = 60.0
"""Seconds after which a statement is given up: without it a network that falls silent holds its tasks for ever."""

GONE = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)
"""The server is not there, or went away while we spoke with it."""
BUSY = (asyncpg.TooManyConnectionsError, asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError)
"""The server chose others over us: a deadlock, a lock that does not come free, too many connections."""
CHANGES = {"INSERT", "UPDATE", "DELETE"}


async def counted(
    client: AsyncpgDBClient, query: str, values: Sequence[Any] | None = None
) -> tuple[int, Sequence[Any]]:
    """Run a statement; the rows that it touched or found, and the rows that it returns.

    Tortoise reads `INSERT 0 5` as nought, and throws away what RETURNING gives.
    """
    async with client.acquire_connection() as connection:
        if query[:6].upper() in CHANGES and "RETURNING" not in query:
            status = await connection.execute(query, *(values or ()))
            return int(status.rpartition(" ")[2]), []
        found = await connection.fetch(query, *(values or ()))
        return len(found), found


class _Spoken(AsyncpgDBClient):
    """What every client of ours says when the server is away or busy."""

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await super()._translate_exceptions(func, *args, **kwargs)
        except BUSY as problem:
            raise Unavailable("database_busy") from problem
        except GONE as problem:
            raise Unavailable from problem


class PostgresEngine(_Spoken):
    """A Tortoise client whose pool times out and whose transactions survive cancellation."""

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        return _Lent(self, self._pool_init_lock)

    async def create_pool(self, **options: Any) -> asyncpg.Pool:
        """A pool that does not reset a session at each return: we leave nothing in one, and it is a round trip."""
        waits = {"timeout": POOL_WAIT, "command_timeout": STATEMENT_WAIT}
        return await asyncpg.create_pool(None, reset=_left_clean, **{**waits, **options})

    def _in_transaction(self) -> TransactionContext:
        return _PostgresTransaction(self, isolation="read_committed", readonly=False)

    def in_snapshot(self) -> TransactionContext:
        """A read-only transaction that sees one state of the database from its first query to its last."""
        return _PostgresTransaction(self, isolation="repeatable_read", readonly=True)

    async def clear_freed(self, tables: Sequence[str], *, whole: bool) -> None:
        """Take away the rows of tables that were deleted; `whole` makes no difference here."""
        lent = await self.lend()
        try:
            for table in tables:
                await lent.execute(f'VACUUM "{table}"', timeout=VACUUM_WAIT)
        finally:
            await cast(asyncpg.Pool, self._pool).release(lent)

    async def lend(self) -> asyncpg.Connection:
        """Take a connection; `Unavailable` when none comes free within `POOL_WAIT`, or no server answers."""
        try:
            if self._pool is None:
                async with self._pool_init_lock:
                    if self._pool is None:
                        await self.create_connection(with_db=True)
            return await cast(asyncpg.Pool, self._pool).acquire(timeout=POOL_WAIT)
        except (TimeoutError, *BUSY) as problem:
            raise Unavailable("database_busy") from problem
        except GONE as problem:
            raise Unavailable from problem

    execute_query = watched(translate_exceptions(counted))
    execute_query_dict = watched(AsyncpgDBClient.execute_query_dict)
    execute_insert = watched(AsyncpgDBClient.execute_insert)
    execute_many = watched(AsyncpgDBClient.execute_many)
    execute_script = watched(AsyncpgDBClient.execute_script)


async def _left_clean(_connection: Any) -> None:
    """Nothing to do: asyncpg has rolled back what was open, and locks and settings of ours end with a transaction."""


class _Lent(PoolConnectionWrapper[Any]):
    async def __aenter__(self) -> asyncpg.Connection:
        self.connection = await cast(PostgresEngine, self.client).lend()
        return self.connection


class PostgresUnit(_Spoken, TransactionWrapper):
    """The client inside a transaction."""

    def in_snapshot(self) -> TransactionContext:
        """Inside a transaction it is that transaction which is read."""
        return self._in_transaction()

    execute_query = watched(translate_exceptions(counted))
    execute_query_dict = watched(TransactionWrapper.execute_query_dict)
    execute_insert = watched(TransactionWrapper.execute_insert)
    execute_many = watched(TransactionWrapper.execute_many)
    execute_script = watched(TransactionWrapper.execute_script)


class _PostgresTransaction(TransactionContext):
    """Begins and ends where cancellation cannot reach, so that the connection always comes back clean."""

    def __init__(self, engine: PostgresEngine, *, isolation: str, readonly: bool) -> None:
        self._engine = engine
        self._options = {"isolation": isolation, "readonly": readonly}
        self._client: PostgresUnit

    async def __aenter__(self) -> TransactionalDBClient:
        lent = await self._engine.lend()
        self._client = PostgresUnit(self._engine)
        self._client._connection = lent
        self._client.transaction = transaction = lent.transaction(**self._options)
        try:
            await to_the_end(transaction.start())
        except BaseException:
            await to_the_end(self._end(commit=False))
            raise
        self._token = get_connections().set(self._engine.connection_name, self._client)
        return self._client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self._token)
        await to_the_end(self._end(commit=exc_type is None))

    async def _end(self, *, commit: bool) -> None:
        lent = self._client._connection
        try:
            if commit:
                await _commit(self._client)
                return
            with suppress(*GONE):
                if lent.is_in_transaction():
                    await self._client.rollback()
        finally:
            # The pool resets a connection that it takes back, and closes one that is beyond that.
            await cast(asyncpg.Pool, self._engine._pool).release(lent)


@translate_exceptions
async def _commit(client: PostgresUnit) -> None:
    await client.commit()


client_class = PostgresEngine
