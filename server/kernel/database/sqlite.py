"""The SQLite engine: one connection writes, a few read, and a cancelled task leaves nothing behind.

Stock Tortoise shares one connection between all tasks, so that a reader sees what another task has not committed,
begins deferred, so that two writers can fail in the middle, and loses its lock for ever when a task is cancelled
while it waits for `BEGIN` or `COMMIT`. Here reads outside a transaction go to read-only connections.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper, translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from server.kernel.database.planner import describe_tables
from server.kernel.database.script import statements
from server.kernel.database.uncancelled import to_the_end
from server.kernel.database.watch import watched
from server.kernel.errors import Unavailable

READERS = 3
LOCK_WAIT = 10.0
"""Seconds that a unit of work waits for the writer before the caller is told to come back (503)."""

WRITER_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": 5000,
    "cache_size": -65536,
    "temp_store": "MEMORY",
    "wal_autocheckpoint": 4000,
    # What is deleted is overwritten with zeros, so that nothing of who was erased stays in the file.
    "secure_delete": "ON",
}
READER_PRAGMAS = {"query_only": "ON", "busy_timeout": 5000}


async def counted(client: SqliteClient, query: str, values: Sequence[Any] | None = None) -> tuple[int, Sequence[Any]]:
    """Run a statement; the rows that it touched or found, and the rows that it returns.

    Tortoise counts by `total_changes`, which adds what foreign keys cascade to; PostgreSQL counts without.
    """
    async with client.acquire_connection() as connection:

        def run() -> tuple[int, Sequence[Any]]:
            cursor = connection._conn.execute(query, values or ())
            found = cursor.fetchall()
            return (cursor.rowcount if cursor.rowcount >= 0 else len(found)), found

        return cast(tuple[int, Sequence[Any]], await connection._execute(run))


class SqliteEngine(SqliteClient):
    """A Tortoise client with one writer and `READERS` read-only connections."""

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self.pragmas = {**WRITER_PRAGMAS, **{k: v for k, v in self.pragmas.items() if k in WRITER_PRAGMAS}}
        self._readers: list[aiosqlite.Connection] = []
        self._free: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._opening = asyncio.Lock()

    async def create_connection(self, with_db: bool) -> None:
        """Open the writer and the readers: all of them, or none when one fails or the caller is cancelled."""
        async with self._opening:
            if self._connection is None:
                await to_the_end(self._open(with_db))

    async def _open(self, with_db: bool) -> None:
        try:
            await super().create_connection(with_db)
            await _describe(self._connection)
            for _ in range(READERS):
                self._readers.append(await _open_reader(self.filename))
        except BaseException:
            await self.close()
            raise
        for reader in self._readers:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        for reader in self._readers:
            await reader.close()
        self._readers.clear()
        self._free = asyncio.LifoQueue()
        await super().close()

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        return cast(ConnectionWrapper[Any], _Reader(self))

    def _in_transaction(self) -> TransactionContext:
        return _WriteTransaction(self)

    def in_snapshot(self) -> TransactionContext:
        """A read-only transaction that sees one state of the database from its first query to its last."""
        return _ReadTransaction(self)

    async def clear_freed(self, _tables: Sequence[str], *, whole: bool) -> None:
        """Leave nothing in the log of writes of what was deleted; `whole` writes the file anew, for rows that moved
        between pages leave copies behind. Raises `Unavailable` while somebody still reads what was before."""
        async with self._lock:
            writer = cast(aiosqlite.Connection, self._connection)
            if whole:
                await writer.execute("VACUUM")
            found = await (await writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()
        if found is None or found[0]:
            raise Unavailable("database_busy")

    async def lend(self) -> aiosqlite.Connection:
        """Take a free reader; `Unavailable` when none comes free within `LOCK_WAIT`."""
        try:
            async with asyncio.timeout(LOCK_WAIT):
                return await self._free.get()
        except TimeoutError:
            raise Unavailable("database_busy") from None

    def take_back(self, reader: aiosqlite.Connection) -> None:
        """The opposite of `lend`."""
        if reader in self._readers:
            self._free.put_nowait(reader)

    execute_query = watched(translate_exceptions(counted))
    execute_query_dict = watched(SqliteClient.execute_query_dict)
    execute_insert = watched(SqliteClient.execute_insert)
    execute_many = watched(SqliteClient.execute_many)
    execute_script = watched(SqliteClient.execute_script)


async def _describe(writer: Any) -> None:
    # A full disk or a locked file is for those to report who must write; without this they only wait longer.
    with suppress(sqlite3.OperationalError):
        await writer._execute(describe_tables, writer._conn)


async def _open_reader(filename: str) -> aiosqlite.Connection:
    reader = await aiosqlite.connect(filename, isolation_level=None)
    reader._conn.row_factory = sqlite3.Row
    for pragma, value in READER_PRAGMAS.items():
        await reader.execute(f"PRAGMA {pragma}={value}")
    return reader


class _Reader:
    """Lends a read-only connection for one statement."""

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine
        self._connection: aiosqlite.Connection

    async def __aenter__(self) -> aiosqlite.Connection:
        if self._engine._connection is None:
            await self._engine.create_connection(with_db=True)
        self._connection = await self._engine.lend()
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        # A statement whose caller was cancelled may still run; what is asked next waits behind it in the same thread.
        # `interrupt` is no way out: it hits the next statement when it comes late.
        self._engine.take_back(self._connection)


@translate_exceptions
async def _run(client: SqliteClient, statement: str) -> None:
    """BEGIN and COMMIT, unseen by those who count statements."""
    await cast(aiosqlite.Connection, client._connection).execute(statement)


class SqliteUnit(SqliteTransactionWrapper):
    """The client inside a transaction; `begin` says how it starts."""

    def __init__(self, parent: SqliteEngine, connection: aiosqlite.Connection, begin: str) -> None:
        super().__init__(parent)
        self._connection = connection
        self._begin = begin

    async def begin(self) -> None:
        """Begin. Raises `Unavailable` when another process writes in the file and goes on doing so."""
        try:
            await _run(self, self._begin)
        except OperationalError as problem:
            cause = problem.args[0]
            if isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise Unavailable("database_busy") from problem
            raise

    def in_snapshot(self) -> TransactionContext:
        """Inside a transaction it is that transaction which is read."""
        return self._in_transaction()

    execute_query = watched(translate_exceptions(counted))
    execute_query_dict = watched(SqliteTransactionWrapper.execute_query_dict)
    execute_insert = watched(SqliteTransactionWrapper.execute_insert)
    execute_many = watched(SqliteTransactionWrapper.execute_many)

    async def execute_script(self, query: str) -> None:
        """Run statements one by one: `sqlite3.executescript` commits the transaction before it begins."""
        for statement in statements(query):
            await self.execute_query(statement)


class _SqliteTransaction(TransactionContext):
    """Begins and ends where cancellation cannot reach, so that the connection always comes back clean."""

    BEGIN: str

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine
        self._client: SqliteUnit

    async def _take(self) -> aiosqlite.Connection:
        raise NotImplementedError

    def _give_back(self) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> TransactionalDBClient:
        if self._engine._connection is None:
            await self._engine.create_connection(with_db=True)
        self._client = SqliteUnit(self._engine, await self._take(), self.BEGIN)
        try:
            await to_the_end(self._client.begin())
        except BaseException:
            await to_the_end(self._end(commit=False))
            raise
        self._token = get_connections().set(self._engine.connection_name, self._client)
        return self._client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self._token)
        await to_the_end(self._end(commit=exc_type is None))

    async def _end(self, *, commit: bool) -> None:
        connection = self._client._connection
        try:
            if commit:
                await _run(self._client, "COMMIT")
        finally:
            try:
                if connection.in_transaction:
                    await connection.rollback()
            finally:
                self._give_back()


class _WriteTransaction(_SqliteTransaction):
    BEGIN = "BEGIN IMMEDIATE"

    async def _take(self) -> aiosqlite.Connection:
        try:
            async with asyncio.timeout(LOCK_WAIT):
                await self._engine._lock.acquire()
        except TimeoutError:
            raise Unavailable("database_busy") from None
        return cast(aiosqlite.Connection, self._engine._connection)

    def _give_back(self) -> None:
        self._engine._lock.release()


class _ReadTransaction(_SqliteTransaction):
    BEGIN = "BEGIN"

    async def _take(self) -> aiosqlite.Connection:
        return await self._engine.lend()

    def _give_back(self) -> None:
        self._engine.take_back(self._client._connection)


client_class = SqliteEngine
