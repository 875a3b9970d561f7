"""Members who write through an unreliable network to a server that is killed, each with a log of its own.

What holds is read from these logs alone: every message that was acknowledged is in the log of each who sits in that
conversation, once, under its number, and one's own messages in the order in which they were written.
"""

import asyncio
import contextlib
import itertools
import random
import struct
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.akkoord_server import found_choir
from server.settings import Settings
from tests.faults.killing import Victim, victim
from tests.faults.unreliable import CHUNK, Faults, Network, split

ANSWER_WITHIN = 2.0
"""Seconds after which an answer is taken for lost, and the connection with it."""
QUIET = Faults()


class LostError(Exception):
    """The connection is gone, or nothing came in time."""


class Data(msgspec.Struct):
    """Of an object what the log needs; other kinds have none of it."""

    id: int = 0
    conversation: int = 0
    seq: int = 0
    text: str = ""
    from_seq: int = 0
    until_seq: int = 0


class Item(msgspec.Struct):
    """An object on a page."""

    kind: str
    data: Data


class Page(msgspec.Struct):
    """A page of catching up."""

    items: list[Item]
    cursor: str
    more: bool


class Frame(msgspec.Struct):
    """Anything that the server says."""

    n: int | None = None
    re: int | None = None
    ok: bool = False
    result: msgspec.Raw = msgspec.Raw(b"")
    error: dict[str, Any] | None = None
    ev: str | None = None
    ctl: str | None = None
    cursor: str | None = None
    data: Data | None = None
    page: Page | None = None


class Messages(msgspec.Struct):
    """Part of what was said before."""

    items: list[Data]


_frame = msgspec.json.Decoder(Frame)
_message = msgspec.json.Decoder(Data)
_messages = msgspec.json.Decoder(Messages)


class Socket:
    """A WebSocket of a client that reads all there is in one go; frames are masked with zeros (RFC 6455 §5.3)."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer, self._kept = reader, writer, b""

    @classmethod
    async def open(cls, port: int) -> "Socket":
        """Shake hands. Raises `LostError`."""
        with contextlib.ExitStack() as failing:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=CHUNK)
                failing.callback(writer.close)
                writer.write(
                    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                )
                head = await reader.readuntil(b"\r\n\r\n")
            except (OSError, asyncio.IncompleteReadError) as problem:
                raise LostError from problem
            if b" 101 " not in head.split(b"\r\n")[0]:
                raise LostError
            failing.pop_all()
        return cls(reader, writer)

    def send(self, text: bytes) -> None:
        """Send one text message."""
        size = len(text)
        length = bytes((0x80 | size,)) if size < 126 else struct.pack("!BH", 0x80 | 126, size)
        self._writer.write(b"\x81" + length + b"\0\0\0\0" + text)

    async def receive(self) -> list[bytes]:
        """The payloads that are there. Raises `LostError` at the end."""
        try:
            chunk = await self._reader.read(CHUNK)
        except OSError as problem:
            raise LostError from problem
        if not chunk:
            raise LostError
        messages, self._kept = split(self._kept + chunk)
        return [payload(message) for message in messages if not message[0] & 0x08]

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


def payload(message: bytes) -> bytes:
    """What a message of one or more unmasked frames carries."""
    parts, place = [], 0
    while place < len(message):
        size, place = message[place + 1], place + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, place = int.from_bytes(message[place : place + wide]), place + wide
        parts.append(message[place : place + size])
        place += size
    return b"".join(parts)


@dataclass
class Member:
    """One device: writes a message at a time, and keeps what it hears."""

    number: int
    token: str
    organisation: int
    conversation: int
    port: int
    by_http: bool
    acked: list[tuple[str, int]] = field(default_factory=list)
    log: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Of each message by id its number and text, as first heard."""
    changed: int = 0
    """Messages that were heard again with another number or text."""

    def __post_init__(self) -> None:
        self.cursor: str | None = None
        self.caught_up = asyncio.Event()
        self._holes: asyncio.Queue[tuple[int, int]] = asyncio.Queue()
        self._socket: Socket | None = None
        self._heard = 0
        self._ids = itertools.count(1)
        self._open: dict[int, asyncio.Future[Frame]] = {}

    async def listen(self) -> None:
        """Hear until cancelled; come back whenever the line is lost."""
        while True:
            try:
                with contextlib.suppress(LostError, TimeoutError):
                    await self._hear_one_line()
            finally:
                self._hang_up()
            await asyncio.sleep(0.02)

    async def _hear_one_line(self) -> None:
        async with asyncio.timeout(ANSWER_WITHIN):
            self._socket = await Socket.open(self.port)
        self._heard = 0
        reading = asyncio.create_task(self._read(self._socket))
        filling = None
        try:
            hello = {"token": self.token} | ({"cursor": self.cursor} if self.cursor else {})
            answer = await self._ask("sync.hello", hello)
            if not answer.ok:
                raise refused(answer.error)
            welcome = msgspec.json.decode(answer.result)
            if self.cursor is None:
                self.cursor = welcome["organisations"][0]["cursor"]
                self.caught_up.set()
            filling = asyncio.create_task(self._fill())
            ended, _ = await asyncio.wait((reading, filling), return_when=asyncio.FIRST_COMPLETED)
            await ended.pop()
        finally:
            tasks = [task for task in (reading, filling) if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, socket: Socket) -> None:
        while True:
            for text in await socket.receive():
                self._take(_frame.decode(text))

    def _take(self, frame: Frame) -> None:
        if frame.re is not None:
            waiting = self._open.pop(frame.re, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(frame)
        elif frame.n is not None and frame.n > self._heard:
            self._heard += 1
            if frame.n != self._heard:
                raise LostError
            self._apply(frame)

    def _apply(self, frame: Frame) -> None:
        if frame.page is not None:
            for item in frame.page.items:
                if item.kind == "hole":
                    self._holes.put_nowait((item.data.from_seq, item.data.until_seq))
                self._keep(item.kind, item.data)
            self.cursor = frame.page.cursor
            if not frame.page.more:
                self.caught_up.set()
        elif frame.ev is not None and frame.data is not None:
            self._keep(frame.ev.partition(".")[0], frame.data)
            self.cursor = frame.cursor

    async def _fill(self) -> None:
        """Fetch what catching up left out, from the end of it back, as a reader does who scrolls up."""
        while True:
            first, last = await self._holes.get()
            try:
                while first <= last:
                    last = await self._fetch_before(last + 1) - 1
            finally:
                if first <= last:
                    self._holes.put_nowait((first, last))

    async def _fetch_before(self, seq: int) -> int:
        """The number of the first of the messages just before `seq`, which are kept."""
        answer = await self._ask("message.history", {"conversation": self.conversation, "before": seq})
        if not answer.ok:
            raise refused(answer.error)
        found = _messages.decode(answer.result).items
        for message in found:
            self._keep("message", message)
        return found[0].seq

    def _keep(self, kind: str, data: Data) -> None:
        if kind != "message":
            return
        before = self.log.setdefault(data.id, (data.seq, data.text))
        self.changed += before != (data.seq, data.text)

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self.caught_up.clear()
        for waiting in self._open.values():
            if not waiting.done():
                waiting.set_exception(LostError())
        self._open.clear()

    async def write(self, count: int) -> None:
        """Write messages one after the other, each with its key until there is an answer."""
        send = self._send_by_http if self.by_http else self._send_by_socket
        for number in range(count):
            text, key = f"{self.number}:{number}", str(uuid.uuid4())
            self.acked.append((text, await self._until_answered(send, text, key)))

    async def _until_answered(self, send: Callable[[str, str], Awaitable[int]], text: str, key: str) -> int:
        while True:
            with contextlib.suppress(LostError, TimeoutError, OSError):
                return await send(text, key)
            await asyncio.sleep(0.01)

    async def _send_by_socket(self, text: str, key: str) -> int:
        if not self.caught_up.is_set():
            raise LostError
        answer = await self._ask("message.send", {"conversation": self.conversation, "text": text}, key)
        if not answer.ok:
            raise refused(answer.error)
        return _message.decode(answer.result).seq

    async def _ask(self, op: str, args: dict[str, Any], key: str | None = None) -> Frame:
        if self._socket is None:
            raise LostError
        number = next(self._ids)
        self._open[number] = answer = asyncio.get_running_loop().create_future()
        self._socket.send(msgspec.json.encode({"id": number, "op": op, "args": args} | ({"key": key} if key else {})))
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                return await answer
        except TimeoutError:
            # An answer that does not come is a line that is dead.
            self._hang_up()
            raise

    async def _send_by_http(self, text: str, key: str) -> int:
        body = msgspec.json.encode({"conversation": self.conversation, "text": text})
        head = (
            f"POST /api/message.send HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
            f"Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        async with asyncio.timeout(ANSWER_WITHIN):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(head.encode() + body)
                answer = await reader.read(-1)
            finally:
                writer.close()
        _, _, content = answer.partition(b"\r\n\r\n")
        if not content:
            raise LostError
        frame = _frame.decode(content)
        if not frame.ok:
            raise refused(frame.error)
        return _message.decode(frame.result).seq


PASSING = {"unavailable", "database_busy", "too_many_requests", "rate_limited", "internal"}


def refused(error: dict[str, Any] | None) -> Exception:
    """A refusal that passes by itself is as good as lost; any other is a fault of the server or of ours."""
    return LostError() if error is not None and error["code"] in PASSING else AssertionError(f"refused: {error}")


@dataclass
class Proof:
    """What the logs say together."""

    acked: int
    heard: int
    lost: int
    doubled: int
    out_of_order: int
    changed: int
    kills: int
    faults: dict[str, int]


async def deliver(
    folder: Path, *, messages: int, members: int, faults: Faults, kills: int, seed: int, tell: Callable[[str], None]
) -> Proof:
    """Let members in conversations of two write `messages` in all, under faults and `kills` of the server."""
    choir = await found_choir(Settings(folder=str(folder)), members, members // 2)
    async with victim(folder) as server, Network(server.port, faults, seed) as network:
        people = [
            Member(number, token, choir.organisation, choir.conversations[number % len(choir.conversations)],
                   network.port, by_http=number % 4 == 3)
            for number, token in enumerate(choir.tokens)
        ]  # fmt: skip
        chance = random.Random(seed)
        marks = sorted(chance.randrange(1, max(2, int(messages * 0.95))) for _ in range(kills))
        async with asyncio.TaskGroup() as group:
            listening = [group.create_task(person.listen()) for person in people]
            await asyncio.gather(*(person.caught_up.wait() for person in people))
            writing = [group.create_task(person.write(messages // members)) for person in people]
            killed = await killed_meanwhile(server, writing, people, marks, tell)
            await asyncio.wait(writing)
            network.faults = QUIET
            await come_to_rest(people)
            for task in listening:
                task.cancel()
    return compare(people, killed, dict(network.done))


async def killed_meanwhile(
    server: Victim,
    writing: list[asyncio.Task[None]],
    people: list[Member],
    marks: list[int],
    tell: Callable[[str], None],
) -> int:
    """Kill the server when so many messages were acknowledged as `marks` say; how often that was."""
    for number, mark in enumerate(marks):
        while not all(task.done() for task in writing) and sum(len(person.acked) for person in people) < mark:
            await asyncio.sleep(0.02)
        if all(task.done() for task in writing):
            return number
        server.kill()
        server.start()
        await server.ready()
        tell(f"kill {number + 1} at {sum(len(person.acked) for person in people)} acknowledged")
    return len(marks)


async def come_to_rest(people: list[Member]) -> None:
    """Wait until each has heard what was acknowledged in its conversation; not for ever without progress."""
    wanted = {person.number: 0 for person in people}
    for person in people:
        for other in people:
            if other.conversation == person.conversation:
                wanted[person.number] += len(other.acked)
    still, before = 0, -1
    while still < 200 and any(len(person.log) < wanted[person.number] for person in people):
        await asyncio.sleep(0.05)
        now = sum(len(person.log) for person in people)
        still, before = (still + 1, before) if now == before else (0, now)
        if still == 100:  # what was lost on the way is found by coming back
            for person in people:
                person._hang_up()


def compare(people: list[Member], kills: int, faults: dict[str, int]) -> Proof:
    """Look into the logs, and nowhere else."""
    lost = doubled = out_of_order = 0
    for person in people:
        by_text: dict[str, list[int]] = {}
        for seq, text in person.log.values():
            by_text.setdefault(text, []).append(seq)
        doubled += sum(len(seqs) - 1 for seqs in by_text.values())
        numbers = sorted(seq for seq, _ in person.log.values())
        lost += sum(1 for seq, place in zip(numbers, itertools.count(1), strict=False) if seq != place)
        for other in people:
            if other.conversation == person.conversation:
                lost += sum(1 for text, seq in other.acked if seq not in by_text.get(text, ()))
    for person in people:
        out_of_order += sum(1 for one, two in itertools.pairwise(person.acked) if one[1] >= two[1])
    return Proof(
        acked=sum(len(person.acked) for person in people),
        heard=sum(len(person.log) for person in people),
        lost=lost,
        doubled=doubled,
        out_of_order=out_of_order,
        changed=sum(person.changed for person in people),
        kills=kills,
        faults=faults,
    )
