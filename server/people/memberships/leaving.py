"""A leaver: every function and membership ends on a day, and the contact stays."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

import msgspec

from server.accounts.last_admin import check_last_admin, losing
from server.accounts.models import Link
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.contacts.logins import end_access, judge_ending
from server.people.groups.days import check_days, span
from server.people.groups.opening import lock_season
from server.people.groups.views import PlacementView
from server.people.memberships.policies import may_let_go
from server.people.memberships.terms import memberships_of, seen_memberships
from server.people.memberships.views import LeavingView
from server.people.models import Contact, Membership, MembershipChoice, Placement, Season
from server.people.queries import today_in
from server.people.rewriting import delete_rows


@dataclass(slots=True)
class Plan:
    """What ends on the day, and what is taken back as it would only have begun later."""

    contact: Contact
    day: date
    access: bool
    placements: list[Placement] = field(default_factory=list)
    later_placements: list[Placement] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    later_memberships: list[Membership] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether they stood nowhere and belonged to nothing."""
        return not (self.placements or self.later_placements or self.memberships or self.later_memberships)


class PreviewLeave(Input, frozen=True):
    """Who leaves, and their last day."""

    contact: Id
    day: date


@operation("member.preview_leave", scope="people:read")
async def preview_leave(ctx: Context, given: PreviewLeave) -> LeavingView:
    """Show what would end if somebody left on a day. What stands in a closed season stays as it is.

    Refused: not_found, forbidden, invalid (a day that nobody can mean).
    """
    contact = await _open_leaver(ctx, given.contact)
    check_days(day=given.day)
    return await _seen(await _plan(contact, given.day))


class LeaveMember(Input, frozen=True):
    """Who leaves, their last day, and the reason if it is to be kept. With `end_access` they no longer sign in here,
    nor does who acts for them."""

    contact: Id
    day: date
    reason: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    end_access: bool = False


@operation("member.leave", scope="people:write")
async def leave_member(ctx: Context, given: LeaveMember) -> LeavingView:
    """End every function and membership of somebody on a day; the contact stays, with its history.

    What would only have begun later is taken back; what stands in a closed season stays as it is. Access ends at once,
    so not for a day that is still to come, nor for who has rights that one could not take away. Refused: not_found,
    forbidden, conflict (there is nothing to end; nobody else administers the organisation), invalid (the day).
    """
    contact = await _open_leaver(ctx, given.contact, lock=True)
    check_days(day=given.day)
    if given.end_access and given.day > await today_in(contact.organisation_id):
        raise invalid(end_access=Reason("access_ends_today"))
    plan = await _plan(contact, given.day)
    if plan.empty and not (given.end_access and plan.access):
        raise Refusal("conflict", "leave_nothing", contact=contact.name)
    if given.end_access:
        ctx.allow(await judge_ending(ctx.actor, contact))
        await check_last_admin(contact.organisation_id, without=losing("contact", contact.id))
        await end_access(ctx, contact)
    view = msgspec.structs.replace(await _seen(plan), done=True, ends_access=given.end_access and plan.access)
    await _carry_out(ctx, plan, (given.reason or "").strip() or None)
    ctx.record(contact.organisation_id, "contact", contact.id, details="placements, memberships")
    return view


async def _open_leaver(ctx: Context, contact: int, *, lock: bool = False) -> Contact:
    """The contact; locked, nobody else places them or starts a membership before the commit. Seasons come first and in
    one order, as everywhere, so that no two wait for each other."""
    own = Contact.filter(id=contact, organisation_id__in=ctx.actor.organisations, removed_at=None)
    found = await own.first()
    ctx.allow(may_let_go(ctx.actor, found))
    if found is None:
        raise not_found()
    if not lock:
        return found
    for season in await Season.filter(organisation_id=found.organisation_id, closed_at=None).order_by("id"):
        await lock_season(season)
    return await own.select_for_update(no_key=True).get()


async def _plan(contact: Contact, day: date) -> Plan:
    links = Link.filter(organisation_id=contact.organisation_id, contact_id=contact.id, until_at=None)
    plan = Plan(contact, day, access=await links.exists())
    standing = Placement.filter(
        organisation_id=contact.organisation_id, contact_id=contact.id, group_season__season__closed_at=None
    )
    fetched = standing.select_related("contact", "function", "group_season__group", "group_season__season")
    for placement in await fetched.order_by("group_season__season__first_day", "group_season__group__name", "id"):
        first, last = span(placement.group_season.season, placement.from_day, placement.until_day)
        if first > day:
            plan.later_placements.append(placement)
        elif last > day:
            plan.placements.append(placement)
    for membership in await memberships_of(contact.organisation_id, [contact.id]):
        if membership.from_day > day:
            plan.later_memberships.append(membership)
        elif membership.until_day is None or membership.until_day > day:
            plan.memberships.append(membership)
    return plan


async def _carry_out(ctx: Context, plan: Plan, reason: str | None) -> None:
    for row in [*plan.placements, *plan.memberships]:
        ctx.change(row, until_day=plan.day, end_reason=reason)
    await delete_rows(plan.later_placements)
    later = [membership.id for membership in plan.later_memberships]
    if later:
        own = MembershipChoice.filter(organisation_id=plan.contact.organisation_id, membership_id__in=later)
        await delete_rows(await own)
        await delete_rows(plan.later_memberships)


async def _seen(plan: Plan) -> LeavingView:
    organisation = plan.contact.organisation_id
    return LeavingView(
        contact=plan.contact.id,
        name=plan.contact.name,
        day=plan.day,
        done=False,
        placements_ended=[PlacementView.of(row) for row in plan.placements],
        placements_taken_back=[PlacementView.of(row) for row in plan.later_placements],
        memberships_ended=await seen_memberships(organisation, plan.memberships),
        memberships_taken_back=await seen_memberships(organisation, plan.later_memberships),
        access=plan.access,
        ends_access=False,
    )
