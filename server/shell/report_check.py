"""Whether reports of messages wait that only whoever runs the server can help on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from server.kernel.database import Database, DatabaseAddress, rows
from server.kernel.errors import Reason
from server.models import MODEL_MODULES
from server.moderation.answering import STUCK
from server.settings import Settings


async def report_problem(settings: Settings) -> Reason | None:
    """Reports that nobody of an organisation may answer, also while the server runs."""
    address = DatabaseAddress(settings.database_url)
    try:
        found = _read_beside(address.file) if address.file is not None else await _ask(address)
    except Exception:  # what is wrong with the database its own part of the doctor tells
        return None
    names = ", ".join(f"{row['name']} ({row['slug']})" for row in found)
    return Reason("doctor_reports", count=sum(row["count"] for row in found), names=names) if found else None


def _read_beside(file: Path) -> list[dict[str, Any]]:
    # Read-only: one connection writes, and that is the server's.
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(STUCK)]


async def _ask(address: DatabaseAddress) -> list[dict[str, Any]]:
    database = Database(address, MODEL_MODULES)
    await database.open()
    try:
        return await rows(STUCK, [])
    finally:
        await database.close()
