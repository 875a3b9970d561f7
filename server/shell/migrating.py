"""`akkoord migrate`."""

import argparse
from pathlib import Path

from server.kernel.database import DatabaseAddress
from server.kernel.migrations import make, migrate
from server.models import MODEL_MODULES
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--to", metavar="NAME", help="a migration's name or number, or `zero`; also an older one")
    parser.add_argument(
        "--make", metavar="NAME", help="for developers: write a migration for what changed in the models"
    )
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_migrate)


async def run_migrate(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Run the migrations that wait, or write one."""
    if given.make:
        written = await make(MODEL_MODULES, given.make)
        printer.say("shell_written", file=written) if written else printer.say("shell_no_change")
        return 0
    Path(settings.folder).mkdir(parents=True, exist_ok=True)
    address = DatabaseAddress(settings.database_url)
    await migrate(address, target=given.to, report=printer.line, language=printer.language)
    return 0
