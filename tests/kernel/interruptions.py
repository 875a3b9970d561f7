"""Cancelling a task at each place where it waits, one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any


class _Interrupted:
    """Runs work and cancels the task in which it runs at its `step`th wait, and, when `stubborn`, at each after it."""

    def __init__(self, work: Coroutine[Any, Any, Any], step: int, *, stubborn: bool) -> None:
        self._work = work
        self._step = step
        self._stubborn = stubborn
        self.waits = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        task = asyncio.current_task()
        assert task is not None
        problem: BaseException | None = None
        while True:
            try:
                awaited = self._work.send(None) if problem is None else self._work.throw(problem)
            except StopIteration as end:
                return end.value
            self.waits += 1
            if self.waits == self._step or (self._stubborn and self.waits > self._step):
                asyncio.get_running_loop().call_soon(task.cancel)
            problem = None
            try:
                yield awaited
            except BaseException as thrown:
                problem = thrown


async def interrupted_everywhere(
    work: Callable[[], Coroutine[Any, Any, Any]], check: Callable[[], Awaitable[None]], *, stubborn: bool = False
) -> int:
    """Run `work` cancelled at its first wait, then at its second …, with `check` after each; the number of waits."""
    step = 0
    while True:
        step += 1
        interrupted = _Interrupted(work(), step, stubborn=stubborn)
        task = asyncio.create_task(_await(interrupted))
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()
        await check()
        if interrupted.waits < step:
            return step - 1


async def _await(interrupted: _Interrupted) -> Any:
    return await interrupted
