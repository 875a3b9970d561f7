"""Starting a bot from the shell."""

import argparse
import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bots.kit.bot import Bot
from bots.kit.connection import Connection
from bots.kit.errors import Refused

log = logging.getLogger("akkoord.bots")


def run_from_shell(bot: Bot, arguments: Sequence[str] | None = None) -> int:
    """`--url ws://…/ws --token-file PATH [--state PATH]`; serves until a signal. The exit code: 1 when turned away."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    given = _parser(bot).parse_args(arguments)
    token = given.token_file.read_text("utf-8").strip()
    try:
        asyncio.run(_serve(bot, given.url, token, given.state))
    except Refused as refused:
        log.error("the server turns this bot away: %s", refused)
        return 1
    return 0


def _parser(bot: Bot) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=f"{bot.name.en}, a bot of Akkoord")
    parser.add_argument("--url", default="ws://127.0.0.1:8080/ws", help="the server's WebSocket (default: %(default)s)")
    parser.add_argument("--token-file", type=Path, required=True, help="a file that holds nothing but the bot's token")
    parser.add_argument("--state", type=Path, help="a file in which to remember how far was heard")
    return parser


async def _serve(bot: Bot, url: str, token: str, state: Path | None) -> None:
    connection = Connection(bot, url, token, state=state)
    # On Windows an event loop takes no signal handlers; there Ctrl-C ends the process, and commands come again.
    with suppress(NotImplementedError):
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, connection.stop)
    await connection.run()
