"""How a bot stops, is turned away, and takes up where it left."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.kit import Connection, Refused, Surroundings
from tests.bots.counter import AT_ONCE, Counter, running
from tests.bots.small_server import RIETVINK, SmallServer


async def test_a_stopping_bot_finishes_what_is_under_way_and_leaves_the_rest(
    server: SmallServer, counter: Counter, tmp_path: Path
) -> None:
    counter.gate.clear()
    state = tmp_path / "cursors.json"
    async with running(counter.bot, server, state) as connection:
        await server.give(101, "/tel")
        await server.until(lambda: server.frames[-1]["op"] == "agenda.list")
        connection.stop()
        await server.give(102, "/tel")
        counter.gate.set()
    assert server.answers == [(101, "1 op 2026-11-23")]
    assert server.close_codes == [1000]
    assert json.loads(state.read_text()) == {str(RIETVINK): "c1"}

    async with running(counter.bot, server, state):
        await server.until(lambda: len(server.answers) == 2)
    assert server.answers[1] == (102, "2 op 2026-11-23")
    assert server.hellos[-1]["cursor"] == ["c1"]


async def test_a_state_file_that_cannot_be_read_means_a_snapshot(
    server: SmallServer, counter: Counter, tmp_path: Path
) -> None:
    state = tmp_path / "cursors.json"
    state.write_text("geen json")
    server.command(101, "/tel")
    async with running(counter.bot, server, state):
        await server.until(lambda: server.answers)
    assert json.loads(state.read_text()) == {str(RIETVINK): "c1"}
    assert os.listdir(tmp_path) == ["cursors.json"]  # nothing is left beside it


async def test_a_bot_that_is_turned_away_does_not_come_back(server: SmallServer, counter: Counter) -> None:
    server.turn_away = "unauthenticated"
    with pytest.raises(Refused, match="unauthenticated"):
        await Connection(counter.bot, server.url, "fout", surroundings=AT_ONCE).run()
    assert len(server.hellos) == 1


async def test_a_socket_that_is_closed_for_its_token_before_any_welcome_is_not_opened_again(
    server: SmallServer, counter: Counter
) -> None:
    server.close_at_once = 4003
    with pytest.raises(Refused, match="unauthenticated"):
        await Connection(counter.bot, server.url, "fout", surroundings=AT_ONCE).run()


async def test_a_bot_that_is_cancelled_leaves_at_once_and_its_command_comes_again(
    server: SmallServer, counter: Counter
) -> None:
    counter.gate.clear()
    connection = Connection(counter.bot, server.url, "geheim", surroundings=AT_ONCE)
    serving = asyncio.create_task(connection.run())
    await server.until(lambda: server.registered)
    await server.give(101, "/tel")
    await server.until(lambda: server.frames[-1]["op"] == "agenda.list")
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert server.answers == []

    counter.gate.set()
    async with running(counter.bot, server):
        await server.until(lambda: server.answers)
    assert server.answers == [(101, "2 op 2026-11-23")]


async def test_a_bot_that_is_started_again_draws_the_same_keys_for_the_same_command(server: SmallServer) -> None:
    given = server.command(101, "/tel")
    for _ in range(2):
        given.update(answer=None, answered_at=None)  # as after a restore of the server
        already = len(server.frames)
        async with running(Counter().bot, server):
            await server.until(lambda since=already: "command.answer" in [each["op"] for each in server.frames[since:]])

    keys = [(frame["op"], frame["key"]) for frame in server.frames if frame["op"] in ("agenda.list", "command.answer")]
    assert len(keys) == 4
    assert keys[:2] == keys[2:]
    assert keys[0][1] != keys[1][1]


async def test_a_state_file_that_cannot_be_written_does_not_stop_the_bot(
    server: SmallServer, counter: Counter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(counter.bot, server, tmp_path / "weg" / "cursors.json"):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
    assert "could not be written" in caplog.text


async def test_a_bot_keeps_trying_while_nobody_listens(counter: Counter) -> None:
    tries = 0

    def pauses() -> Iterator[float]:
        nonlocal tries
        while True:
            tries += 1
            if tries == 3:
                connection.stop()
            yield 0.0

    around = Surroundings(pauses=pauses, proxy=None)
    connection = Connection(counter.bot, "ws://127.0.0.1:9/ws", "geheim", surroundings=around)
    async with asyncio.timeout(5):
        await connection.run()
    assert tries >= 3
