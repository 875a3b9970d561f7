"""Jobs: done at least once, put off when they fail, kept when they fail for good, given back at the end."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from server.kernel import worker as workers
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.jobs import ATTEMPTS, Pending, Work, claim, job, jobs
from server.kernel.worker import Worker, dead_letters, oldest_waiting
from tests.world import World

sung: list[str] = []


@pytest.fixture(autouse=True)
def songs() -> Iterator[None]:
    """A kind of job for these tests only, and no other that recurs."""
    known = dict(jobs)
    jobs.clear()

    @job("choir.sing")
    async def sing(work: Work, *, song: str) -> None:
        """Sing a song; one of them always fails."""
        if song == "te hoog":
            raise RuntimeError("too high")
        if song == "eindeloos":
            await asyncio.sleep(3600)
        sung.append(song)

    sung.clear()
    yield
    jobs.clear()
    jobs.update(known)


async def enqueue(choir: World, song: str, **options: Any) -> None:
    """Have a song sung."""
    async with choir.house.units.write() as unit:
        unit.enqueue(Pending("choir.sing", {"song": song}, **options))


async def waiting() -> list[dict[str, Any]]:
    """The jobs that are there."""
    return await rows('SELECT * FROM "job" ORDER BY "id"')


async def until(what: Any) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(5):
        while not what():
            await asyncio.sleep(0.005)


async def test_a_job_runs_once_and_leaves_no_row(choir: World) -> None:
    await enqueue(choir, "Ave verum")
    assert await choir.house.worker.run_due() == 1
    assert sung == ["Ave verum"]
    assert await waiting() == []


async def test_a_job_waits_for_its_time(choir: World) -> None:
    await enqueue(choir, "Kerstlied", run_at=clock.now() + timedelta(hours=1))
    assert await choir.house.worker.run_due() == 0
    assert await oldest_waiting() == 0.0
    later = clock.now() + timedelta(hours=2)
    clock.set(lambda: later)
    assert await oldest_waiting() == pytest.approx(3600, abs=5)
    assert await choir.house.worker.run_due() == 1


async def test_while_one_waits_under_a_key_another_is_left_out(choir: World) -> None:
    await enqueue(choir, "Eerst", unique_key="lied")
    await enqueue(choir, "Dubbel", unique_key="lied")
    await choir.house.worker.run_due()
    assert sung == ["Eerst"]
    await enqueue(choir, "Daarna", unique_key="lied")
    await choir.house.worker.run_due()
    assert sung == ["Eerst", "Daarna"]


async def test_a_job_that_fails_is_put_off_and_at_last_kept_as_a_dead_letter(choir: World) -> None:
    await enqueue(choir, "te hoog")
    now = clock.now()
    for attempt in range(1, ATTEMPTS + 1):
        assert await choir.house.worker.run_due() == 1
        assert (await waiting())[0]["attempts"] == attempt
        now += timedelta(hours=2)
        clock.set(lambda now=now: now)
    assert await choir.house.worker.run_due() == 0
    (dead,) = await dead_letters()
    assert (dead["kind"], dead["problem"]) == ("choir.sing", "RuntimeError: too high")


async def test_a_lease_of_a_worker_that_died_runs_out(choir: World) -> None:
    await enqueue(choir, "Ave verum")
    assert len(await claim(4)) == 1
    assert await claim(4) == []
    later = clock.now() + timedelta(minutes=6)
    clock.set(lambda: later)
    assert await choir.house.worker.run_due() == 1


async def test_a_recurring_job_is_planned_again_when_it_has_run(choir: World) -> None:
    @job("choir.tune", every=timedelta(hours=1))
    async def tune(work: Work) -> None:
        """Give the note."""
        sung.append("la")

    assert await choir.house.worker.run_due() == 1
    assert await choir.house.worker.run_due() == 0
    later = clock.now() + timedelta(minutes=61)
    clock.set(lambda: later)
    assert await choir.house.worker.run_due() == 1
    assert sung == ["la", "la"]


async def test_a_running_worker_takes_jobs_and_survives_a_fault(choir: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real, faults = workers.claim, iter([True])

    async def fails_once(limit: int) -> Any:
        if next(faults, False):
            raise RuntimeError("the database was away")
        return await real(limit)

    monkeypatch.setattr(workers, "claim", fails_once)
    worker = Worker(choir.house.work, look_every=0.01)
    worker.start()
    for number in range(6):
        await enqueue(choir, f"Lied {number}")
    await until(lambda: len(sung) == 6)
    await worker.stop()
    assert await waiting() == []


async def test_a_worker_that_stops_gives_back_what_does_not_end_in_time(
    choir: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.05)
    worker = Worker(choir.house.work, look_every=0.01)
    worker.start()
    await enqueue(choir, "eindeloos")
    await until(lambda: worker._running)
    await worker.stop()
    await asyncio.sleep(0)
    (row,) = await waiting()
    assert (row["attempts"], row["leased_until"]) == (0, None)


async def test_a_worker_that_was_not_started_stops_at_once(choir: World) -> None:
    await Worker(choir.house.work).stop()
