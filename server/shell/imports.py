"""`akkoord import contacts FILE` and `akkoord import calendar FILE`."""

import argparse
from pathlib import Path

from server.accounts.models import Organisation
from server.agenda.importing import import_calendar
from server.kernel.errors import StartRefused
from server.main import House, opened
from server.people.importing import Choices, Given, import_contacts, try_import, with_columns
from server.people.intake.report import Report
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("what", choices=["contacts", "calendar"])
    parser.add_argument("file", help="the file to read")
    parser.add_argument("--organisation", metavar="SLUG", help="which organisation, if there are several")
    parser.add_argument("--dry-run", action="store_true", help="of contacts: only tell what would happen")
    parser.add_argument("--whole", action="store_true", help="of contacts: take nothing if any line is wrong")
    parser.add_argument(
        "--mapping",
        action="append",
        default=[],
        metavar="HEADER=TARGET",
        help="of contacts: what a column holds, such as Noodnummer=phone_2 or Lied=ignore; may be repeated",
    )
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
        if given.what == "calendar":
            calendar = await import_calendar(house.units, organisation, content, file.name, printer.language)
            return _print(printer, calendar.lines, bool(calendar.refused))
        report = await _contacts(house, organisation, Given(file.name, content), given, printer)
    tried = given.dry_run and report.refusal is None
    if tried:
        printer.say("contacts_tried")
    return _print(printer, report.lines, bool(report.refused))


def _print(printer: Printer, lines: list[str], refused: bool) -> int:
    for line in lines:
        printer.line(line)
    return 1 if refused else 0


async def _contacts(
    house: House, organisation: Organisation, file: Given, given: argparse.Namespace, printer: Printer
) -> Report:
    mapping = None
    if given.mapping:
        changed = dict(each.rpartition("=")[::2] for each in given.mapping)
        try:
            mapping = await with_columns(organisation, file, changed)
        except KeyError as unknown:
            raise StartRefused("shell_column_missing", column=str(unknown.args[0])) from None
    choices = Choices(mapping=mapping, whole=given.whole)
    if given.dry_run:
        return await try_import(organisation, file, printer.language, choices)
    return await import_contacts(house.units, organisation, file.content, file.name, printer.language, choices)


async def chosen_organisation(slug: str | None) -> Organisation:
    """The organisation of this slug, or the only one. Raises `StartRefused` naming those that exist."""
    found = await Organisation.all().order_by("slug")
    chosen = [organisation for organisation in found if slug in (None, organisation.slug)]
    if len(chosen) != 1:
        slugs = ", ".join(organisation.slug for organisation in found) or "-"
        raise StartRefused("shell_organisation_missing", slug=slug or "?", slugs=slugs)
    return chosen[0]
