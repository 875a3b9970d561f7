"""The realtime session without a socket: frames in, steps out."""

import json
from typing import Any

import pytest

from server.kernel.context import Door
from server.kernel.dispatch import Answer
from server.kernel.errors import Refusal
from server.kernel.realtime import (
    BURST,
    FRAMES_PER_SECOND,
    HELLO_WITHIN,
    OPEN_REQUESTS,
    Call,
    Close,
    Greet,
    RealtimeSession,
    Send,
    Step,
    bye_frame,
    page_frame,
)
from server.kernel.wire import FRAME_LIMIT

DOOR = Door("test")


def new_session(*, greeted: bool = True) -> RealtimeSession:
    """A session at time 0, in English."""
    session = RealtimeSession(DOOR, 0.0, "en")
    if greeted:
        (greet,) = session.received(frame(1, "sync.hello", {"token": "t"}), 0.0)
        assert isinstance(greet, Greet)
        session.greeted(1, {"account": 7}, 0.0, "en")
    return session


def frame(number: int, op: str, args: dict[str, Any] | None = None, **more: Any) -> bytes:
    """A frame as a client writes it."""
    return json.dumps({"id": number, "op": op, "args": args or {}, **more}).encode()


def said(step: Step) -> dict[str, Any]:
    """What a step writes."""
    assert isinstance(step, Send)
    return dict(json.loads(step.frame))


def test_hello_is_answered_with_the_welcome() -> None:
    session = RealtimeSession(DOOR, 0.0)
    (greet,) = session.received(frame(5, "sync.hello", {"token": "t", "cursor": "a.1.2"}), 0.5)
    assert isinstance(greet, Greet)
    assert (greet.re, greet.hello.token, greet.hello.cursors) == (5, "t", ["a.1.2"])
    (welcome,) = session.greeted(5, {"account": 7}, 0.6, "nl")
    assert said(welcome) == {"re": 5, "ok": True, "result": {"account": 7}}


@pytest.mark.parametrize(("cursor", "cursors"), [(None, []), (["a.1.2", "b.1.3"], ["a.1.2", "b.1.3"])])
def test_hello_takes_any_number_of_cursors(cursor: Any, cursors: list[str]) -> None:
    (greet,) = RealtimeSession(DOOR, 0.0).received(frame(1, "sync.hello", {"cursor": cursor}), 0.0)
    assert isinstance(greet, Greet)
    assert greet.hello.cursors == cursors


def test_a_second_hello_is_a_conflict_also_while_the_first_is_looked_at() -> None:
    session = RealtimeSession(DOOR, 0.0, "en")
    session.received(frame(1, "sync.hello"), 0.0)
    assert said(session.received(frame(2, "sync.hello"), 0.0)[0])["error"]["code"] == "conflict"
    session.greeted(1, {}, 0.0, "en")
    assert said(session.received(frame(3, "sync.hello"), 0.0)[0])["error"]["code"] == "conflict"


def test_a_hello_with_unknown_arguments_is_malformed_and_may_be_said_again() -> None:
    session = RealtimeSession(DOOR, 0.0, "en")
    assert said(session.received(frame(1, "sync.hello", {"tokken": "t"}), 0.0)[0])["error"]["code"] == "malformed"
    assert isinstance(session.received(frame(2, "sync.hello"), 0.0)[0], Greet)


def test_who_is_refused_at_hello_is_closed_but_a_wrong_cursor_may_be_mended() -> None:
    session = RealtimeSession(DOOR, 0.0, "en")
    session.received(frame(1, "sync.hello"), 0.0)
    (only,) = session.refused(1, Refusal("cursor_refused"))
    assert said(only)["error"]["code"] == "cursor_refused"
    session.received(frame(2, "sync.hello"), 0.0)
    answer, close = session.refused(2, Refusal("unauthenticated"))
    assert said(answer)["re"] == 2
    assert isinstance(close, Close)
    assert close.code == 4003


def test_who_says_no_hello_in_time_is_closed() -> None:
    silent = new_session(greeted=False)
    assert silent.looked_at(HELLO_WITHIN) == []
    (close,) = silent.looked_at(HELLO_WITHIN + 0.1)
    assert isinstance(close, Close)
    assert close.code == 4003
    assert new_session().looked_at(HELLO_WITHIN + 0.1) == []


def test_a_call_is_passed_on_with_its_key_and_answered_under_its_number() -> None:
    session = new_session()
    (call,) = session.received(frame(2, "message.send", {"text": "Dag"}, key="0123456789", for_command=9), 1.0)
    assert isinstance(call, Call)
    assert (call.request.operation, call.request.key, call.request.for_command) == ("message.send", "0123456789", 9)
    assert json.loads(call.request.arguments) == {"text": "Dag"}
    (answer,) = session.answered(2, Answer({"seq": 4}, dup=True))
    assert said(answer) == {"re": 2, "ok": True, "result": {"seq": 4}, "dup": True}
    (refused,) = session.answered(3, Answer(refusal=Refusal("database_busy", retry_after=2.0)))
    assert said(refused)["error"] == {
        "code": "database_busy",
        "message": "The database is busy. Try again in a moment.",
        "retry_after": 2.0,
    }


def test_twenty_requests_may_be_open_and_an_answer_makes_room() -> None:
    session = new_session()
    for number in range(2, OPEN_REQUESTS + 2):
        assert isinstance(session.received(frame(number, "account.get"), 0.0)[0], Call)
    refused = said(session.received(frame(99, "account.get"), 0.0)[0])
    assert (refused["re"], refused["error"]["code"]) == (99, "too_many_requests")
    session.answered(2, Answer({}))
    assert isinstance(session.received(frame(99, "account.get"), 0.0)[0], Call)


def test_a_number_still_open_cannot_be_used_again() -> None:
    session = new_session()
    session.received(frame(2, "account.get"), 0.0)
    assert said(session.received(frame(2, "account.change"), 0.0)[0])["error"]["code"] == "conflict"


def test_a_frame_that_came_twice_gets_one_answer() -> None:
    session = RealtimeSession("websocket", 0.0)
    hello = frame(1, "sync.hello", args={"token": "a" * 40})
    assert isinstance(session.received(hello, 0.0)[0], Greet)
    assert session.received(hello, 0.0) == []
    session.greeted(1, {}, 0.0, "nl")
    assert session.received(hello, 0.0) == []
    session.received(frame(2, "account.get"), 0.0)
    assert session.received(frame(2, "account.get"), 0.0) == []


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"id": 1}', b"\xff", b'{"id": "1", "op": "a.b"}'])
def test_what_is_no_frame_is_malformed(raw: bytes) -> None:
    answer = said(new_session().received(raw, 0.0)[0])
    assert (answer["re"], answer["error"]["code"]) == (None, "malformed")


def test_a_frame_that_is_too_large_closes() -> None:
    (close,) = new_session().received(b" " * (FRAME_LIMIT + 1), 0.0)
    assert isinstance(close, Close)
    assert close.code == 4009


def test_a_burst_is_allowed_and_refills_with_time() -> None:
    session = new_session()
    for _ in range(BURST - 1):  # hello was one
        assert isinstance(session.received(b"{}", 0.0)[0], Send)
    (close,) = session.received(b"{}", 0.0)
    assert isinstance(close, Close)
    assert close.code == 4029
    assert isinstance(session.received(b"{}", 2 / FRAMES_PER_SECOND)[0], Send)


def test_control_frames_say_what_they_are() -> None:
    assert json.loads(page_frame({"items": []})) == {"ctl": "page", "page": {"items": []}}
    assert json.loads(bye_frame(4010)) == {"ctl": "bye", "code": 4010}
