"""Taking lists in, behind the requests: a long one takes seconds."""

from collections import Counter
from datetime import timedelta

import msgspec

from server.accounts.models import Organisation
from server.exchange.models import ContactImport
from server.exchange.reporting import without_values
from server.files.blobs import read_all
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.database import execute, transaction
from server.kernel.database.fields import microseconds
from server.kernel.errors import Reason
from server.kernel.jobs import Work, job
from server.kernel.language import Language, say
from server.kernel.ports import BlobMissing
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import encode
from server.people.importing import Choices, Given, Sheet, read_sheet, take_in
from server.people.intake.people import Outcome
from server.people.intake.report import Report, make_report

TAKE_IN = "exchange.take_in"
KEPT = timedelta(days=30)
"""How long what became of an import is kept."""


@job(TAKE_IN)
async def take_in_list(work: Work, organisation: int, number: int) -> None:
    """Read a list and take it in; done twice, the second finds it done."""
    row = await ContactImport.get_or_none(organisation_id=organisation, id=number)
    if row is None or row.ended_at is not None:
        return
    await _progress(work, row, state="reading", started_at=clock.now())
    given = await _given(work, row)
    if given is None:
        gone = say(Reason("import_file_gone"), _language(row))
        await _progress(work, row, state="failed", ended_at=clock.now(), report=_kept(_failed(row, gone)))
        return
    owner = await Organisation.get(id=organisation)
    sheet = await read_sheet(owner, given, _choices(row))
    await _progress(work, row, state="writing", lines=len(sheet.file.lines))
    async with work.units.write() as unit:
        await _write(unit, row, sheet)


async def _write(unit: UnitOfWork, row: ContactImport, sheet: Sheet) -> None:
    own = {"organisation_id": row.organisation_id, "id": row.id, "ended_at": None}
    if await ContactImport.filter(**own).select_for_update().get_or_none() is None:
        return
    outcomes: Counter[Outcome] = await take_in(unit, sheet)
    report = make_report(without_values(sheet.file), outcomes, _language(row), stopped=sheet.stopped)
    taken = report.refusal is None and not report.stopped
    unit.change(row, state="done" if taken else "failed", ended_at=clock.now(), report=_kept(report))


async def _progress(work: Work, row: ContactImport, **values: object) -> None:
    async with work.units.write() as unit:
        unit.change(row, **values)


async def _given(work: Work, row: ContactImport) -> Given | None:
    file = await File.get_or_none(organisation_id=row.organisation_id, id=row.file_id, removed_at=None)
    if file is None:
        return None
    try:
        return Given(row.file_name, await read_all(work.units.blobs, file.blob))
    except BlobMissing:
        return None


def _choices(row: ContactImport) -> Choices:
    return msgspec.json.decode(row.choices, type=Choices)


def _language(row: ContactImport) -> Language:
    return "en" if row.language == "en" else "nl"


def _failed(row: ContactImport, refusal: str) -> Report:
    return Report(file=row.file_name, language=_language(row), refusal=refusal)


def _kept(report: Report) -> str:
    return encode(report).decode()


@job("exchange.forget_imports", every=timedelta(days=1))
async def forget_imports(work: Work) -> None:
    """Forget what became of imports after a month."""
    before = microseconds(clock.now() - KEPT)
    async with transaction():
        await execute('DELETE FROM "contact_import" WHERE "organisation_id" >= 0 AND "created_at" < ?', [before])
