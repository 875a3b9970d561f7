"""What follows an erasure: the bytes that were freed are overwritten."""

from datetime import timedelta

from server.kernel.clock import clock
from server.kernel.database import clear_freed, rows
from server.kernel.database.statements import dialect
from server.kernel.jobs import Pending, Work, job
from server.kernel.personal import tables
from server.privacy.erasure import CLEAR_TRACES

WRITTEN_ANEW = 256_000_000
"""Bytes up to which a SQLite file is written anew at once; a larger one is at night, for nobody can write meanwhile."""
NIGHT = 2
"""The hour (UTC) from which that is night."""


@job(CLEAR_TRACES)
async def clear_traces(work: Work) -> None:
    """Overwrite what erased rows left behind in the database; put off while somebody reads an older state of it."""
    now = clock.now()
    whole = now.hour == NIGHT or await _bytes() <= WRITTEN_ANEW
    await clear_freed(sorted(tables), whole=whole)
    if not whole:
        night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        async with work.units.write() as unit:
            unit.enqueue(Pending(CLEAR_TRACES, {}, night + timedelta(days=night <= now), f"{CLEAR_TRACES}:night"))


async def _bytes() -> int:
    """The size of the SQLite file; PostgreSQL clears tables while others write."""
    if dialect() == "postgres":
        return 0
    found = await rows('SELECT "page_count" * "page_size" AS "bytes" FROM pragma_page_count(), pragma_page_size()')
    return int(found[0]["bytes"])
