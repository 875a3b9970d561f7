"""Writing the card that stays after a merge: each field from the card from which it was chosen."""

from collections.abc import Mapping
from typing import Any

from server.kernel.context import Context
from server.kernel.database.statements import execute
from server.people.merging.comparing import COLUMNS_OF_CARD, LISTS, Comparison
from server.people.models import CustomValue
from server.people.queries import search_name


async def join_cards(ctx: Context, comparison: Comparison, chosen: Mapping[str, str]) -> list[str]:
    """Take over what was chosen from the card that goes; the names of the fields that changed."""
    contact, other = comparison.keep.contact, comparison.drop.contact
    taken = {name: getattr(other, name) for name in COLUMNS_OF_CARD if chosen[name] == "drop"}
    if taken:
        ctx.change(contact, **taken)
        ctx.change(contact, search_name=search_name(contact.name))
    for name in LISTS:
        await _join_list(ctx, comparison, name, comparison.merged_list(name, chosen[name]))
    await _join_values(ctx, comparison, chosen)
    return [name for name, choice in chosen.items() if choice != "keep"]


async def _join_list(ctx: Context, comparison: Comparison, name: str, wanted: list[Any]) -> None:
    """The rows that stay move as they are: with an address goes what is known of it."""
    before = [*comparison.keep.lists[name], *comparison.drop.lists[name]]
    if not before:
        return
    keep, drop = comparison.keep.contact, comparison.drop.contact
    table = LISTS[name]._meta.db_table
    # No two rows have one place, also not for the moment between two statements.
    for card, turned in ((keep, '-"place"'), (drop, '-"place" - 10')):
        setting = f'"place" = {turned}, "contact_id" = ?'
        sql = f'UPDATE "{table}" SET {setting} WHERE "organisation_id" = ? AND "contact_id" = ?'
        await execute(sql, [keep.id, keep.organisation_id, card.id])
    for row in before:
        if row not in wanted:
            await _drop(table, row)
    for place, row in enumerate(wanted, start=1):
        ctx.change(row, place=place, contact_id=keep.id)


async def _drop(table: str, row: Any) -> None:
    own = [row.organisation_id, row.id]
    if table == "address":
        await execute('DELETE FROM "address_purpose" WHERE "organisation_id" = ? AND "address_id" = ?', own)
    await execute(f'DELETE FROM "{table}" WHERE "organisation_id" = ? AND "id" = ?', own)


async def _join_values(ctx: Context, comparison: Comparison, chosen: Mapping[str, str]) -> None:
    """Of a field that both filled in one value goes; of closed fields that of the card that goes."""
    own = {"organisation_id": comparison.keep.contact.organisation_id}
    both = comparison.keep.values.keys() & comparison.drop.values.keys()
    going = [
        (comparison.keep if chosen.get(f"fields.{field}") == "drop" else comparison.drop).values[field].id
        for field in both
    ]
    if going:
        await CustomValue.filter(**own, id__in=going).delete()
    for value in comparison.drop.values.values():
        if value.id not in going:
            ctx.change(value, contact_id=comparison.keep.contact.id)
