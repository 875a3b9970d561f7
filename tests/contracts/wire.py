"""A client on the real WebSocket door, without a socket: frames go in and out of a queue."""

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from typing import Any

from tests.contracts.replica import Replica, pulled, take_page
from tests.world import Person


class Line:
    """One connection: what the server sent and the client has not looked at yet."""

    def __init__(self, person: Person) -> None:
        self.frames: deque[dict[str, Any]] = deque()
        self.closed: int | None = None
        self.counted = 0
        self._greeted = False
        self._behind = False
        self.stuck = asyncio.Event()
        self.stuck.set()
        """Cleared, the client reads nothing."""
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._inbox.put_nowait({"type": "websocket.connect"})
        scope = {"type": "websocket", "path": "/ws", "headers": [], "client": ("127.0.0.1", 1)}
        serving = person.world.house.connections.serve(scope, self._inbox.get, self._sent)
        self._task = asyncio.get_running_loop().create_task(serving)

    def send(self, number: int, op: str, args: dict[str, Any]) -> None:
        """Give the server a frame."""
        text = json.dumps({"id": number, "op": op, "args": args})
        self._inbox.put_nowait({"type": "websocket.receive", "text": text})

    async def hang_up(self) -> None:
        """The network goes away."""
        self.frames.clear()
        self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1006})
        await self._task

    async def _sent(self, message: Any) -> None:
        await self.stuck.wait()
        if message["type"] == "websocket.close":
            self.closed = message["code"]
        elif message["type"] == "websocket.send":
            frame = json.loads(message["text"])
            self.closed = self.closed or self._gap(frame)
            self._follow(frame)
            self.frames.append(frame)

    @property
    def standing(self) -> bool:
        """Whether it was greeted and has caught up, so that all that happens from here on comes by itself."""
        return self.closed is not None or (self._greeted and not self._behind)

    def _follow(self, frame: dict[str, Any]) -> None:
        if frame.get("re") == 1 and frame.get("ok"):
            self._greeted = True
            self._behind = not all(each["live"] for each in frame["result"]["organisations"])
        if frame.get("ctl") == "page" and not frame["page"]["more"]:
            self._behind = False

    def _gap(self, frame: dict[str, Any]) -> int | None:
        """4001 for a durable frame that is not the next."""
        self.counted += 1 if "n" in frame else 0
        return 4001 if frame.get("n", self.counted) != self.counted else None


class ModelClient:
    """A device of one person: its replica, its cursor, and its line while it has one."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.replica = Replica(person.contact)
        self.cursor: str | None = None
        self.line: Line | None = None

    async def connect(self) -> None:
        """Say hello with the cursor held; the first time, fetch all there is."""
        if self.cursor is None:
            self.cursor = await pulled(self.person, self.replica, None)
        self.line = Line(self.person)
        self.line.send(1, "sync.hello", {"token": self.person.token, "cursor": self.cursor})

    async def disconnect(self) -> None:
        """Lose the line and all that was on its way."""
        if self.line is not None:
            await self.line.hang_up()
            self.line = None

    async def look(self, most: int, order: list[int] | None = None) -> None:
        """Take in the next frames, in any order and some of them twice; stand at the last of them."""
        assert self.line is not None
        batch = [self.line.frames.popleft() for _ in range(min(most, len(self.line.frames)))]
        before, let_in = self.cursor, False
        for place in [*(order or []), *range(len(batch))]:
            let_in = self._take(batch[place % len(batch)]) or let_in if batch else False
        for frame in batch:
            self.cursor = frame.get("cursor") or frame.get("page", {}).get("cursor") or self.cursor
        if let_in:
            self.cursor = await pulled(self.person, self.replica, before)

    def _take(self, frame: dict[str, Any]) -> bool:
        """Apply one frame; whether it let the reader in somewhere."""
        if frame.get("ctl") == "page":
            take_page(self.replica, frame["page"])
        if "ev" not in frame:
            return False
        kind = frame["ev"].split(".")[0]
        let_in = self.replica.seats_oneself(kind, frame["data"])
        self.replica.apply(kind, frame["data"])
        return let_in


async def until_standing(clients: Sequence[ModelClient]) -> None:
    """Wait until each that has a line was greeted and has caught up."""
    async with asyncio.timeout(30):
        while not all(client.line is None or client.line.standing for client in clients):
            await asyncio.sleep(0.001)
