"""What changed in the agenda since a client looked last."""

from server.agenda.events import OCCURRENCE
from server.agenda.queries import visible_occurrences
from server.kernel.events import Entry, Viewer


@OCCURRENCE.synced_by
async def changed_occurrences(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Occurrences that were planned, changed or cancelled."""
    changed = visible_occurrences(viewer.organisation).filter(rev__gt=since)
    return [OCCURRENCE.entry(row) for row in await changed.order_by("rev").limit(limit)]
