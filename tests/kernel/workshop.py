"""Models and migrations made during a test, and a database to run them on."""

import importlib
import secrets
from pathlib import Path
from typing import Any

import pytest

from server.kernel.database import DatabaseAddress
from server.kernel.migrations import make, migrate
from server.kernel.migrations.connection import connected
from server.kernel.migrations.reading import read_schema
from server.kernel.migrations.schema import Schema
from tests.kernel.choir_versions import HEAD, ROWS

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what PostgreSQL sees to by itself."""


class Workshop:
    """A package of migrations and versions of models, in `folder`; `address` is the database."""

    def __init__(self, folder: Path, address: DatabaseAddress) -> None:
        self.address = address
        self.said: list[str] = []
        self.package = f"migrations_{secrets.token_hex(4)}"
        self._folder = folder
        self._modules = 0
        (folder / self.package).mkdir()
        self.write("__init__", "")

    def write(self, name: str, text: str) -> None:
        """Write a migration by hand."""
        (self._folder / self.package / f"{name}.py").write_text(text)
        importlib.invalidate_caches()

    def models(self, text: str) -> list[str]:
        """A new version of the models; the modules to name to `make` and `drift`."""
        self._modules += 1
        name = f"{self.package}_models_{self._modules}"
        (self._folder / f"{name}.py").write_text(HEAD + text)
        importlib.invalidate_caches()
        return [name]

    async def make(self, text: str, name: str) -> Path | None:
        """Write the migration that brings the files up to these models."""
        return await make(self.models(text), name, package=self.package)

    async def migrate(self, target: str | None = None) -> list[str]:
        """Migrate, and give what was said."""
        self.said = []
        await migrate(self.address, target=target, report=self.said.append, package=self.package)
        return self.said

    async def fill(self) -> None:
        """Put Koor De Rietvink into the tables of `CHOIR`."""
        await self.run(ROWS)

    async def run(self, script: str) -> None:
        """Run SQL in a transaction, with foreign keys watched."""
        async with connected(self.address) as engine:
            if self.address.file is not None:
                engine.pragmas["foreign_keys"] = "ON"
            async with engine._in_transaction() as client:
                await client.execute_script(script)

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        """What a query finds."""
        async with connected(self.address) as engine:
            found: list[dict[str, Any]] = await engine.execute_query_dict(sql)
            return found

    async def counts(self) -> dict[str, int]:
        """The number of rows in each table."""
        tables = sorted(await self.schema())
        return {table: (await self.rows(f'SELECT count(*) AS n FROM "{table}"'))[0]["n"] for table in tables}

    async def schema(self) -> Schema:
        """What the database is made of."""
        async with connected(self.address) as engine, engine.in_snapshot() as client:
            return await read_schema(client)


RUN = """
from tortoise import migrations
from tortoise.migrations import operations as ops

async def change(apps, editor):
    {body}

async def back(apps, editor):
    pass

class Migration(migrations.Migration):
    dependencies = [("akkoord", "0001_initial")]
    operations = [ops.RunPython({code})]
"""


def by_hand(body: str, code: str = "change, back") -> str:
    """A migration that runs Python."""
    return RUN.format(body=body, code=code)


def only_on_rows(body: str) -> str:
    """Do it only where there are rows, so not where the runner builds the same from nothing."""
    return f"if await editor.client.execute_query_dict('SELECT 1 FROM choir'):\n        {body}"
