"""The worker: takes due jobs, runs them a few at a time, and gives back what it cannot finish."""

import asyncio
from datetime import timedelta

import structlog

from server.kernel.clock import clock
from server.kernel.database import rows, spawn, transaction
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import insert_rows
from server.kernel.jobs import AT_ONCE, Claimed, Pending, Work, claim, finish, give_back, jobs, postpone

log = structlog.get_logger()

LOOK_EVERY = 1.0
GRACE = 10.0
"""Seconds that running jobs get to finish when the process is told to stop."""


class Worker:
    """Runs jobs until stopped."""

    def __init__(self, work: Work, look_every: float = LOOK_EVERY) -> None:
        self._work = work
        self._look_every = look_every
        self._running: dict[asyncio.Task[None], Claimed] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to take jobs."""
        self._task = spawn(self._run(), "worker")

    async def stop(self) -> None:
        """Take no more; wait for what runs, and give back what does not end in time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def run_due(self) -> int:
        """Run everything that is due now and wait for it; the number of jobs run. For tests and the shell."""
        ran = 0
        await schedule_recurring()
        while claimed := await claim(AT_ONCE):
            await asyncio.gather(*(run_one(self._work, one) for one in claimed))
            ran += len(claimed)
        return ran

    async def _run(self) -> None:
        await schedule_recurring()
        while True:
            try:
                await self._take()
            except Exception:
                log.exception("worker_fault")
            await asyncio.sleep(self._look_every)

    async def _take(self) -> None:
        while (free := AT_ONCE - len(self._running)) > 0:
            claimed = await claim(free)
            for one in claimed:
                task = spawn(self._carry_out(one), f"job {one.kind}")
                self._running[task] = one
                task.add_done_callback(self._running.pop)
            if len(claimed) < free:
                return

    async def _carry_out(self, one: Claimed) -> None:
        try:
            await run_one(self._work, one)
        except asyncio.CancelledError:
            await give_back(one)
            raise


async def run_one(work: Work, one: Claimed) -> None:
    """Run a leased job; put it off when it fails, and plan its next time when it recurs."""
    try:
        await jobs[one.kind].run(work, **one.arguments)
    except Exception as problem:
        log.warning("job_failed", job=one.kind, attempts=one.attempts, exc_info=problem)
        await postpone(one, f"{type(problem).__name__}: {problem}")
        return
    await finish(one)
    if (every := jobs[one.kind].every) is not None:
        await _plan(one.kind, every)


async def schedule_recurring() -> None:
    """Write the first row of each recurring job that has none."""
    waiting = {row["kind"] for row in await rows('SELECT DISTINCT "kind" FROM "job"')}
    for name, known in jobs.items():
        if known.every is not None and name not in waiting:
            await _plan(name, timedelta(0))


async def _plan(name: str, wait: timedelta) -> None:
    now = clock.now()
    pending = Pending(name, {}, now + wait, f"every:{name}")
    async with transaction():
        await insert_rows("job", Pending.COLUMNS, [pending.record(now)], 'ON CONFLICT ("unique_key") DO NOTHING')


async def dead_letters() -> list[dict[str, object]]:
    """Jobs that failed for good: kind, attempts, when and why."""
    return await rows(
        'SELECT "id", "kind", "attempts", "failed_at", "problem" FROM "job" WHERE "failed_at" IS NOT NULL ORDER BY "id"'
    )


async def oldest_waiting() -> float:
    """Seconds that the longest-waiting due job is late; 0 when none waits."""
    now = microseconds(clock.now())
    found = await rows('SELECT MIN("run_at") AS "due" FROM "job" WHERE "failed_at" IS NULL AND "run_at" <= ?', [now])
    return (now - found[0]["due"]) / 1e6 if found[0]["due"] is not None else 0.0
