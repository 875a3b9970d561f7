"""Jobs: work written in the transaction of its cause and done at least once by a worker."""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec

from server.kernel.clock import clock
from server.kernel.database import rows, transaction
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import dialect, execute
from server.kernel.ids import new_id
from server.kernel.pages import PagePort
from server.kernel.ports import MailPort, PushPort
from server.kernel.site import Site

LEASE = timedelta(minutes=5)
ATTEMPTS = 10
"""After so many failures a job is a dead letter, which `akkoord doctor` and `/metrics` show."""
AT_ONCE = 4
DUE = '"failed_at" IS NULL AND "run_at" <= ? AND ("leased_until" IS NULL OR "leased_until" < ?)'


class Work(msgspec.Struct, frozen=True):
    """What a job is given besides its arguments: the installation, units of work, and the ways out."""

    site: Site
    units: Any
    mail: MailPort | None = None
    push: PushPort | None = None
    pages: PagePort | None = None


class Job(msgspec.Struct, frozen=True):
    """A kind of job: its name (`feature.verb_object`) and the function, harmless when run twice."""

    name: str
    run: Callable[..., Awaitable[None]]
    every: timedelta | None = None


jobs: dict[str, Job] = {}


def job(name: str, *, every: timedelta | None = None) -> Callable[[Callable[..., Awaitable[None]]], Job]:
    """Register a job; with `every` it runs by itself at that interval."""

    def register(run: Callable[..., Awaitable[None]]) -> Job:
        if not (run.__doc__ or "").strip():
            raise TypeError(f"the job {name} has no docstring")
        jobs[name] = Job(name, run, every)
        return jobs[name]

    return register


class Pending(msgspec.Struct, frozen=True):
    """A job to be written. While one waits under `unique_key`, another with that key is left out."""

    COLUMNS: ClassVar = ("id", "kind", "arguments", "unique_key", "run_at", "attempts", "created_at")

    kind: str
    arguments: dict[str, Any]
    run_at: datetime | None = None
    unique_key: str | None = None

    def record(self, now: datetime) -> tuple[Any, ...]:
        """Its columns, for INSERT."""
        arguments = msgspec.json.encode(self.arguments).decode()
        run_at = microseconds(self.run_at or now)
        return (new_id(), self.kind, arguments, self.unique_key, run_at, 0, microseconds(now))


class Claimed(msgspec.Struct, frozen=True):
    """A job leased to this process."""

    id: int
    kind: str
    arguments: dict[str, Any]
    attempts: int


async def claim(limit: int) -> list[Claimed]:
    """Lease jobs that are due; a lease that ran out (its worker died) is due again."""
    now = microseconds(clock.now())
    due = f'SELECT "id" FROM "job" WHERE {DUE} ORDER BY "run_at" LIMIT ?'
    # Mostly nothing is: then nobody need wait for a writer.
    if not await rows(due, [now, now, 1]):
        return []
    skip = "FOR UPDATE SKIP LOCKED" if dialect() == "postgres" else ""
    sql = f"""
        UPDATE "job" SET "leased_until" = ?, "attempts" = "attempts" + 1, "unique_key" = NULL
        WHERE "id" IN ({due} {skip}) RETURNING "id", "kind", "arguments", "attempts"
    """
    async with transaction():
        found = await rows(sql, [microseconds(clock.now() + LEASE), now, now, limit])
    return [Claimed(r["id"], r["kind"], msgspec.json.decode(r["arguments"]), r["attempts"]) for r in found]


async def finish(done: Claimed) -> None:
    """A job that succeeded leaves no row."""
    async with transaction():
        await execute('DELETE FROM "job" WHERE "id" = ?', [done.id])


async def postpone(failed: Claimed, problem: str) -> None:
    """Try again later, with growing waits; after `ATTEMPTS` keep it as a dead letter."""
    now = clock.now()
    wait = timedelta(seconds=min(3600, 5 * 2**failed.attempts) * random.uniform(0.8, 1.2))  # noqa: S311
    dead = microseconds(now) if failed.attempts >= ATTEMPTS else None
    sql = 'UPDATE "job" SET "leased_until" = NULL, "run_at" = ?, "failed_at" = ?, "problem" = ? WHERE "id" = ?'
    async with transaction():
        await execute(sql, [microseconds(now + wait), dead, problem[:1000], failed.id])


async def give_back(claimed: Claimed) -> None:
    """Return a job that was not finished when the process was told to stop."""
    async with transaction():
        await execute(
            'UPDATE "job" SET "leased_until" = NULL, "attempts" = "attempts" - 1 WHERE "id" = ?', [claimed.id]
        )
