"""Memberships of contacts: starting, changing and ending them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import msgspec

from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.groups.days import check_days
from server.people.groups.opening import open_known_contact
from server.people.memberships.policies import may_arrange_types
from server.people.memberships.terms import (
    check_no_clash,
    check_options,
    check_term,
    check_terms,
    choices_of,
    clashing,
    memberships_of,
    open_member,
    seen_memberships,
)
from server.people.memberships.views import MembershipView, OptionView, StartedMany
from server.people.models import Contact, Membership, MembershipChoice, MembershipOption, MembershipType
from server.people.rewriting import delete_rows

Options = Annotated[list[Id], msgspec.Meta(max_length=30)]


class ListMemberships(PageInput, frozen=True):
    """Of whom."""

    contact: Id


@operation("membership.list", scope="people:read")
async def list_memberships(ctx: Context, given: ListMemberships) -> ListView[MembershipView]:
    """List somebody's memberships, the latest first, those that are over too.

    Refused: not_found (no such contact), forbidden (no right to see what is known of them).
    """
    contact = await open_known_contact(ctx, given.contact)
    own = Membership.filter(organisation_id=contact.organisation_id, contact_id=contact.id)
    page = await page_of(own.select_related("type").order_by("-from_day", "id"), given, lambda row: row)
    return ListView(items=await seen_memberships(contact.organisation_id, page.items), next=page.next)


class StartMembership(Input, frozen=True):
    """Whose, of which type, from when, with which options; without a last day until further notice."""

    contact: Id
    type: Id
    from_day: date
    until_day: date | None = None
    options: Options = msgspec.field(default_factory=list)


@operation("membership.start", scope="people:write")
async def start_membership(ctx: Context, given: StartMembership) -> MembershipView:
    """Let somebody belong to the organisation from a day on.

    Refused: not_found (no such contact or type), forbidden, conflict (they have one of that type in that period, or the
    type was closed), invalid (its days, an option of another type, a company).
    """
    contact = await open_member(ctx, given.contact)
    if contact.kind != "person":
        raise invalid(contact=Reason("company_no_member"))
    days = (given.from_day, given.until_day)
    terms = await check_terms(contact.organisation_id, given.type, days, given.options)
    membership, choices = terms.rows(contact)
    others = await memberships_of(contact.organisation_id, [contact.id])
    check_no_clash(membership, terms.kind, contact, others)
    ctx.add(membership, *choices)
    ctx.record(contact.organisation_id, "contact", contact.id, details="membership")
    return terms.seen(membership)


class StartManyMemberships(Input, frozen=True):
    """Whose, at most a thousand at once; the rest as for `membership.start`."""

    organisation: Id
    contacts: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]
    type: Id
    from_day: date
    until_day: date | None = None
    options: Options = msgspec.field(default_factory=list)


@operation("membership.start_many", scope="people:write")
async def start_many_memberships(ctx: Context, given: StartManyMemberships) -> StartedMany:
    """Start a membership for many at once; who has one of that type in that period keeps it as it is.

    Refused: as `membership.start`, for all if for one; forbidden also for who manages the members of one group only.
    """
    ctx.allow(may_arrange_types(ctx.actor, given.organisation))
    wanted = sorted(set(given.contacts))
    found = Contact.filter(organisation_id=given.organisation, id__in=wanted, removed_at=None, kind="person")
    contacts = await found.select_for_update(no_key=True).order_by("id")
    if len(contacts) < len(wanted):
        raise not_found()
    days = (given.from_day, given.until_day)
    terms = await check_terms(given.organisation, given.type, days, given.options)
    others = await Membership.filter(organisation_id=given.organisation, contact_id__in=wanted, type_id=terms.kind.id)
    by_contact: dict[int, list[Membership]] = {}
    for row in others:
        by_contact.setdefault(row.contact_id, []).append(row)
    drawn = [terms.rows(contact) for contact in contacts]
    fresh = [pair for pair in drawn if not clashing(pair[0], by_contact.get(pair[0].contact_id, ()))]
    ctx.add(*(membership for membership, _ in fresh))
    ctx.add(*(choice for _, choices in fresh for choice in choices))
    if fresh:
        details = f"memberships: {len(fresh)}"
        ctx.record(given.organisation, "membershiptype", terms.kind.id, details=details)
    return StartedMany(
        started=len(fresh),
        had_already=len(contacts) - len(fresh),
        memberships=[membership.id for membership, _ in fresh],
    )


async def open_membership(ctx: Context, membership: int) -> Membership:
    """A membership to change, its contact locked. Raises not_found or forbidden."""
    wanted = Membership.filter(id=membership, organisation_id__in=ctx.actor.organisations)
    found = await wanted.first()
    contact = await open_member(ctx, found.contact_id if found else 0)
    # Read again: somebody may have changed or removed it while we waited for the contact.
    again = Membership.filter(organisation_id=contact.organisation_id, id=membership).select_related("type")
    locked = await again.first()
    if locked is None:
        raise not_found()
    locked.contact = contact
    return locked


class ChangeMembership(Input, frozen=True):
    """What to change; what is left out stays. `options` replace those that were chosen."""

    membership: Id
    type: Id | None = None
    from_day: date | None = None
    until_day: date | None = None
    options: Options | None = None


@operation("membership.change", scope="people:write")
async def change_membership(ctx: Context, given: ChangeMembership) -> MembershipView:
    """Correct a membership: its type, days or options. With another type the options are those that are given, or none.

    Refused: not_found, forbidden, conflict (they have another of that type in that period, the type was closed),
    invalid (its days, an option of another type).
    """
    row = await open_membership(ctx, given.membership)
    changes = _changes(row, given)
    kind = await _new_type(row, given) if "type_id" in changes else row.type
    chosen = await _choices_of(row)
    options = await _new_options(kind, given, chosen)
    if changes:
        ctx.change(row, **changes)
        check_term(row.from_day, row.until_day)
        check_no_clash(row, kind, row.contact, await memberships_of(row.organisation_id, [row.contact_id]))
    if {option.id for option in options} != {choice.option_id for choice in chosen}:
        await delete_rows(chosen)
        ctx.add(*choices_of(row, options))
        changes["options"] = True
    if changes:
        _record(ctx, row, ", ".join(sorted(changes)).replace("_id", ""))
    return MembershipView.seen(row, kind, [OptionView.of(option) for option in options])


def _changes(row: Membership, given: ChangeMembership) -> dict[str, Any]:
    wanted = {"type_id": given.type, "from_day": given.from_day, "until_day": given.until_day}
    return {name: value for name, value in wanted.items() if value is not None and value != getattr(row, name)}


async def _new_type(row: Membership, given: ChangeMembership) -> MembershipType:
    return (await check_terms(row.organisation_id, given.type or 0, (row.from_day, None), ())).kind


async def _choices_of(row: Membership) -> list[MembershipChoice]:
    chosen = MembershipChoice.filter(organisation_id=row.organisation_id, membership_id=row.id)
    return await chosen.select_related("option").order_by("option_id")


async def _new_options(
    kind: MembershipType, given: ChangeMembership, chosen: Sequence[MembershipChoice]
) -> list[MembershipOption]:
    """What goes with the membership from now on; an option that was closed since it was chosen may stay."""
    before = {choice.option_id: choice.option for choice in chosen if choice.option.type_id == kind.id}
    if given.options is None:
        return list(before.values())
    wanted = set(given.options)
    kept = [option for number, option in before.items() if number in wanted]
    return kept + await check_options(kind, wanted - before.keys())


def _record(ctx: Context, row: Membership, fields: str) -> None:
    ctx.record(row.organisation_id, "contact", row.contact_id, details=f"membership: {fields}")


class EndMembership(Input, frozen=True):
    """Which one, and the last day, with the reason if it is to be kept; null takes an end back."""

    membership: Id
    day: date | None
    reason: Annotated[str, msgspec.Meta(max_length=200)] | None = None


@operation("membership.end", scope="people:write")
async def end_membership(ctx: Context, given: EndMembership) -> MembershipView:
    """End a membership on a day, the last on which it holds.

    Refused: not_found, forbidden, invalid (a day before it began), conflict (another of that type began meanwhile, so
    that the end cannot be taken back).
    """
    row = await open_membership(ctx, given.membership)
    if given.day is not None:
        check_days(day=given.day)
        if given.day < row.from_day:
            raise invalid(day=Reason("membership_days"))
    reason = (given.reason or "").strip() or None if given.day is not None else None
    if (given.day, reason) != (row.until_day, row.end_reason):
        ctx.change(row, until_day=given.day, end_reason=reason)
        check_no_clash(row, row.type, row.contact, await memberships_of(row.organisation_id, [row.contact_id]))
        _record(ctx, row, "until_day")
    return (await seen_memberships(row.organisation_id, [row]))[0]


class RemoveMembership(Input, frozen=True):
    """Which one."""

    membership: Id


@operation("membership.remove", scope="people:write")
async def remove_membership(ctx: Context, given: RemoveMembership) -> Nothing:
    """Take back a membership that was a mistake: it leaves no history. Who stops is ended instead.

    Refused: not_found, forbidden.
    """
    row = await open_membership(ctx, given.membership)
    await delete_rows(await _choices_of(row))
    await delete_rows([row])
    _record(ctx, row, "removed")
    return Nothing()
