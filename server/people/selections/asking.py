"""Asking: who meets some conditions, within what an actor may see. One query each."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from server.accounts.capabilities import MANAGE_MEMBERS
from server.accounts.models import Organisation
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.database import rows
from server.people.models import Selection
from server.people.selections.compiling import Compiler
from server.people.selections.conditions import Condition, Every, InSelection
from server.people.where import Where, both, visible_contacts, within_reach

VALUES_AT_ONCE = 20_000
"""Of the 32,766 that SQLite takes in one statement."""


async def today_in(organisation: int) -> date:
    """The day that it is in an organisation's time zone."""
    found = await Organisation.get(id=organisation)
    return clock.now().astimezone(ZoneInfo(found.zone)).date()


async def asked_where(actor: Actor, organisation: int, tree: Condition, today: date | None = None) -> Where:
    """The piece for a tree of conditions, within what an actor may see. What only administrators know of somebody is
    for who does not manage them as if it were not known.

    Raises `Refusal`: invalid (a condition makes no sense), not_found (a selection that is not there).
    """
    (where,) = await asked_wheres(actor, organisation, [tree], today)
    return where


async def asked_wheres(
    actor: Actor, organisation: int, trees: Sequence[Condition], today: date | None = None
) -> list[Where]:
    """The same for several trees, looking up once what they need."""
    day = today or await today_in(organisation)
    managed = within_reach(actor, organisation, [MANAGE_MEMBERS], day)
    compiler = await Compiler.load(organisation, day, Every(of=list(trees)), managed)
    visible = visible_contacts(actor, organisation, day)
    return [both(visible, compiler.compile(tree)) for tree in trees]


def contacts_where(columns: str, organisation: int, where: Where) -> tuple[str, list[object]]:
    """A query of some columns of the contacts `c` that a piece lets through, and its values."""
    sql = f'SELECT {columns} FROM "contact" c WHERE c."organisation_id" = ? AND c."removed_at" IS NULL AND {where.sql}'
    return sql, [organisation, *where.values]


async def count_contacts(organisation: int, where: Where) -> int:
    """How many contacts a piece lets through."""
    sql, values = contacts_where('COUNT(*) AS "many"', organisation, where)
    return int((await rows(sql, values))[0]["many"])


async def count_each(organisation: int, wheres: Sequence[Where]) -> list[int]:
    """How many contacts each of some pieces lets through: one query, or a few when they hold very many values."""
    counts: list[int] = []
    while len(counts) < len(wheres):
        parts, values = list[str](), list[object]()
        for where in wheres[len(counts) :]:
            if parts and len(values) + len(where.values) > VALUES_AT_ONCE:
                break
            sql, own = contacts_where(f'{len(parts)} AS "part", COUNT(*) AS "many"', organisation, where)
            parts.append(sql)
            values += own
        found = await rows(" UNION ALL ".join(parts), values)
        counts += [int(row["many"]) for row in sorted(found, key=lambda row: row["part"])]
    return counts


async def ids_of_contacts(organisation: int, where: Where) -> list[int]:
    """Which contacts a piece lets through, by name."""
    sql, values = contacts_where('c."id"', organisation, where)
    return [row["id"] for row in await rows(f'{sql} ORDER BY c."search_name", c."id"', values)]


async def contacts_of_selection(actor: Actor, organisation: int, selection: int) -> list[int]:
    """Who is in a selection now, as far as an actor may see: for conversations, mailings, exports.

    Raises `Refusal("not_found")` for no such selection.
    """
    where = await asked_where(actor, organisation, InSelection(selection=selection))
    return await ids_of_contacts(organisation, where)


async def find_selection(organisation: int, selection: int, *, lock: bool = False) -> Selection | None:
    """A selection of an organisation."""
    found = Selection.filter(organisation_id=organisation, id=selection)
    return await (found.select_for_update() if lock else found).get_or_none()
