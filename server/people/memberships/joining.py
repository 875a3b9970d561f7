"""A newcomer in one go: who they are, their membership, and where they stand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.contacts.inputs import ContactParts, given_parts
from server.people.contacts.making import add_person
from server.people.groups.days import check_no_twin, check_within
from server.people.groups.events import GroupseasonChanged
from server.people.groups.opening import Here, check_function, check_placed, here_of, season_or_current
from server.people.groups.placing import Wish
from server.people.groups.views import PlacementView
from server.people.invitation_tickets import Draft, Invited, first_address, has_login, write_invitation
from server.people.invitations import invitation_attempts
from server.people.memberships.policies import may_enrol
from server.people.memberships.terms import check_no_clash, check_terms, memberships_of
from server.people.memberships.views import JoinedView, MembershipView
from server.people.models import Contact, Group, Placement, Season
from server.people.policies import may_invite
from server.people.queries import search_name
from server.people.sheets.values import read_address


class NewMembership(Input, frozen=True):
    """Of which type, from when, with which options."""

    type: Id
    from_day: date
    until_day: date | None = None
    options: Annotated[list[Id], msgspec.Meta(max_length=30)] = msgspec.field(default_factory=list)


class NewPlacement(Input, frozen=True):
    """In which group and season (the current one if not said), and as what."""

    group: Id
    function: Id
    season: Id | None = None
    active: bool = True
    from_day: date | None = None
    until_day: date | None = None


class JoinMember(Input, frozen=True):
    """A new `person`, or a `contact` who is known already; their membership; in which groups they stand.

    With `invite` they are invited at once to sign in, at their first address. A person of a name that is known already,
    and not with another birth date, is refused unless `anyway` says that this is somebody else.
    """

    organisation: Id
    person: ContactParts | None = None
    contact: Id | None = None
    membership: NewMembership | None = None
    placements: Annotated[list[NewPlacement], msgspec.Meta(max_length=20)] = msgspec.field(default_factory=list)
    invite: bool = False
    anyway: bool = False


@operation("member.join", scope="people:write")
async def join_member(ctx: Context, given: JoinMember) -> JoinedView:
    """Take somebody in: all of it, or nothing.

    Who manages the members of single groups takes newcomers in there, and invites nobody. Refused: not_found (no such
    group, season, function, type or contact), forbidden, conflict (somebody like that is known, a season or function or
    type is closed, the same membership or function twice at once, they have a login), invalid (each field that is
    wrong, by its path).
    """
    ctx.allow(may_enrol(ctx.actor, given.organisation, {each.group for each in given.placements}))
    if (given.person is None) == (given.contact is None):
        raise invalid(person=Reason("person_or_contact"))
    heres = await _heres(given)
    contact = await _known(ctx, given) if given.person is None else await _new(ctx, given, given.person)
    membership = await _start(ctx, given, contact)
    placements = await _place(ctx, given.placements, heres, contact)
    invited_until = await _invite(ctx, given, contact) if given.invite else None
    parts = {"membership": membership, "placements": placements, "invitation": invited_until}
    ctx.record(
        given.organisation, "contact", contact.id, details=", ".join(name for name, each in parts.items() if each)
    )
    return JoinedView(
        contact=contact.id,
        name=contact.name,
        membership=membership,
        placements=[PlacementView.of(placement) for placement in placements],
        invited_until=invited_until,
    )


async def _heres(given: JoinMember) -> dict[tuple[int, int | None], Here]:
    """Each group in its season, by what was asked for. Seasons are locked in one order, so that no two wait for each
    other."""
    organisation = given.organisation
    asked = {(each.group, each.season) for each in given.placements}
    known = {row.id: row for row in await Group.filter(organisation_id=organisation, id__in=[g for g, _ in asked])}
    if not known.keys() >= {group for group, _ in asked}:
        raise not_found()
    seasons: dict[int | None, Season] = {}
    for season in {season for _, season in asked}:
        seasons[season] = await season_or_current(organisation, season)
    return {
        (group, season): await here_of(known[group], seasons[season].id)
        for group, season in sorted(asked, key=lambda pair: seasons[pair[1]].id)
    }


async def _known(ctx: Context, given: JoinMember) -> Contact:
    (contact,) = await check_placed(ctx, given.organisation, [given.contact or 0])
    await Contact.filter(organisation_id=given.organisation, id=contact.id).select_for_update(no_key=True).get()
    return contact


async def _new(ctx: Context, given: JoinMember, person: ContactParts) -> Contact:
    contact = await add_person(ctx, given.organisation, person)
    alike = Contact.filter(
        organisation_id=given.organisation, removed_at=None, kind="person", search_name=search_name(contact.name)
    )
    for other in [] if given.anyway else await alike:
        if contact.birth_date is None or other.birth_date in {None, contact.birth_date}:
            raise Refusal("conflict", "person_exists", name=other.name)
    return contact


async def _start(ctx: Context, given: JoinMember, contact: Contact) -> MembershipView | None:
    wanted = given.membership
    if wanted is None:
        return None
    days = (wanted.from_day, wanted.until_day)
    terms = await check_terms(given.organisation, wanted.type, days, wanted.options)
    membership, choices = terms.rows(contact)
    if given.person is None:
        others = await memberships_of(given.organisation, [contact.id])
        check_no_clash(membership, terms.kind, contact, others)
    ctx.add(membership, *choices)
    return terms.seen(membership)


async def _place(
    ctx: Context, wanted: Sequence[NewPlacement], heres: dict[tuple[int, int | None], Here], contact: Contact
) -> list[Placement]:
    there = await Placement.filter(organisation_id=contact.organisation_id, contact_id=contact.id)
    placed: list[Placement] = []
    for each in wanted:
        here = heres[each.group, each.season]
        function = await check_function(contact.organisation_id, each.function)
        check_within(here.season, each.from_day, each.until_day)
        placement = Wish(function, each.active, each.from_day, each.until_day).row(here.group_season, contact)
        in_group = (row for row in [*there, *placed] if row.group_season_id == here.group_season.id)
        check_no_twin(placement, in_group, here.season)
        placed.append(placement)
    ctx.add(*placed)
    ctx.emit(*(GroupseasonChanged(placement.group_season) for placement in placed))
    return placed


async def _invite(ctx: Context, given: JoinMember, contact: Contact) -> datetime:
    linked = given.person is None and await has_login(contact)
    ctx.allow(may_invite(ctx.actor, given.organisation, contact, linked=linked))
    address = await _address(given, contact)
    if address is None:
        raise invalid(invite=Reason("contact_without_address"))
    invitation_attempts.attempt(str(contact.id))
    invited = Invited(await Organisation.get(id=given.organisation), contact)
    draft = Draft(invited=invited, address=address, inviter=ctx.actor.name)
    ticket, _ = await write_invitation(ctx.unit, ctx.site, draft)
    expires_at: datetime = ticket.expires_at
    return expires_at


async def _address(given: JoinMember, contact: Contact) -> str | None:
    """Where their mail goes first; of a new person it is not written yet."""
    if given.person is None:
        return await first_address(contact)
    addresses = given_parts(given.person).get("addresses")
    return read_address(addresses[0].address) if addresses else None
