"""`akkoord demo`: the demo choir on this machine, from nothing to a running server."""

import argparse
import asyncio
import contextlib
import ipaddress
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from server.demo import PASSWORD, SHOWN, people_who_sign_in, seed_demo
from server.kernel.database import DatabaseAddress
from server.kernel.errors import StartRefused
from server.kernel.migrations import migrate
from server.main import STATIC, House
from server.settings import Settings
from server.shell.logs import set_up_logs
from server.shell.printing import Printer
from server.shell.serving import listen, serve_house
from server.transports.web import WebClient


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--host", help="a loopback address")
    parser.add_argument("--port", type=int, help="port to listen on")
    parser.add_argument("--folder", help="where the demo's data is kept")
    parser.set_defaults(command=run_demo)


async def run_demo(settings: Settings, _given: argparse.Namespace, printer: Printer) -> int:
    """Make the database, import the choir, start its bot and serve it all."""
    refuse_strangers(settings.host)
    if not WebClient(STATIC).built:
        raise StartRefused("web_missing", file=str(STATIC / "index.html"))
    settings = msgspec.structs.replace(settings, demo=True, log_level="warning")
    set_up_logs(settings)
    listening = listen(settings)
    printer.say("demo_database")
    Path(settings.folder).mkdir(parents=True, exist_ok=True)
    await migrate(DatabaseAddress(settings.database_url), report=lambda _line: None, language=printer.language)
    house = House(settings)
    await house.open()
    try:
        printer.say("demo_seeding")
        await seed_demo(house, printer.line, printer.language)
        house.start()
        people = await people_who_sign_in()
        async with admin_bot(settings, printer):
            await serve_house(house, listening, lambda: introduce(settings, printer, people))
    finally:
        await house.close()
    printer.say("shell_stopped")
    return 0


def refuse_strangers(host: str) -> None:
    """The demo's password is public: only this machine may reach it. Raises `StartRefused("demo_loopback")`."""
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return
    if host != "localhost":
        raise StartRefused("demo_loopback", host=host)


def introduce(settings: Settings, printer: Printer, people: list[str]) -> None:
    """Say where it is and who can sign in."""
    printer.line("")
    printer.say("shell_ready", url=settings.site_url)
    printer.say("demo_sign_in", password=PASSWORD)
    printer.line("  " + ", ".join(people[:SHOWN]))
    printer.say("demo_more", count=len(people) - SHOWN)
    printer.say("demo_outbox", url=f"{settings.site_url}/demo/outbox")


@contextlib.asynccontextmanager
async def admin_bot(settings: Settings, printer: Printer) -> AsyncIterator[None]:
    """The admin bot as a process of its own, ended with the server."""
    printer.say("demo_bot")
    address = f"ws://{settings.host}:{settings.port}/ws"
    token_file = Path(settings.folder) / "admin-bot.token"
    command = [sys.executable, "-m", "bots.admin", "--url", address, "--token-file", str(token_file)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
