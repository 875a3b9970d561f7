"""What one can ask of the roster: conditions, and orders."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from server.kernel.clock import clock
from server.kernel.database import search_form
from server.kernel.database.fields import microseconds
from server.kernel.wire import Id, Input
from server.people.models import Season
from server.people.where import Where, both

LoginFilter = Literal["none", "invited", "active"]
SortText = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(name|last_name|birth_date|town|address|membership|group|created)(:desc)?$",
        description="A column; with `:desc` behind it from high to low.",
    ),
]


class RosterFilters(Input, frozen=True, kw_only=True):
    """Whom to show: part of a name or of an e-mail address, who stands in a `group` or has a `function` in the season
    (the current one if not said), who has a membership of this type today, or none, who signs in or not, persons or
    companies, those who were removed, who is in a saved `selection`."""

    organisation: Id
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    season: Id | None = None
    group: Id | None = None
    without_group: bool = False
    function: Id | None = None
    membership: Id | None = None
    without_membership: bool = False
    login: LoginFilter | None = None
    kind: Literal["person", "company"] | None = None
    removed: bool = False
    selection: Id | None = None
    sort: Annotated[list[SortText], msgspec.Meta(max_length=3)] | None = None


class When(msgspec.Struct, frozen=True):
    """The season that is asked for, if there is one, and the day that it is for the organisation."""

    season: Season | None
    today: date


def conditions(given: RosterFilters, when: When) -> Where:
    """The filters as one condition.

    Each is a set that is made once: a condition on each contact would walk through the group for every one of them.
    """
    organisation = given.organisation
    found = [Where('c."organisation_id" = ?', (organisation,)), Where('c."erased_at" IS NULL')]
    found.append(Where(f'c."removed_at" IS {"NOT " if given.removed else ""}NULL'))
    found += [_matches(organisation, word) for word in (given.search or "").split()]
    if given.kind is not None:
        found.append(Where('c."kind" = ?', (given.kind,)))
    if given.group is not None or given.function is not None:
        found.append(_placed(given, when.season))
    if given.without_group:
        placed = _placed(RosterFilters(organisation=organisation), when.season)
        found.append(Where(f"NOT ({placed.sql})", placed.values))
    if given.membership is not None:
        found.append(_member(organisation, when.today, given.membership))
    if given.without_membership:
        member = _member(organisation, when.today, None)
        found.append(Where(f"NOT ({member.sql})", member.values))
    if given.login is not None:
        found.append(_signs_in(organisation, given.login))
    return both(*found)


def _matches(organisation: int, word: str) -> Where:
    """Part of a name, or of an address for a word with an at-sign; signs of LIKE are plain text."""
    if "@" in word:
        sql = (
            'c."id" IN (SELECT a."contact_id" FROM "address" a WHERE a."organisation_id" = ? '
            "AND LOWER(a.\"address\") LIKE ? ESCAPE '\\')"
        )
        return Where(sql, (organisation, f"%{_escaped(word.lower())}%"))
    return Where("c.\"search_name\" LIKE ? ESCAPE '\\'", (f"%{_escaped(search_form(word))}%",))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _placed(given: RosterFilters, season: Season | None) -> Where:
    sql = (
        'c."id" IN (SELECT p."contact_id" FROM "placement" p '
        'JOIN "group_season" gs ON gs."id" = p."group_season_id" AND gs."organisation_id" = p."organisation_id" '
        'WHERE p."organisation_id" = ? AND gs."season_id" = ?'
    )
    values: list[Any] = [given.organisation, season.id if season is not None else 0]
    if given.group is not None:
        sql += ' AND gs."group_id" = ?'
        values.append(given.group)
    if given.function is not None:
        sql += ' AND p."function_id" = ?'
        values.append(given.function)
    return Where(f"{sql})", tuple(values))


def _member(organisation: int, today: date, wanted: int | None) -> Where:
    sql = (
        'c."id" IN (SELECT m."contact_id" FROM "membership" m WHERE m."organisation_id" = ? '
        'AND m."from_day" <= ? AND (m."until_day" IS NULL OR m."until_day" >= ?)'
    )
    values: tuple[Any, ...] = (organisation, today, today)
    if wanted is None:
        return Where(f"{sql})", values)
    return Where(f'{sql} AND m."type_id" = ?)', (*values, wanted))


def _signs_in(organisation: int, state: LoginFilter) -> Where:
    linked = (
        'c."id" IN (SELECT l."contact_id" FROM "link" l WHERE l."organisation_id" = ? '
        'AND l."kind" = \'self\' AND l."until_at" IS NULL)'
    )
    invited = (
        'c."id" IN (SELECT t."contact_id" FROM "ticket" t WHERE t."organisation_id" = ? '
        'AND t."contact_id" IS NOT NULL AND t."kind" = \'invitation\' AND t."used_at" IS NULL AND t."expires_at" > ?)'
    )
    now = microseconds(clock.now())
    if state == "active":
        return Where(linked, (organisation,))
    word = "" if state == "invited" else "NOT "
    return Where(f"NOT {linked} AND {word}{invited}", (organisation, organisation, now))


def ordering(given: RosterFilters, when: When) -> Where:
    """The order, with the id at its end so that windows never overlap."""
    parts: list[str] = []
    values: tuple[Any, ...] = ()
    for text in given.sort or ["name"]:
        column, _, turn = text.partition(":")
        expression = _expression(column, given.organisation, when)
        values += expression.values
        # The two databases disagree on where nothing stands: here always at the end. A name is never missing, and
        # without that word an index gives its order.
        parts.append(expression.sql + (" DESC" if turn else "") + (" NULLS LAST" if column in _MAY_LACK else ""))
    return Where(", ".join([*parts, 'c."id"']), values)


_MAY_LACK = frozenset({"birth_date", "town", "address", "membership", "group"})


def _expression(column: str, organisation: int, when: When) -> Where:
    if column in _PLAIN:
        return Where(_PLAIN[column])
    if column == "group":
        sql = (
            '(SELECT MIN(LOWER(g."name")) FROM "placement" p JOIN "group_season" gs ON gs."id" = p."group_season_id" '
            'JOIN "group" g ON g."id" = gs."group_id" '
            'WHERE p."organisation_id" = ? AND p."contact_id" = c."id" AND gs."season_id" = ?)'
        )
        return Where(sql, (organisation, when.season.id if when.season is not None else 0))
    if column == "membership":
        sql = (
            '(SELECT MIN(LOWER(mt."name")) FROM "membership" m JOIN "membership_type" mt ON mt."id" = m."type_id" '
            'WHERE m."organisation_id" = ? AND m."contact_id" = c."id" AND m."from_day" <= ? '
            'AND (m."until_day" IS NULL OR m."until_day" >= ?))'
        )
        return Where(sql, (organisation, when.today, when.today))
    table, shown = {"town": ("postal_address", "town"), "address": ("address", "address")}[column]
    sql = (
        f'(SELECT LOWER(x."{shown}") FROM "{table}" x WHERE x."organisation_id" = ? AND x."contact_id" = c."id" '
        'AND x."place" = 1)'
    )
    return Where(sql, (organisation,))


_PLAIN = {
    "name": 'c."search_name"',
    # A name as it is searched begins with the first name, which is as long as it is written but for the rare sign that
    # becomes two: good enough to sort by, and nothing more to keep.
    "last_name": 'LTRIM(SUBSTR(c."search_name", LENGTH(c."first_name") + 1))',
    "birth_date": 'c."birth_date"',
    "created": 'c."created_at"',
}
