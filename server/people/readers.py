"""Who reads what is a contact's own: their login, and those who act for them, at their own screens and acting."""

from server.kernel.database import rows
from server.kernel.events import Viewer


async def readers_of(organisation: int, contact: int) -> list[int]:
    """The accounts that read for a contact, and the links by which somebody acts for them (`Actor.reader`)."""
    sql = (
        'SELECT "id", "account_id", "kind" FROM "link" '
        'WHERE "organisation_id" = ? AND "contact_id" = ? AND "until_at" IS NULL ORDER BY "id"'
    )
    found = await rows(sql, [organisation, contact])
    return sorted({row["account_id"] for row in found} | {row["id"] for row in found if row["kind"] != "self"})


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
