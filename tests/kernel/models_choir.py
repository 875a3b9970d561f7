"""Tables for the tests of the database: a choir, its singers, and the rehearsals."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise import fields
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.models import Model

from server.kernel.database import Database, DatabaseAddress, IdField, MomentField, transaction

MODULES = ["tests.kernel.models_choir"]


class Choir(Model):
    id = IdField()
    name = fields.CharField(max_length=80)

    class Meta:
        table = "choir"


class Singer(Model):
    id = IdField()
    choir: "fields.ForeignKeyRelation[Choir]" = fields.ForeignKeyField(
        "akkoord.Choir", related_name="singers", db_index=True
    )
    choir_id: int
    name = fields.CharField(max_length=80)

    class Meta:
        table = "singer"


class Rehearsal(Model):
    id = IdField()
    starts_at = MomentField()
    remarks: "fields.JSONField[dict[str, str]]" = fields.JSONField(default=dict)

    class Meta:
        table = "rehearsal"


TABLES = """
CREATE TABLE choir (id BIGINT PRIMARY KEY, name VARCHAR(80) NOT NULL);
CREATE TABLE singer (id BIGINT PRIMARY KEY, name VARCHAR(80) NOT NULL,
                     choir_id BIGINT NOT NULL REFERENCES choir (id) ON DELETE CASCADE);
CREATE TABLE rehearsal (id BIGINT PRIMARY KEY, starts_at BIGINT NOT NULL, remarks {json} NOT NULL)
"""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, open, without tables."""
    database = Database(DatabaseAddress(url), MODULES)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def create_tables() -> None:
    """Make the tables and Koor De Rietvink with one singer, Clara."""
    async with transaction() as client:
        kind = "JSONB" if client.capabilities.dialect == "postgres" else "JSON"
        await client.execute_script(TABLES.format(json=kind))
        await add_choir(client)


async def add_choir(client: TransactionalDBClient) -> None:
    """Koor De Rietvink (1) with one singer, Clara (1)."""
    await client.execute_script("INSERT INTO choir VALUES (1, 'Koor De Rietvink')")
    await client.execute_script("INSERT INTO singer (id, name, choir_id) VALUES (1, 'Clara', 1)")
