"""What must hold of a database before and after a migration."""

from typing import Any

from server.kernel.migrations.reading import read_schema
from server.kernel.migrations.schema import Schema, differences


async def damage(client: Any) -> list[str]:
    """What is wrong in a SQLite file: rows that refer to nothing, broken pages. PostgreSQL watches itself."""
    if client.capabilities.dialect == "postgres":
        return []
    orphans = await client.execute_query_dict("PRAGMA foreign_key_check")
    broken = await client.execute_query_dict("PRAGMA integrity_check")
    found = [f"{row['table']} row {row['rowid']} refers to nothing in {row['parent']}" for row in orphans]
    return found + [text for row in broken for text in row.values() if text != "ok"]


async def count_rows(client: Any, schema: Schema) -> dict[str, int]:
    """The number of rows in each table."""
    counts = {}
    for table in sorted(schema):
        counts[table] = (await client.execute_query_dict(f'SELECT count(*) AS n FROM "{table}"'))[0]["n"]
    return counts


class Before:
    """What a database held before a migration, to compare with afterwards."""

    def __init__(self, schema: Schema, counts: dict[str, int]) -> None:
        self.schema = schema
        self.counts = counts

    @classmethod
    async def of(cls, client: Any) -> "Before":
        """Look at the database now."""
        schema = await read_schema(client)
        return cls(schema, await count_rows(client, schema))

    def changed(self, after: "Before", renamed: dict[str, str]) -> list[tuple[str, int, int]]:
        """Tables that are there before and after with another number of rows: name, before, after."""
        pairs = [(renamed.get(table, table), before) for table, before in self.counts.items()]
        both = [(table, before, after.counts[table]) for table, before in pairs if table in after.counts]
        return [(table, before, count) for table, before, count in both if before != count]

    def same(self, other: "Before") -> bool:
        """Whether nothing has changed."""
        return self.counts == other.counts and not differences(self.schema, other.schema)
