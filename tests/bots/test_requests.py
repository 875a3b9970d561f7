"""What the bot's side of the protocol asks, and what becomes of it, without a socket."""

import pytest

from bots.kit.errors import Refused
from bots.kit.protocol import OPEN_REQUESTS, Answered, HangUp, TurnedAway
from bots.kit.wire import Request
from tests.bots.frames import a_session, hear, no, ok, resumed, sent, welcome


def test_a_request_goes_over_to_the_next_connection_with_the_same_key_until_it_has_a_result() -> None:
    session = resumed()
    request = Request("command.answer", {"command": 6, "text": "Klaar."}, key="k" * 36, for_command=None)
    session.ask(request)
    (before,) = sent(session)

    session.connect()
    sent(session)
    hear(session, ok(1, welcome()))
    _register, again = sent(session)
    assert again["key"] == before["key"]
    assert again["args"] == before["args"]
    assert hear(session, ok(again["id"], {"id": 6})) == [Answered(request, {"id": 6})]

    session.connect()
    sent(session)
    hear(session, ok(1, welcome()))
    assert [frame["op"] for frame in sent(session)] == ["bot.register"]


def test_a_call_for_a_command_says_so_on_the_wire() -> None:
    session = resumed()
    session.ask(Request("agenda.list", {}, key="k" * 36, for_command=6))
    assert sent(session)[0]["for_command"] == 6


def test_no_more_requests_are_open_than_a_server_takes() -> None:
    session = resumed()
    for _ in range(OPEN_REQUESTS + 5):
        session.ask(Request("account.get", {}))
    open_ = sent(session)
    assert len(open_) == OPEN_REQUESTS
    hear(session, ok(open_[0]["id"]))
    assert len(sent(session)) == 1


def test_a_request_that_a_server_would_hang_up_on_is_never_sent() -> None:
    session = resumed()
    with pytest.raises(ValueError, match="65536 bytes"):
        session.ask(Request("message.send", {"text": "é" * 40_000}))
    assert sent(session) == []


@pytest.mark.parametrize("code", ["unauthenticated", "forbidden"])
def test_a_bot_that_is_not_wanted_is_turned_away(code: str) -> None:
    session = a_session()
    sent(session)
    (happening,) = hear(session, no(1, code))
    assert isinstance(happening, TurnedAway)
    assert happening.refused.code == code
    assert session.next_frame() is None


def test_a_bot_whose_commands_are_refused_is_turned_away() -> None:
    session = a_session(cursor="c5")
    sent(session)
    hear(session, ok(1, welcome()))
    sent(session)
    (happening,) = hear(session, no(2, "invalid"))
    assert isinstance(happening, TurnedAway)


@pytest.mark.parametrize("code", ["unavailable", "database_busy", "rate_limited", "internal"])
def test_a_server_in_trouble_is_left_and_visited_again(code: str) -> None:
    session = a_session()
    sent(session)
    assert hear(session, no(1, code)) == [HangUp(1000, f"told to come back: {code}")]


def test_a_cursor_that_the_server_does_not_know_is_thrown_away() -> None:
    session = a_session(cursor="van elders")
    sent(session)
    assert isinstance(hear(session, no(1, "cursor_refused"))[0], HangUp)
    session.connect()
    assert sent(session)[0]["args"] == {"token": "geheim"}


def test_a_refusal_carries_what_the_frame_said() -> None:
    session = resumed()
    session.ask(Request("contact.list", {}))
    (asked,) = sent(session)
    error = {"code": "invalid", "message": "Dat kan niet.", "fields": {"search": "Te kort."}, "retry_after": 2.5}
    (answered,) = hear(session, {"re": asked["id"], "ok": False, "error": error})
    assert isinstance(answered, Answered)
    refused = answered.refused
    assert isinstance(refused, Refused)
    assert (refused.code, refused.message) == ("invalid", "Dat kan niet.")
    assert (refused.fields, refused.retry_after) == ({"search": "Te kort."}, 2.5)
