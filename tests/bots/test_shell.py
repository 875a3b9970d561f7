"""The built-in bot as it is started from a shell."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.bots.small_server import SmallServer

ROOT = Path(__file__).parents[2]
WITHOUT_PROXIES = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("geheim\n")
    return path


async def start(server: SmallServer, token_file: Path) -> asyncio.subprocess.Process:
    arguments = ["-W", "error", "-m", "bots.admin", "--url", server.url, "--token-file", str(token_file)]
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=WITHOUT_PROXIES, stderr=asyncio.subprocess.PIPE
    )


async def test_the_admin_bot_tells_the_agenda_until_it_is_told_to_stop(server: SmallServer, token_file: Path) -> None:
    server.command(101, "/agenda 1")
    running = await start(server, token_file)
    await server.until(lambda: server.answers, seconds=20)
    running.terminate()
    _, log = await running.communicate()

    ((number, answer),) = server.answers
    assert number == 101
    assert answer.endswith("Er is niets gepland.")
    assert running.returncode == 0
    assert server.hellos == [{"token": "geheim"}]
    assert b"geheim" not in log


async def test_a_bot_that_is_turned_away_says_why_and_exits_with_1(server: SmallServer, token_file: Path) -> None:
    server.turn_away = "unauthenticated"
    running = await start(server, token_file)
    _, log = await running.communicate()
    assert running.returncode == 1
    assert b"turns this bot away: unauthenticated" in log
    assert b"Traceback" not in log
