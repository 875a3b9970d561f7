"""A copy of a SQLite file beside it, and putting it back."""

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path


def back_up(file: Path, now: datetime) -> Path:
    """Copy the database to a dated file beside it, complete under its name or not there at all."""
    target = _unused(file.with_name(f"{file.name}.{now:%Y-%m-%dT%H%M%SZ}.backup"))
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    source = sqlite3.connect(file)
    try:
        source.execute("VACUUM INTO ?", [str(partial)])
    finally:
        source.close()
    shutil.copymode(file, partial)
    _sync(partial)
    partial.rename(target)
    _sync(target.parent)
    return target


def restore(backup: Path, file: Path) -> None:
    """Put the copy back, as one transaction: a process killed meanwhile leaves the one or the other."""
    source, target = sqlite3.connect(backup), sqlite3.connect(file)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _unused(path: Path) -> Path:
    number = 1
    candidate = path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
