"""Messages a second that are on disk when they are acknowledged. `python -m benchmarks.send [--quick]`.

The bare drivers write the rows of a message and nothing else: one at a time, and in groups as group commit does. The
databases stand in the directory for temporary files (TMPDIR): it has to be on a real disk for fsync to cost anything.
"""

import asyncio
import sqlite3
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from itertools import count, islice
from pathlib import Path

import asyncpg

from benchmarks.harness import say, workshop
from tests.postgres import running_postgres

SENDERS = 64
COLUMNS = ("id", "organisation_id", "rev", "conversation_id", "seq", "author_id", "author_account", "key", "text", "at")
SCHEMA = """CREATE TABLE message (
    id BIGINT PRIMARY KEY, organisation_id BIGINT NOT NULL, rev BIGINT NOT NULL, conversation_id BIGINT NOT NULL,
    seq BIGINT NOT NULL, author_id BIGINT NOT NULL, author_account BIGINT NOT NULL, key VARCHAR(128) NOT NULL,
    text TEXT NOT NULL, at BIGINT NOT NULL, UNIQUE (conversation_id, seq), UNIQUE (author_account, key))"""
INSERT = f"INSERT INTO message ({', '.join(COLUMNS)}) VALUES "

Row = tuple[int, int, int, int, int, int, int, str, str, int]
_numbers = count(1)


def main(seconds: float) -> None:
    """Measure each way for some seconds, and print."""
    for name, path in (("autocommit", "one"), (f"groups of {SENDERS}", "group")):
        _report(f"sqlite3, FULL, {name}", _sqlite_rate(workshop() / f"{path}.sqlite", seconds, name != "autocommit"))
    with running_postgres(durable=True) as server:
        asyncio.run(_postgres(server.create_database("bare"), seconds))


async def _postgres(url: str, seconds: float) -> None:
    async with asyncpg.create_pool(url, min_size=16, max_size=16) as pool:
        await pool.execute(SCHEMA)

        async def single() -> int:
            await pool.execute(INSERT + _dollars(1), *next(_rows(1)))
            return 1

        async def group() -> int:
            await pool.execute(INSERT + _dollars(SENDERS), *[value for row in _rows(SENDERS) for value in row])
            return SENDERS

        _report("asyncpg, one at a time, 1 sender", await _rate(single, 1, seconds))
        _report(f"asyncpg, one at a time, {SENDERS} senders", await _rate(single, SENDERS, seconds))
        _report(f"asyncpg, groups of {SENDERS}", await _rate(group, 1, seconds))


def _sqlite_rate(path: Path, seconds: float, grouped: bool) -> float:
    size = SENDERS if grouped else 1
    statement = INSERT + ", ".join(["(" + ", ".join("?" * len(COLUMNS)) + ")"] * size)
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(SCHEMA)
        began, written = time.perf_counter(), 0
        while time.perf_counter() < began + seconds:
            database.execute(statement, [value for row in _rows(size) for value in row])
            written += size
        rate = written / (time.perf_counter() - began)
    database.close()
    return rate


async def _rate(insert: Callable[[], Awaitable[int]], senders: int, seconds: float) -> float:
    began = time.perf_counter()

    async def send() -> int:
        written = 0
        while time.perf_counter() < began + seconds:
            written += await insert()
        return written

    written = sum(await asyncio.gather(*(send() for _ in range(senders))))
    return written / (time.perf_counter() - began)


def _rows(size: int) -> "islice[Row]":
    return islice((_row(number) for number in _numbers), size)


def _row(number: int) -> Row:
    key, text = str(uuid.uuid4()), "Wie kan zondag de partituren meebrengen?"
    return (number, 1, number, number % 20, number, number % 200, number % 200, key, text, 1_795_000_000 + number)


def _dollars(rows: int) -> str:
    numbers = count(1)
    return ", ".join(f"({', '.join(f'${next(numbers)}' for _ in COLUMNS)})" for _ in range(rows))


def _report(name: str, rate: float) -> None:
    say(f"{name:<40}{rate:>10,.0f} messages a second")


if __name__ == "__main__":
    main(0.7 if "--quick" in sys.argv else 3)
