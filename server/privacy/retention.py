"""How long things are kept: the rules, what they would take away, and carrying them out each day."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from server.accounts.last_admin import loses_last_admin, losing
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.context import Context, Door
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.jobs import Work, job
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView, invalid
from server.people.models import Contact
from server.privacy.erasure import erase_person
from server.privacy.models import RetentionRule
from server.privacy.policies import may_manage_retention
from server.privacy.retention_kinds import (
    KINDS,
    Kind,
    count_old,
    delete_old,
    former_members,
    rules_due,
    rules_of,
)
from server.privacy.views import RetentionPreview, RetentionView

BY_ITSELF = Actor(account=0, kind="operator")
SHOWN = 20
Months = Annotated[int, msgspec.Meta(ge=1, le=240)]


class ListRetention(Input, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("retention.list", scope="privacy:read")
async def list_retention(ctx: Context, given: ListRetention) -> ListView[RetentionView]:
    """List how long each kind of data is kept. Refused: forbidden (no right to manage settings)."""
    ctx.allow(may_manage_retention(ctx.actor, given.organisation))
    rules = await rules_of(given.organisation)
    return ListView(items=[_view(ctx, kind, *rules[name]) for name, kind in KINDS.items()])


class ChangeRetention(Input, frozen=True):
    """Of which kind, for how many months, and whether the rule holds."""

    organisation: Id
    kind: str
    months: Months
    enabled: bool


@operation("retention.change", scope="privacy:write")
async def change_retention(ctx: Context, given: ChangeRetention) -> RetentionView:
    """Say how long a kind of data is kept; a rule that holds is carried out each day.

    Refused: forbidden (no right to manage settings), invalid (no such kind, fewer than 1 or more than 240 months).
    """
    ctx.allow(may_manage_retention(ctx.actor, given.organisation))
    kind = _kind(given.kind)
    own: dict[str, Any] = {"organisation_id": given.organisation, "kind": kind.name}
    rule = await RetentionRule.get_or_none(**own)
    if rule is None:
        ctx.add(RetentionRule(id=new_id(), months=given.months, enabled=given.enabled, **own))
    else:
        ctx.change(rule, months=given.months, enabled=given.enabled)
    ctx.record(
        given.organisation,
        "retention",
        details=f"kind={kind.name} months={given.months} enabled={str(given.enabled).lower()}",
    )
    return _view(ctx, kind, given.months, given.enabled)


class PreviewRetention(Input, frozen=True):
    """Of which kind, if it were kept for so many months."""

    organisation: Id
    kind: str
    months: Months


@operation("retention.preview", scope="privacy:read")
async def preview_retention(ctx: Context, given: PreviewRetention) -> RetentionPreview:
    """Show how much a rule would take away today, and the first twenty names if it is about people; nothing is done.

    Refused: forbidden (no right to manage settings), invalid (no such kind).
    """
    ctx.allow(may_manage_retention(ctx.actor, given.organisation))
    kind = _kind(given.kind)
    before = kind.before(ctx.now, given.months)
    if not kind.people:
        return RetentionPreview(kind=kind.name, count=await count_old(kind, given.organisation, before), names=[])
    found = await former_members(given.organisation, before)
    return RetentionPreview(kind=kind.name, count=len(found), names=[contact.name for contact in found[:SHOWN]])


def _kind(name: str) -> Kind:
    if (found := KINDS.get(name)) is None:
        raise invalid(kind=Reason("retention_kind", known=", ".join(KINDS)))
    return found


def _view(ctx: Context, kind: Kind, months: int, enabled: bool) -> RetentionView:
    return RetentionView(
        kind=kind.name,
        name=say(Reason(f"retention_{kind.name}"), ctx.language),
        explanation=say(Reason(f"retention_{kind.name}_explained"), ctx.language),
        months=months,
        enabled=enabled,
        people=kind.people,
    )


@job("privacy.keep_for_a_time", every=timedelta(days=1))
async def keep_for_a_time(work: Work) -> None:
    """Carry out the rules of every organisation; what was taken away is in its log."""
    for organisation, kind, months in await rules_due(clock.now()):
        await _carry_out(work, organisation, kind, months)


async def _carry_out(work: Work, organisation: int, kind: Kind, months: int) -> None:
    before = kind.before(clock.now(), months)
    if kind.people:
        for contact in await former_members(organisation, before):
            await erase_former(work, contact, before)
        return
    emptied = await kind.empty(work, organisation, before) if kind.empty else 0
    ctx = _context(work)
    async with work.units.write(ctx.unit):
        if gone := emptied or (0 if kind.empty else await delete_old(kind, organisation, before)):
            ctx.record(organisation, "retention", details=f"count={gone} kind={kind.name}")


async def erase_former(work: Work, found: Contact, before: datetime) -> None:
    """Erase somebody, unless they came back since they were found: it may be long before their turn comes."""
    ctx = _context(work)
    own = {"organisation_id": found.organisation_id, "id": found.id, "erased_at": None}
    async with work.units.write(ctx.unit) as unit:
        contact = await Contact.filter(**own).select_for_update().get_or_none()
        if contact is None or not await former_members(contact.organisation_id, before, contact.id):
            return
        if await loses_last_admin(found.organisation_id, without=losing("contact", found.id)):
            return
        await erase_person(unit, contact)
        ctx.record(contact.organisation_id, "contact", contact.id, details="former_members")


def _context(work: Work) -> Context:
    ctx = Context(BY_ITSELF, work.site, work.units, door=Door("inside"))
    ctx.operation = "retention.carry_out"
    return ctx
