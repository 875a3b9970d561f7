"""Small stand-ins for what each idle connection would otherwise pay 4 KiB for."""

import asyncio
from typing import Any

_CROWDED = 16


class Inbox:
    """What uvicorn uses of `asyncio.Queue`, for one getter; that queue holds four deques of 600 bytes."""

    __slots__ = ("_events", "_getter", "_loop")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._events: list[Any] = []
        self._getter: asyncio.Future[None] | None = None

    def empty(self) -> bool:
        """Whether `get` would wait."""
        return not self._events

    def full(self) -> bool:
        """Whether the peer should be kept from sending more."""
        return len(self._events) >= _CROWDED

    def put_nowait(self, event: Any) -> None:
        """Add an event and wake the getter."""
        self._events.append(event)
        if self._getter is not None and not self._getter.done():
            self._getter.set_result(None)

    async def get(self) -> Any:
        """The oldest event, once there is one."""
        while not self._events:
            self._getter = self._loop.create_future()
            await self._getter
        return self._events.pop(0)


class Gate:
    """What uvicorn uses of `asyncio.Event`, without a deque as long as nobody waits."""

    __slots__ = ("_loop", "_open", "_waiters")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._open = True
        self._waiters: list[asyncio.Future[None]] | None = None

    def set(self) -> None:
        """Open, and let through who waits."""
        self._open = True
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def clear(self) -> None:
        """Shut."""
        self._open = False

    async def wait(self) -> None:
        """Return once open."""
        while not self._open:
            waiter = self._loop.create_future()
            self._waiters = [*(self._waiters or ()), waiter]
            await waiter
