"""Running migrations so that the database is either as it was or as it should be.

Everything happens in one transaction, and is checked before the commit; a process killed meanwhile changes nothing.
The backup is for what no transaction helps against.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tortoise.migrations.migration import Migration

from server.kernel.clock import clock
from server.kernel.database.connect import DatabaseAddress
from server.kernel.language import Language
from server.kernel.migrations.alone import alone, wait_for_turn
from server.kernel.migrations.backup import back_up, restore
from server.kernel.migrations.checks import Before, damage
from server.kernel.migrations.connection import connected, on_nothing
from server.kernel.migrations.files import PACKAGE, load, state_after
from server.kernel.migrations.plan import Plan, applied_in, plan, record
from server.kernel.migrations.reading import read_schema
from server.kernel.migrations.schema import Schema, differences
from server.kernel.migrations.sentences import MigrationFailed, Report, Teller
from server.kernel.migrations.steps import apply, apply_all, changes_rows, editor_for, undo


async def migrate(
    address: DatabaseAddress,
    *,
    target: str | None = None,
    report: Report,
    language: Language = "en",
    package: str = PACKAGE,
) -> None:
    """Bring the database to `target`: a migration's name or its beginning, `zero`, or None for the newest.

    `report` is told each step before it is taken. Raises `MigrationFailed`, the database being as it was, and
    `StartRefused("database_in_use")` while a server holds the SQLite file; another migrator is waited for.
    """
    teller = Teller(report, language)
    async with alone(address, teller):
        run = _Run(address, load(package), teller)
        try:
            async with connected(address) as engine, engine._in_transaction() as client:
                await run.carry_out(client, target)
        except BaseException as problem:
            await run.make_good()
            if isinstance(problem, MigrationFailed) or not isinstance(problem, Exception):
                raise
            raise MigrationFailed("migration_failed", name=run.at, problem=problem) from problem
    teller.tell("migration_done" if run.before else "migration_none")


async def built(address: DatabaseAddress, migrations: Sequence[Migration]) -> Schema:
    """The schema that migrations make of nothing, on the same kind of database."""

    async def work(client: Any) -> Schema:
        await apply_all(migrations, client)
        return await read_schema(client)

    return await on_nothing(address, work)


class _Run:
    """One run: `at` is the migration at hand, `before` what was there, once there is something to do."""

    def __init__(self, address: DatabaseAddress, files: list[Migration], teller: Teller) -> None:
        self._address = address
        self._files = files
        self._teller = teller
        self._backup: Path | None = None
        self.before: Before | None = None
        self.at = "-"

    async def carry_out(self, client: Any, target: str | None) -> None:
        """Everything, in the transaction of `client`."""
        await wait_for_turn(client, self._teller)
        todo = plan(self._files, await applied_in(client), target)
        if not todo.migrations:
            return
        names = ", ".join(migration.name for migration in todo.migrations)
        self._teller.tell("migration_plan_back" if todo.backward else "migration_plan", names=names)
        before = await self._look(client)
        expected = await built(self._address, todo.kept)
        renamed = await self._change(client, todo)
        self._teller.tell("migration_checking")
        await self._check(client, todo, before, expected, renamed)

    async def _look(self, client: Any) -> Before:
        broken = await damage(client)
        if broken:
            raise MigrationFailed("migration_broken_before", problem="; ".join(broken[:3]))
        before = await Before.of(client)
        if self._address.file is None:
            self._teller.tell("migration_no_backup")
        elif before.schema:
            self._backup = await asyncio.to_thread(back_up, self._address.file, clock.now())
            self._teller.tell("migration_backup", file=self._backup)
        self.before = before
        return before

    async def _change(self, client: Any, todo: Plan) -> dict[str, str]:
        editor = editor_for(client)
        state = state_after([] if todo.backward else todo.kept[: len(todo.kept) - len(todo.migrations)])
        for migration in todo.migrations:
            self.at = migration.name
            self._teller.tell("migration_undoing" if todo.backward else "migration_applying", name=migration.name)
            if todo.backward:
                await undo(migration, state_after(self._files[: self._files.index(migration)]), editor)
            else:
                await apply(migration, state, editor)
            await record(client, migration.name, backward=todo.backward)
        return editor.renamed

    async def _check(self, client: Any, todo: Plan, before: Before, expected: Schema, renamed: dict[str, str]) -> None:
        after = await Before.of(client)
        changed = before.changed(after, renamed)
        for table, count, now in changed:
            self._teller.tell("migration_rows", table=table, before=count, after=now)
        problems = differences(expected, after.schema) + await damage(client)
        if changed and not changes_rows(todo.migrations):
            problems += [f"{table} had {count} rows and has {now}" for table, count, now in changed]
        if problems:
            raise MigrationFailed("migration_failed", name=self.at, problem="; ".join(problems[:5]))

    async def make_good(self) -> None:
        """After a failure: put the backup back if the transaction, against all expectation, left something behind."""
        if self._backup is None or self.before is None or self._address.file is None:
            return
        async with connected(self._address) as engine, engine.in_snapshot() as client:
            as_it_was = self.before.same(await Before.of(client))
        if not as_it_was:
            await asyncio.to_thread(restore, self._backup, self._address.file)
            self._teller.tell("migration_restored", file=self._backup)
