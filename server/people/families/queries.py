"""Finding families, and showing who acts for whom in them."""

from collections.abc import Sequence
from datetime import date

import msgspec

from server.accounts.models import Link, Organisation
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.zones import today_in_zone
from server.people.families.ages import grown_on, is_minor
from server.people.families.policies import may_manage_family
from server.people.families.views import FamilyAccessView, FamilyMemberView, FamilyView
from server.people.models import Contact, Family, FamilyFunction, FamilyMember, GuardianBlock


async def find_family(ctx: Context, family: int) -> Family | None:
    """A family of an organisation in which the actor stands."""
    return await Family.get_or_none(organisation_id__in=ctx.actor.organisations, id=family)


async def open_family(ctx: Context, family: int) -> Family:
    """A family that the actor may change. Raises not_found or forbidden."""
    found = await find_family(ctx, family)
    ctx.allow(may_manage_family(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


class Related(msgspec.Struct):
    """What is known of the people in some families, and of who acts for whom among them."""

    today: date
    contacts: dict[int, Contact]
    functions: dict[int, FamilyFunction]
    accounts: dict[int, int]
    delegates: set[tuple[int, int]]
    blocked: set[tuple[int, int]]


async def family_views(organisation: int, families: Sequence[Family]) -> list[FamilyView]:
    """Families as they are shown; six queries, however many."""
    if not families:
        return []
    found = await FamilyMember.filter(organisation_id=organisation, family_id__in=[f.id for f in families])
    members: dict[int, list[FamilyMember]] = {family.id: [] for family in families}
    for member in found:
        members[member.family_id].append(member)
    known = await _related(organisation, sorted({member.contact_id for member in found}))
    return [_view(family, members[family.id], known) for family in families]


async def _related(organisation: int, people: Sequence[int]) -> Related:
    own = {"organisation_id": organisation}
    house = await Organisation.get(id=organisation)
    contacts = await Contact.filter(**own, id__in=people, removed_at=None)
    functions = await FamilyFunction.filter(**own)
    links = await Link.filter(**own, contact_id__in=people, until_at=None)
    blocks = await GuardianBlock.filter(**own, guardian_id__in=people)
    return Related(
        today=today_in_zone(house.zone),
        contacts={row.id: row for row in contacts},
        functions={row.id: row for row in functions},
        accounts={link.contact_id: link.account_id for link in links if link.kind == "self"},
        delegates={(link.account_id, link.contact_id) for link in links if link.kind == "delegate"},
        blocked={(block.guardian_id, block.child_id) for block in blocks},
    )


def _view(family: Family, members: Sequence[FamilyMember], known: Related) -> FamilyView:
    there = [member for member in members if member.contact_id in known.contacts]
    there.sort(key=lambda member: (known.functions[member.function_id].is_child, _order(member, known)))
    guardians = [m.contact_id for m in there if known.functions[m.function_id].gives_access]
    children = [m.contact_id for m in there if known.functions[m.function_id].is_child]
    return FamilyView(
        id=family.id,
        organisation=family.organisation_id,
        name=family.name,
        members=[_member(member, known) for member in there],
        access=[_access(guardian, child, known) for child in children for guardian in guardians],
    )


def _order(member: FamilyMember, known: Related) -> tuple[int, str]:
    return known.functions[member.function_id].position, known.contacts[member.contact_id].search_name


def _member(member: FamilyMember, known: Related) -> FamilyMemberView:
    contact = known.contacts[member.contact_id]
    return FamilyMemberView(
        contact=contact.id,
        name=contact.name,
        picture=contact.picture_id,
        birth_date=contact.birth_date,
        function=member.function_id,
    )


def _access(guardian: int, child: int, known: Related) -> FamilyAccessView:
    # By the rule itself, as the links that follow from it may still wait in the running unit of work.
    birth_date = known.contacts[child].birth_date
    reason = _reason(guardian, child, known)
    delegate = (known.accounts.get(guardian, 0), child) in known.delegates
    return FamilyAccessView(
        guardian=guardian,
        child=child,
        acts=reason is None or delegate,
        until=grown_on(birth_date) if reason is None and birth_date is not None else None,
        reason=None if delegate else reason,
    )


def _reason(guardian: int, child: int, known: Related) -> str | None:
    birth_date = known.contacts[child].birth_date
    if (guardian, child) in known.blocked:
        return "blocked"
    if birth_date is None:
        return "no_birth_date"
    if not is_minor(birth_date, known.today):
        return "grown"
    return None if guardian in known.accounts else "no_account"
