"""What a client missed of polls: those on messages that it may see, and the viewer's own answers."""

from server.conversations.catching_up import entries_of, places_of
from server.kernel.database import rows
from server.kernel.events import Entry, Viewer
from server.people.readers import read_by
from server.polls.events import BALLOT, POLL
from server.polls.models import Ballot, Poll

ALL = 1_000_000
EMPTIED = " AND \"title\" = ''"


@POLL.synced_by
async def changed_polls(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Polls that were asked, answered or changed where the viewer may see their message.

    In a conversation that is new to the viewer they stand where they came to sit, and come whole. Of a removed one only
    that they are empty is told.
    """
    places = await places_of(viewer, since)
    if not places:
        return []
    where = '"conversation_id" = ? AND "seq" >= ? AND "seq" <= ? AND "rev" > ?'
    values = [
        value
        for place in places
        for value in (place.conversation, place.from_seq, place.until_seq, 0 if place.fresh else since)
    ]
    either = " OR ".join(f"({where}{EMPTIED if place.removed else ''})" for place in places)
    most = ALL if any(place.fresh for place in places) else limit
    sql = f'SELECT "id" FROM "poll" WHERE "organisation_id" = ? AND ({either}) ORDER BY "rev" LIMIT ?'
    ids = [row["id"] for row in await rows(sql, [viewer.organisation, *values, most])]
    found = await Poll.filter(organisation_id=viewer.organisation, id__in=ids)
    return entries_of(POLL, found, places, lambda row: row.conversation_id)


@BALLOT.synced_by
async def changed_ballots(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own answers, and those of whom they act for."""
    own = await read_by(viewer)
    found = Ballot.filter(organisation_id=viewer.organisation, contact_id__in=own, rev__gt=since)
    return [BALLOT.entry(row) for row in await found.order_by("rev").limit(limit)] if own else []
