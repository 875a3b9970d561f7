"""A server that is killed in the middle of its work, and clients that keep their own log of what was promised."""

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from server.main import opened
from server.settings import Settings
from tests.schema import make_migrated
from tests.world import founded

SENDERS = 6
UP_WITHIN = 20.0


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Choir:
    """What the clients need: the conversation, and a token for each of its people."""

    organisation: int
    conversation: int
    tokens: list[str]


async def prepare(folder: Path) -> Choir:
    """A migrated SQLite database with the choir in it."""
    await make_migrated(f"sqlite:///{folder}/akkoord.sqlite3")
    async with opened(Settings(folder=str(folder))) as house:
        house.start(work=False)
        world = await founded(house)
        people = [world.clara, world.jonas, world.an, world.bram]
        conversation = await world.conversation(*people[1:])
        return Choir(world.organisation, conversation, [person.token for person in people])


class Victim:
    """The real server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it; it is not ready yet."""
        environment = {**os.environ, "AKKOORD_FOLDER": str(self._folder), "AKKOORD_PORT": str(self.port)}
        command = [sys.executable, "-m", "server.shell", "serve"]
        log = (self._folder / "server.log").open("ab")
        with log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """`kill -9`, and wait until it is gone."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=20)

    async def ready(self) -> float:
        """Wait until it serves; the seconds that this took."""
        began = time.monotonic()
        while time.monotonic() - began < UP_WITHIN:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{self.port}/readyz", None, 1)
                return time.monotonic() - began
            await asyncio.sleep(0.02)
        raise AssertionError(f"not back within {UP_WITHIN} s:\n{(self._folder / 'server.log').read_text()[-3000:]}")


@contextlib.asynccontextmanager
async def victim(folder: Path) -> AsyncIterator[Victim]:
    """A running server that is killed at the end if it still lives."""
    server = Victim(folder)
    server.start()
    try:
        await server.ready()
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.kill()


@dataclass
class Sender:
    """Writes one message after the other, each with a key drawn first, and retries each until it is acknowledged."""

    number: int
    token: str
    choir: Choir
    port: int
    acked: list[tuple[str, int]] = field(default_factory=list)
    written: int = 0

    async def run(self, until: asyncio.Event) -> None:
        """Send until told to stop; the message under way is finished first."""
        while not until.is_set():
            self.written += 1
            text, key = f"{self.number}:{self.written}", str(uuid.uuid4())
            self.acked.append((text, await self._send_for_ever(text, key)))

    async def _send_for_ever(self, text: str, key: str) -> int:
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, TimeoutError):
                return await self._send(text, key)
            self._socket = None
            await asyncio.sleep(0.02)

    _socket: websockets.ClientConnection | None = None

    async def _send(self, text: str, key: str) -> int:
        if self._socket is None:
            self._socket = await websockets.connect(f"ws://127.0.0.1:{self.port}/ws", proxy=None, open_timeout=2)
            await self._ask(self._socket, 1, "sync.hello", {"token": self.token})
        arguments = {"conversation": self.choir.conversation, "text": text}
        return int((await self._ask(self._socket, 2, "message.send", arguments, key))["seq"])

    async def _ask(
        self, connection: websockets.ClientConnection, number: int, op: str, args: object, key: str = ""
    ) -> dict[str, int]:
        await connection.send(json.dumps({"id": number, "op": op, "args": args, **({"key": key} if key else {})}))
        async with asyncio.timeout(5):
            while True:
                frame = json.loads(await connection.recv())
                if frame.get("re") == number:
                    assert frame["ok"], frame
                    return dict(frame["result"])

    async def close(self) -> None:
        """End its connection."""
        if self._socket is not None:
            await self._socket.close()


@dataclass
class Outcome:
    """What the clients' logs and the conversation say together."""

    acked: int
    lost: int
    doubled: int
    reordered: int
    rounds: int
    back_after: list[float]


async def kill_under_load(folder: Path, rounds: int, seed: int) -> Outcome:
    """Kill the server `rounds` times at random moments under load; compare what was promised with what is there."""
    chance = random.Random(seed)
    choir = await prepare(folder)
    back_after = []
    async with victim(folder) as server:
        senders = [Sender(n, choir.tokens[n % len(choir.tokens)], choir, server.port) for n in range(SENDERS)]
        until = asyncio.Event()
        running = [asyncio.create_task(sender.run(until)) for sender in senders]
        for _ in range(rounds):
            await asyncio.sleep(chance.uniform(0.05, 0.4))
            server.kill()
            server.start()
            back_after.append(await server.ready())
        await asyncio.sleep(0.2)
        until.set()
        await asyncio.gather(*running)
        await asyncio.gather(*(sender.close() for sender in senders))
        there = await asyncio.to_thread(read_all, server.port, choir)
    return compare(senders, there, rounds, back_after)


def read_all(port: int, choir: Choir) -> list[tuple[int, str]]:
    """The whole conversation as a member reads it: (seq, text), by HTTP."""
    there: list[tuple[int, str]] = []
    while True:
        arguments = {"conversation": choir.conversation, "after": there[-1][0] if there else 0, "limit": 200}
        headers = {"Authorization": f"Bearer {choir.tokens[0]}"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/message.history", json.dumps(arguments).encode(), headers, method="POST"
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            page = json.load(response)["result"]
        there += [(message["seq"], message["text"]) for message in page["items"]]
        if page["next"] is None:
            return there


def compare(senders: list[Sender], there: list[tuple[int, str]], rounds: int, back_after: list[float]) -> Outcome:
    """Every acknowledged message is there once, under the number that was promised, in its sender's order."""
    seqs = [seq for seq, _ in there]
    assert seqs == list(range(1, len(seqs) + 1)), "the numbers are not dense"
    by_text: dict[str, list[int]] = {}
    for seq, text in there:
        by_text.setdefault(text, []).append(seq)
    acked = [pair for sender in senders for pair in sender.acked]
    lost = sum(1 for text, seq in acked if seq not in by_text.get(text, []))
    doubled = sum(len(found) - 1 for found in by_text.values())
    reordered = sum(
        1
        for sender in senders
        for before, after in zip(sender.acked, sender.acked[1:], strict=False)
        if before[1] >= after[1]
    )
    return Outcome(len(acked), lost, doubled, reordered, rounds, back_after)
