"""Finds code that waits for something else than the database while it holds a transaction.

Whoever waits for the network or for a timer inside `transaction()` holds the only writer of SQLite meanwhile. The
fixture `short_transactions` looks at each place where a task gives up control, and fails the test afterwards.
"""

import asyncio
from collections.abc import Coroutine, Generator
from types import FrameType
from typing import Any

import pytest
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.context import get_current_context

DRIVERS = {"aiosqlite", "asyncpg", "tortoise"}


class ForeignWaits(list[str]):
    """Places (`file:line in function`) that waited for something else inside a transaction."""

    def task(
        self, loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], **options: Any
    ) -> "asyncio.Task[Any]":
        """A task factory that watches each task."""
        return asyncio.Task(self._watched(work), loop=loop, **options)

    async def _watched(self, work: Coroutine[Any, Any, Any]) -> Any:
        return await _Steps(work, self)

    def look(self, work: Coroutine[Any, Any, Any]) -> None:
        """Called where a task is about to wait, in its own context."""
        if get_current_context() is None:
            return
        if not isinstance(get_connection("default"), TransactionalDBClient):
            return
        frames = _frames(work)
        if not DRIVERS & {frame.f_globals["__name__"].partition(".")[0] for frame in frames}:
            place = frames[-1]
            self.append(f"{place.f_code.co_filename}:{place.f_lineno} in {place.f_code.co_name}")


class _Steps:
    def __init__(self, work: Coroutine[Any, Any, Any], found: ForeignWaits) -> None:
        self._work = work
        self._found = found

    def __await__(self) -> Generator[Any, Any, Any]:
        problem: BaseException | None = None
        while True:
            try:
                awaited = self._work.send(None) if problem is None else self._work.throw(problem)
            except StopIteration as end:
                return end.value
            self._found.look(self._work)
            problem = None
            try:
                yield awaited
            except BaseException as thrown:
                problem = thrown


def _frames(work: Any) -> list[FrameType]:
    """What a suspended coroutine is doing, from the outside in."""
    frames = []
    while work is not None:
        frame = getattr(work, "cr_frame", None) or getattr(work, "gi_frame", None)
        frames += [frame] if frame is not None else []
        work = getattr(work, "cr_await", None) or getattr(work, "gi_yieldfrom", None)
    return frames


@pytest.fixture
async def short_transactions() -> Any:
    """Fails the test when a task that it starts waits for something else than the database inside a transaction."""
    loop = asyncio.get_running_loop()
    found = ForeignWaits()
    before = loop.get_task_factory()
    loop.set_task_factory(found.task)  # type: ignore[arg-type]
    yield found
    loop.set_task_factory(before)
    assert found == [], "waited for something else than the database inside a transaction"
