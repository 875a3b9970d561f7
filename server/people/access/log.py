"""The log of administrative acts: searching it, and taking it along as CSV."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from tortoise.queryset import QuerySet

from server.accounts.models import Link, Organisation
from server.accounts.policies import may_manage_access
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.language import Language, known_keys, say
from server.kernel.models import AuditRow
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, View
from server.people.access.log_names import Names, names_for, sentence_of
from server.people.sheets.writing import csv_text

EXPORTED = 10_000
"""Acts in one file at most; a shorter period gives the rest."""

OperationName = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+(\.[a-z_]+)?$", max_length=60)]


class AuditView(View, frozen=True):
    """One act: who did what when, to whom or what, and `acting_for` whom if not for themselves.

    Names are those of today; of who was removed nothing is told. `details` names fields, never what stands in them.
    """

    id: int
    at: datetime
    name: str
    acting_for: str | None
    operation: str
    sentence: str
    subject: str
    subject_id: int | None
    subject_name: str
    details: str
    door: str


class AuditPage(View, frozen=True):
    """One page of acts, and how many there are in all."""

    items: list[AuditView]
    total: int
    next: str | None = None


class AuditFile(View, frozen=True):
    """A file to be kept: how it may be called, how many acts it holds, and its text. `whole` unless there were more."""

    name: str
    rows: int
    whole: bool
    text: str


class AuditKind(View, frozen=True):
    """An operation that the log can hold, in words."""

    operation: str
    sentence: str


class AuditSearch(PageInput, frozen=True):
    """Which acts: of a contact (`by`), on a contact (`about`), an operation or all of a noun (`act`), from day to day.

    Days are those of the organisation's zone, both included.
    """

    organisation: Id
    by: Id | None = None
    about: Id | None = None
    act: OperationName | None = None
    first_day: date | None = None
    last_day: date | None = None


class ListAudit(AuditSearch, frozen=True):
    """Which acts."""


@operation("audit.list", scope="access:read")
async def list_audit(ctx: Context, given: ListAudit) -> AuditPage:
    """List administrative acts, the latest first. Refused: forbidden (no right to manage access)."""
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    found = await _found(given)
    page = await page_of(found, given, lambda row: row)
    names = await names_for(given.organisation, page.items, ctx.language)
    items = [_view(row, names, ctx.language) for row in page.items]
    return AuditPage(items=items, total=await found.count(), next=page.next)


class ExportAudit(AuditSearch, frozen=True):
    """Which acts; all of them on one page."""


@operation("audit.export", scope="access:read")
async def export_audit(ctx: Context, given: ExportAudit) -> AuditFile:
    """Give administrative acts as CSV, the latest first, at most ten thousand.

    Refused: forbidden (no right to manage access).
    """
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    found = await (await _found(given)).limit(EXPORTED + 1)
    kept = found[:EXPORTED]
    names = await names_for(given.organisation, kept, ctx.language)
    heads = [say(Reason(f"audit_column_{name}"), ctx.language) for name in COLUMNS]
    text = await csv_text(heads, (_line(_view(row, names, ctx.language)) for row in kept))
    name = say(Reason("audit_file"), ctx.language)
    return AuditFile(name=name, rows=len(kept), whole=len(found) <= EXPORTED, text=text)


class ListAuditKinds(Input, frozen=True):
    """In which organisation one looks."""

    organisation: Id


@operation("audit.kinds", scope="access:read")
async def list_audit_kinds(ctx: Context, given: ListAuditKinds) -> ListView[AuditKind]:
    """List what the log can hold, in the reader's language. Refused: forbidden (no right to manage access)."""
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    known = sorted(key.removeprefix("audit_") for key in known_keys() if key.startswith("audit_") and "." in key)
    return ListView(items=[AuditKind(operation=name, sentence=sentence_of(name, ctx.language)) for name in known])


COLUMNS = ("at", "name", "acting_for", "sentence", "operation", "subject_name", "details", "door")


def _line(view: AuditView) -> list[str]:
    return [view.at.isoformat(timespec="seconds"), *(str(getattr(view, name) or "") for name in COLUMNS[1:])]


def _view(row: AuditRow, names: Names, language: Language) -> AuditView:
    return AuditView(
        id=row.id,
        at=row.at,
        name=names.actor(row),
        acting_for=names.acting_for(row),
        operation=row.operation,
        sentence=sentence_of(row.operation, language),
        subject=row.subject,
        subject_id=row.subject_id,
        subject_name=names.subject(row),
        details=names.details(row),
        door=row.door,
    )


async def _found(given: AuditSearch) -> QuerySet[AuditRow]:
    found = AuditRow.filter(organisation_id=given.organisation)
    if given.by is not None:
        links = await Link.filter(organisation_id=given.organisation, contact_id=given.by, kind="self")
        found = found.filter(account_id__in=[link.account_id for link in links] or [-1])
    if given.about is not None:
        found = found.filter(subject="contact", subject_id=given.about)
    if given.act is not None:
        exact = "." in given.act
        found = found.filter(**{"operation" if exact else "operation__startswith": given.act + "." * (not exact)})
    return (await _within(found, given)).order_by("-at", "-id")


async def _within(found: QuerySet[AuditRow], given: AuditSearch) -> QuerySet[AuditRow]:
    if given.first_day is None and given.last_day is None:
        return found
    zone = ZoneInfo((await Organisation.get(id=given.organisation)).zone)
    if given.first_day is not None:
        found = found.filter(at__gte=datetime.combine(given.first_day, time(), zone))
    if given.last_day is not None and given.last_day < date.max:
        found = found.filter(at__lt=datetime.combine(given.last_day + timedelta(days=1), time(), zone))
    return found
