"""Conditions on contacts in SQL, to be put together: the contact is `c`, values stand as `?`."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.database.statements import marks


class Where(msgspec.Struct, frozen=True):
    """A condition and its values, in the order of their marks."""

    sql: str
    values: tuple[Any, ...] = ()


NOBODY = Where("1 = 0")


def all_of(conditions: Iterable[Where]) -> Where:
    """Every one of them; of none everybody."""
    return _joined(conditions, " AND ", "1 = 1")


def any_of(conditions: Iterable[Where]) -> Where:
    """At least one of them; of none nobody."""
    return _joined(conditions, " OR ", "1 = 0")


def _joined(conditions: Iterable[Where], word: str, empty: str) -> Where:
    found = list(conditions)
    if not found:
        return Where(empty)
    return Where(word.join(f"({one.sql})" for one in found), tuple(value for one in found for value in one.values))


def within_reach(actor: Actor, organisation: int, capabilities: Iterable[str]) -> Where:
    """Whom an actor may see by one of these capabilities: everybody of the organisation, or who stands today in a
    group in which it was given; nobody without any."""
    standing = actor.standings.get(organisation)
    wanted = set(capabilities)
    if standing is None:
        return NOBODY
    if standing.capabilities & wanted:
        return Where('c."organisation_id" = ?', (organisation,))
    groups = sorted(group for capability, group in standing.in_groups if capability in wanted)
    return stands_in(organisation, groups) if groups else NOBODY


def stands_in(organisation: int, groups: Sequence[int]) -> Where:
    """Who stands today in one of these groups; the season's own days count too."""
    today = clock.now().date()
    sql = (
        'c."id" IN (SELECT p."contact_id" FROM "placement" p '
        'JOIN "group_season" gs ON gs."id" = p."group_season_id" AND gs."organisation_id" = p."organisation_id" '
        'JOIN "season" s ON s."id" = gs."season_id" AND s."organisation_id" = p."organisation_id" '
        f'WHERE p."organisation_id" = ? AND gs."group_id" IN ({marks(groups)}) '
        'AND s."first_day" <= ? AND s."last_day" >= ? '
        'AND (p."from_day" IS NULL OR p."from_day" <= ?) AND (p."until_day" IS NULL OR p."until_day" >= ?))'
    )
    return Where(sql, (organisation, *groups, today, today, today, today))
