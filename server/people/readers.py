"""Who reads what is a contact's own: their login, and those who act for them, at their own screens and acting."""

from collections.abc import Sequence

from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.events import Viewer


async def readers_of(organisation: int, contact: int) -> list[int]:
    """The accounts that read for a contact, and the links by which somebody acts for them (`Actor.reader`)."""
    return (await readers_of_each(organisation, [contact]))[contact]


async def readers_of_each(organisation: int, contacts: Sequence[int]) -> dict[int, list[int]]:
    """Who reads for each of some contacts, in one query."""
    sql = (
        'SELECT "id", "account_id", "contact_id", "kind" FROM "link" WHERE "organisation_id" = ? '
        f'AND "contact_id" IN ({marks(contacts)}) AND "until_at" IS NULL'
    )
    found: dict[int, set[int]] = {contact: set() for contact in contacts}
    for row in await rows(sql, [organisation, *contacts]) if contacts else []:
        found[row["contact_id"]].add(row["account_id"])
        if row["kind"] != "self":
            found[row["contact_id"]].add(row["id"])
    return {contact: sorted(readers) for contact, readers in found.items()}


async def read_by(viewer: Viewer) -> list[int]:
    """The contacts for whom a viewer reads: as whom they stand there, and whom their account acts for."""
    if "read_by" not in viewer.memo:
        sql = (
            'SELECT DISTINCT "contact_id" FROM "link" '
            'WHERE "organisation_id" = ? AND "account_id" = ? AND "until_at" IS NULL'
        )
        found = await rows(sql, [viewer.organisation, viewer.reader])
        own = {viewer.contact} - {None} if viewer.contact is not None else set()
        viewer.memo["read_by"] = sorted({row["contact_id"] for row in found} | own)
    contacts: list[int] = viewer.memo["read_by"]
    return contacts
