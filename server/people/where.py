"""Pieces of a WHERE on contacts, with their values: the contact is `c`, values stand as `?`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.kernel.access import Actor
from server.kernel.database.statements import marks


class Where(msgspec.Struct, frozen=True):
    """A condition on the contact `c`, true or false and never NULL, so that it can be negated."""

    sql: str
    values: tuple[Any, ...] = ()

    def negated(self) -> "Where":
        """The contrary."""
        return Where(f"NOT ({self.sql})", self.values)


EVERYBODY = Where("1 = 1")
NOBODY = Where("1 = 0")


def joined(word: str, parts: Iterable[Where], otherwise: Where) -> Where:
    """Pieces with AND or OR between them."""
    found = list(parts)
    if not found:
        return otherwise
    sql = f" {word} ".join(part.sql for part in found)
    return Where(f"({sql})", tuple(value for part in found for value in part.values))


def both(*parts: Where) -> Where:
    """All of these."""
    return joined("AND", parts, EVERYBODY)


def among(column: str, ids: Iterable[int]) -> Where:
    """A column holds one of these."""
    values = sorted(ids)
    return Where(f"{column} IN ({marks(values)})", tuple(values)) if values else NOBODY


def within_reach(actor: Actor, organisation: int, capabilities: Iterable[str], today: date) -> Where:
    """Whom an actor reaches by one of these capabilities: everybody, or who stands today in a group in which it was
    given; nobody without any."""
    standing = actor.standings.get(organisation)
    wanted = set(capabilities)
    if standing is None:
        return NOBODY
    if standing.capabilities & wanted:
        return EVERYBODY
    groups = {group for capability, group in standing.in_groups if capability in wanted}
    return standing_in(organisation, among('g."group_id"', groups), today) if groups else NOBODY


def visible_contacts(actor: Actor, organisation: int, today: date) -> Where:
    """Those about whom an actor may ask: whom they reach by a right to see or manage members, and themselves. Those
    for whom they act only are left out, for their cards keep something back (`families.sight`)."""
    reached = within_reach(actor, organisation, (MANAGE_MEMBERS, SEE_MEMBERS), today)
    own = actor.standing(organisation).contact
    return reached if own is None or reached == EVERYBODY else joined("OR", [among('c."id"', [own]), reached], NOBODY)


def standing_in(organisation: int, which: Where, today: date) -> Where:
    """Who stands today where `which` says (of the placement `p` and the group's season `g`)."""
    sql = (
        'c."id" IN (SELECT p."contact_id" FROM "placement" p '
        'JOIN "group_season" g ON g."id" = p."group_season_id" AND g."organisation_id" = p."organisation_id" '
        'JOIN "season" s ON s."id" = g."season_id" AND s."organisation_id" = p."organisation_id" '
        'WHERE p."organisation_id" = ? AND s."first_day" <= ? AND s."last_day" >= ? '
        'AND (p."from_day" IS NULL OR p."from_day" <= ?) AND (p."until_day" IS NULL OR p."until_day" >= ?) '
        f"AND {which.sql})"
    )
    return Where(sql, (organisation, today, today, today, today, *which.values))
