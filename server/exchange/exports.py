"""Taking contacts out, as a list or as cards."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

import msgspec

from server.accounts.models import Organisation
from server.exchange.choosing import chosen_contacts, hidden_targets
from server.files.making import Making, make_file
from server.files.views import FileView
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.catalogue import load_catalogue
from server.people.exporting import Wanted, are_columns, write_contacts
from server.people.queries import today_in
from server.people.selections.conditions import EVERYONE, Condition, InSelection
from server.people.selections.policies import may_select
from server.people.sheets.cells import MAX_COLUMNS

FORMS = {
    "csv": (".csv", "text/csv"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "vcard": (".vcf", "text/vcard"),
}
DELIMITERS: dict[str, Literal[";", ",", "\t"]] = {"semicolon": ";", "comma": ",", "tab": "\t"}
MAX_CONTACTS = 3_000
"""How many contacts can be named; a selection may hold more."""


class ExportContacts(Input, frozen=True):
    """Whom, in which form, with which columns.

    Those who are named (`contacts`), or are in a `selection`, or meet `conditions`; without any of these everybody. A
    column is a target of `import.preview`, or its name without a number for as many as somebody has: `email`. Without
    columns all that hold something are there. `delimiter` is that of CSV.
    """

    organisation: Id
    form: Literal["csv", "xlsx", "vcard"] = "csv"
    contacts: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MAX_CONTACTS)] | None = None
    selection: Id | None = None
    conditions: Condition = EVERYONE
    columns: Annotated[list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(max_length=MAX_COLUMNS)] = []  # noqa: RUF012 - msgspec copies it
    delimiter: Literal["semicolon", "comma", "tab"] = "semicolon"

    @property
    def question(self) -> Condition:
        """Who is asked for, besides those who are named."""
        return self.conditions if self.selection is None else InSelection(selection=self.selection)


@operation("contact.export", scope="people:write", unit="own")
async def export_contacts(ctx: Context, given: ExportContacts) -> FileView:
    """Write contacts to a file, which one downloads within a day from `/files/<id>`. Texts never become formulas.

    Whom, or what of somebody, one may not see is left out. Refused: not_found (no standing there, no such selection),
    forbidden (not who sees members), invalid (unknown columns, a condition makes no sense), conflict (nobody is left),
    too_large (no room for it).
    """
    ctx.allow(may_select(ctx.actor, given.organisation))
    organisation = await Organisation.get(id=given.organisation)
    catalogue = await load_catalogue(organisation.id)
    if not are_columns(given.columns, catalogue):
        raise invalid(columns=Reason("export_columns", columns=", ".join(given.columns)))
    contacts = await chosen_contacts(ctx.actor, organisation.id, given.question, given.contacts)
    if not contacts:
        raise Refusal("conflict", "export_nobody")
    today = await today_in(organisation.id)
    wanted = Wanted(
        form=given.form,
        language=ctx.language,
        columns=tuple(given.columns),
        delimiter=DELIMITERS[given.delimiter],
        hidden=await hidden_targets(ctx.actor, organisation.id, contacts),
    )
    content = await write_contacts(contacts, catalogue, wanted, today)
    async with ctx.write():
        ctx.record(organisation.id, details=f"count={len(contacts)} form={given.form}")
    ending, media_type = FORMS[given.form]
    making = Making(
        organisation=organisation.id,
        purpose="export",
        name=f"{say(Reason('export_name'), ctx.language)}-{organisation.slug}-{today}{ending}",
        media_type=media_type,
        account=ctx.actor.account,
    )
    return await make_file(ctx.units, making, _whole(content))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
