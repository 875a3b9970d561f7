"""`akkoord admin appoint`: the operator's way in, for an organisation without an administrator, or with one alone who
wrote a message that was reported."""

import argparse

from server.accounts.models import Account, Organisation
from server.kernel.errors import StartRefused
from server.main import opened
from server.moderation.answering import unanswerable
from server.people.access.appointing import appoint_admin
from server.settings import Settings
from server.shell.printing import Printer


def add(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    appoint = inner.add_parser(
        "appoint", help="make somebody administrator where none is left, or none who may answer a report"
    )
    appoint.add_argument("organisation", help="its short name, as in the addresses of its mails")
    appoint.add_argument("login", help="the user name of somebody who is in it")
    appoint.add_argument("--folder", help="where data is kept")
    appoint.set_defaults(command=run_appoint)


async def run_appoint(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Appoint them; the log of the organisation says that the operator did."""
    async with opened(settings) as house:
        organisation = await Organisation.get_or_none(slug=given.organisation)
        if organisation is None:
            slugs = ", ".join(row.slug for row in await Organisation.all().order_by("slug"))
            raise StartRefused("shell_organisation_missing", slug=given.organisation, slugs=slugs)
        account = await Account.get_or_none(login=given.login)
        if account is None:
            raise StartRefused("shell_account_missing", login=given.login)
        stuck = organisation.id in await unanswerable()
        await appoint_admin(house.units, house.site, organisation, account, beside=stuck)
        printer.say("shell_appointed", name=account.name, organisation=organisation.name)
    return 0
