"""Writing what was read of a contact: its own columns, and the lists of where it is reached."""

from collections.abc import Sequence
from typing import Any

from server.kernel.context import Context
from server.kernel.database.statements import execute, marks
from server.kernel.ids import new_id
from server.people.attachments import PICTURE, exchange_file
from server.people.contacts.homes import hidden_home, with_hidden
from server.people.contacts.inputs import ContactParts, given_parts
from server.people.contacts.logins import end_invitations
from server.people.contacts.opening import Opened
from server.people.contacts.reading import read_parts
from server.people.custom_fields.values import Filling
from server.people.models import Address, Contact, Phone, PostalAddress
from server.people.queries import search_name, today_in

Row = dict[str, Any]

LISTS = {"phones": Phone, "postal_addresses": PostalAddress}


async def write_parts(
    ctx: Context, contact: Contact, given: ContactParts, *, manages: bool, opened: Opened | None = None
) -> list[str]:
    """Read the parts that were given, and write those that differ; their names.

    Raises `Refusal("invalid")` naming every field that is wrong, before anything is written.
    """
    parts = given_parts(given)
    today = await today_in(contact.organisation_id)
    values, problems = read_parts(parts, contact.kind, today)
    filling = await Filling.read(contact, parts.get("fields") or {}, problems, manages=manages)
    problems.refuse()
    if opened is not None:
        values = await with_hidden(await hidden_home(ctx.actor, opened), opened, values)
    if "picture_id" in values:
        await exchange_file(ctx, contact, contact.picture_id, values["picture_id"], PICTURE)
    changed = _write_columns(ctx, contact, values)
    if "addresses" in values and await _write_addresses(ctx, contact, values["addresses"]):
        changed.append("addresses")
    for name in LISTS:
        if name in values and await _write_list(ctx, contact, name, values[name]):
            changed.append(name)
    return changed + await filling.write(ctx)


def _write_columns(ctx: Context, contact: Contact, values: Row) -> list[str]:
    columns = {name: value for name, value in values.items() if name != "addresses" and name not in LISTS}
    changed = {name: value for name, value in columns.items() if getattr(contact, name) != value}
    if changed:
        ctx.change(contact, **changed)
        ctx.change(contact, search_name=search_name(contact.name))
    return sorted(changed)


async def _write_addresses(ctx: Context, contact: Contact, wanted: Sequence[Row]) -> bool:
    """What stays keeps its row, and so what is known of it: whether it was confirmed, and its purposes."""
    own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
    before = await Address.filter(**own).order_by("place") if contact._saved_in_db else []
    if [(row.address, row.label) for row in before] == [(one["address"], one["label"]) for one in wanted]:
        return False
    known = {row.address.casefold(): row for row in before}
    kept = [known.get(one["address"].casefold()) for one in wanted]
    await _drop_addresses(contact, [row.id for row in before if row not in kept])
    if before:
        # No two have the same place, also not for the moment between two statements.
        sql = 'UPDATE "address" SET "place" = -"place" WHERE "organisation_id" = ? AND "contact_id" = ?'
        await execute(sql, [contact.organisation_id, contact.id])
    for place, (one, row) in enumerate(zip(wanted, kept, strict=True), start=1):
        if row is None:
            ctx.add(Address(id=new_id(), place=place, **one, **own))
        else:
            ctx.change(row, place=place, **one)
    await end_invitations(ctx, contact, but_to=[one["address"] for one in wanted])
    return True


async def _drop_addresses(contact: Contact, ids: Sequence[int]) -> None:
    if not ids:
        return
    values = [contact.organisation_id, *ids]
    await execute(
        f'DELETE FROM "address_purpose" WHERE "organisation_id" = ? AND "address_id" IN ({marks(ids)})', values
    )
    await execute(f'DELETE FROM "address" WHERE "organisation_id" = ? AND "id" IN ({marks(ids)})', values)


async def _write_list(ctx: Context, contact: Contact, name: str, wanted: Sequence[Row]) -> bool:
    model: Any = LISTS[name]
    own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
    before = await model.filter(**own).order_by("place") if contact._saved_in_db else []
    said = [{key: getattr(row, key) for key in one} for row, one in zip(before, wanted, strict=False)]
    if len(before) == len(wanted) and said == list(wanted):
        return False
    if before:
        await model.filter(**own).delete()
    ctx.add(*(model(id=new_id(), place=place, **one, **own) for place, one in enumerate(wanted, start=1)))
    return True
