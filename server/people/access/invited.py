"""Who was invited, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import Standing
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.database import rows, search_form
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import marks
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, PageInput, View
from server.people.policies import may_invite_some
from server.people.queries import contacts_of_group

State = Literal["never", "sent", "opened", "accepted", "expired", "cancelled", "no_address"]

ONE_BY_ONE = """
    SELECT c."id", c."first_name", c."last_name", c."search_name",
        (SELECT a."address" FROM "address" a WHERE a."organisation_id" = c."organisation_id"
            AND a."contact_id" = c."id" ORDER BY a."place" LIMIT 1) AS "address",
        (SELECT MIN(l."from_at") FROM "link" l WHERE l."organisation_id" = c."organisation_id"
            AND l."contact_id" = c."id" AND l."kind" = 'self' AND l."until_at" IS NULL) AS "accepted_at",
        (SELECT MAX(t."id") FROM "ticket" t WHERE t."organisation_id" = c."organisation_id"
            AND t."contact_id" = c."id" AND t."kind" = 'invitation') AS "ticket"
    FROM "contact" c WHERE c."organisation_id" = ? AND c."removed_at" IS NULL AND c."kind" = 'person'
"""
WITH_STATE = """
    SELECT x.*, t."created_at" AS "sent_at", t."opened_at", t."expires_at",
        CASE WHEN x."accepted_at" IS NOT NULL THEN 'accepted'
            WHEN x."address" IS NULL THEN 'no_address'
            WHEN t."id" IS NULL THEN 'never'
            WHEN t."cancelled_at" IS NOT NULL THEN 'cancelled'
            WHEN t."expires_at" <= ? OR t."used_at" IS NOT NULL THEN 'expired'
            WHEN NOT EXISTS (SELECT 1 FROM "address" a WHERE a."organisation_id" = t."organisation_id"
                AND a."contact_id" = x."id" AND LOWER(a."address") = LOWER(t."address")) THEN 'expired'
            WHEN t."opened_at" IS NOT NULL THEN 'opened'
            ELSE 'sent' END AS "state"
    FROM ({contacts}) x LEFT JOIN "ticket" t ON t."id" = x."ticket" AND t."organisation_id" = ?
    WHERE t."organisation_id" = ? OR t."id" IS NULL
"""


class InvitedView(View, frozen=True):
    """A contact, where they are invited, and how far it came.

    `never` invited, `sent`, `opened` the link, `accepted` (they have a login), `expired`, `cancelled`, or `no_address`.
    """

    contact: int
    name: str
    address: str | None
    state: State
    sent_at: datetime | None
    opened_at: datetime | None
    expires_at: datetime | None
    accepted_at: datetime | None


class StateCount(View, frozen=True):
    """How many are in a state."""

    state: State
    count: int


class InvitedPage(View, frozen=True):
    """One page of those asked for, how many they are in all, and how many are in each state whichever was asked."""

    items: list[InvitedView]
    total: int
    counts: list[StateCount]
    next: str | None = None


class ListInvitations(PageInput, frozen=True):
    """In which state, with which part of a name, and who stands in which group today, if not everybody."""

    organisation: Id
    state: State | None = None
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    group: Id | None = None


@operation("invitation.list", scope="people:read")
async def list_invitations(ctx: Context, given: ListInvitations) -> InvitedPage:
    """List contacts by name with the latest of their invitations; who manages one group sees its people only.

    Refused: forbidden (no right to manage members), not_found (no such group).
    """
    ctx.allow(may_invite_some(ctx.actor, given.organisation))
    contacts, values = await _contacts(ctx.actor.standing(given.organisation), given)
    everyone = WITH_STATE.format(contacts=contacts)
    own = [microseconds(clock.now()), *values, given.organisation, given.organisation]
    start = page_start(given)
    state = ' WHERE y."state" = ?' if given.state is not None else ""
    sql = f'SELECT y.* FROM ({everyone}) y{state} ORDER BY y."search_name", y."id" LIMIT ? OFFSET ?'
    found = await rows(sql, [*own, *([given.state] if given.state else []), given.limit, start])
    counts = await _counts(everyone, own)
    total = counts.get(given.state, 0) if given.state is not None else sum(counts.values())
    return InvitedPage(
        items=[_view(row) for row in found],
        total=total,
        counts=[StateCount(state=state, count=count) for state, count in counts.items()],
        next=str(start + given.limit) if start + given.limit < total else None,
    )


async def _counts(everyone: str, values: Sequence[Any]) -> dict[State, int]:
    sql = f'SELECT y."state", COUNT(*) AS "count" FROM ({everyone}) y GROUP BY y."state" ORDER BY y."state"'
    return {row["state"]: row["count"] for row in await rows(sql, values)}


async def _contacts(standing: Standing, given: ListInvitations) -> tuple[str, list[Any]]:
    """The query of the contacts among whom one looks, and what fills it in."""
    sql, values = ONE_BY_ONE, [given.organisation]
    for word in search_form(given.search or "").split():
        sql += """ AND c."search_name" LIKE ? ESCAPE '!'"""
        values.append(f"%{_plain(word)}%")  # type: ignore[arg-type]
    among = await _among(standing, given)
    if among is not None:
        sql += f' AND c."id" IN ({marks(among)})'
        values += among
    return sql, values


async def _among(standing: Standing, given: ListInvitations) -> Sequence[int] | None:
    """The contacts of the group that was asked and of those that one may see; None for all."""
    seen: set[int] | None = None
    if MANAGE_MEMBERS not in standing.capabilities:
        own = [await contacts_of_group(given.organisation, each) for each in standing.groups_with(MANAGE_MEMBERS)]
        seen = {contact for contacts in own for contact in contacts}
    if given.group is not None:
        asked = set(await contacts_of_group(given.organisation, given.group))
        seen = asked if seen is None else seen & asked
    return None if seen is None else sorted(seen)


def _plain(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _view(row: dict[str, Any]) -> InvitedView:
    moments = {name: _moment(row[name]) for name in ("sent_at", "opened_at", "expires_at", "accepted_at")}
    return InvitedView(
        contact=row["id"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        address=row["address"],
        state=row["state"],
        **moments,
    )


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment_of(stored)
