"""`akkoord organisation create`."""

import argparse

from server.main import opened
from server.people.founding import found_organisation
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    create = inner.add_parser("create", help="create an organisation and invite its first administrator")
    create.add_argument("--name", required=True)
    create.add_argument("--admin-name", required=True)
    create.add_argument("--admin-address", required=True)
    create.add_argument("--zone", default="Europe/Brussels")
    create.add_argument("--language", choices=["nl", "en"], default="nl")
    create.add_argument("--folder", help="where data is kept")
    create.set_defaults(command=run_create)


async def run_create(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Found it; the invitation leaves when the server runs."""
    async with opened(settings) as house:
        organisation = await found_organisation(
            house.units,
            house.site,
            name=given.name,
            admin=(given.admin_name, given.admin_address),
            zone=given.zone,
            language=given.language,
        )
    params = {"name": organisation.name, "slug": organisation.slug}
    printer.say("shell_founded", **params, admin=given.admin_name, address=given.admin_address)
    return 0
