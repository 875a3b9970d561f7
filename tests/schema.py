"""Empty databases with today's schema: made once, and copied or emptied for each test."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.kernel.database import DatabaseAddress
from server.kernel.migrations import create_tables, migrate
from server.models import MODEL_MODULES

_sqlite_template: list[Path] = []
_postgres_templates: dict[int, str] = {}
_reused: dict[int, str] = {}

CUT_OFF = """
    SELECT pg_terminate_backend("pid", 5000) FROM pg_stat_activity
    WHERE "datname" = current_database() AND "pid" <> pg_backend_pid() AND "backend_type" = 'client backend'
"""
WRITTEN = """
    SELECT format('%I', "relname") FROM pg_class
    WHERE "relkind" = 'r' AND "relnamespace" = 'public'::regnamespace AND pg_relation_size("oid") > 0
"""


@contextmanager
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of `request.param`, gone after the test."""
    if request.param == "sqlite":
        file = tmp_path / "akkoord.sqlite3"
        shutil.copy(sqlite_template(), file)
        yield f"sqlite:///{file}"
        return
    url = _postgres(request.getfixturevalue("postgres_server"))
    yield url
    asyncio.run(_empty(url))


def _postgres(server: Any) -> str:
    """The database that the tests of one worker have in turn: copying one takes ten times as long as emptying it."""
    if server.port not in _reused:
        _reused[server.port] = server.create_database(
            f"test_{secrets.token_hex(6)}", template=postgres_template(server)
        )
    return _reused[server.port]


async def _empty(url: str) -> None:
    """Take every row out again, and cut off who is still connected."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(CUT_OFF)
        if written := [row[0] for row in await connection.fetch(WRITTEN)]:
            # Without its triggers, in any order; and what is dead is swept up, or each test would look past it.
            await connection.execute("SET session_replication_role = replica")
            await connection.execute(";".join(f"DELETE FROM {table}" for table in written))
            await connection.execute(f"VACUUM {', '.join(written)}")
    finally:
        await connection.close()


def sqlite_template() -> Path:
    """A SQLite file with the schema and no rows."""
    if not _sqlite_template:
        file = Path(tempfile.mkdtemp(prefix="akkoord-schema-")) / "template.sqlite3"
        asyncio.run(make_schema(f"sqlite:///{file}"))
        _sqlite_template.append(file)
    return _sqlite_template[0]


def postgres_template(server: Any) -> str:
    """The name of a PostgreSQL database with the schema and no rows."""
    if server.port not in _postgres_templates:
        asyncio.run(make_schema(server.create_database("akkoord_template")))
        _postgres_templates[server.port] = "akkoord_template"
    return _postgres_templates[server.port]


async def make_schema(url: str) -> None:
    """Make today's tables."""
    await create_tables(DatabaseAddress(url), MODEL_MODULES)


async def make_migrated(url: str) -> None:
    """Make a database as an operator does, by running the migrations."""
    await migrate(DatabaseAddress(url), report=lambda _line: None)
