"""What the bot's side of the protocol hears, frame by frame and without a socket."""

import pytest

from bots.kit.protocol import HangUp, Welcomed
from bots.kit.wire import Request
from tests.bots.frames import (
    COMMANDS,
    RIETVINK,
    a_session,
    command,
    event,
    hear,
    heard,
    no,
    ok,
    page,
    resumed,
    sent,
    welcome,
)


def test_hello_goes_first_and_alone_then_the_commands_are_registered() -> None:
    session = a_session()
    session.ask(Request("account.get", {}))

    assert sent(session) == [{"id": 1, "op": "sync.hello", "args": {"token": "geheim"}}]
    assert hear(session, ok(1, welcome())) == []
    register, pull, asked = sent(session)

    assert (register["op"], register["args"]) == ("bot.register", {"commands": COMMANDS})
    assert len(register["key"]) == 36
    assert (pull["op"], pull["args"]) == ("sync.pull", {"organisation": RIETVINK, "limit": 200})
    assert asked == {"id": 4, "op": "account.get", "args": {}}
    assert hear(session, ok(2)) == [Welcomed()]


def test_the_first_time_a_snapshot_brings_what_was_asked_before() -> None:
    session = a_session()
    sent(session)
    hear(session, ok(1, welcome("c9")))
    sent(session)

    first = page("c2", [command(1), command(2, answered_at="2026-11-23T08:00:00Z")], more=True, reset=True)
    assert heard(hear(session, ok(3, first))) == [1]
    (pull,) = sent(session)
    assert pull["args"]["cursor"] == "c2"
    session.finish(1)
    assert session.cursors.settled == {}, "a crash now would start the snapshot again"

    assert heard(hear(session, ok(pull["id"], page("c9", [command(8)])))) == [8]
    assert session.cursors.settled == {}
    session.finish(8)
    assert session.cursors.settled == {RIETVINK: "c9"}


def test_a_snapshot_that_was_cut_off_begins_again_and_counts_once_complete() -> None:
    session = a_session()
    for cursor, more in (("c9", True), ("c12", False)):
        session.connect()
        sent(session)
        hear(session, ok(1, welcome(cursor)))
        sent(session)
        hear(session, ok(3, page(cursor, more=more)))
    assert session.cursors.settled == {RIETVINK: "c12"}


def test_a_server_without_a_snapshot_for_bots_is_served_live() -> None:
    session = a_session()
    sent(session)
    hear(session, ok(1, welcome("c9")))
    sent(session)
    assert hear(session, no(3, "forbidden")) == []
    assert session.cursors.settled == {RIETVINK: "c9"}


def test_a_resuming_bot_shows_its_cursor_and_pulls_no_snapshot() -> None:
    session = a_session(cursor="c5")
    (hello,) = sent(session)
    assert hello["args"] == {"token": "geheim", "cursor": ["c5"]}
    hear(session, ok(1, welcome("c9")))
    assert [frame["op"] for frame in sent(session)] == ["bot.register"]
    assert heard(hear(session, {"ctl": "page", "page": page("c9", [command(6), command(7, bot=99)])})) == [6]


def test_a_doubled_command_is_heard_once_before_and_after_its_answer() -> None:
    session = resumed()
    assert heard(hear(session, event(1, command(6)))) == [6]
    assert heard(hear(session, event(2, command(6)))) == []
    assert heard(hear(session, {"ctl": "page", "page": page("c6", [command(6), command(6)])})) == []
    session.finish(6)
    assert heard(hear(session, event(3, command(6)))) == []


def test_an_answered_command_is_not_heard() -> None:
    session = resumed()
    answered = command(6, answer="Er is niets gepland.", answered_at="2026-11-23T08:00:01Z")
    assert hear(session, event(1, answered, "command.answered")) == []
    assert session.cursors.settled == {RIETVINK: "c6"}


def test_the_cursor_waits_for_the_first_command_without_an_answer() -> None:
    session = resumed("c5")
    for n, number in enumerate((6, 7, 8), start=1):
        hear(session, event(n, command(number)))
    hear(session, event(4, {"organisation": RIETVINK, "rev": 9}, "message.created"))

    session.finish(7)
    assert session.cursors.settled == {RIETVINK: "c5"}
    session.finish(6)
    assert session.cursors.settled == {RIETVINK: "c7"}
    session.finish(8)
    assert session.cursors.settled == {RIETVINK: "c9"}


def test_after_a_reconnect_a_command_under_way_comes_again_and_is_not_begun_again() -> None:
    session = resumed("c5")
    hear(session, event(1, command(6)))
    session.connect()
    (hello,) = sent(session)
    assert hello["args"]["cursor"] == ["c5"]
    hear(session, ok(1, welcome()))
    assert heard(hear(session, {"ctl": "page", "page": page("c6", [command(6)])})) == []
    session.finish(6)
    assert session.cursors.settled == {RIETVINK: "c6"}


def test_a_command_that_was_given_up_is_heard_again_after_a_reconnect() -> None:
    session = resumed("c5")
    hear(session, event(1, command(6)))
    session.release(6)
    session.connect()
    sent(session)
    hear(session, ok(1, welcome()))
    assert heard(hear(session, {"ctl": "page", "page": page("c6", [command(6)])})) == [6]


def test_after_a_restore_that_lost_an_answer_the_command_is_heard_again() -> None:
    session = resumed()
    hear(session, event(1, command(6)))
    session.finish(6)
    assert heard(hear(session, {"ctl": "page", "page": page("c6", [command(6)])})) == []
    assert heard(hear(session, {"ctl": "page", "page": page("c6", [command(6)], reset=True)})) == [6]


@pytest.mark.parametrize("n", [0, 1])
def test_what_comes_again_is_passed_over(n: int) -> None:
    session = resumed()
    hear(session, event(1, command(6)))
    assert hear(session, event(n, command(7))) == []
    assert heard(hear(session, event(2, command(7)))) == [7]


def test_a_gap_in_n_hangs_up_and_nothing_more_is_heard() -> None:
    session = resumed()
    hear(session, event(1, command(6)))
    assert hear(session, event(3, command(7))) == [HangUp(4001, "frame 2 is missing")]
    assert hear(session, event(2, command(7))) == []
    session.connect()
    sent(session)
    hear(session, ok(1, welcome()))
    assert heard(hear(session, event(1, command(7)))) == [7]


def test_ephemeral_control_and_late_frames_change_nothing() -> None:
    session = resumed()
    typing = {"eph": "typing", "data": {"conversation": 21}}
    for frame in (typing, {"ctl": "tick"}, {"ctl": "bye"}, ok(99)):
        assert hear(session, frame) == []
    assert heard(hear(session, event(1, command(6)))) == [6]


@pytest.mark.parametrize("text", ["{", "[]", '{"re": 1}', '{"ev": "command.given"}', '{"ctl": "page"}', "7"])
def test_what_is_no_frame_of_the_protocol_hangs_up(text: str) -> None:
    session = a_session()
    sent(session)
    assert session.receive(text) == [HangUp(1002, "not a frame of the protocol")]
