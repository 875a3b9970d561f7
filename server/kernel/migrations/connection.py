"""Connections of the runner, with foreign keys off on SQLite, and places in which to build from nothing."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from tortoise.context import TortoiseContext

from server.kernel.database.connect import DatabaseAddress

T = TypeVar("T")


@asynccontextmanager
async def connected(address: DatabaseAddress) -> AsyncIterator[Any]:
    """An engine on the database; foreign keys can only be turned off outside a transaction, so from the start."""
    connection = address.connection()
    if address.file is not None:
        connection["credentials"]["foreign_keys"] = "OFF"
    else:
        connection["credentials"]["command_timeout"] = None  # changing a large table takes as long as it takes
    async with TortoiseContext() as context:
        # Not `context.init`, which asks for models: migrations bring their own.
        await context.connections._init({"default": connection}, create_db=False)
        yield context.connections.get("default")


async def on_nothing(address: DatabaseAddress, work: Callable[[Any], Awaitable[T]]) -> T:
    """What `work` says of an empty database of the same kind, which is thrown away: a file, or a schema rolled back."""
    if address.file is not None:
        with TemporaryDirectory(prefix="akkoord-") as folder:
            empty = DatabaseAddress(f"sqlite:///{Path(folder, 'empty.sqlite3')}")
            async with connected(empty) as engine, engine._in_transaction() as client:
                return await work(client)
    name = f"empty_{secrets.token_hex(6)}"
    async with connected(address) as engine:
        try:
            async with engine._in_transaction() as client:
                await client.execute_script(f'CREATE SCHEMA "{name}"; SET LOCAL search_path TO "{name}", public')
                raise _Answer(await work(client))
        except _Answer as answer:
            return answer.value  # type: ignore[no-any-return]


class _Answer(Exception):  # noqa: N818
    """Carries the answer out of a transaction that must not be kept."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value
