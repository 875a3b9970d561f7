"""Something begins to use a file, or uses it no longer: for the features that keep a file's id."""

from server.files.models import File
from server.files.policies import may_claim
from server.files.sweeping import SWEEP_NOW
from server.kernel.context import Context
from server.kernel.database import execute
from server.kernel.database.fields import microseconds
from server.kernel.errors import Refusal


async def claim(ctx: Context, organisation: int, number: int, purpose: str, *, contact: int | None = None) -> File:
    """Use a file that the actor sent for this purpose; `contact` is whose it will be.

    Raises `Refusal`: not_found (not one's own, not there yet, or sent for something else), conflict (in use already).
    """
    file = await File.get_or_none(organisation_id=organisation, id=number)
    ctx.allow(may_claim(ctx.actor, file, purpose))
    assert file is not None  # noqa: S101 - hidden otherwise
    sql = (
        'UPDATE "file" SET "claimed_at" = ?, "contact_id" = ? WHERE "organisation_id" = ? AND "id" = ? '
        'AND "claimed_at" IS NULL AND "removed_at" IS NULL'
    )
    # Another may claim it, or sweep it away, since it was read.
    if not await execute(sql, [microseconds(ctx.now), contact, organisation, number]):
        raise Refusal("conflict", "file_claimed")
    file.claimed_at, file.contact_id = ctx.now, contact
    return file


async def release(ctx: Context, organisation: int, number: int | None) -> None:
    """Use a file no longer: it goes away with its content."""
    if number is None:
        return
    file = await File.get_or_none(organisation_id=organisation, id=number, removed_at=None)
    if file is not None:
        ctx.change(file, removed_at=ctx.now)
        ctx.unit.enqueue(SWEEP_NOW)
