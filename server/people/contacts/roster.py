"""The roster: everyone whom a leader or administrator may see, by windows, with what a list of members shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.wire import Limit
from server.people.contacts.logins import login_states
from server.people.contacts.policies import may_see_roster, roster_rights
from server.people.contacts.roster_filters import RosterFilters, When, conditions, ordering
from server.people.contacts.views import RosterGroup, RosterIds, RosterLine, RosterView
from server.people.models import Address, Contact, Membership, Phone, PostalAddress, Season
from server.people.queries import current_season, groups_of_contacts, today_in
from server.people.selections.asking import asked_where
from server.people.selections.conditions import InSelection
from server.people.where import Where, both, within_reach

IDS_AT_MOST = 20_000


class ListRoster(RosterFilters, frozen=True, kw_only=True):
    """Whom to show, in which order (columns such as `["group", "birth_date:desc"]`; by name if not said), and which
    window."""

    offset: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    limit: Limit = 200


@operation("contact.roster", scope="people:read")
async def list_roster(ctx: Context, given: ListRoster) -> RosterView:
    """List the contacts that one may see as an administrator, or as a leader in one's groups.

    Asking who signs in, or who was removed, is for those who manage members. Refused: not_found (no standing there, no
    such season or selection), forbidden.
    """
    when = await _admitted(ctx, given)
    where = await _asked(ctx, given, when)
    total = (await rows(f'SELECT COUNT(*) AS "total" FROM "contact" c WHERE {where.sql}', where.values))[0]["total"]
    ids = await _window(given, when, where, given.limit, given.offset) if total > given.offset else []
    return RosterView(
        items=await _lines(ctx, given.organisation, ids, when),
        offset=given.offset,
        total=total,
        season=when.season.id if when.season is not None else None,
    )


class ListRosterIds(RosterFilters, frozen=True, kw_only=True):
    """Whom, and in which order."""


@operation("contact.roster_ids", scope="people:read")
async def list_roster_ids(ctx: Context, given: ListRosterIds) -> RosterIds:
    """Give the ids of all contacts that match, 20,000 at most: to do something with every one of them.

    Refused: not_found (no standing there, no such season or selection), forbidden.
    """
    when = await _admitted(ctx, given)
    return RosterIds(ids=await _window(given, when, await _asked(ctx, given, when), IDS_AT_MOST, 0))


async def _admitted(ctx: Context, given: RosterFilters) -> When:
    ctx.allow(may_see_roster(ctx.actor, given.organisation, managing=_managing(given)))
    today = await today_in(given.organisation)
    if given.season is None:
        return When(await current_season(given.organisation, today), today)
    season = await Season.get_or_none(organisation_id=given.organisation, id=given.season)
    if season is None:
        raise not_found()
    return When(season, today)


def _managing(given: RosterFilters) -> bool:
    return given.removed or given.login is not None


async def _asked(ctx: Context, given: RosterFilters, when: When) -> Where:
    rights = roster_rights(managing=_managing(given))
    parts = [conditions(given, when), within_reach(ctx.actor, given.organisation, rights, when.today)]
    if given.selection is not None:
        parts.append(await asked_where(ctx.actor, given.organisation, InSelection(selection=given.selection)))
    return both(*parts)


async def _window(given: RosterFilters, when: When, where: Where, limit: int, offset: int) -> list[int]:
    order = ordering(given, when)
    sql = f'SELECT c."id" FROM "contact" c WHERE {where.sql} ORDER BY {order.sql} LIMIT ? OFFSET ?'
    return [row["id"] for row in await rows(sql, [*where.values, *order.values, limit, offset])]


async def _lines(ctx: Context, organisation: int, ids: Sequence[int], when: When) -> list[RosterLine]:
    """What the list shows of some contacts: a query for each column that is not their own."""
    if not ids:
        return []
    contacts = {row.id: row for row in await Contact.filter(organisation_id=organisation, id__in=list(ids))}
    shown: dict[str, Mapping[int, Any]] = {
        "groups": await _groups(organisation, ids, when.season),
        "membership": await _memberships(organisation, ids, when.today),
        "town": await _firsts(PostalAddress, "town", organisation, ids),
        "address": await _firsts(Address, "address", organisation, ids),
        "phone": await _firsts(Phone, "number", organisation, ids),
        "login": await _logins(ctx, organisation, ids),
    }
    return [_line(contacts[each], {name: of.get(each) for name, of in shown.items()}) for each in ids]


def _line(contact: Contact, shown: dict[str, Any]) -> RosterLine:
    return RosterLine(
        id=contact.id,
        kind=contact.kind,
        name=contact.name,
        first_name=contact.first_name,
        last_name=contact.last_name,
        picture=contact.picture_id,
        birth_date=contact.birth_date,
        removed_at=contact.removed_at,
        rev=contact.rev,
        **{**shown, "groups": shown["groups"] or []},
    )


async def _groups(organisation: int, ids: Sequence[int], season: Season | None) -> dict[int, list[RosterGroup]]:
    found: dict[int, list[RosterGroup]] = defaultdict(list)
    if season is None:
        return found
    sql = (
        'SELECT p."contact_id", gs."group_id", g."name", f."name" AS "function", p."active" FROM "placement" p '
        'JOIN "group_season" gs ON gs."id" = p."group_season_id" JOIN "group" g ON g."id" = gs."group_id" '
        'JOIN "group_function" f ON f."id" = p."function_id" '
        f'WHERE p."organisation_id" = ? AND gs."season_id" = ? AND p."contact_id" IN ({marks(ids)}) '
        'ORDER BY g."name", f."position", p."id"'
    )
    for row in await rows(sql, [organisation, season.id, *ids]):
        found[row["contact_id"]].append(
            RosterGroup(group=row["group_id"], name=row["name"], function=row["function"], active=bool(row["active"]))
        )
    return found


async def _memberships(organisation: int, ids: Sequence[int], today: date) -> dict[int, str]:
    found = Membership.filter(organisation_id=organisation, contact_id__in=list(ids), from_day__lte=today)
    holding = [row for row in await found.select_related("type") if row.until_day is None or row.until_day >= today]
    return {row.contact_id: row.type.name for row in sorted(holding, key=lambda row: row.from_day)}


async def _firsts(model: Any, column: str, organisation: int, ids: Sequence[int]) -> dict[int, str | None]:
    found = model.filter(organisation_id=organisation, contact_id__in=list(ids), place=1)
    return dict(await found.values_list("contact_id", column))


async def _logins(ctx: Context, organisation: int, ids: Sequence[int]) -> dict[int, str]:
    """Of those whom the actor manages; of a leader's people nothing."""
    standing = ctx.actor.standing(organisation)
    managed = set(ids)
    if MANAGE_MEMBERS not in standing.capabilities:
        groups = standing.groups_with(MANAGE_MEMBERS)
        stands = await groups_of_contacts(organisation, ids) if groups else {}
        managed = {contact for contact, of in stands.items() if of & groups}
    if not managed:
        return {}
    return dict.fromkeys(managed, "none") | await login_states(organisation, sorted(managed))
