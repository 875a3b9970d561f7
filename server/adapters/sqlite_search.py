"""The index of messages in a SQLite file of its own, by FTS5.

Beside the database and not in it: its writes take nobody's turn there, it is in no backup, and to throw it away is to
delete a file. What it loses by a crash it reads again, so it need not wait for the disk.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from server.kernel.finding import Entry, Place, Question, Term

T = TypeVar("T")

PRAGMAS = {"journal_mode": "WAL", "synchronous": "NORMAL", "secure_delete": "ON", "busy_timeout": 5000}
# The tokenizer `ascii` takes every letter beyond ASCII as it is: `unicode61` knows those of 2012 only, and would part a
# word at any other. Lower case and accents are our own work.
TABLES = """
CREATE TABLE IF NOT EXISTS place (organisation INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, rev INTEGER NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS entry USING fts5 (words, forms, marks, conversation UNINDEXED, seq UNINDEXED,
    sent_at UNINDEXED, tokenize = 'ascii', prefix = '2 3');
"""
FEW = 4
"""Conversations up to which the index itself intersects with them. FTS5 walks each of many lists to its end, so
for more it is cheaper to look at what was found."""


class SqliteSearch:
    """The index in a file."""

    def __init__(self, file: Path, version: int) -> None:
        self._file = file
        self._version = version
        self._writer: sqlite3.Connection
        self._reader: sqlite3.Connection
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()

    async def open(self) -> None:
        """Open the file, or make it; one of another version, or a broken one, is made anew."""
        await asyncio.to_thread(self._open)

    def _open(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._writer = self._connect()
            found = self._writer.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            found = -1
        if found != self._version:
            self._throw_away()
            self._writer = self._connect()
            self._writer.execute(f"PRAGMA user_version = {self._version}")
        self._writer.executescript(TABLES)
        self._reader = self._connect()

    def _connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        for name, value in PRAGMAS.items():
            made.execute(f"PRAGMA {name} = {value}")
        return made

    def _throw_away(self) -> None:
        if hasattr(self, "_writer"):
            self._writer.close()
        for ending in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    async def close(self) -> None:
        """Close the file."""
        async with self._reading, self._writing:
            self._reader.close()
            self._writer.close()

    async def _write(self, work: Callable[[], T]) -> T:
        async with self._writing:
            # Shielded: a cancelled caller must not leave the connection to the next while a thread still uses it.
            return await _to_the_end(work)

    async def place(self, organisation: int) -> Place:
        """How far it has come."""
        sql = "SELECT epoch, rev FROM place WHERE organisation = ?"
        found = await self._write(lambda: self._writer.execute(sql, [organisation]).fetchone())
        return Place(*found) if found else Place()

    async def write(self, organisation: int, place: Place, ids: Sequence[int], entries: Sequence[Entry]) -> None:
        """Forget ids, keep entries, note the place."""

        def run() -> None:
            with _transaction(self._writer):
                self._writer.executemany("DELETE FROM entry WHERE rowid = ?", [(each,) for each in ids])
                self._writer.executemany(
                    "INSERT INTO entry (rowid, words, forms, marks, conversation, seq, sent_at) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [_record(entry) for entry in entries],
                )
                values = [organisation, place.epoch, place.rev]
                self._writer.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", values)

        await self._write(run)

    async def forget(self) -> None:
        """Empty it."""

        def run() -> None:
            with _transaction(self._writer):
                self._writer.execute("DELETE FROM entry")
                self._writer.execute("DELETE FROM place")

        await self._write(run)

    async def find(self, question: Question) -> list[int]:
        """Ids, the newest first: FTS5 walks its rows in that order and stops at the limit."""
        sql, values = query_of(question)
        async with self._reading:
            found = await _to_the_end(lambda: self._reader.execute(sql, values).fetchall())
        return [row[0] for row in found]

    async def cleanse(self) -> None:
        """Write the index anew: a deletion in FTS5 is a note until its segments are merged."""

        def run() -> None:
            self._writer.execute("INSERT INTO entry (entry) VALUES ('optimize')")
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        async with self._reading:
            await self._write(run)


async def _to_the_end(work: Callable[[], T]) -> T:
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _record(entry: Entry) -> tuple[Any, ...]:
    words, forms, marks = (" ".join(tokens) for tokens in (entry.words, entry.forms, entry.marks))
    return (entry.id, words, forms, marks, entry.conversation, entry.seq, entry.sent_at)


def query_of(question: Question) -> tuple[str, list[Any]]:
    """A question in SQL, and its values."""
    conditions, values = question.conditions("rowid")
    match = [*(f'marks : "{mark}"' for mark in question.marks), *map(_asked, question.terms)]
    ids = question.conversations
    if match and len(ids) > FEW:
        conditions.append(f"conversation IN ({', '.join(map(str, ids))})")
    else:
        places = " OR ".join(f'"c{conversation}"' for conversation in ids)
        match.append(f"marks : ({places})")
    where = " AND ".join(["entry MATCH ?", *conditions])
    return f"SELECT rowid FROM entry WHERE {where} ORDER BY rowid DESC LIMIT ?", [
        " AND ".join(match),
        *values,
        question.limit,
    ]


def _asked(term: Term) -> str:
    """A term in the language of FTS5; tokens are letters and digits, so that quotes hold them."""
    words = f'words : "{" ".join(term.words)}"' + (" *" if term.prefix else "")
    if not term.forms:
        return words
    forms = " OR ".join(f'"{form}"' for form in term.forms)
    return f"({words} OR forms : ({forms}))"
