"""What must not be cut off is not cut off, and what is wrong at BEGIN is said."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

from server.kernel.database import Database, DatabaseAddress, execute, rows, transaction
from server.kernel.database.uncancelled import to_the_end
from server.kernel.wire import _reason_of
from tests.kernel.models_choir import MODULES


async def test_work_that_cancels_itself_while_the_caller_is_cancelled_ends_as_a_cancellation() -> None:
    gate = asyncio.Event()

    async def work() -> None:
        await gate.wait()
        raise asyncio.CancelledError

    caller = asyncio.create_task(to_the_end(work()))
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await caller


async def test_a_transaction_that_cannot_begin_says_why_and_blocks_nobody(tmp_path: Path) -> None:
    database = Database(DatabaseAddress(f"sqlite:///{tmp_path}/akkoord.sqlite3"), MODULES)
    await database.open()
    await rows("SELECT 1")
    engine: Any = get_connection("default")
    await engine._connection.execute("BEGIN")
    with pytest.raises(OperationalError, match="within a transaction"):
        async with transaction():
            pass
    async with transaction():
        assert await execute("SELECT 1") >= 0
    await database.close()
    await database.close()


def test_a_problem_that_nobody_foresaw_is_still_an_answer() -> None:
    assert _reason_of("something else entirely").key == "field_wrong"
