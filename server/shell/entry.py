"""Reads the command line and runs the command that it names."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import msgspec
import uvloop

import server.shell.sentences  # noqa: F401 - registers what the shell says
from server.kernel.errors import Refusal, StartRefused
from server.kernel.language import Language, say
from server.kernel.migrations import MigrationFailed
from server.settings import Settings, read_settings
from server.shell.printing import Printer

Command = Callable[[Settings, argparse.Namespace, Printer], Coroutine[Any, Any, int]]

COMMANDS = {
    "serve": ("serving", "run the server: web, workers and mail in one process"),
    "work": ("working", "run jobs only, beside servers on PostgreSQL"),
    "demo": ("demo", "serve the demo choir on this machine"),
    "migrate": ("migrating", "bring the database up to date; backs it up first"),
    "import": ("imports", "import a member list (CSV, Excel, OpenDocument) or a calendar (.ics)"),
    "export": ("exports", "write all contacts to a file (CSV, Excel, vCard)"),
    "organisation": ("founding", "create an organisation and invite its first administrator"),
    "admin": ("appointing", "make somebody administrator of an organisation that has none left"),
    "backup": ("backup", "copy the SQLite database, also while the server runs"),
    "restore": ("restoring", "put a backup of the SQLite database in its place"),
    "search": ("searching", "make the index of messages anew"),
    "doctor": ("doctor", "look at the set-up and say how to mend what is wrong"),
    "call": ("calling", "run any operation"),
}
"""Each command, the module in which it stands, and what it is for. Only the one that runs is imported."""


def run(arguments: Sequence[str] | None = None) -> None:
    """The program `akkoord`."""
    sys.exit(main(sys.argv[1:] if arguments is None else arguments))


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it succeeded, 1 when it was refused, 2 when it could not start."""
    printer = Printer(shell_language())
    given = parser(arguments).parse_args(arguments)
    try:
        settings = chosen_settings(given)
        return int(uvloop.run(given.command(settings, given, printer)))
    except StartRefused as refused:
        printer.problem(say(refused.reason, printer.language))
    except MigrationFailed as failed:
        printer.problem(say(failed.reason, printer.language))
    except Refusal as refusal:
        printer.refusal(refusal)
        return 1
    except KeyboardInterrupt:
        return 130
    return 2


def chosen_settings(given: argparse.Namespace) -> Settings:
    """The settings, with what the command line says over them."""
    settings = read_settings(file=Path(given.config) if given.config else None)
    over = {name: value for name in ("host", "port", "folder") if (value := getattr(given, name, None)) is not None}
    return msgspec.structs.replace(settings, **over)


def shell_language() -> Language:
    """Dutch for a Dutch shell, English for any other."""
    words = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if words.lower().startswith("nl") else "en"


def parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The command line; of the commands only the one that is named is known in full."""
    top = argparse.ArgumentParser(
        prog="akkoord", description="A server on which an association talks, plans and mails."
    )
    top.add_argument("--config", metavar="FILE", help="settings file (akkoord.toml)")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    named = next((word for word in arguments if word in COMMANDS), None)
    for name, (module, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name == named:
            importlib.import_module(f"server.shell.{module}").add(command)
    return top
