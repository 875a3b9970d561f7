"""Taking contacts out, as a list or as cards."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from server.accounts.models import Organisation
from server.exchange.making import Made, keep_file
from server.exchange.policies import may_export, reach_of
from server.files.views import FileView
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.exporting import Wanted, are_columns, write_contacts
from server.people.intake_fields import load_catalogue
from server.people.models import Contact
from server.people.queries import groups_of_contacts
from server.people.sheets.cells import MAX_COLUMNS

FORMS = {
    "csv": (".csv", "text/csv"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "vcard": (".vcf", "text/vcard"),
}
DELIMITERS: dict[str, Literal[";", ",", "\t"]] = {"semicolon": ";", "comma": ",", "tab": "\t"}
MAX_CONTACTS = 3_000
"""How many contacts can be named; without naming any, all that one sees are exported."""


class ExportContacts(Input, frozen=True):
    """Whom (all that one sees, if not said), in which form, with which columns.

    A column is a target of `import.preview`, or its name without a number for as many as somebody has: `email`. Without
    columns all that hold something are there. `delimiter` is that of CSV.
    """

    organisation: Id
    form: Literal["csv", "xlsx", "vcard"] = "csv"
    contacts: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MAX_CONTACTS)] | None = None
    columns: Annotated[list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(max_length=MAX_COLUMNS)] = []  # noqa: RUF012 - msgspec copies it
    delimiter: Literal["semicolon", "comma", "tab"] = "semicolon"


@operation("contact.export", scope="people:write", unit="own")
async def export_contacts(ctx: Context, given: ExportContacts) -> FileView:
    """Write contacts to a file, which one downloads within a day from `/files/<id>`. Texts never become formulas.

    Of those that are named, who one may not see is left out. Refused: not_found (no standing there), forbidden (not who
    sees members), invalid (unknown columns), conflict (nobody is left), too_large (no room for it).
    """
    ctx.allow(may_export(ctx.actor, given.organisation))
    organisation = await Organisation.get(id=given.organisation)
    catalogue = await load_catalogue(organisation.id)
    if not are_columns(given.columns, catalogue):
        raise invalid(columns=Reason("export_columns", columns=", ".join(given.columns)))
    contacts = await visible_contacts(organisation.id, reach_of(ctx.actor, organisation.id), given.contacts)
    if not contacts:
        raise Refusal("conflict", "export_nobody")
    today = ctx.now.astimezone(ZoneInfo(organisation.zone)).date()
    wanted = Wanted(given.form, ctx.language, tuple(given.columns), DELIMITERS[given.delimiter])
    content = await write_contacts(contacts, catalogue, wanted, today)
    ending, media_type = FORMS[given.form]
    name = f"{say(Reason('export_name'), ctx.language)}-{organisation.slug}-{today}{ending}"
    ctx.record(organisation.id, "export", details=f"{given.form} {len(contacts)}")
    return FileView.of(await keep_file(ctx, organisation.id, "export", Made(name, media_type, content)))


async def visible_contacts(
    organisation: int, groups: frozenset[int] | None, named: list[int] | None = None
) -> list[Contact]:
    """Those of an organisation by name, those who stand in some groups today, or of either only those named."""
    found = Contact.filter(organisation_id=organisation, removed_at=None)
    if named is not None:
        found = found.filter(id__in=named)
    contacts = await found.order_by("search_name", "id")
    if groups is None:
        return contacts
    standing = await groups_of_contacts(organisation, [contact.id for contact in contacts])
    return [contact for contact in contacts if groups & standing.get(contact.id, set())]
