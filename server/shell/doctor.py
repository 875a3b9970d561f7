"""`akkoord doctor`: what is wrong with the set-up, and how to mend it."""

import argparse
import shutil
from pathlib import Path

from server.kernel.database import Database, DatabaseAddress
from server.kernel.errors import Reason, StartRefused
from server.kernel.language import say
from server.kernel.migrations import pending
from server.kernel.worker import dead_letters
from server.main import STATIC
from server.models import MODEL_MODULES
from server.settings import Settings
from server.shell.mail_check import mail_problem
from server.shell.printing import Printer
from server.shell.report_check import report_problem
from server.transports.web import WebClient

ENOUGH_DISK_MB = 500


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_doctor)


async def run_doctor(settings: Settings, _given: argparse.Namespace, printer: Printer) -> int:
    """Look at each part; 1 when one of them has a problem."""
    found = {
        "settings": _settings_problem(settings),
        "web": _web_problem(),
        "disk": _disk_problem(settings),
        "database": await _database_problem(settings),
        "reports": await report_problem(settings),
        "mail": await mail_problem(settings),
    }
    for part, problem in found.items():
        if problem is None:
            printer.say("doctor_ok", part=part)
        else:
            printer.say("doctor_problem", part=part, problem=say(problem, printer.language))
    return 1 if any(found.values()) else 0


def _settings_problem(settings: Settings) -> Reason | None:
    return None if settings.url else Reason("doctor_url", url=settings.site_url)


def _web_problem() -> Reason | None:
    return None if WebClient(STATIC).built else Reason("web_missing", file=str(STATIC / "index.html"))


def _disk_problem(settings: Settings) -> Reason | None:
    folder = Path(settings.folder)
    free = shutil.disk_usage(folder if folder.exists() else Path()).free // 2**20
    return None if free >= ENOUGH_DISK_MB else Reason("doctor_disk", free=free, folder=settings.folder)


async def _database_problem(settings: Settings) -> Reason | None:
    database = Database(DatabaseAddress(settings.database_url), MODEL_MODULES)
    try:
        waiting = await pending(database.address)
        if waiting:
            return Reason("doctor_migrations", names=", ".join(waiting))
        await database.open()
    except StartRefused as refused:
        # A running server holds the file: it answers for the database itself, at /readyz.
        return None if refused.reason.key == "database_in_use" else refused.reason
    except Exception as fault:  # whatever it is, the operator wants to read it
        return Reason("shell_unreachable", url=settings.database_url.split("@")[-1], problem=str(fault))
    try:
        dead = await dead_letters()
    finally:
        await database.close()
    if not dead:
        return None
    return Reason("doctor_dead_jobs", count=len(dead), kind=dead[-1]["kind"], problem=dead[-1]["problem"])
