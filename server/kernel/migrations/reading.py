"""Reading the schema of a database of either kind."""

from typing import Any

from server.kernel.migrations import postgres_schema, sqlite_schema
from server.kernel.migrations.schema import Schema


async def read_schema(client: Any) -> Schema:
    """The schema that `client` sees (on PostgreSQL the first of its search path)."""
    if client.capabilities.dialect == "postgres":
        return await postgres_schema.read(client)
    return await sqlite_schema.read(client)
