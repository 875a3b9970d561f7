"""Asking for consent, giving and withdrawing it, and the register of who agreed to what."""

from typing import Annotated, Any

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, invalid, moment_text
from server.people.consents.opening import open_answer, source_of
from server.people.consents.policies import may_define_consents
from server.people.consents.views import AnsweredPurpose, ConsentFile, ConsentView, PurposeView
from server.people.models import Consent, ConsentPurpose
from server.people.policies import is_own, may_see_contact
from server.people.queries import find_contact, groups_of
from server.people.sheets.writing import csv_text

EXPORTED = 10_000
"""Consents in one file at most."""

PurposeName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
PurposeText = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class ListPurposes(PageInput, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("consent.purposes", scope="people:read")
async def list_purposes(ctx: Context, given: ListPurposes) -> ListView[PurposeView]:
    """List what an organisation asks consent for, by name. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = ConsentPurpose.filter(organisation_id=given.organisation)
    return await page_of(found.order_by("name", "id"), given, PurposeView.of)


class DefineConsent(Input, frozen=True):
    """A new purpose, or another `name` for one; its text stays, for people agreed to that one. `closed` ends it."""

    organisation: Id
    purpose: Id | None = None
    name: PurposeName | None = None
    text: PurposeText | None = None
    closed: bool | None = None


@operation("consent.define", scope="people:write")
async def define_consent(ctx: Context, given: DefineConsent) -> PurposeView:
    """Say for what consent is asked, or close a purpose.

    Refused: forbidden (no right to manage members), not_found (no such purpose), invalid (a new one without name and
    text, another text for one to which people agreed, or a name that is taken).
    """
    ctx.allow(may_define_consents(ctx.actor, given.organisation))
    purpose = await _purpose(given) if given.purpose is not None else None
    await _check(given, purpose)
    if purpose is None:
        purpose = ConsentPurpose(
            id=new_id(), organisation_id=given.organisation, name=given.name, text=given.text, created_at=ctx.now
        )
        ctx.add(purpose)
    elif given.name is not None or given.text is not None:
        ctx.change(purpose, name=given.name or purpose.name, text=given.text or purpose.text)
    if given.closed is not None and given.closed != (purpose.closed_at is not None):
        ctx.change(purpose, closed_at=ctx.now if given.closed else None)
    ctx.record(given.organisation, "consent_purpose", purpose.id)
    return PurposeView.of(purpose)


async def _purpose(given: DefineConsent) -> ConsentPurpose:
    found = await ConsentPurpose.get_or_none(organisation_id=given.organisation, id=given.purpose)
    if found is None:
        raise not_found()
    return found


async def _check(given: DefineConsent, purpose: ConsentPurpose | None) -> None:
    if purpose is None and (given.name is None or given.text is None):
        raise invalid(**{"name" if given.name is None else "text": Reason("field_missing")})
    own: dict[str, Any] = {"organisation_id": given.organisation}
    taken = ConsentPurpose.filter(name=given.name, **own).exclude(id=purpose.id if purpose else 0)
    if given.name is not None and await taken.exists():
        raise invalid(name=Reason("consent_name_taken"))
    reworded = purpose if purpose is not None and given.text not in (None, purpose.text) else None
    if reworded is not None and await Consent.exists(purpose_id=reworded.id, **own):
        raise invalid(text=Reason("consent_text_fixed"))


class AnswerConsent(Input, frozen=True):
    """Who, to what."""

    organisation: Id
    contact: Id
    purpose: Id


@operation("consent.give", scope="people:write")
async def give_consent(ctx: Context, given: AnswerConsent) -> ConsentView:
    """Agree to a purpose, for oneself, for whom one acts, or as an administrator who has it otherwise.

    Refused: not_found (no such contact or purpose), forbidden (somebody else's), conflict (the purpose was closed).
    """
    contact, purpose = await open_answer(ctx, given.organisation, given.contact, given.purpose, giving=True)
    running = await _running(given)
    if running is None:
        running = Consent(
            id=new_id(),
            organisation_id=given.organisation,
            contact_id=contact.id,
            purpose_id=purpose.id,
            given_at=ctx.now,
            given_by_id=ctx.actor.account,
            source=source_of(ctx.actor, contact),
        )
        ctx.add(running)
        if not is_own(ctx.actor, contact):
            ctx.record(given.organisation, "contact", contact.id, details=f"consent_purpose:{purpose.id}")
    return _view(running, contact.name)


@operation("consent.withdraw", scope="people:write")
async def withdraw_consent(ctx: Context, given: AnswerConsent) -> ListView[ConsentView]:
    """Agree to a purpose no longer; the answer is what was agreed before. What was withdrawn stays in the register.

    Refused: not_found (no such contact or purpose), forbidden (somebody else's).
    """
    contact, purpose = await open_answer(ctx, given.organisation, given.contact, given.purpose, giving=False)
    running = await _running(given)
    if running is None:
        return ListView(items=[])
    ctx.change(
        running,
        withdrawn_at=ctx.now,
        withdrawn_by_id=ctx.actor.account,
        withdrawn_source=source_of(ctx.actor, contact),
    )
    if not is_own(ctx.actor, contact):
        ctx.record(given.organisation, "contact", contact.id, details=f"consent_purpose:{purpose.id}")
    return ListView(items=[_view(running, contact.name)])


async def _running(given: AnswerConsent) -> Consent | None:
    return await Consent.get_or_none(
        organisation_id=given.organisation, contact_id=given.contact, purpose_id=given.purpose, withdrawn_at=None
    )


class GetConsents(Input, frozen=True):
    """Whose."""

    organisation: Id
    contact: Id


@operation("consent.get", scope="people:read")
async def get_consents(ctx: Context, given: GetConsents) -> ListView[AnsweredPurpose]:
    """Show each purpose that is open or was agreed to, and whether somebody agrees to it. Refused: not_found."""
    contact = await find_contact(given.organisation, given.contact)
    ctx.allow(may_see_contact(ctx.actor, contact, await groups_of(contact) if contact else ()))
    own = {"organisation_id": given.organisation}
    running = await Consent.filter(contact_id=given.contact, withdrawn_at=None, **own)
    by_purpose = {consent.purpose_id: consent for consent in running}
    purposes = await ConsentPurpose.filter(**own).order_by("name", "id").limit(200)
    shown = [each for each in purposes if each.closed_at is None or each.id in by_purpose]
    return ListView(items=[_answered(each, by_purpose.get(each.id)) for each in shown])


class ListConsents(PageInput, frozen=True):
    """To which purpose; `history` also shows what was withdrawn."""

    organisation: Id
    purpose: Id
    history: bool = False


@operation("consent.list", scope="people:read")
async def list_consents(ctx: Context, given: ListConsents) -> ListView[ConsentView]:
    """List who agreed to a purpose, the latest first. Refused: forbidden (no right to manage members)."""
    ctx.allow(may_define_consents(ctx.actor, given.organisation))
    found = Consent.filter(organisation_id=given.organisation, purpose_id=given.purpose)
    found = found if given.history else found.filter(withdrawn_at=None)
    ordered = found.order_by("-given_at", "-id").select_related("contact")
    return await page_of(ordered, given, lambda row: _view(row, row.contact.name))


class ExportConsents(Input, frozen=True):
    """To which purpose."""

    organisation: Id
    purpose: Id


@operation("consent.export", scope="people:read")
async def export_consents(ctx: Context, given: ExportConsents) -> ConsentFile:
    """Give the register of a purpose with its history as CSV, the latest ten thousand at most.

    Refused: forbidden (no right to manage members).
    """
    ctx.allow(may_define_consents(ctx.actor, given.organisation))
    found = Consent.filter(organisation_id=given.organisation, purpose_id=given.purpose)
    latest = await found.order_by("-given_at", "-id").limit(EXPORTED + 1).select_related("contact")
    rows = latest[:EXPORTED][::-1]
    columns = ("contact_name", "given_at", "source", "withdrawn_at", "withdrawn_source")
    heads = [say(Reason(f"consent_column_{name}"), ctx.language) for name in columns]
    return ConsentFile(
        name=say(Reason("consent_file"), ctx.language),
        rows=len(rows),
        whole=len(latest) <= EXPORTED,
        text=await csv_text(heads, map(_line, rows)),
    )


def _line(row: Consent) -> list[str]:
    withdrawn = moment_text(row.withdrawn_at) if row.withdrawn_at is not None else ""
    return [row.contact.name, moment_text(row.given_at), row.source, withdrawn, row.withdrawn_source or ""]


def _view(row: Consent, name: str) -> ConsentView:
    return ConsentView(
        id=row.id,
        organisation=row.organisation_id,
        contact=row.contact_id,
        contact_name=name,
        purpose=row.purpose_id,
        given_at=row.given_at,
        source=row.source,
        withdrawn_at=row.withdrawn_at,
        withdrawn_source=row.withdrawn_source,
    )


def _answered(purpose: ConsentPurpose, consent: Consent | None) -> AnsweredPurpose:
    return AnsweredPurpose(
        id=purpose.id,
        name=purpose.name,
        text=purpose.text,
        closed_at=purpose.closed_at,
        given_at=consent.given_at if consent else None,
        source=consent.source if consent else None,
    )
