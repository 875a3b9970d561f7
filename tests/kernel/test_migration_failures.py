"""Migrations that fail, are killed, or are not alone: what is left of the database."""

import asyncio
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor

from server.kernel.database import Database, DatabaseAddress
from server.kernel.errors import StartRefused
from server.kernel.migrations import MigrationFailed, make, migrate, pending
from server.kernel.migrations.alone import alone
from server.kernel.migrations.backup import back_up, restore
from server.kernel.migrations.connection import connected
from server.kernel.migrations.schema import differences
from server.kernel.migrations.sentences import Teller
from tests.kernel.choir_versions import CHOIR, COUNTS, LONGER_NAMES
from tests.kernel.workshop import ON_SQLITE, Workshop, by_hand, only_on_rows

# What is left when they fail


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError('no')",
        "await editor.client.execute_script('DELETE FROM solo'); raise RuntimeError('no')",
        "await editor.client.execute_script('CREATE TABLE forgotten (id INTEGER)')",
        "await editor.client.execute_script('DROP INDEX singer_voice')",
        "raise asyncio.CancelledError",
    ],
)
async def test_a_migration_that_fails_leaves_everything_as_it_was(choir: Workshop, body: str) -> None:
    schema = await choir.schema()
    choir.write("0002_broken", "import asyncio\n" + by_hand(only_on_rows(body)))
    with pytest.raises(asyncio.CancelledError if "Cancelled" in body else MigrationFailed):
        await choir.migrate()
    assert await choir.counts() == COUNTS
    assert differences(schema, await choir.schema()) == []
    assert await pending(choir.address, package=choir.package) == ["0002_broken"]


async def test_rows_that_vanish_without_reason_stop_a_migration(
    choir: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As stock Tortoise would lose them, if nobody counted."""
    await choir.make(LONGER_NAMES, "longer")
    editor = {"sqlite": "sqlite_editor.SqliteEditor", "postgres": "postgres_editor.PostgresEditor"}
    kind = editor["sqlite" if choir.address.file else "postgres"]

    async def lose(self: Any, *_: Any) -> None:
        await self.client.execute_query("DELETE FROM solo")

    monkeypatch.setattr(f"server.kernel.migrations.{kind}.alter_field", lose)
    with pytest.raises(MigrationFailed, match="migration_failed") as refusal:
        await choir.migrate()
    assert "solo had 3 rows and has 0" in str(refusal.value.reason.params["problem"])
    assert await choir.counts() == COUNTS


@ON_SQLITE
async def test_stock_tortoise_deletes_child_rows_where_ours_does_not(choir: Workshop) -> None:
    """When this fails, Tortoise has been mended, and the runner may shrink."""
    await choir.make(LONGER_NAMES, "longer")
    stock = {"engine": "tortoise.backends.sqlite", "credentials": {"file_path": str(choir.address.file)}}
    async with TortoiseContext() as context:
        await context.connections._init({"default": stock}, create_db=False)
        app = {"migrations": choir.package, "models": [], "default_connection": "default"}
        executor = MigrationExecutor(context.connections.get("default"), {"akkoord": app})
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        await executor.recorder.record_applied("akkoord", "0001_initial")
        await executor.migrate()
    assert await choir.counts() == {**COUNTS, "solo": 0, "tortoise_migrations": 2}
    assert (
        await choir.rows("SELECT sql FROM sqlite_master WHERE tbl_name = 'singer' AND sql LIKE 'CREATE%INDEX%'") == []
    )


async def test_on_sqlite_there_is_a_backup_beside_the_file(choir: Workshop) -> None:
    await choir.make(LONGER_NAMES, "longer")
    said = await choir.migrate()
    if choir.address.file is None:
        assert said[1].startswith("PostgreSQL does it all in one transaction")
        return
    (backup,) = choir.address.file.parent.glob("*.backup")
    assert said[1] == f"Backup: {backup}"
    copy = Workshop.__new__(Workshop)
    copy.address = DatabaseAddress(f"sqlite:///{backup}")
    assert await copy.counts() == COUNTS


@ON_SQLITE
async def test_a_backup_is_put_back_when_the_transaction_did_not_hold(choir: Workshop) -> None:
    """A migration that commits behind our back, and then fails."""
    body = "await editor.client.execute_script('DELETE FROM solo; COMMIT; BEGIN'); raise RuntimeError('no')"
    choir.write("0002_commits", by_hand(only_on_rows(body)))
    with pytest.raises(MigrationFailed):
        await choir.migrate()
    assert choir.said[-1].endswith("has been restored.")
    assert await choir.counts() == COUNTS


def test_backups_of_one_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    from server.kernel.clock import clock

    file, now = tmp_path / "akkoord.sqlite3", clock.now()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE choir (name)")
    connection.close()
    first, second = back_up(file, now), back_up(file, now)
    assert first != second
    restore(first, file)
    assert not list(tmp_path.glob("*.partial"))


@ON_SQLITE
async def test_a_damaged_database_is_not_touched(choir: Workshop) -> None:
    with sqlite3.connect(str(choir.address.file)) as connection:
        connection.execute("INSERT INTO solo (id, singer_id, title) VALUES (9, 99, 'Locus iste')")
    connection.close()
    await choir.make(LONGER_NAMES, "longer")
    with pytest.raises(MigrationFailed, match="migration_broken_before") as refusal:
        await choir.migrate()
    assert refusal.value.reason.params["problem"] == "solo row 9 refers to nothing in singer"


KILLED = """
import asyncio, os, signal, sys
from server.kernel.database import DatabaseAddress
from server.kernel.migrations import migrate
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
left = int(sys.argv[4])
def die(said):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(migrate(DatabaseAddress(sys.argv[2]), report=die, package=sys.argv[3]))
"""
KILL_IN_PYTHON = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


async def run_to_its_death(workshop: Workshop, folder: Path, said: int) -> int:
    """Migrate in a process that kills itself at its `said`th sentence; how it ended."""
    arguments = [str(folder), workshop.address.url, workshop.package, str(said)]
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(sys.executable, "-W", "error", "-c", KILLED, *arguments, cwd=root)
    return await process.wait()


@pytest.mark.parametrize("said", [1, 2, 3, 4, 5])
async def test_a_migrator_killed_between_steps_leaves_the_old_state(choir: Workshop, tmp_path: Path, said: int) -> None:
    """At: what will be done, backup, first migration, second, checks."""
    await choir.make(LONGER_NAMES, "longer")
    body = "await editor.client.execute_script(\"UPDATE singer SET name = 'Dr. ' || name\")"
    choir.write("0003_rename", by_hand(body).replace("0001_initial", "0002_longer"))
    schema = await choir.schema()
    assert await run_to_its_death(choir, tmp_path, said) == -signal.SIGKILL
    assert await pending(choir.address, package=choir.package) == ["0002_longer", "0003_rename"]
    assert differences(schema, await choir.schema()) == []
    assert await choir.counts() == COUNTS
    assert (await choir.migrate())[-1] == "Done."
    assert await choir.rows("SELECT name FROM singer ORDER BY id") == [{"name": "Dr. Clara"}, {"name": "Dr. Jonas"}]


async def test_a_migrator_killed_inside_a_step_leaves_the_old_state(choir: Workshop, tmp_path: Path) -> None:
    body = "await editor.client.execute_script('DELETE FROM solo'); " + KILL_IN_PYTHON
    choir.write("0002_dies", by_hand(only_on_rows(body)))
    assert await run_to_its_death(choir, tmp_path, 0) == -signal.SIGKILL
    assert await choir.counts() == COUNTS


async def test_a_migrator_killed_after_its_commit_leaves_the_new_state(choir: Workshop, tmp_path: Path) -> None:
    await choir.make(LONGER_NAMES, "longer")
    assert await run_to_its_death(choir, tmp_path, 5) == -signal.SIGKILL
    assert await pending(choir.address, package=choir.package) == []
    assert await choir.counts() == COUNTS


# Who else is there


@ON_SQLITE
async def test_nothing_is_migrated_while_a_server_runs_on_sqlite(choir: Workshop) -> None:
    await choir.make(LONGER_NAMES, "longer")
    database = Database(choir.address, ["tests.kernel.models_choir"])
    await database.open()
    try:
        assert await pending(choir.address, package=choir.package) == ["0002_longer"]
        with pytest.raises(StartRefused, match="database_in_use"):
            await choir.migrate()
    finally:
        await database.close()
    assert (await choir.migrate())[-1] == "Done."


async def test_migrators_wait_for_each_other(choir: Workshop) -> None:
    await choir.make(LONGER_NAMES, "longer")
    said: list[list[str]] = [[], []]
    await asyncio.gather(*(migrate(choir.address, report=s.append, package=choir.package) for s in said))
    ends = sorted(lines[-1] for lines in said)
    assert ends == ["Done.", "The database is up to date."]
    assert any("Another process is migrating the database; waiting." in lines for lines in said)


@ON_SQLITE
async def test_who_gives_up_waiting_does_not_stay_in_line(choir: Workshop) -> None:
    said: list[str] = []
    async with alone(choir.address, Teller(said.append, "en")):
        waiting = asyncio.create_task(choir.migrate())
        while not choir.said:
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert await choir.migrate() == ["The database is up to date."]


async def test_without_a_database_everything_is_pending(workshop: Workshop) -> None:
    await workshop.make(CHOIR, "initial")
    assert await pending(workshop.address, package=workshop.package) == ["0001_initial"]
    if workshop.address.file is not None:
        assert not workshop.address.file.exists()


@ON_SQLITE
async def test_the_checks_watch_without_foreign_keys(choir: Workshop) -> None:
    """SQLite heeds the pragma only outside a transaction; inside it would silently stay on."""
    async with connected(choir.address) as engine, engine._in_transaction() as client:
        assert await client.execute_query_dict("PRAGMA foreign_keys") == [{"foreign_keys": 0}]
    assert await make([*choir.models(CHOIR)], "none", package=choir.package) is None
