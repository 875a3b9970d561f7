"""Empty databases with today's schema, made once and copied for each test."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from server.kernel.database import DatabaseAddress
from server.kernel.migrations import create_tables, migrate
from server.models import MODEL_MODULES

_sqlite_template: list[Path] = []
_postgres_templates: dict[int, str] = {}


@contextmanager
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of `request.param`, gone after the test."""
    if request.param == "sqlite":
        file = tmp_path / "akkoord.sqlite3"
        shutil.copy(sqlite_template(), file)
        yield f"sqlite:///{file}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"test_{secrets.token_hex(6)}"
    yield server.create_database(name, template=postgres_template(server))
    server.drop_database(name)


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
