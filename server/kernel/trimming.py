"""What the kernel forgets by itself."""

from datetime import timedelta

from server.kernel.clock import clock
from server.kernel.database import execute, transaction
from server.kernel.database.fields import microseconds
from server.kernel.jobs import Work, job

KEPT = timedelta(days=30)
"""How long events and answers to writes are kept. A client that was away longer starts afresh."""


@job("kernel.trim_log", every=timedelta(days=1))
async def trim_log(_work: Work) -> None:
    """Forget events after thirty days; the state that they led to stays, and older cursors start afresh."""
    async with transaction():
        # Of each organisation the newest stays: where its log begins must remain known.
        await execute(
            'DELETE FROM "event" WHERE "organisation_id" >= 0 AND "at" < ? AND "pos" < '
            '(SELECT "pos" FROM "organisation_stream" s WHERE s."organisation_id" = "event"."organisation_id")',
            [microseconds(clock.now() - KEPT)],
        )


@job("kernel.forget_keys", every=timedelta(days=1))
async def forget_keys(_work: Work) -> None:
    """Forget answers to writes after thirty days; a key that comes back later is done anew."""
    async with transaction():
        await execute('DELETE FROM "idempotency" WHERE "created_at" < ?', [microseconds(clock.now() - KEPT)])
