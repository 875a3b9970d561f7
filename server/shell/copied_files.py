"""The folder of files beside a backup of the database, and back in its place."""

import shutil
from pathlib import Path

from server.settings import Settings


def files_of(settings: Settings) -> Path:
    """The folder in which an installation keeps the contents of files."""
    return Path(settings.folder) / "files"


def beside(backup: Path) -> Path:
    """The folder that goes with a backup of the database."""
    return backup.with_name(backup.name + ".files")


def copy_files(source: Path, target: Path) -> int:
    """Copy a folder of files, complete under its name or not there at all; how many there are.

    Contents never change, so it may be read while a server runs: what is half written is left out.
    """
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    copied = 0
    for file in sorted(source.rglob("*")) if source.is_dir() else []:
        if file.name.endswith(".part") or not file.is_file():
            continue
        place = partial / file.relative_to(source)
        place.parent.mkdir(exist_ok=True)
        try:
            shutil.copy2(file, place)
        except FileNotFoundError:
            # It was removed since the folder was read: then nothing asks for it.
            continue
        copied += 1
    partial.rename(target)
    return copied


def put_files_in_place(backup: Path, place: Path, aside: Path) -> None:
    """Put the files of a backup in place, what was there aside. A backup without them, of an earlier version, leaves
    them as they are."""
    kept = beside(backup)
    if not kept.is_dir():
        return
    fresh = place.with_name(place.name + ".restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    copy_files(kept, fresh)
    if place.exists():
        place.rename(aside)
    fresh.rename(place)
