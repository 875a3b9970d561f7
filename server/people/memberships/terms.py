"""Memberships as they may be: with an open type and its own options, and never two of one type at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.wire import invalid
from server.people.groups.days import LATEST, check_days, overlap
from server.people.memberships.views import MembershipView, OptionView
from server.people.models import Contact, Membership, MembershipChoice, MembershipOption, MembershipType
from server.people.policies import may_manage_contact
from server.people.queries import groups_of


@dataclass(frozen=True, slots=True)
class Terms:
    """Which type, from when until when, with which options."""

    kind: MembershipType
    from_day: date
    until_day: date | None = None
    options: Sequence[MembershipOption] = field(default_factory=tuple)

    def rows(self, contact: Contact) -> tuple[Membership, list[MembershipChoice]]:
        """A new membership of a contact, and what goes with it."""
        own = {"organisation_id": contact.organisation_id}
        membership = Membership(
            id=new_id(), contact_id=contact.id, type_id=self.kind.id, from_day=self.from_day,
            until_day=self.until_day, **own,
        )  # fmt: skip
        return membership, choices_of(membership, self.options)

    def seen(self, membership: Membership) -> MembershipView:
        """A new membership as people see it."""
        return MembershipView.seen(membership, self.kind, [OptionView.of(option) for option in self.options])


def choices_of(membership: Membership, options: Iterable[MembershipOption]) -> list[MembershipChoice]:
    """The rows that say which options go with a membership."""
    own = {"organisation_id": membership.organisation_id, "membership_id": membership.id}
    return [MembershipChoice(id=new_id(), option_id=option.id, **own) for option in options]


async def check_terms(organisation: int, kind: int, days: tuple[date, date | None], options: Collection[int]) -> Terms:
    """What somebody asked for, if it can be given. Raises not_found (no such type), conflict (it was closed), invalid
    (days that nobody can mean or in the wrong order, an option of another type or one that was closed)."""
    found = await MembershipType.get_or_none(organisation_id=organisation, id=kind)
    if found is None:
        raise not_found()
    if found.closed_at is not None:
        raise Refusal("conflict", "membership_type_closed", name=found.name)
    check_term(*days)
    return Terms(found, *days, await check_options(found, options))


async def check_options(kind: MembershipType, options: Collection[int]) -> list[MembershipOption]:
    """Options that can be chosen with a type. Raises `Refusal("invalid")` for others."""
    if not options:
        return []
    own = MembershipOption.filter(organisation_id=kind.organisation_id, type_id=kind.id, closed_at=None)
    found = await own.filter(id__in=sorted(set(options))).order_by("id")
    if len(found) < len(set(options)):
        raise invalid(options=Reason("membership_option_foreign"))
    return found


def check_term(from_day: date, until_day: date | None) -> None:
    """Raises `Refusal("invalid")` for days that nobody can mean or in the wrong order."""
    check_days(from_day=from_day, until_day=until_day)
    if until_day is not None and until_day < from_day:
        raise invalid(until_day=Reason("membership_days"))


def clashing(membership: Membership, others: Iterable[Membership]) -> bool:
    """Whether the contact has a membership of the same type in that period already."""
    own = term(membership)
    same = (row for row in others if row.id != membership.id and row.contact_id == membership.contact_id)
    return any(row.type_id == membership.type_id and overlap(own, term(row)) for row in same)


def check_no_clash(
    membership: Membership, kind: MembershipType, contact: Contact, others: Iterable[Membership]
) -> None:
    """Raises `Refusal("conflict")` for a second membership of the same type at once."""
    if clashing(membership, others):
        raise Refusal("conflict", "membership_twice", contact=contact.name, type=kind.name)


def term(row: Membership) -> tuple[date, date]:
    """The first and last day of a membership."""
    return row.from_day, row.until_day or LATEST


async def open_member(ctx: Context, contact: int) -> Contact:
    """A contact whose memberships the actor may change, locked: of two who start one at once, the second sees the
    first. Raises not_found or forbidden."""
    wanted = Contact.filter(id=contact, organisation_id__in=ctx.actor.organisations, removed_at=None)
    found = await wanted.select_for_update(no_key=True).first()
    ctx.allow(may_manage_contact(ctx.actor, found, await groups_of(found) if found else ()))
    if found is None:
        raise not_found()
    return found


async def memberships_of(organisation: int, contacts: Sequence[int]) -> list[Membership]:
    """All memberships of some contacts, with their types."""
    found = Membership.filter(organisation_id=organisation, contact_id__in=list(contacts))
    return await found.select_related("type").order_by("-from_day", "id")


async def seen_memberships(organisation: int, found: Sequence[Membership]) -> list[MembershipView]:
    """Memberships whose types were fetched, with what was chosen: one query more."""
    if not found:
        return []
    chosen = MembershipChoice.filter(organisation_id=organisation, membership_id__in=[row.id for row in found])
    options: dict[int, list[OptionView]] = {}
    for choice in await chosen.select_related("option").order_by("option_id"):
        options.setdefault(choice.membership_id, []).append(OptionView.of(choice.option))
    return [MembershipView.seen(row, row.type, options.get(row.id, [])) for row in found]
