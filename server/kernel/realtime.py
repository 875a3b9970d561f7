"""The realtime session: a state machine without I/O. Frames go in; steps for the transport come out.

The transport reads frames, carries out the steps and reports answers back. Nothing here waits or touches a socket, so
that every rule of the protocol is tested without one.
"""

from typing import Any

import msgspec

from server.kernel.context import Door
from server.kernel.dispatch import Answer, Request, error_view
from server.kernel.errors import Refusal
from server.kernel.language import Language
from server.kernel.wire import FRAME_LIMIT, Key, encode

GAP_IN_COUNT = 4001
UNAUTHENTICATED = 4003
TOO_SLOW = 4008
FRAME_TOO_LARGE = 4009
SHUTTING_DOWN = 4010
TOO_FAST = 4029

OPEN_REQUESTS = 20
HELLO_WITHIN = 10.0
"""Seconds that a connection may stay without saying who it is."""
FRAMES_PER_SECOND = 250
BURST = 500


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends: a request with its number, and the key of a write."""

    id: int
    op: str
    args: msgspec.Raw = msgspec.Raw(b"{}")
    key: Key | None = None
    for_command: int | None = None


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Arguments of `sync.hello`: a token (a browser has its cookie) and a cursor for each organisation held."""

    token: str | None = None
    cursor: str | list[str] | None = None

    @property
    def cursors(self) -> list[str]:
        """The cursors as a list."""
        return [self.cursor] if isinstance(self.cursor, str) else self.cursor or []


class Greet(msgspec.Struct, frozen=True):
    """Step: find out who this is, and answer by `greeted` or `refused`."""

    re: int
    hello: Hello


class Call(msgspec.Struct, frozen=True):
    """Step: run an operation, and report by `answered`."""

    re: int
    request: Request


class Send(msgspec.Struct, frozen=True):
    """Step: write this frame."""

    frame: bytes


class Close(msgspec.Struct, frozen=True):
    """Step: close the connection with a code."""

    code: int
    reason: str


Step = Greet | Call | Send | Close

_frames = msgspec.json.Decoder(Frame)


class RealtimeSession:
    """One connection, from its first frame to its last. `now` is a clock in seconds that never goes back."""

    def __init__(self, door: Door, now: float, language: Language = "nl") -> None:
        self._door = door
        self._since = now
        self._language: Language = language
        self._open: dict[int, Frame] = {}
        self._greeting = False
        self._hello_frame: Frame | None = None
        self.greeted_at: float | None = None
        self._allowance = float(BURST)
        self._counted_at = now

    def received(self, raw: bytes, now: float) -> list[Step]:
        """Take in one frame."""
        if len(raw) > FRAME_LIMIT:
            return [Close(FRAME_TOO_LARGE, "a frame holds at most 65536 bytes")]
        if not self._within_rate(now):
            return [Close(TOO_FAST, "too many frames")]
        try:
            frame = _frames.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            return [self._refuse(None, Refusal("malformed", problem=str(problem)[:200]))]
        if frame.op == "sync.hello":
            return self._hello(frame)
        if self.greeted_at is None:
            return [self._refuse(frame.id, Refusal("unauthenticated")), Close(UNAUTHENTICATED, "say hello first")]
        return self._call(frame)

    def looked_at(self, now: float) -> list[Step]:
        """Time has passed."""
        if self.greeted_at is None and now - self._since > HELLO_WITHIN:
            return [Close(UNAUTHENTICATED, "no hello in time")]
        return []

    def greeted(self, re: int, welcome: Any, now: float, language: Language) -> list[Step]:
        """The transport found out who this is."""
        self._greeting = False
        self.greeted_at = now
        self._language = language
        return [Send(encode({"re": re, "ok": True, "result": welcome}))]

    def refused(self, re: int, refusal: Refusal) -> list[Step]:
        """The transport could not find out who this is."""
        self._greeting = False
        step = self._refuse(re, refusal)
        return [step, Close(UNAUTHENTICATED, "not signed in")] if refusal.code == "unauthenticated" else [step]

    def answered(self, re: int, answer: Answer) -> list[Step]:
        """An operation has ended."""
        self._open.pop(re, None)
        return [Send(encode({"re": re, **answer.body(self._language)}))]

    def _hello(self, frame: Frame) -> list[Step]:
        if self._greeting or self.greeted_at is not None:
            return [] if frame == self._hello_frame else [self._refuse(frame.id, Refusal("conflict"))]
        try:
            hello = msgspec.json.decode(frame.args, type=Hello)
        except msgspec.DecodeError as problem:
            return [self._refuse(frame.id, Refusal("malformed", problem=str(problem)[:200]))]
        self._greeting, self._hello_frame = True, frame
        return [Greet(frame.id, hello)]

    def _call(self, frame: Frame) -> list[Step]:
        if frame.id in self._open:
            # What a network doubled gets one answer, that of the first; a refusal would be taken for it.
            return [] if frame == self._open[frame.id] else [self._refuse(frame.id, Refusal("conflict"))]
        if len(self._open) >= OPEN_REQUESTS:
            return [self._refuse(frame.id, Refusal("too_many_requests", limit=OPEN_REQUESTS, retry_after=1.0))]
        self._open[frame.id] = frame
        request = Request(
            operation=frame.op,
            arguments=bytes(frame.args),
            key=frame.key,
            for_command=frame.for_command,
            door=self._door,
        )
        return [Call(frame.id, request)]

    def _refuse(self, re: int | None, refusal: Refusal) -> Send:
        return Send(encode({"re": re, "ok": False, "error": error_view(refusal, self._language)}))

    def _within_rate(self, now: float) -> bool:
        self._allowance = min(BURST, self._allowance + (now - self._counted_at) * FRAMES_PER_SECOND)
        self._counted_at = now
        self._allowance -= 1
        return self._allowance >= 0


def page_frame(page: Any) -> bytes:
    """A page of catching up; the connection counts it as it counts events."""
    return encode({"ctl": "page", "page": page})


def bye_frame(code: int) -> bytes:
    """Said before the server closes."""
    return encode({"ctl": "bye", "code": code})
