"""A bot that counts, and what runs it against the small server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

from bots.kit import Bot, Connection, Ctx, Surroundings
from tests.bots.small_server import SmallServer

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
AT_ONCE = Surroundings(clock=lambda: NOW, pauses=lambda: repeat(0.0), proxy=None)
WORDS = {"nl": "Telt.", "en": "Counts."}


class Counter:
    """A bot whose `/tel` says how often it was carried out, once `gate` is open."""

    def __init__(self) -> None:
        self.runs = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.bot = Bot(nl="Teller", en="Counter")
        self.bot.command("count", nl="tel", help=WORDS)(self.count)

    async def count(self, ctx: Ctx) -> None:
        self.runs += 1
        await ctx.call("agenda.list", organisation=ctx.organisation.id)
        await self.gate.wait()
        await ctx.reply(f"{self.runs} op {ctx.today}")


@asynccontextmanager
async def running(bot: Bot, server: SmallServer, state: Path | None = None) -> AsyncIterator[Connection]:
    connection = Connection(bot, server.url, "geheim", state=state, surroundings=AT_ONCE)
    serving = asyncio.create_task(connection.run())
    greetings = len(server.hellos)
    await server.until(lambda: len(server.hellos) > greetings and server.frames[-1]["op"] != "sync.hello")
    yield connection
    connection.stop()
    await serving
