"""`akkoord serve`."""

import argparse
import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Iterator
from typing import Any

import uvicorn

from server.kernel.database import DatabaseAddress
from server.kernel.errors import StartRefused
from server.kernel.migrations import pending
from server.main import STATIC, House
from server.settings import Settings
from server.shell.logs import set_up_logs
from server.shell.printing import Printer
from server.transports.fanout import config_kwargs
from server.transports.web import WebClient


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="port to listen on")
    parser.add_argument("--folder", help="where data is kept")
    parser.add_argument("--without-work", action="store_true", help="leave jobs to `akkoord work`")
    parser.set_defaults(command=run_serve)


async def run_serve(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Serve until told to stop."""
    set_up_logs(settings)
    await refuse_unprepared(settings)
    listening = listen(settings)
    house = House(settings)
    await house.open()
    if not settings.smtp_host and not settings.demo:
        printer.say("shell_no_mail")
    try:
        house.start(work=not given.without_work)
        await serve_house(house, listening, lambda: printer.say("shell_ready", url=settings.site_url))
    finally:
        await house.close()
    printer.say("shell_stopped")
    return 0


async def refuse_unprepared(settings: Settings) -> None:
    """Raise `StartRefused` when the web client is not built or migrations wait."""
    if not WebClient(STATIC).built:
        raise StartRefused("web_missing", file=str(STATIC / "index.html"))
    waiting = await pending(DatabaseAddress(settings.database_url))
    if waiting:
        raise StartRefused("migrations_pending", names=", ".join(waiting))


def listen(settings: Settings) -> socket.socket:
    """Take the port before anything else is opened. Raises `StartRefused("port_taken")`."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        # Two programs may bind one port with SO_REUSEADDR; only one may listen.
        listening.listen(4096)
    except OSError:
        listening.close()
        raise StartRefused("port_taken", host=settings.host, port=settings.port) from None
    return listening


class _Server(uvicorn.Server):
    """Says when it is ready, and tells sockets first that it stops."""

    def __init__(self, config: uvicorn.Config, house: House, ready: Any) -> None:
        super().__init__(config)
        self._house = house
        self._ready = ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does, but without raising the signal again at the end: the house has still to be closed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What start-up made lives as long as the process: no collection need look at it again.
        gc.collect()
        gc.freeze()
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._house.connections.close_all()
        await super().shutdown(sockets)


async def serve_house(house: House, listening: socket.socket, ready: Any) -> None:
    """Serve a house on a socket until SIGTERM or SIGINT."""
    config = uvicorn.Config(
        house.app(), lifespan="off", log_config=None, access_log=False, server_header=False, **config_kwargs()
    )
    await _Server(config, house, ready).serve([listening])
