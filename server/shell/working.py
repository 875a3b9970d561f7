"""`akkoord work`."""

import argparse
import asyncio
import signal

from server.main import House
from server.settings import Settings
from server.shell.logs import set_up_logs
from server.shell.printing import Printer
from server.shell.serving import refuse_unprepared


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.set_defaults(command=run_work)


async def run_work(settings: Settings, _given: argparse.Namespace, printer: Printer) -> int:
    """Take jobs until told to stop."""
    set_up_logs(settings)
    await refuse_unprepared(settings)
    house = House(settings)
    await house.open()
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    house.start()
    await told.wait()
    await house.close()
    printer.say("shell_stopped")
    return 0
