"""What a database is made of, read from its catalogue, in a form in which two can be compared.

Order of columns and names of indexes and constraints are left out: they differ by the way along which a table came
to be, and nothing depends on them.
"""

import re
from collections.abc import Iterator

import msgspec


class ForeignKey(msgspec.Struct, frozen=True, order=True):
    """Columns that refer to another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    on_delete: str


class Index(msgspec.Struct, frozen=True, order=True):
    """An index, or a constraint that is kept by one; a column may be an expression."""

    columns: tuple[str, ...]
    unique: bool
    where: str = ""


class Table(msgspec.Struct):
    """A table: its columns with their types, and what guards them."""

    columns: dict[str, str]
    foreign_keys: set[ForeignKey]
    indexes: set[Index]
    checks: set[str]
    triggers: set[str]


Schema = dict[str, Table]


def differences(expected: Schema, found: Schema) -> list[str]:
    """Sentences about what is missing and what is too much; empty when both are the same."""
    wanted, there = set(_lines(expected)), set(_lines(found))
    missing = [f"missing: {line}" for line in sorted(wanted - there)]
    return missing + [f"too much: {line}" for line in sorted(there - wanted)]


def unindexed_foreign_keys(schema: Schema) -> list[str]:
    """Foreign keys (`table.column`) that no index begins with: deleting what they refer to reads the whole table."""
    return [
        f"{name}.{','.join(key.columns)}"
        for name, table in sorted(schema.items())
        for key in sorted(table.foreign_keys)
        if not any(index.columns[: len(key.columns)] == key.columns for index in table.indexes if not index.where)
    ]


def _lines(schema: Schema) -> Iterator[str]:
    for name, table in schema.items():
        yield f"table {name}"
        yield from (f"{name}.{column} {kind}" for column, kind in table.columns.items())
        for key in table.foreign_keys:
            yield f"{name}({', '.join(key.columns)}) -> {key.table}({', '.join(key.to)}) on delete {key.on_delete}"
        for index in table.indexes:
            where = f" where {index.where}" if index.where else ""
            yield f"{'unique' if index.unique else 'index'} {name}({', '.join(index.columns)}){where}"
        yield from (f"check {name}: {check}" for check in table.checks)
        yield from (f"trigger {name}: {trigger}" for trigger in table.triggers)


def plain(sql: str) -> str:
    """SQL without what does not matter: quotes around names, line ends, doubled blanks."""
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip()
