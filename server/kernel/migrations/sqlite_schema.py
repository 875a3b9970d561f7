"""Reading the schema of a SQLite file."""

import re
from collections import defaultdict
from typing import Any

from server.kernel.migrations.plan import RECORD
from server.kernel.migrations.schema import ForeignKey, Index, Schema, Table, plain

OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


async def read(client: Any) -> Schema:
    """The tables of the file, without our own record of migrations."""
    objects = await client.execute_query_dict(OBJECTS)
    schema: Schema = {}
    for table in objects:
        if table["type"] == "table" and table["name"] != RECORD:
            schema[table["name"]] = await _table(client, table["name"], table["sql"])
    for other in objects:
        if other["type"] == "trigger":
            schema[other["tbl_name"]].triggers.add(plain(other["sql"]))
    return schema


async def _table(client: Any, name: str, sql: str) -> Table:
    columns = await client.execute_query_dict(f'PRAGMA table_xinfo("{name}")')
    return Table(
        columns={column["name"]: _kind(column) for column in columns},
        foreign_keys=await _foreign_keys(client, name),
        indexes=await _indexes(client, name, [column["name"] for column in columns if column["pk"]]),
        checks=set(_checks(sql)),
        triggers=set(),
    )


def _kind(column: dict[str, Any]) -> str:
    required = " not null" if column["notnull"] else ""
    default = f" default {column['dflt_value']}" if column["dflt_value"] is not None else ""
    return f"{column['type']}{required}{default}{' key' if column['pk'] else ''}"


async def _foreign_keys(client: Any, table: str) -> set[ForeignKey]:
    parts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await client.execute_query_dict(f'PRAGMA foreign_key_list("{table}")'):
        parts[row["id"]].append(row)
    return {
        ForeignKey(
            columns=tuple(row["from"] for row in rows),
            table=rows[0]["table"],
            to=tuple(row["to"] for row in rows),
            on_delete=rows[0]["on_delete"],
        )
        for rows in parts.values()
    }


async def _indexes(client: Any, table: str, primary_key: list[str]) -> set[Index]:
    found = {Index(columns=tuple(primary_key), unique=True)} if primary_key else set()
    for index in await client.execute_query_dict(f'PRAGMA index_list("{table}")'):
        found.add(await _index(client, index))
    return found


async def _index(client: Any, index: dict[str, Any]) -> Index:
    parts = await client.execute_query_dict(f'PRAGMA index_xinfo("{index["name"]}")')
    keys = [part for part in parts if part["key"]]
    sql = await client.execute_query_dict("SELECT sql FROM sqlite_master WHERE name = ?", [index["name"]])
    body, _, where = plain(sql[0]["sql"] or "").partition(" WHERE ")
    if any(part["name"] is None for part in keys):
        return Index(columns=(body.partition("(")[2].removesuffix(")"),), unique=bool(index["unique"]), where=where)
    columns = tuple(part["name"] + (" desc" if part["desc"] else "") for part in keys)
    return Index(columns=columns, unique=bool(index["unique"]), where=where)


def _checks(sql: str) -> list[str]:
    """The conditions of `CHECK (…)`, found by counting brackets."""
    found = []
    for match in re.finditer(r"\bCHECK\s*\(", sql):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found.append(plain(sql[match.end() : end - 1]))
    return found
