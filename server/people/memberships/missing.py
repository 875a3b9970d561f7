"""The report of who stands in a group without a valid membership."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, PageInput
from server.people.groups.days import check_days
from server.people.memberships.policies import may_see_missing, reached_groups
from server.people.memberships.views import MissingList, MissingView
from server.people.models import Group
from server.people.queries import today_in


class Question(msgspec.Struct, frozen=True):
    """Who lacks a membership: of which organisation, on which day, in which groups (None means all), and whether those
    who only follow a group count."""

    organisation: int
    day: date
    groups: Sequence[int] | None = None
    readers: bool = False


class Missing(msgspec.Struct, frozen=True):
    """Somebody who lacks one, and in which groups they stand."""

    contact: int
    first_name: str
    last_name: str
    groups: list[str]
    ended_on: date | None


class ListMissing(PageInput, frozen=True):
    """Of which organisation, on which day (today if not said); in one group, if so asked. With `readers` those who only
    follow a group count too."""

    organisation: Id
    day: date | None = None
    group: Id | None = None
    readers: bool = False


@operation("membership.missing", scope="people:read")
async def list_missing(ctx: Context, given: ListMissing) -> MissingList:
    """List by name who stands in a group on a day without a valid membership; a leader sees those of their groups.

    Refused: not_found (no such group), forbidden (no right to see members), invalid (a day that nobody can mean).
    """
    ctx.allow(may_see_missing(ctx.actor, given.organisation))
    check_days(day=given.day)
    reached = reached_groups(ctx.actor, given.organisation)
    if given.group is not None:
        wanted = await Group.get_or_none(organisation_id=given.organisation, id=given.group)
        if wanted is None or (reached is not None and wanted.id not in reached):
            raise not_found()
        reached = [wanted.id]
    question = Question(given.organisation, given.day or await today_in(given.organisation), reached, given.readers)
    start = page_start(given)
    total, found = await missing_memberships(question, limit=given.limit, start=start)
    return MissingList(
        day=question.day,
        total=total,
        items=[_seen(row) for row in found],
        next=str(start + given.limit) if total > start + given.limit else None,
    )


def _seen(row: Missing) -> MissingView:
    name = f"{row.first_name} {row.last_name}".strip()
    return MissingView(contact=row.contact, name=name, groups=row.groups, ended_on=row.ended_on)


async def missing_memberships(question: Question, *, limit: int, start: int = 0) -> tuple[int, list[Missing]]:
    """How many lack a membership, and a part of them in the order of their names. Two statements, however many."""
    stands, values = _stands(question)
    sql = f"""
        SELECT c."id", c."first_name", c."last_name", COUNT(*) OVER () AS "total", (
            SELECT MAX(m."until_day") FROM "membership" m
            WHERE m."organisation_id" = c."organisation_id" AND m."contact_id" = c."id" AND m."until_day" < ?
        ) AS "ended_on"
        FROM "contact" c WHERE c."organisation_id" = ? AND c."removed_at" IS NULL AND c."kind" = 'person'
        AND c."id" IN (SELECT p."contact_id" {stands}) AND NOT EXISTS (
            SELECT 1 FROM "membership" m WHERE m."organisation_id" = c."organisation_id" AND m."contact_id" = c."id"
            AND m."from_day" <= ? AND (m."until_day" IS NULL OR m."until_day" >= ?)
        ) ORDER BY c."search_name", c."id" LIMIT ? OFFSET ?
    """
    day = question.day
    found = await rows(sql, [day, question.organisation, *values, day, day, limit, start])
    if not found:
        return 0, []
    groups = await _groups_of(question, [row["id"] for row in found])
    return found[0]["total"], [_missing(row, groups.get(row["id"], [])) for row in found]


def _missing(row: dict[str, Any], groups: list[str]) -> Missing:
    ended = row["ended_on"]
    # SQLite gives what an expression makes of a date as text.
    ended_on = date.fromisoformat(ended) if isinstance(ended, str) else ended
    return Missing(row["id"], row["first_name"], row["last_name"], groups, ended_on)


STANDS = """
    FROM "placement" p
    JOIN "group_season" gs ON gs."id" = p."group_season_id" AND gs."organisation_id" = p."organisation_id"
    JOIN "season" s ON s."id" = gs."season_id" AND s."organisation_id" = p."organisation_id"
    JOIN "group" g ON g."id" = gs."group_id" AND g."organisation_id" = p."organisation_id"
    WHERE p."organisation_id" = ? AND s."first_day" <= ? AND s."last_day" >= ?
    AND (p."from_day" IS NULL OR p."from_day" <= ?) AND (p."until_day" IS NULL OR p."until_day" >= ?)
"""


def _stands(question: Question) -> tuple[str, list[Any]]:
    """Where people stand on the day: what follows a SELECT, and its values."""
    active = "" if question.readers else 'AND p."active"'
    only = "" if question.groups is None else f'AND gs."group_id" IN ({marks(question.groups)})'
    return f"{STANDS} {active} {only}", [question.organisation, *([question.day] * 4), *(question.groups or ())]


async def _groups_of(question: Question, contacts: Sequence[int]) -> dict[int, list[str]]:
    """The names of the groups in which each stands on the day."""
    stands, values = _stands(question)
    sql = (
        f'SELECT DISTINCT p."contact_id", g."name" {stands} AND p."contact_id" IN ({marks(contacts)}) ORDER BY g."name"'
    )
    found: dict[int, list[str]] = {}
    for row in await rows(sql, [*values, *contacts]):
        found.setdefault(row["contact_id"], []).append(row["name"])
    return found
