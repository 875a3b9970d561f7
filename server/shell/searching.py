"""`akkoord search rebuild`."""

import argparse

from server.main import opened
from server.search.indexing import catch_up
from server.settings import Settings
from server.shell.printing import Printer
from server.shell.serving import refuse_unprepared


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("what", choices=["rebuild"], help="rebuild: index all messages anew")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_search)


async def run_search(settings: Settings, _given: argparse.Namespace, printer: Printer) -> int:
    """Throw the index of messages away and make it anew."""
    await refuse_unprepared(settings)
    async with opened(settings) as house:
        await house.index.forget()
        many = await catch_up(house.index)
        await house.index.cleanse()
    printer.say("shell_indexed", many=many)
    return 0
