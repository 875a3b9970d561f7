"""`akkoord import contacts FILE` and `akkoord import calendar FILE`."""

import argparse
from pathlib import Path

from server.accounts.models import Organisation
from server.agenda.importing import import_calendar
from server.kernel.errors import StartRefused
from server.main import opened
from server.people.importing import import_contacts
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("what", choices=["contacts", "calendar"])
    parser.add_argument("file", help="the file to read")
    parser.add_argument("--organisation", metavar="SLUG", help="which organisation, if there are several")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_import)


async def run_import(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Import a file and print line by line what was refused; 1 when something was."""
    file = Path(given.file)
    try:
        content = file.read_bytes()
    except OSError:
        raise StartRefused("shell_file_missing", file=given.file) from None
    async with opened(settings) as house:
        organisation = await chosen_organisation(given.organisation)
        read = import_contacts if given.what == "contacts" else import_calendar
        report = await read(house.units, organisation, content, file.name, printer.language)
    for line in report.lines:
        printer.line(line)
    return 1 if report.refused else 0


async def chosen_organisation(slug: str | None) -> Organisation:
    """The organisation of this slug, or the only one. Raises `StartRefused` naming those that exist."""
    found = await Organisation.all().order_by("slug")
    chosen = [organisation for organisation in found if slug in (None, organisation.slug)]
    if len(chosen) != 1:
        slugs = ", ".join(organisation.slug for organisation in found) or "-"
        raise StartRefused("shell_organisation_missing", slug=slug or "?", slugs=slugs)
    return chosen[0]
