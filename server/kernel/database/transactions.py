"""Transactions, snapshots and tasks of their own."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextvars import Context as TaskContext
from typing import Any, TypeVar

from tortoise.backends.base.client import TransactionContext
from tortoise.connection import get_connection

from server.kernel.database.statements import dialect, rows

T = TypeVar("T")

_running: set[asyncio.Task[Any]] = set()


def transaction() -> TransactionContext:
    """`async with transaction():` one write transaction, committed at the end, rolled back on any exception."""
    return get_connection("default")._in_transaction()


def snapshot() -> TransactionContext:
    """`async with snapshot():` several reads of one state of the database; writing fails.

    Inside `transaction()` it reads what that transaction sees.
    """
    engine: Any = get_connection("default")
    started: TransactionContext = engine.in_snapshot()
    return started


async def one_by_one(*ids: int) -> None:
    """Inside `transaction()`: wait for whoever holds one of these ids, and hold them to the end of it.

    For what has no row yet to be locked. On SQLite there is one writer anyway.
    """
    if dialect() == "postgres":
        for held in sorted(ids):
            await rows("SELECT pg_advisory_xact_lock(?)", [held])


async def clear_freed(tables: Sequence[str], *, whole: bool) -> None:
    """Overwrite what rows of some tables left behind when they were deleted, outside every transaction."""
    engine: Any = get_connection("default")
    await engine.clear_freed(tables, whole=whole)


def spawn(work: Coroutine[Any, Any, T], name: str | None = None) -> asyncio.Task[T]:
    """Start a task outside the caller's transaction.

    A task started plainly inside `transaction()` inherits its connection, and what it writes vanishes with a rollback.
    The task is held until it ends, so that the garbage collector cannot take it.
    """
    task = asyncio.get_running_loop().create_task(work, name=name, context=TaskContext())
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task
