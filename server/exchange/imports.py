"""Looking at a list of contacts, and having it taken in."""

from server.accounts.models import Organisation
from server.exchange.choices import ListInput
from server.exchange.jobs import TAKE_IN
from server.exchange.models import ContactImport
from server.exchange.policies import may_import, may_see_import
from server.exchange.previewing import preview_of
from server.exchange.reporting import import_view
from server.exchange.views import ImportPreview, ImportView
from server.files.blobs import read_all
from server.files.models import File
from server.kernel.audit import named_by
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.operations import operation
from server.kernel.ports import BlobMissing
from server.kernel.wire import Id, Input, encode
from server.people.importing import Given, read_sheet, try_out

named_by("import", ContactImport, "file_name")


class PreviewImport(ListInput, frozen=True):
    """Which file, and how it would be taken; without a mapping one is guessed, also from what the columns hold."""


@operation("import.preview", scope="people:read", unit="own")
async def preview_import(ctx: Context, given: PreviewImport) -> ImportPreview:
    """Show how a list of contacts is understood and what `import.run` would do with it. Nothing is kept.

    Refused: not_found (no such file, sent by oneself for `import`), forbidden (not who manages members).
    """
    file = await _open(ctx, given)
    organisation = await Organisation.get(id=given.organisation)
    try:
        content = await read_all(ctx.blobs, file.blob)
    except BlobMissing:
        raise Refusal("not_found", "import_file_gone") from None
    sheet = await read_sheet(organisation, Given(file.name, content), given.choices(by_values=True))
    return preview_of(sheet, await try_out(sheet), ctx.language)


class RunImport(ListInput, frozen=True):
    """Which file, and how it is taken; `whole` takes nothing if any line is wrong, `lines` those that are right."""


@operation("import.run", scope="people:write")
async def run_import(ctx: Context, given: RunImport) -> ImportView:
    """Have a list of contacts taken in, in one transaction; `import.get` tells how far it is, and the report.

    The same list again changes nothing. Of two at once the second waits. Refused: not_found (no such file, sent by
    oneself for `import`), forbidden (not who manages members).
    """
    file = await _open(ctx, given)
    row = ContactImport(
        id=new_id(),
        organisation_id=given.organisation,
        account_id=ctx.actor.account,
        file_id=file.id,
        file_name=file.name,
        language=ctx.language,
        choices=encode(given.choices(by_values=False)).decode(),
        created_at=ctx.now,
    )
    ctx.add(row)
    ctx.record(given.organisation, "import", row.id)
    ctx.unit.enqueue(Pending(TAKE_IN, {"organisation": given.organisation, "number": row.id}))
    return import_view(row)


class GetImport(Input, frozen=True):
    """Which one."""

    organisation: Id
    number: Id


@operation("import.get", scope="people:read")
async def get_import(ctx: Context, given: GetImport) -> ImportView:
    """Tell how far an import is, and what became of it. Refused: not_found, forbidden (not who manages members)."""
    row = None
    if given.organisation in ctx.actor.standings:
        row = await ContactImport.get_or_none(organisation_id=given.organisation, id=given.number)
    ctx.allow(may_see_import(ctx.actor, given.organisation, row))
    assert row is not None  # noqa: S101 - hidden otherwise
    return import_view(row)


async def _open(ctx: Context, given: ListInput) -> File:
    file = None
    if given.organisation in ctx.actor.standings:
        file = await File.get_or_none(organisation_id=given.organisation, id=given.file)
    ctx.allow(may_import(ctx.actor, given.organisation, file))
    assert file is not None  # noqa: S101 - hidden otherwise
    return file
