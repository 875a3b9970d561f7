"""The rows of messages, written by the bare drivers: one at a time, and in groups as group commit does."""

import asyncio
import sqlite3
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from itertools import count, islice
from pathlib import Path

import asyncpg

SENDERS = 64
COLUMNS = ("id", "organisation_id", "rev", "conversation_id", "seq", "author_id", "author_account", "key", "text", "at")
SCHEMA = """CREATE TABLE message (
    id BIGINT PRIMARY KEY, organisation_id BIGINT NOT NULL, rev BIGINT NOT NULL, conversation_id BIGINT NOT NULL,
    seq BIGINT NOT NULL, author_id BIGINT NOT NULL, author_account BIGINT NOT NULL, key VARCHAR(128) NOT NULL,
    text TEXT NOT NULL, at BIGINT NOT NULL, UNIQUE (conversation_id, seq), UNIQUE (author_account, key))"""
INSERT = f"INSERT INTO message ({', '.join(COLUMNS)}) VALUES "

Row = tuple[int, int, int, int, int, int, int, str, str, int]
_numbers = count(1)


def sqlite_rate(path: Path, size: int, seconds: float) -> float:
    """Messages a second through sqlite3, `size` in each transaction, on disk after each."""
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


async def postgres_rates(url: str, seconds: float) -> dict[str, float]:
    """Messages a second through asyncpg, by the way in which they were written."""
    async with asyncpg.create_pool(url, min_size=16, max_size=16) as pool:
        await pool.execute(SCHEMA)

        async def single() -> int:
            await pool.execute(INSERT + _dollars(1), *next(_rows(1)))
            return 1

        async def group() -> int:
            await pool.execute(INSERT + _dollars(SENDERS), *[value for row in _rows(SENDERS) for value in row])
            return SENDERS

        return {
            "one at a time, 1 sender": await _rate(single, 1, seconds),
            f"one at a time, {SENDERS} senders": await _rate(single, SENDERS, seconds),
            f"groups of {SENDERS}": await _rate(group, 1, seconds),
        }


async def _rate(insert: Callable[[], Awaitable[int]], senders: int, seconds: float) -> float:
    began = time.perf_counter()

    async def send() -> int:
        written = 0
        while time.perf_counter() < began + seconds:
            written += await insert()
        return written

    written = sum(await asyncio.gather(*(send() for _ in range(senders))))
    return written / (time.perf_counter() - began)


def _rows(size: int) -> Iterator[Row]:
    return islice((_row(number) for number in _numbers), size)


def _row(number: int) -> Row:
    key, text = str(uuid.uuid4()), "Wie kan zondag de partituren meebrengen?"
    return (number, 1, number, number % 20, number, number % 200, number % 200, key, text, 1_795_000_000 + number)


def _dollars(rows: int) -> str:
    numbers = count(1)
    return ", ".join(f"({', '.join(f'${next(numbers)}' for _ in COLUMNS)})" for _ in range(rows))
