"""A bot's side of the realtime protocol without I/O: frames in, happenings and frames out.

One Session lives as long as the bot and sees many connections; requests without an answer go over to the next one.
"""

import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from bots.kit.cursors import Cursors
from bots.kit.errors import Refused
from bots.kit.wire import Given, Json, Organisation, Request

log = logging.getLogger("akkoord.bots")
UNKNOWN_CURSOR = frozenset({"cursor_refused", "invalid", "malformed"})
OPEN_REQUESTS = 20  # the server refuses one more
PAGE_ITEMS = 200
REMEMBERED_ANSWERS = 4096
NORMAL, BROKEN, GAP = 1000, 1002, 4001  # close codes


@dataclass(frozen=True)
class Answered:
    """A request of this bot has its result, or its refusal."""

    request: Request
    result: Any = None
    refused: Refused | None = None


@dataclass(frozen=True)
class Welcomed:
    """The server knows this bot and its commands."""


@dataclass(frozen=True)
class TurnedAway:
    """The server does not want this bot, and trying again will not help."""

    refused: Refused


@dataclass(frozen=True)
class HangUp:
    """Close the socket with this code and connect again."""

    code: int
    reason: str


Happening = Answered | Given | Welcomed | TurnedAway | HangUp


@dataclass(frozen=True, eq=False, kw_only=True)
class _Own(Request):
    """A request of the session itself; it dies with its connection."""

    settle: Callable[[Answered], list[Happening]]


class Session:
    """Says hello, registers the commands, and hears each command once however often it comes."""

    def __init__(self, token: str, commands: Sequence[Json], cursors: Cursors) -> None:
        self.cursors = cursors
        self.organisations: dict[int, Organisation] = {}
        self._token = token
        self._commands = list(commands)
        self._account = 0
        self.welcomed = False
        self._hung_up = True
        self._heard = 0
        self._numbers = count(1)
        self._waiting: deque[Request] = deque()
        self._open: dict[int, Request] = {}
        self._answering: set[int] = set()
        self._answered: dict[int, None] = {}

    def connect(self) -> None:
        """A new socket is open: its durable frames count from 1, and hello goes first."""
        lasting = [each for each in (*self._open.values(), *self._waiting) if not isinstance(each, _Own)]
        self._open.clear()
        self._numbers = count(1)
        self.welcomed = self._hung_up = False
        self._heard = 0
        self.cursors.restart()
        hello: Json = {"token": self._token}
        if self.cursors.settled:
            hello["cursor"] = list(self.cursors.settled.values())
        self._waiting = deque([_Own(op="sync.hello", args=hello, settle=self._take_hello), *lasting])

    def ask(self, request: Request) -> None:
        """Queue a request; its Answered comes once, maybe connections later. ValueError when it is too large."""
        request.encode(0)
        self._waiting.append(request)

    def next_frame(self) -> str | None:
        """The next frame to send, or None when there is nothing to send now."""
        limit = OPEN_REQUESTS if self.welcomed else 1
        if self._hung_up or not self._waiting or len(self._open) >= limit:
            return None
        number, request = next(self._numbers), self._waiting.popleft()
        self._open[number] = request
        return request.encode(number)

    def receive(self, text: str | bytes) -> list[Happening]:
        """Take one frame in; after a HangUp or TurnedAway nothing is taken until the next connection."""
        if self._hung_up:
            return []
        try:
            return self._take(json.loads(text))
        except (ValueError, KeyError, TypeError):
            log.exception("not a frame of the protocol")
            return self._hang_up(BROKEN, "not a frame of the protocol")

    def finish(self, command: int) -> None:
        """The command has its answer, or can have none: it will not be heard again."""
        self._answering.discard(command)
        self._answered[command] = None
        while len(self._answered) > REMEMBERED_ANSWERS:
            del self._answered[next(iter(self._answered))]
        self.cursors.settle(command)

    def release(self, command: int) -> None:
        """The command is given up for now: it is heard again when the server sends it again."""
        self._answering.discard(command)

    def _take(self, frame: Any) -> list[Happening]:
        if not isinstance(frame, dict):
            raise TypeError("a frame is an object")
        if "re" in frame:
            return self._take_reply(frame)
        if "n" in frame:
            if frame["n"] <= self._heard:
                return []
            self._heard += 1
            if frame["n"] > self._heard:
                return self._hang_up(GAP, f"frame {self._heard} is missing")
        if "ev" in frame:
            return self._take_event(frame)
        if frame.get("ctl") == "page":
            return self._take_page(frame["page"])
        return []

    def _take_reply(self, frame: Json) -> list[Happening]:
        request = self._open.pop(frame["re"], None)
        if request is None:
            return []
        if frame["ok"]:
            answered = Answered(request, frame["result"])
        else:
            answered = Answered(request, refused=Refused.of(frame["error"]))
        return request.settle(answered) if isinstance(request, _Own) else [answered]

    def _take_hello(self, answered: Answered) -> list[Happening]:
        if answered.refused:
            return self._take_refusal(answered.refused)
        welcome = answered.result
        self.welcomed = True
        self._account = welcome["account"]["id"]
        self.organisations = {each["id"]: Organisation.of(each) for each in welcome["organisations"]}
        # A fresh key each time: the same commands after others in between must not count as a repetition.
        commands = {"commands": self._commands}
        register = _Own(op="bot.register", args=commands, key=str(uuid4()), settle=self._take_registration)
        fresh = [each for each in welcome["organisations"] if each["id"] not in self.cursors.settled]
        for each in fresh:
            self.cursors.begin_snapshot(each["id"], each["cursor"])
        self._waiting.extendleft([*(self._pull(each["id"]) for each in fresh), register])
        return []

    def _take_registration(self, answered: Answered) -> list[Happening]:
        return self._take_refusal(answered.refused) if answered.refused else [Welcomed()]

    def _take_refusal(self, refused: Refused) -> list[Happening]:
        if refused.worth_a_retry:
            return self._hang_up(NORMAL, f"told to come back: {refused.code}")
        if not self.welcomed and refused.code in UNKNOWN_CURSOR and self.cursors.settled:
            self.cursors.forget()
            return self._hang_up(NORMAL, "the server does not know the cursors")
        self._hung_up = True
        return [TurnedAway(refused)]

    def _pull(self, organisation: int, cursor: str | None = None) -> Request:
        """Commands given before the first connection are found in the snapshot."""
        args: Json = {"organisation": organisation, "limit": PAGE_ITEMS}
        if cursor is not None:
            args["cursor"] = cursor
        return _Own(op="sync.pull", args=args, settle=self._take_snapshot)

    def _take_snapshot(self, answered: Answered) -> list[Happening]:
        organisation = answered.request.args["organisation"]
        if answered.refused and answered.refused.worth_a_retry:
            return self._take_refusal(answered.refused)
        # A server that gives this bot no snapshot has nothing older for it to answer.
        page: Json = {"items": [], "more": False} if answered.refused else answered.result
        commands = _commands_of(page)
        given = self._hear(commands)
        complete = not page["more"]
        self.cursors.extend_snapshot(organisation, self._unanswered(commands), complete=complete)
        if not complete:
            self._waiting.appendleft(self._pull(organisation, page["cursor"]))
        return given

    def _take_event(self, frame: Json) -> list[Happening]:
        data = frame["data"]
        commands = [data] if frame["ev"].startswith("command.") else []
        given = self._hear(commands)
        if "organisation" in data:
            self.cursors.advance(data["organisation"], frame["cursor"], self._unanswered(commands))
        return given

    def _take_page(self, page: Json) -> list[Happening]:
        if page["reset"]:
            # After a restore from a backup an answer may be gone again; what the server says is the state.
            self._answered.clear()
        commands = _commands_of(page)
        given = self._hear(commands)
        self.cursors.advance(page["organisation"], page["cursor"], self._unanswered(commands))
        return given

    def _hear(self, commands: Sequence[Json]) -> list[Happening]:
        new = {each["id"]: each for each in self._open_commands(commands) if each["id"] not in self._answering}
        self._answering.update(new)
        return [Given.of(each) for each in new.values()]

    def _unanswered(self, commands: Sequence[Json]) -> list[int]:
        return [each["id"] for each in self._open_commands(commands)]

    def _open_commands(self, commands: Sequence[Json]) -> list[Json]:
        return [
            each
            for each in commands
            if each["bot"] == self._account
            and each["answered_at"] is None
            and each["organisation"] in self.organisations
            and each["id"] not in self._answered
        ]

    def _hang_up(self, code: int, reason: str) -> list[Happening]:
        self._hung_up = True
        return [HangUp(code, reason)]


def _commands_of(page: Json) -> list[Json]:
    return [item["data"] for item in page["items"] if item["kind"] == "command"]
