"""How long one waits for a connection when all are lent."""

import asyncio
from typing import Any

import pytest
from tortoise.connection import get_connection

from server.kernel.database import Database, postgres, spawn, sqlite, transaction
from server.kernel.errors import Unavailable
from tests.kernel.singers import idle, names


async def test_who_waits_too_long_for_a_connection_is_told_to_come_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = [Holder() for _ in range(connections(database))]
    held = [spawn(holder.hold()) for holder in holders]
    await asyncio.gather(*(holder.holding.wait() for holder in holders))
    monkeypatch.setattr(sqlite, "LOCK_WAIT", 0.01)
    monkeypatch.setattr(postgres, "POOL_WAIT", 0.01)
    with pytest.raises(Unavailable) as refusal:
        async with transaction():
            raise AssertionError("nothing was free")
    assert (refusal.value.code, refusal.value.status) == ("database_busy", 503)
    for holder in holders:
        holder.release.set()
    await asyncio.gather(*held)
    assert idle(get_connection("default"))


class Holder:
    """Holds a transaction until told to stop."""

    def __init__(self) -> None:
        self.holding = asyncio.Event()
        self.release = asyncio.Event()

    async def hold(self) -> None:
        async with transaction():
            self.holding.set()
            await self.release.wait()


def connections(database: Database) -> int:
    """How many transactions can write at once."""
    return 12 if database.address.file is None else 1


async def test_who_waits_too_long_to_read_is_told_to_come_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: Any = get_connection("default")
    lent = [await engine.lend() for _ in range(12 if database.address.file is None else sqlite.READERS)]
    monkeypatch.setattr(sqlite, "LOCK_WAIT", 0.01)
    monkeypatch.setattr(postgres, "POOL_WAIT", 0.01)
    with pytest.raises(Unavailable):
        await names()
    for connection in lent:
        await engine._pool.release(connection) if database.address.file is None else engine.take_back(connection)
    assert await names() == ["Clara"]
