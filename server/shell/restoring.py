"""`akkoord restore`: a backup in the place of the database and the files, with what was there kept aside."""

import argparse
import shutil
import sqlite3
from pathlib import Path

from server.kernel.clock import clock
from server.kernel.database import Database, DatabaseAddress, execute, transaction
from server.kernel.database.lock import hold, lock_of
from server.kernel.errors import StartRefused
from server.kernel.migrations import migrate
from server.models import MODEL_MODULES
from server.settings import Settings
from server.shell.copied_files import files_of, put_files_in_place
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", help="the backup")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_restore)


async def run_restore(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Check the backup, put it in place, bring it up to date, and make every client start afresh."""
    address = DatabaseAddress(settings.database_url)
    if address.file is None:
        raise StartRefused("shell_backup_postgres")
    backup = Path(given.file)
    check_backup(backup)
    address.file.parent.mkdir(parents=True, exist_ok=True)
    aside = address.file.with_name(f"{address.file.name}.before-{clock.now():%Y%m%d-%H%M%S}")
    lock = hold(lock_of(address.file))
    if lock is None:
        raise StartRefused("database_in_use", file=str(address.file))
    with lock:
        put_in_place(backup, address.file, aside)
        files = files_of(settings)
        put_files_in_place(backup, files, files.with_name(aside.name.replace(address.file.name, files.name)))
    await migrate(address, report=printer.line, language=printer.language)
    await raise_epochs(address)
    printer.say("shell_restored", file=str(backup), aside=str(aside))
    return 0


def check_backup(file: Path) -> None:
    """Raise `StartRefused` for a file that is not a whole database of ours."""
    if not file.is_file():
        raise StartRefused("shell_file_missing", file=str(file))
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute('SELECT "epoch" FROM "organisation_stream" LIMIT 1')
        finally:
            connection.close()
    except sqlite3.DatabaseError as problem:
        raise StartRefused("shell_not_a_backup", file=str(file), problem=str(problem)) from None
    if found != "ok":
        raise StartRefused("shell_not_a_backup", file=str(file), problem=found)


def put_in_place(backup: Path, place: Path, aside: Path) -> None:
    """Move what is there aside, its log too, and copy the backup into its place."""
    for ending in ("", "-wal", "-shm"):
        there = place.with_name(place.name + ending)
        if there.exists():
            there.rename(aside.with_name(aside.name + ending))
    fresh = place.with_name(place.name + ".restoring")
    shutil.copyfile(backup, fresh)
    fresh.rename(place)


async def raise_epochs(address: DatabaseAddress) -> None:
    """Cursors from after the backup speak of what is gone: each log begins a new epoch, and clients start afresh."""
    database = Database(address, MODEL_MODULES)
    await database.open()
    try:
        async with transaction():
            await execute('UPDATE "organisation_stream" SET "epoch" = "epoch" + 1')
    finally:
        await database.close()
