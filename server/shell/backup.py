"""`akkoord backup`: a copy of the database, also while the server runs."""

import argparse
import sqlite3
from pathlib import Path

from server.kernel.clock import clock
from server.kernel.database import DatabaseAddress
from server.kernel.errors import StartRefused
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", nargs="?", help="where to; a dated file in the data folder if not said")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_backup)


async def run_backup(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Write one file that holds everything, consistent to the last commit."""
    source = DatabaseAddress(settings.database_url).file
    if source is None:
        raise StartRefused("shell_backup_postgres")
    if not source.is_file():
        raise StartRefused("shell_file_missing", file=str(source))
    name = f"akkoord-{clock.now():%Y%m%d-%H%M%S}.sqlite3"
    target = Path(given.file) if given.file else Path(settings.folder) / "backups" / name
    if target.exists():
        raise StartRefused("shell_file_exists", file=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    # Read-only: one connection writes, and that is the server's.
    with sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True) as connection:
        connection.execute("VACUUM INTO ?", [str(target)])
    connection.close()
    printer.say("shell_backup", file=str(target), size=target.stat().st_size // 1024)
    return 0
