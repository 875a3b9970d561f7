"""What SQLite's planner is told of our tables."""

import sqlite3
from pathlib import Path

import pytest

from server.kernel.database import rows
from tests.kernel.models_choir import opened

SONGS = """
    CREATE TABLE "song" ("organisation_id" BIGINT, "rev" BIGINT, "number" BIGINT UNIQUE);
    CREATE INDEX "by_rev" ON "song" ("organisation_id", "rev");
    INSERT INTO "song" VALUES (1, 1, 1);
"""
DESCRIBED = {"by_rev": "1000000 1000000 100", "sqlite_autoindex_song_1": "1000000 1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with a table of songs."""
    return changed(tmp_path / "akkoord.sqlite3", SONGS)


def changed(file: Path, script: str) -> Path:
    database = sqlite3.connect(file)
    database.executescript(script)
    database.close()
    return file


def described(file: Path) -> dict[str, str]:
    """The statistics of each index."""
    database = sqlite3.connect(file)
    found = dict(database.execute("SELECT idx, stat FROM sqlite_stat1"))
    database.close()
    return found


async def start(file: Path) -> None:
    async with opened(f"sqlite:///{file}"):
        await rows("SELECT 1")


async def test_all_rows_are_said_to_be_of_one_organisation_and_few_to_share_anything_else(file: Path) -> None:
    await start(file)
    assert described(file) == DESCRIBED


async def test_what_somebody_measured_is_replaced_at_the_next_start(file: Path) -> None:
    await start(file)
    changed(file, "ANALYZE")
    assert described(file) != DESCRIBED
    await start(file)
    assert described(file) == DESCRIBED


async def test_a_start_that_finds_everything_described_writes_nothing(file: Path) -> None:
    await start(file)
    watching = sqlite3.connect(file)
    before = watching.execute("PRAGMA data_version").fetchone()
    await start(file)
    assert watching.execute("PRAGMA data_version").fetchone() == before
    changed(file, "ANALYZE")
    await start(file)
    assert watching.execute("PRAGMA data_version").fetchone() != before
    watching.close()
