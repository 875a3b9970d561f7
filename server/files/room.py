"""How much room there is for files, and taking it."""

from server.files.models import FileUsage
from server.files.purposes import Purpose
from server.kernel.database import execute, rows
from server.kernel.errors import Refusal
from server.kernel.site import Site

MEGABYTE = 1_000_000


async def check_room(site: Site, organisation: int, purpose: Purpose, wanted: int) -> int:
    """How many bytes a file for this purpose may have. Raises `Refusal("too_large")` when less is left than wanted."""
    limit = min(site.file_limit, purpose.limit or site.file_limit)
    if wanted > limit:
        raise too_large(limit)
    usage = await FileUsage.get_or_none(organisation_id=organisation)
    left = site.file_quota - (usage.bytes if usage else 0)
    if left <= 0 or wanted > left:
        raise over_quota(site)
    return min(limit, left)


def too_large(limit: int) -> Refusal:
    """The file is larger than any may be."""
    return Refusal("too_large", "file_too_large", limit=_megabytes(limit))


def over_quota(site: Site) -> Refusal:
    """All files together are too large."""
    return Refusal("too_large", "file_quota", limit=_megabytes(site.file_quota))


def _megabytes(count: int) -> str:
    return f"{count / MEGABYTE:g}"


async def take_room(site: Site, organisation: int, count: int) -> None:
    """Count bytes against the quota, in the running transaction. Raises `Refusal("too_large")`: others were first."""
    sql = (
        'INSERT INTO "file_usage" ("organisation_id", "bytes") VALUES (?, ?) '
        'ON CONFLICT ("organisation_id") DO UPDATE SET "bytes" = "file_usage"."bytes" + ? '
        'WHERE "file_usage"."bytes" + ? <= ? RETURNING "bytes"'
    )
    if not await rows(sql, [organisation, count, count, count, site.file_quota]):
        raise over_quota(site)


async def give_room(organisation: int, count: int) -> None:
    """Bytes that are kept no longer, in the running transaction."""
    await execute('UPDATE "file_usage" SET "bytes" = "bytes" - ? WHERE "organisation_id" = ?', [count, organisation])
