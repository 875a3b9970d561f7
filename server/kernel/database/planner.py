"""What SQLite's planner is told of our tables, in place of what it would guess.

Without statistics it takes an equality on an index's first column to leave ten rows
(https://www.sqlite.org/fileformat2.html#stat1tab). Then `"organisation_id" = ?`, which leaves all of them, wins from a
list of sixty keys, and requests walk through all that an organisation ever wrote: 200 ms at 40,000 messages.
Real statistics would make plans differ between installations; these are of a large one, and the same everywhere.
"""

import sqlite3
from collections.abc import Iterable

ROWS = 1_000_000
"""Rows in a table."""
ALIKE = 100
"""Rows that share the value by which they are looked up; those of an organisation are all."""

INDEXES = """
    SELECT t."name", i."name", i."unique", COALESCE(group_concat(c."name"), '') FROM "sqlite_master" t
    JOIN pragma_index_list(t."name") i JOIN pragma_index_info(i."name") c
    WHERE t."type" = 'table' GROUP BY t."name", i."name"
"""
KNOWN = 'SELECT COUNT(*) FROM "sqlite_master" WHERE "name" = \'sqlite_stat1\''


def describe_tables(connection: sqlite3.Connection) -> None:
    """Write the statistics of every index, unless they are there; connections that are opened later go by them."""
    wanted = {
        (table, index, _estimates(columns.split(","), unique))
        for table, index, unique, columns in connection.execute(INDEXES)
    }
    (described,) = connection.execute(KNOWN).fetchone()
    if described and wanted == {tuple(row) for row in connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1")}:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ANALYZE sqlite_schema")  # makes the table of statistics
    connection.execute("DELETE FROM sqlite_stat1")
    connection.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", wanted)
    connection.execute("COMMIT")
    connection.execute("ANALYZE sqlite_schema")  # reads it again


def _estimates(columns: Iterable[str], unique: bool) -> str:
    """The rows of the table, then how many are left by each further column of the index."""
    left = [ROWS]
    for column in columns:
        left.append(left[-1] if column == "organisation_id" else min(left[-1], ALIKE))
    return " ".join(map(str, [*left[:-1], 1] if unique else left))
