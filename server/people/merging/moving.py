"""Moving all that points at one contact to another, in one transaction."""

from typing import Any

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Link, Ticket
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import execute, marks
from server.people.references import Merge, Reference, known_references


async def move_references(ctx: Context, merge: Merge) -> None:
    """Let everything that points at the dropped contact point at the other."""
    for reference in known_references.values():
        if reference.mover is not None:
            await reference.mover(ctx, merge)
        else:
            await _move(reference, merge)


async def count_references(merge: Merge) -> dict[str, int]:
    """How many rows of each table point at the contact that would go; one query."""
    wanted = [reference for reference in known_references.values() if reference.counted]
    sql = " UNION ALL ".join(
        f'SELECT \'{one.table}\' AS "what", COUNT(*) AS "number" FROM "{one.table}" '
        f'WHERE "organisation_id" = ? AND "{one.column}" = ?'
        for one in wanted
    )
    counts: dict[str, int] = {}
    for row in await rows(sql, [merge.organisation, merge.drop] * len(wanted)):
        counts[row["what"]] = counts.get(row["what"], 0) + row["number"]
    return {what: number for what, number in counts.items() if number}


async def _move(reference: Reference, merge: Merge) -> None:
    if reference.unique is not None:
        await _delete(reference, merge, await _doubles(reference, merge))
    column = f'"{reference.column}"'
    sql = f'UPDATE "{reference.table}" SET {column} = ? WHERE "organisation_id" = ? AND {column} = ?'
    await execute(sql, [merge.keep, merge.organisation, merge.drop])


async def _doubles(reference: Reference, merge: Merge) -> list[int]:
    """Rows of the dropped contact that would say the same as one of the other, or be about the two of them."""
    columns = reference.unique or ()
    names = ", ".join(f'"{name}"' for name in ("id", reference.column, *columns))
    sql = f'SELECT {names} FROM "{reference.table}" WHERE "organisation_id" = ? AND "{reference.column}" IN (?, ?)'
    found = await rows(sql, [merge.organisation, merge.keep, merge.drop])
    kept = {_key(row, columns) for row in found if row[reference.column] == merge.keep}
    own = (merge.keep, merge.drop)
    dropped = [row for row in found if row[reference.column] == merge.drop]
    return [row["id"] for row in dropped if _key(row, columns) in kept or any(row[name] in own for name in columns)]


def _key(row: dict[str, Any], columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in columns)


async def _delete(reference: Reference, merge: Merge, ids: list[int]) -> None:
    if not ids:
        return
    for table, column in (*reference.dependants, (reference.table, "id")):
        sql = f'DELETE FROM "{table}" WHERE "organisation_id" = ? AND "{column}" IN ({marks(ids)})'
        await execute(sql, [merge.organisation, *ids])


async def move_links(ctx: Context, merge: Merge) -> None:
    """Whoever signs in as, or acts for, the dropped contact does so for the other; nobody does it twice, nor acts for
    themselves."""
    links = await Link.filter(organisation_id=merge.organisation, contact_id__in=[merge.keep, merge.drop])
    open_ones = {(link.account_id, link.kind) for link in links if link.contact_id == merge.keep and not link.until_at}
    themselves = {link.account_id for link in links if link.kind == "self" and not link.until_at}
    moved = [link for link in links if link.contact_id == merge.drop]
    for link in links:
        double = link in moved and (link.account_id, link.kind) in open_ones
        if not link.until_at and (double or (link.kind != "self" and link.account_id in themselves)):
            ctx.change(link, until_at=ctx.now)
    for link in moved:
        ctx.change(link, contact_id=merge.keep)
    accounts = await Account.filter(id__in=[link.account_id for link in links]) if links else []
    ctx.emit(*map(AccountChanged, accounts))


async def move_tickets(ctx: Context, merge: Merge) -> None:
    """Invitations of the dropped contact work no more; the other can be invited."""
    for ticket in await Ticket.filter(organisation_id=merge.organisation, contact_id=merge.drop):
        open_still = ticket.used_at is None and ticket.expires_at > ctx.now
        ctx.change(ticket, contact_id=merge.keep, expires_at=ctx.now if open_still else ticket.expires_at)
