"""A server of a few lines that speaks as much of the realtime protocol as a bot hears."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
BOT, RIETVINK, CLARA = 7, 1, 11


class SmallServer:
    """Holds commands and their answers; `cut_at` loses the acknowledgement of that operation."""

    def __init__(self) -> None:
        self.url = ""
        self.hellos: list[Json] = []
        self.registered: list[Json] = []
        self.frames: list[Json] = []
        self.answers: list[tuple[int, str]] = []
        self.close_codes: list[int | None] = []
        self.turn_away: str | None = None
        self.close_at_once: int | None = None
        self.cut_at: str | None = None
        self.refusals: list[Json] = []
        self.operations: dict[str, Any] = {"agenda.list": {"items": [], "next": None}}
        self._commands: list[Json] = []
        self._keys: dict[str, Json] = {}
        self._socket: ServerConnection | None = None
        self._n = 0
        self._changed = asyncio.Condition()

    def command(self, number: int, text: str) -> Json:
        """A command of Clara, kept as state."""
        given = {
            "id": number,
            "organisation": RIETVINK,
            "conversation": 21,
            "bot": BOT,
            "caller": CLARA,
            "text": text,
            "answer": None,
            "answered_at": None,
            "given_at": "2026-11-23T08:00:00Z",
            "rev": len(self._commands) + 1,
        }
        self._commands.append(given)
        return given

    async def tell(self, data: Json, *, gap: int = 0) -> None:
        """The event of a command, to whoever is connected."""
        assert self._socket is not None
        self._n += 1 + gap
        event = {"n": self._n, "ev": "command.given", "cursor": f"c{data['rev']}", "data": data}
        text = json.dumps(event)
        await self._socket.send([text[:9], text[9:]])  # a frame may come in fragments

    async def give(self, number: int, text: str) -> Json:
        given = self.command(number, text)
        await self.tell(given)
        return given

    async def cut(self) -> None:
        """Lose the connection without a closing handshake."""
        assert self._socket is not None
        self._socket.transport.abort()
        await self._socket.wait_closed()

    async def until(self, happened: Callable[[], object], *, seconds: float = 5) -> None:
        """Wait for a condition on this server; the limit only ends a test that hangs."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(happened)

    async def serve(self, socket: ServerConnection) -> None:
        self._socket, self._n = socket, 0
        if self.close_at_once:
            await socket.close(self.close_at_once)
        try:
            async for text in socket:
                await self._take(socket, json.loads(text))
        except ConnectionClosed:
            pass
        self.close_codes.append(socket.close_code)
        await self._tell_waiting()

    async def _take(self, socket: ServerConnection, frame: Json) -> None:
        self.frames.append(frame)
        if frame["op"] == self.cut_at:
            self.cut_at = None
            self._operate(frame)
            await self.cut()
        else:
            await socket.send(json.dumps({"re": frame["id"], **self._operate(frame)}))
            if frame["op"] == "sync.hello" and frame["args"].get("cursor"):
                await socket.send(json.dumps({"ctl": "page", "page": self._page(frame["args"]["cursor"][0])}))
        await self._tell_waiting()

    def _operate(self, frame: Json) -> Json:
        args = frame["args"]
        if self.refusals and frame["op"] == "command.answer":
            return {"ok": False, "error": self.refusals.pop(0)}
        match frame["op"]:
            case "sync.hello":
                return self._welcome(args)
            case "bot.register":
                self.registered = args["commands"]
                return {"ok": True, "result": {}}
            case "sync.pull":
                return {"ok": True, "result": self._page("c0", reset=True)}
            case "command.answer":
                return self._take_answer(frame)
            case other:
                return {"ok": True, "result": self.operations[other]}

    def _welcome(self, args: Json) -> Json:
        self.hellos.append(args)
        if self.turn_away:
            return {"ok": False, "error": {"code": self.turn_away, "message": "Nee."}}
        account = {"id": BOT, "name": "Beheer", "language": "nl", "kind": "bot"}
        rietvink = {
            "id": RIETVINK,
            "name": "Koor De Rietvink",
            "contact": None,
            "capabilities": [],
            "in_groups": [],
            "zone": "Europe/Brussels",
            "language": "nl",
            "cursor": self._cursor(),
            "live": True,
        }
        return {"ok": True, "result": {"account": account, "session": 3, "organisations": [rietvink]}}

    def _take_answer(self, frame: Json) -> Json:
        if frame["key"] in self._keys:
            return {**self._keys[frame["key"]], "dup": True}
        number, text = frame["args"]["command"], frame["args"]["text"]
        self.answers.append((number, text))
        command = next(each for each in self._commands if each["id"] == number)
        command.update(answer=text, answered_at="2026-11-23T08:00:01Z")
        self._keys[frame["key"]] = {"ok": True, "result": command}
        return self._keys[frame["key"]]

    def _page(self, cursor: str, *, reset: bool = False) -> Json:
        since = int(cursor[1:])
        items = [{"kind": "command", "data": each} for each in self._commands if each["rev"] > since]
        return {"organisation": RIETVINK, "reset": reset, "items": items, "cursor": self._cursor(), "more": False}

    def _cursor(self) -> str:
        return f"c{len(self._commands)}"

    async def _tell_waiting(self) -> None:
        async with self._changed:
            self._changed.notify_all()


@asynccontextmanager
async def small_server() -> AsyncIterator[SmallServer]:
    """Open on a free port of this machine."""
    server = SmallServer()
    async with serve(server.serve, "127.0.0.1", 0) as listening:
        host, port = next(iter(listening.sockets)).getsockname()[:2]
        server.url = f"ws://{host}:{port}/ws"
        yield server
