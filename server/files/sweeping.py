"""What nobody uses, or was removed, goes away with its content."""

from datetime import timedelta

from server.files.blobs import discard
from server.files.models import File
from server.files.purposes import holders
from server.files.room import give_room
from server.kernel.clock import clock
from server.kernel.database import rows, transaction
from server.kernel.database.fields import microseconds
from server.kernel.jobs import Pending, Work, job

UNCLAIMED = timedelta(days=1)
AT_ONCE = 200

SWEEP_NOW = Pending("files.sweep_removed", {}, unique_key="files.sweep_removed:now")
"""To be enqueued by who removes a file."""


@job("files.sweep_unclaimed", every=timedelta(hours=1))
async def sweep_unclaimed(work: Work) -> None:
    """Remove files that nothing claimed within a day, and finish what other sweeps left."""
    async with transaction():
        await rows(
            'UPDATE "file" SET "removed_at" = ? WHERE "organisation_id" >= 0 AND "removed_at" IS NULL '
            'AND "claimed_at" IS NULL AND "created_at" < ? RETURNING "id"',
            [microseconds(clock.now()), microseconds(clock.now() - UNCLAIMED)],
        )
    await sweep(work)


@job("files.sweep_orphans", every=timedelta(days=1))
async def sweep_orphans(work: Work) -> None:
    """Remove files that were used and that nothing uses any more: what held them went without letting go."""
    now = clock.now()
    for purpose, columns in holders.items():
        held = "".join(
            f' AND "id" NOT IN (SELECT h."{column}" FROM "{table}" h WHERE h."organisation_id" >= 0 '
            f'AND h."{column}" IS NOT NULL)'
            for table, column in columns
        )
        async with transaction():
            await rows(
                'UPDATE "file" SET "removed_at" = ? WHERE "organisation_id" >= 0 AND "removed_at" IS NULL '
                f'AND "claimed_at" < ? AND "purpose" = ?{held} RETURNING "id"',
                # What is being claimed at this moment may not be pointed at yet.
                [microseconds(now), microseconds(now - UNCLAIMED), purpose],
            )
    await sweep(work)


@job("files.sweep_removed")
async def sweep_removed(work: Work) -> None:
    """Delete the contents and rows of files that were removed."""
    await sweep(work)


async def sweep(work: Work) -> None:
    """First the contents, then the rows: whenever it breaks off, the next one finishes it."""
    while True:
        found = await rows(
            'SELECT "id", "organisation_id", "blob", "stored" FROM "file" WHERE "organisation_id" >= 0 '
            'AND "removed_at" IS NOT NULL LIMIT ?',
            [AT_ONCE],
        )
        for each in found:
            await discard(work.units.blobs, each["blob"])
            async with transaction():
                if await File.filter(organisation_id=each["organisation_id"], id=each["id"]).delete():
                    await give_room(each["organisation_id"], each["stored"])
        if len(found) < AT_ONCE:
            return
