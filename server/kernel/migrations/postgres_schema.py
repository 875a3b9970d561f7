"""Reading a schema of PostgreSQL: the first of the search path."""

from typing import Any

from server.kernel.migrations.plan import RECORD
from server.kernel.migrations.schema import ForeignKey, Index, Schema, Table, plain

OURS = f"n.nspname = current_schema() AND t.relkind IN ('r', 'p') AND t.relname <> '{RECORD}'"
TABLES = f"SELECT t.relname AS name FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE {OURS}"
COLUMNS = f"""
SELECT t.relname AS name, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS kind, a.attnotnull AS required,
       pg_get_expr(d.adbin, d.adrelid) AS filled
FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
WHERE {OURS} AND a.attnum > 0 AND NOT a.attisdropped"""
CONSTRAINTS = f"""
SELECT t.relname AS name, c.contype::text AS kind, pg_get_constraintdef(c.oid) AS sql, o.relname AS other,
       c.confdeltype::text AS on_delete,
       ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
             JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.n ORDER BY i) AS columns,
       ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
             JOIN pg_attribute ON attrelid = c.confrelid AND attnum = k.n ORDER BY i) AS other_columns
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_class o ON o.oid = c.confrelid
WHERE {OURS} AND c.contype IN ('f', 'c')"""
INDEXES = f"""
SELECT t.relname AS name, i.indisunique AS only_one, pg_get_expr(i.indpred, i.indrelid) AS condition,
       ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k) AS columns
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE {OURS}"""
TRIGGERS = f"""
SELECT t.relname AS name, pg_get_triggerdef(g.oid, true) AS sql
FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE {OURS} AND NOT g.tgisinternal"""
ON_DELETE = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


async def read(client: Any) -> Schema:
    """The tables of the schema, without our own record of migrations."""
    names = [row["name"] for row in await client.execute_query_dict(TABLES)]
    schema = {
        name: Table(columns={}, foreign_keys=set(), indexes=set(), checks=set(), triggers=set()) for name in names
    }
    for row in await client.execute_query_dict(COLUMNS):
        filled = f" default {row['filled']}" if row["filled"] else ""
        schema[row["name"]].columns[row["column"]] = row["kind"] + (" not null" if row["required"] else "") + filled
    for row in await client.execute_query_dict(CONSTRAINTS):
        _add_constraint(schema[row["name"]], row)
    for row in await client.execute_query_dict(INDEXES):
        where = plain(row["condition"] or "")
        columns = tuple(plain(column) for column in row["columns"])
        schema[row["name"]].indexes.add(Index(columns=columns, unique=row["only_one"], where=where))
    for row in await client.execute_query_dict(TRIGGERS):
        schema[row["name"]].triggers.add(plain(row["sql"]))
    return schema


def _add_constraint(table: Table, row: dict[str, Any]) -> None:
    if row["kind"] == "c":
        table.checks.add(plain(row["sql"]))
        return
    columns, to = tuple(row["columns"]), tuple(row["other_columns"])
    table.foreign_keys.add(
        ForeignKey(columns=columns, table=row["other"], to=to, on_delete=ON_DELETE[row["on_delete"]])
    )
