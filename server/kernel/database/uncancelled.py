"""Steps that must not stop half-way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end although the caller is cancelled meanwhile, then pass the cancellation on.

    A driver that is cut off inside BEGIN, COMMIT or ROLLBACK leaves a connection of which nobody knows the state.
    """
    task = asyncio.ensure_future(work)
    cancellation: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as problem:
            cancellation = problem
    if cancellation is None:
        return task.result()
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not report it as forgotten
    raise cancellation
