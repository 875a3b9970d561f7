"""Opening and closing the database of this process."""

from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext

from server.kernel.database.lock import hold, lock_of
from server.kernel.errors import StartRefused


class DatabaseAddress(msgspec.Struct, frozen=True):
    """Where rows are kept: `sqlite:///path/file.sqlite3` or `postgres://user:password@host:port/name`.

    `postgres:///name?host=/run/postgresql` reaches a server through its socket.
    """

    url: str

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for PostgreSQL."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite:///") else None

    def connection(self) -> dict[str, Any]:
        """Tortoise's description of the connection."""
        if self.file is not None:
            return {"engine": "server.kernel.database.sqlite", "credentials": {"file_path": str(self.file)}}
        parts = urlsplit(self.url)
        credentials = {
            "host": parse_qs(parts.query).get("host", [parts.hostname])[0],
            "port": parts.port or 5432,
            "user": unquote(parts.username or "") or None,
            "password": unquote(parts.password or "") or None,
            "database": unquote(parts.path.lstrip("/")),
            "minsize": 1,
            "maxsize": 12,
        }
        return {"engine": "server.kernel.database.postgres", "credentials": credentials}

    def config(self, modules: list[str]) -> dict[str, Any]:
        """Tortoise's whole configuration for these model modules."""
        app = {"models": modules, "default_connection": "default", "migrations": "migrations"}
        return {"connections": {"default": self.connection()}, "apps": {"akkoord": app}, "use_tz": True}


class Database:
    """The open database; exactly one process holds a SQLite file."""

    def __init__(self, address: DatabaseAddress, modules: list[str]) -> None:
        self.address = address
        self._modules = modules
        self._context: TortoiseContext | None = None
        self._lock: IO[str] | None = None

    async def open(self) -> None:
        """Connect. Raises `StartRefused("database_in_use")` when another process holds the SQLite file."""
        if self.address.file is not None:
            self._lock = hold(lock_of(self.address.file))
            if self._lock is None:
                raise StartRefused("database_in_use", file=str(self.address.file))
        # Not `Tortoise.init`, which binds the context to the task that opens; all find ours by the global fallback.
        self._context = TortoiseContext()
        EXECUTOR_CACHE.clear()  # Tortoise keeps INSERTs by table name, also those of another database or an older model
        try:
            with self._context:
                await self._context.init(config=self.address.config(self._modules), _enable_global_fallback=True)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Disconnect and let another process in."""
        try:
            if self._context is not None:
                await self._context.close_connections()
        finally:
            self._context = None
            if self._lock is not None:
                self._lock.close()
                self._lock = None
