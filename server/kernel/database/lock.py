"""Holding a file against other processes."""

import fcntl
from pathlib import Path
from typing import IO


def hold(file: Path) -> IO[str] | None:
    """Take `file` for this process until the answer is closed or the process ends; None when another holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    held = file.open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return None
    return held


def lock_of(database: Path) -> Path:
    """The file that whoever uses a SQLite database holds."""
    return database.with_name(database.name + ".lock")
