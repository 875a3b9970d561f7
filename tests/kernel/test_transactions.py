"""Transactions: what a cancelled task leaves behind, who sees what, and how long one waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Any

import pytest
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from server.kernel.database import Database, execute, rows, snapshot, spawn, transaction
from tests.kernel.interruptions import interrupted_everywhere
from tests.kernel.models_choir import Singer
from tests.kernel.singers import add, idle, names

STOCK = {"server.kernel.database.sqlite": "tortoise.backends.sqlite"}
STOCK["server.kernel.database.postgres"] = "tortoise.backends.asyncpg"


class Departure(Exception):  # noqa: N818
    """Somebody leaves a transaction by an exception."""


@asynccontextmanager
async def failing_transaction() -> AsyncIterator[TransactionalDBClient]:
    """A transaction that is left by an exception at its end."""
    try:
        async with transaction() as client:
            yield client
            raise Departure
    except Departure:
        return


async def add_two_singers() -> None:
    async with transaction():
        await add("Jonas", 2)
        async with transaction():
            await add("An", 3)
        await rows('SELECT "id" FROM "singer"')


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_cancelled_transaction_leaves_nothing_behind_wherever_it_was(
    database: Database, stubborn: bool
) -> None:
    async def check() -> None:
        assert idle(get_connection("default"))
        async with transaction():
            assert await names() in (["Clara"], ["An", "Clara", "Jonas"])
            await execute('DELETE FROM "singer" WHERE "id" > 1')
        assert await names() == ["Clara"]

    waits = await interrupted_everywhere(add_two_singers, check, stubborn=stubborn)
    assert waits >= 6  # BEGIN, two INSERTs, two savepoints, SELECT, COMMIT at the least


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_cancelled_snapshot_gives_its_connection_back(database: Database, stubborn: bool) -> None:
    async def look() -> None:
        async with snapshot():
            await names()

    async def check() -> None:
        assert idle(get_connection("default"))
        assert await names() == ["Clara"]

    assert await interrupted_everywhere(look, check, stubborn=stubborn) >= 3


async def test_a_cancelled_single_read_gives_its_connection_back(database: Database) -> None:
    async def check() -> None:
        assert idle(get_connection("default"))

    assert await interrupted_everywhere(names, check) >= 1


async def test_who_is_cancelled_while_waiting_for_the_writer_does_not_take_it_along(database: Database) -> None:
    async with transaction():
        await add("Rosa", 9)
        await execute('DELETE FROM "singer" WHERE "id" = 9')
        waiting = spawn(add_two_singers())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()
    assert await names() == ["Clara"]
    await add_two_singers()
    assert await names() == ["An", "Clara", "Jonas"]
    assert idle(get_connection("default"))


async def test_stock_tortoise_loses_a_connection_when_a_transaction_is_cancelled(database: Database) -> None:
    """When this fails, Tortoise has been mended, and part of our engine may go."""
    connection = database.address.connection()
    connection["engine"] = STOCK[connection["engine"]]
    lost = []
    async with TortoiseContext() as context:
        await context.connections._init({"default": connection}, create_db=False)
        engine: Any = context.connections.get("default")
        await engine.execute_query("SELECT 1")

        async def work() -> None:
            async with in_transaction("default") as client:
                await client.execute_query("SELECT 1")

        async def check() -> None:
            if not idle(engine):
                lost.append(1)
                await free(engine)

        await interrupted_everywhere(work, check)
    assert lost


async def free(stock: Any) -> None:
    """Undo the leak, so that the test can go on and end."""
    if isinstance(stock, SqliteClient):
        stock._lock.release()
        return
    for holder in stock._pool._holders:
        if holder._in_use:
            await holder._con.close()


async def test_a_transaction_that_fails_keeps_nothing(database: Database) -> None:
    async with failing_transaction():
        await add("Jonas", 2)
    assert await names() == ["Clara"]


async def test_an_inner_transaction_that_fails_takes_only_its_own_rows_along(database: Database) -> None:
    async with transaction():
        await add("Jonas", 2)
        async with failing_transaction():
            await add("An", 3)
    assert await names() == ["Clara", "Jonas"]


async def test_nobody_sees_what_is_not_committed_but_its_writer_does(database: Database) -> None:
    async with transaction():
        await add("Jonas", 2)
        assert await names() == ["Clara", "Jonas"]
        assert await Singer.filter(choir_id=1).count() == 2
        assert await spawn(names()) == ["Clara"]
    assert await spawn(names()) == ["Clara", "Jonas"]


async def test_a_snapshot_sees_one_state_while_others_commit(database: Database) -> None:
    async with snapshot():
        assert await names() == ["Clara"]
        await spawn(add_two_singers())
        assert await names() == ["Clara"]
        assert await Singer.all().count() == 1
    assert await names() == ["An", "Clara", "Jonas"]


async def test_nothing_can_be_written_in_a_snapshot(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        async with snapshot():
            await add("Jonas", 2)
    assert await names() == ["Clara"]
    assert idle(get_connection("default"))


async def test_a_snapshot_inside_a_transaction_reads_that_transaction(database: Database) -> None:
    async with transaction():
        await add("Jonas", 2)
        async with snapshot():
            assert await names() == ["Clara", "Jonas"]
    assert await names() == ["Clara", "Jonas"]


async def test_a_spawned_task_keeps_what_it_wrote_when_its_parent_rolls_back(database: Database) -> None:
    written: list[asyncio.Task[None]] = []

    async def write() -> None:
        async with transaction():
            await add("An", 3)

    async with failing_transaction():
        written.append(spawn(write()))
        await rows('SELECT "id" FROM "singer"')
    await written[0]
    assert await names() == ["An", "Clara"]


async def test_a_task_started_plainly_loses_what_it_wrote_with_its_parent(database: Database) -> None:
    """Why there is `spawn`."""
    async with failing_transaction():
        await asyncio.create_task(add("An", 3))
    assert await names() == ["Clara"]


async def test_a_task_of_a_context_of_its_own_finds_the_database(database: Database) -> None:
    task = asyncio.get_running_loop().create_task(names(), context=Context())
    assert await task == ["Clara"]


async def test_stock_tortoise_is_lost_in_a_context_of_its_own(tmp_path: Any) -> None:
    """Why the database opens with a global fallback: servers start tasks outside of the context that opened it."""
    async with TortoiseContext() as context:
        credentials = {"file_path": str(tmp_path / "stock.sqlite3")}
        connection = {"engine": "tortoise.backends.sqlite", "credentials": credentials}
        await context.connections._init({"default": connection}, create_db=False)
        with pytest.raises(RuntimeError, match="No TortoiseContext"):
            await asyncio.get_running_loop().create_task(names(), context=Context())


async def test_a_write_outside_a_transaction_is_an_error_on_sqlite(database: Database) -> None:
    if database.address.file is not None:
        with pytest.raises(OperationalError, match="readonly"):
            await add("Jonas", 2)
    assert await names() == ["Clara"]


async def test_a_script_in_a_transaction_does_not_commit_it(database: Database) -> None:
    async with failing_transaction() as client:
        await client.execute_script("UPDATE singer SET name = 'An'; UPDATE singer SET name = 'Jonas;';")
        assert await names() == ["Jonas;"]
    assert await names() == ["Clara"]


async def test_waiting_for_a_timer_inside_a_transaction_is_found(database: Database, short_transactions: Any) -> None:
    async def dawdle() -> None:
        async with transaction():
            await add("Jonas", 2)
            await asyncio.sleep(0.001)

    await spawn(add_two_singers())
    assert short_transactions == []
    await spawn(rename_slowly(dawdle))
    assert [place.rpartition(" in ")[2] for place in short_transactions] == ["sleep"]
    short_transactions.clear()


async def rename_slowly(dawdle: Any) -> None:
    async with transaction():
        await execute('DELETE FROM "singer" WHERE "id" > 1')
    await asyncio.sleep(0.001)
    await dawdle()
