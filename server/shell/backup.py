"""`akkoord backup`: a copy of the database and of the files, also while the server runs."""

import argparse
import asyncio
import sqlite3
from pathlib import Path

from server.kernel.clock import clock
from server.kernel.database import DatabaseAddress
from server.kernel.errors import StartRefused
from server.settings import Settings
from server.shell.copied_files import beside, copy_files, files_of
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", nargs="?", help="where to; a dated file in the data folder if not said")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_backup)


async def run_backup(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Write one file that holds all rows, consistent to the last commit, and the contents of files in a folder beside
    it. The rows first: a file that came since is one too many, and nothing in the copy asks for it."""
    source = DatabaseAddress(settings.database_url).file
    if source is None:
        raise StartRefused("shell_backup_postgres")
    if not source.is_file():
        raise StartRefused("shell_file_missing", file=str(source))
    name = f"akkoord-{clock.now():%Y%m%d-%H%M%S}.sqlite3"
    target = Path(given.file) if given.file else Path(settings.folder) / "backups" / name
    for there in (target, beside(target)):
        if there.exists():
            raise StartRefused("shell_file_exists", file=str(there))
    target.parent.mkdir(parents=True, exist_ok=True)
    # Read-only: one connection writes, and that is the server's.
    with sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True) as connection:
        connection.execute("VACUUM INTO ?", [str(target)])
    connection.close()
    copied = await asyncio.to_thread(copy_files, files_of(settings), beside(target))
    printer.say("shell_backup", files=copied, file=str(target), size=target.stat().st_size // 1024)
    return 0
