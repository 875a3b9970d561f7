"""Group commit: what arrives while a commit runs shares the next one, without lingering."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from server.kernel.database import spawn

T = TypeVar("T")

AT_ONCE = 256


class Gatherer(Generic[T]):
    """Hands what waits to `run` in batches, one batch at a time, in the order of arrival."""

    def __init__(self, run: Callable[[list[T]], Awaitable[None]]) -> None:
        self._run = run
        self._waiting: deque[tuple[T, asyncio.Future[None]]] = deque()
        self._driver: asyncio.Task[None] | None = None

    async def join(self, item: T) -> None:
        """Wait until the batch of this item is done. Who is cancelled leaves its item in the batch."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._driver is None:
            self._driver = spawn(self._drive(), "gather")
        await done

    async def _drive(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
                await self._run([item for item, _ in batch])
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
        finally:
            self._driver = None
