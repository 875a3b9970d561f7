"""`akkoord export contacts FILE`."""

import argparse
from pathlib import Path

from server.accounts.models import Organisation
from server.kernel.errors import StartRefused
from server.kernel.zones import today_in_zone
from server.main import opened
from server.people.catalogue import load_catalogue
from server.people.exporting import Form, Wanted, are_columns, write_contacts
from server.people.models import Contact
from server.settings import Settings
from server.shell.imports import chosen_organisation
from server.shell.printing import Printer

FORMS: dict[str, Form] = {".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcard"}


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("what", choices=["contacts"])
    parser.add_argument("file", help="the file to write; its ending (.csv, .xlsx, .vcf) says in which form")
    parser.add_argument("--organisation", metavar="SLUG", help="which organisation, if there are several")
    parser.add_argument("--column", action="append", default=[], metavar="TARGET", help="a column; may be repeated")
    parser.add_argument("--folder", help="where data is kept")
    parser.set_defaults(command=run_export)


async def run_export(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Write every contact of an organisation to a new file."""
    file = Path(given.file)
    if file.exists():
        raise StartRefused("shell_file_exists", file=given.file)
    if (form := FORMS.get(file.suffix.lower())) is None:
        raise StartRefused("shell_export_form", known=", ".join(FORMS))
    async with opened(settings):
        organisation = await chosen_organisation(given.organisation)
        content = await _written(organisation, Wanted(form, printer.language, tuple(given.column)))
    file.write_bytes(content)
    printer.say("shell_written", file=given.file)
    return 0


async def _written(organisation: Organisation, wanted: Wanted) -> bytes:
    catalogue = await load_catalogue(organisation.id)
    if not are_columns(wanted.columns, catalogue):
        raise StartRefused("export_columns", columns=", ".join(wanted.columns))
    contacts = await Contact.filter(organisation_id=organisation.id, removed_at=None).order_by("search_name", "id")
    today = today_in_zone(organisation.zone)
    return await write_contacts(contacts, catalogue, wanted, today)
