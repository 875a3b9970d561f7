"""Kinds of data that are kept for a time: which rows are old enough to go."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.conversations.administering import RESTORED_WITHIN
from server.kernel.database import execute, rows
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import dialect
from server.kernel.jobs import Work
from server.moderation.forgetting import forget_reports
from server.people.models import Contact
from server.privacy.models import RetentionRule
from server.privacy.removed_conversations import empty_removed

FORMER_MEMBERS = "former_members"

FORMER = """
    SELECT c."id" FROM "contact" c WHERE c."organisation_id" = ? AND c."erased_at" IS NULL AND c."kind" = 'person'
    AND (EXISTS (SELECT 1 FROM "membership" m WHERE m."organisation_id" = c."organisation_id"
            AND m."contact_id" = c."id")
        OR EXISTS (SELECT 1 FROM "placement" p WHERE p."organisation_id" = c."organisation_id"
            AND p."contact_id" = c."id"))
    AND NOT EXISTS (SELECT 1 FROM "membership" m WHERE m."organisation_id" = c."organisation_id"
        AND m."contact_id" = c."id" AND (m."until_day" IS NULL OR m."until_day" >= ?))
    AND NOT EXISTS (SELECT 1 FROM "placement" p
        JOIN "group_season" g ON g."id" = p."group_season_id" AND g."organisation_id" = p."organisation_id"
        JOIN "season" s ON s."id" = g."season_id" AND s."organisation_id" = p."organisation_id"
        WHERE p."organisation_id" = c."organisation_id" AND p."contact_id" = c."id"
        AND COALESCE(p."until_day", s."last_day") >= ?)
    AND NOT EXISTS (SELECT 1 FROM "link" l
        JOIN "grant" g ON g."account_id" = l."account_id" AND g."organisation_id" = l."organisation_id"
        WHERE l."organisation_id" = c."organisation_id" AND l."contact_id" = c."id" AND l."kind" = 'self'
        AND l."until_at" IS NULL AND g."ended_at" IS NULL)
    AND NOT EXISTS (SELECT 1 FROM "link" l WHERE l."organisation_id" = c."organisation_id" AND l."kind" <> 'self'
        AND l."until_at" IS NULL AND l."account_id" IN (SELECT o."account_id" FROM "link" o
            WHERE o."organisation_id" = c."organisation_id" AND o."contact_id" = c."id" AND o."kind" = 'self'))
    AND NOT EXISTS (SELECT 1 FROM "family_member" f
        JOIN "family_member" r ON r."family_id" = f."family_id" AND r."organisation_id" = f."organisation_id"
        AND r."contact_id" <> f."contact_id"
        WHERE f."organisation_id" = c."organisation_id" AND f."contact_id" = c."id" AND (EXISTS (
            SELECT 1 FROM "membership" m WHERE m."organisation_id" = f."organisation_id"
            AND m."contact_id" = r."contact_id" AND (m."until_day" IS NULL OR m."until_day" >= ?))
        OR EXISTS (SELECT 1 FROM "placement" p
            JOIN "group_season" g ON g."id" = p."group_season_id" AND g."organisation_id" = p."organisation_id"
            JOIN "season" s ON s."id" = g."season_id" AND s."organisation_id" = p."organisation_id"
            WHERE p."organisation_id" = f."organisation_id" AND p."contact_id" = r."contact_id"
            AND COALESCE(p."until_day", s."last_day") >= ?)))
"""
"""People who were members or stood in a group, and do neither since a day. Who has a role or acts for a child stays,
and who is of the family of somebody who still does: parents are called when something happens."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of data and how long it is kept by default. `old` says which rows of `table` of an organisation are older
    than a moment; people are found otherwise.

    `least`: it is kept so long whatever the months. `empty` takes away what is old where deleting rows is not enough,
    and says how much that was.
    """

    name: str
    months: int
    enabled: bool
    table: str = ""
    old: str = ""
    least: timedelta = timedelta(0)
    empty: Callable[[Work, int, datetime], Awaitable[int]] | None = None

    def before(self, now: datetime, months: int) -> datetime:
        """The moment before which it is old, if it is kept for so many months."""
        return min(months_before(now, months), now - self.least)

    @property
    def people(self) -> bool:
        """Whether carrying it out erases people."""
        return self.name == FORMER_MEMBERS


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name=FORMER_MEMBERS, months=24, enabled=False),
        Kind(
            name="invitations",
            months=6,
            enabled=True,
            table="ticket",
            old='"organisation_id" = ? AND "expires_at" < ?',
        ),
        Kind(name="audit", months=36, enabled=True, table="audit", old='"organisation_id" = ? AND "at" < ?'),
        Kind(
            name="sessions",
            months=3,
            enabled=True,
            table="session",
            old='"account_id" IN (SELECT "account_id" FROM "link" WHERE "organisation_id" = ?) '
            'AND COALESCE("ended_at", "expires_at") < ?',
        ),
        Kind(
            name="mails",
            months=1,
            enabled=True,
            table="outbox",
            old="\"organisation_id\" = ? AND \"state\" IN ('sent', 'failed', 'suppressed') AND \"due_at\" < ?",
        ),
        Kind(name="exports", months=1, enabled=True, table="archive", old='"organisation_id" = ? AND "asked_at" < ?'),
        Kind(
            name="conversations",
            months=1,
            enabled=True,
            table="conversation",
            old='"organisation_id" = ? AND "removed_at" < ? AND "title" IS NOT NULL',
            least=RESTORED_WITHIN,
            empty=empty_removed,
        ),
        Kind(
            name="reports",
            months=12,
            enabled=True,
            table="report",
            old='"organisation_id" = ? AND "closed_at" < ? AND "forgotten_at" IS NULL',
            empty=forget_reports,
        ),
    )
}


async def rules_of(organisation: int) -> dict[str, tuple[int, bool]]:
    """Months and whether it holds, for each kind: as an organisation set it, or else as it is by default."""
    changed = {rule.kind: rule for rule in await RetentionRule.filter(organisation_id=organisation)}
    return {
        name: (changed[name].months, changed[name].enabled) if name in changed else (kind.months, kind.enabled)
        for name, kind in KINDS.items()
    }


async def rules_due(now: datetime) -> list[tuple[int, Kind, int]]:
    """The rules that hold and may find something today: organisation, kind, months. A query for each kind, and not
    some for each organisation, as most have nothing to do on most days."""
    changed = await RetentionRule.filter(organisation_id__gte=0).order_by("organisation_id")
    due: list[tuple[int, Kind, int]] = []
    for kind in KINDS.values():
        own = {rule.organisation_id: rule for rule in changed if rule.kind == kind.name}
        shortest = min([kind.months, *(rule.months for rule in own.values() if rule.enabled)])
        # People are erased only where an administrator turned that on.
        there = list(own) if kind.people else await _with_old(kind, kind.before(now, shortest))
        due += [(each, kind, own[each].months) for each in there if each in own and own[each].enabled]
        due += [(each, kind, kind.months) for each in there if each not in own and kind.enabled]
    return due


async def _with_old(kind: Kind, before: datetime) -> list[int]:
    old = kind.old.replace('"organisation_id" = ?', '"organisation_id" = o."id"')
    sql = f'SELECT o."id" FROM "organisation" o WHERE EXISTS (SELECT 1 FROM "{kind.table}" WHERE {old}) ORDER BY o."id"'
    return [row["id"] for row in await rows(sql, [microseconds(before)])]


def months_before(now: datetime, months: int) -> datetime:
    """So many months ago, at the last day of a shorter month at the latest."""
    ago = now.year * 12 + now.month - 1 - months
    year, month = divmod(ago, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1, day=min(now.day, 28))


async def former_members(organisation: int, before: datetime, contact: int | None = None) -> list[Contact]:
    """People who neither were members nor stood in a group since a day; or whether one `contact` is such."""
    # SQLite keeps dates as text.
    day: Any = before.date() if dialect() == "postgres" else before.date().isoformat()
    only, one = ("", []) if contact is None else ('AND c."id" = ?', [contact])
    found = await rows(f'{FORMER} {only} ORDER BY c."id"', [organisation, *[day] * 4, *one])
    if not found:
        return []
    return await Contact.filter(organisation_id=organisation, id__in=[row["id"] for row in found]).order_by("id")


async def count_old(kind: Kind, organisation: int, before: datetime) -> int:
    """How many rows of a kind are older than a moment."""
    sql = f'SELECT COUNT(*) AS "count" FROM "{kind.table}" WHERE {kind.old}'
    return int((await rows(sql, [organisation, microseconds(before)]))[0]["count"])


async def delete_old(kind: Kind, organisation: int, before: datetime) -> int:
    """Delete them, in the running transaction."""
    return await execute(f'DELETE FROM "{kind.table}" WHERE {kind.old}', [organisation, microseconds(before)])
