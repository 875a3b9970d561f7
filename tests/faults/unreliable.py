"""A network that loses, doubles, delays and cuts: a proxy for WebSocket and HTTP that knows where messages end.

TCP itself does neither of the first two; proxies that connect anew, and clients that try again, do.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 1 << 18


@dataclass(frozen=True)
class Faults:
    """How often, out of one, a message is lost, doubled, held up for `pause` seconds, or ends its connection."""

    lose: float = 0.0
    double: float = 0.0
    delay: float = 0.0
    cut: float = 0.0
    pause: float = 0.02


@dataclass
class Network:
    """Listens on a port of its own and carries everything to and from the server's, as well as it does."""

    server: int
    faults: Faults
    seed: int
    port: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._listener: asyncio.Server | None = None
        self._lines: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Network":
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=CHUNK)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._listener is not None
        self._listener.close()
        for line in list(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    def fate(self) -> str:
        """What happens to the next message."""
        drawn = self._chance.random()
        for name in ("lose", "double", "delay", "cut"):
            drawn -= getattr(self.faults, name)
            if drawn < 0:
                self.done[name] += 1
                return name
        return "carry"

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines.add(line)
        try:
            await self._carry(reader, writer)
        except asyncio.CancelledError:
            writer.close()  # the network is taken down
        finally:
            self._lines.discard(line)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far: asyncio.StreamWriter | None = None
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, EOFError):
                head = await reader.readuntil(b"\r\n\r\n")
                if b"upgrade: websocket" in head.lower():
                    answers, far = await asyncio.open_connection("127.0.0.1", self.server, limit=CHUNK)
                    await self._carry_socket(head, (reader, writer), (answers, far))
                else:
                    await self._carry_request(head, reader, writer)
        finally:
            for end in (writer, far):
                if end is not None:
                    end.close()

    async def _carry_socket(
        self,
        head: bytes,
        near: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        far: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        far[1].write(head)
        near[1].write(await far[0].readuntil(b"\r\n\r\n"))
        ways = [asyncio.create_task(self._pump(near[0], far[1])), asyncio.create_task(self._pump(far[0], near[1]))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one direction of a socket until it ends or is cut."""
        kept = b""
        while chunk := await reader.read(CHUNK):
            kept += chunk
            messages, kept = split(kept)
            for message in messages:
                fate = "carry" if message[0] & 0x08 else self.fate()
                if fate == "cut":
                    return
                if fate == "delay":
                    await asyncio.sleep(self.faults.pause)
                if fate != "lose":
                    writer.write(message * 2 if fate == "double" else message)
            await writer.drain()

    async def _carry_request(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request and its answer; the faults are drawn for the way there, and again for the way back."""
        request = without_keeping(head) + await reader.readexactly(length_in(head))
        there = self.fate()
        if there in ("lose", "cut"):
            return
        if there == "delay":
            await asyncio.sleep(self.faults.pause)
        answer = await self._ask(request)
        if there == "double":
            answer = await self._ask(request)
        back = self.fate()
        if back == "delay":
            await asyncio.sleep(self.faults.pause)
        if back not in ("lose", "cut"):
            writer.write(answer)
            await writer.drain()

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server)
        try:
            writer.write(request)
            return await reader.read(-1)
        finally:
            writer.close()


def split(stream: bytes) -> tuple[list[bytes], bytes]:
    """The whole WebSocket messages at the beginning of a stream, fragments together (RFC 6455 §5.4), and the rest."""
    messages, start = [], 0
    for end, last in frames(stream):
        if last:
            messages.append(stream[start:end])
            start = end
    return messages, stream[start:]


def frames(stream: bytes) -> Iterator[tuple[int, bool]]:
    """Where each whole frame ends, and whether it ends a message (RFC 6455 §5.2)."""
    place = 0
    while place + 2 <= len(stream):
        size, masked, reach = stream[place + 1] & 0x7F, stream[place + 1] >> 7, place + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, reach = int.from_bytes(stream[reach : reach + wide]), reach + wide
        end = reach + 4 * masked + size
        if reach > len(stream) or end > len(stream):
            return
        yield end, bool(stream[place] & 0x80)
        place = end


def length_in(head: bytes) -> int:
    """The Content-Length of a request's head."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def without_keeping(head: bytes) -> bytes:
    """The head of a request after whose answer the connection ends."""
    lines = [line for line in head.rstrip(b"\r\n").split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])
