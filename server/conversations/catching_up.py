"""What a client missed in its conversations, in the order of `rev`."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from server.conversations.events import COMMAND, CONVERSATION, MESSAGE, PARTICIPANT, READ
from server.conversations.models import Command, Conversation, Message, Participant, ReadPosition
from server.conversations.views import Hole
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.events import HOLE, Entry, Viewer

MANY = 50
"""New messages in one conversation above which only the last `LAST` are sent, and a hole for the others."""
LAST = 20


class Place(msgspec.Struct, frozen=True):
    """One of the viewer's seats, and how much has changed there since."""

    conversation: int
    seat: int
    from_seq: int
    until_seq: int
    left: bool
    veiled: bool
    removed: bool
    seat_rev: int
    """When they came or left since, or came to administer it; 0 where their seat is as it was."""
    changed: int

    @property
    def fresh(self) -> bool:
        """Whether they came to sit here since, also if they left again: all of it may be new, whatever its `rev`."""
        return self.seat_rev > 0

    @property
    def joined(self) -> bool:
        """Whether they came to sit here since, and sit here now."""
        return self.fresh and not self.left

    @property
    def heavy(self) -> bool:
        """Whether it is not all sent: too much changed, or the conversation was removed."""
        return self.changed > MANY or self.removed

    @property
    def tail_from(self) -> int:
        """The first of the last messages; of a removed conversation none is sent, and restored it is fetched."""
        if self.removed:
            return self.until_seq + 1
        return max(self.from_seq, self.until_seq - LAST + 1)


async def places_of(viewer: Viewer, since: int) -> list[Place]:
    """The viewer's seats; one query for a whole page."""
    if "places" not in viewer.memo:
        viewer.memo["places"] = await _find_places(viewer, since) if viewer.contact is not None else []
    found: list[Place] = viewer.memo["places"]
    return found


async def _find_places(viewer: Viewer, since: int) -> list[Place]:
    sql = f"""
        SELECT p."id", p."conversation_id", p."from_seq", COALESCE(p."until_seq", c."last_seq") AS "until_seq",
        p."left_at", p."rev", (c."kind" = 'broadcast' AND NOT p."admin") AS "veiled",
        (c."removed_at" IS NOT NULL) AS "removed", (
            SELECT COUNT(*) FROM (
                SELECT 1 FROM "message" m WHERE m."conversation_id" = p."conversation_id"
                AND m."organisation_id" = p."organisation_id" AND m."seq" >= p."from_seq"
                AND (p."until_seq" IS NULL OR m."seq" <= p."until_seq")
                AND m."rev" > CASE WHEN p."rev" > ? THEN 0 ELSE ? END LIMIT {MANY + 1}
            ) AS "some"
        ) AS "changed"
        FROM "participant" p
        JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id"
        WHERE p."organisation_id" = ? AND p."contact_id" = ?
    """
    return [_place(row, since) for row in await rows(sql, [since, since, viewer.organisation, viewer.contact])]


def _place(row: dict[str, Any], since: int) -> Place:
    return Place(
        conversation=row["conversation_id"],
        seat=row["id"],
        from_seq=row["from_seq"],
        until_seq=row["until_seq"],
        left=row["left_at"] is not None,
        veiled=bool(row["veiled"]),
        removed=bool(row["removed"]),
        seat_rev=row["rev"] if since and row["rev"] > since else 0,
        changed=row["changed"],
    )


def entries_of(kind: Any, found: Sequence[Any], places: Sequence[Place], where: Callable[[Any], int]) -> list[Entry]:
    """Rows as entries; in a conversation that is new to the viewer they stand where they came to sit, or left again.

    Of two seats there the later one counts.
    """
    fresh: dict[int, int] = {}
    for place in places:
        fresh[place.conversation] = max(fresh.get(place.conversation, 0), place.seat_rev)
    entries = []
    for row in found:
        entry = kind.entry(row)
        entries.append(msgspec.structs.replace(entry, rev=max(entry.rev, fresh.get(where(row), 0))))
    return sorted(entries, key=lambda entry: entry.rev)


@CONVERSATION.synced_by
async def changed_conversations(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Conversations of the viewer that changed, or that they joined."""
    places = await places_of(viewer, since)
    ids = [place.conversation for place in places if not place.left]
    joined = [place.conversation for place in places if place.joined]
    query = Conversation.filter(organisation_id=viewer.organisation, id__in=ids, rev__gt=since)
    found = await query.order_by("rev").limit(limit) if ids else []
    known = {row.id for row in found}
    missing = [conversation for conversation in joined if conversation not in known]
    if missing:
        found = [*found, *await Conversation.filter(organisation_id=viewer.organisation, id__in=missing)]
    return entries_of(CONVERSATION, found, places, lambda row: row.id)


@PARTICIPANT.synced_by
async def changed_participants(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Who came and went where the viewer sits and sees the others, and the viewer's own coming and going."""
    places = await places_of(viewer, since)
    sitting = [place.conversation for place in places if not (place.left or place.fresh or place.veiled)]
    joined = [place.conversation for place in places if place.joined and not place.veiled]
    own = [place.seat for place in places]
    if not places:
        return []
    sql = (
        f'SELECT "id" FROM "participant" WHERE "organisation_id" = ? AND (("rev" > ? AND ("conversation_id" IN '
        f'({marks(sitting)}) OR "id" IN ({marks(own)}))) OR "conversation_id" IN ({marks(joined)})) '
        'ORDER BY "rev" LIMIT ?'
    )
    # What was joined comes whole, so it must not be cut by the limit of what merely changed.
    values = [viewer.organisation, since, *sitting, *own, *joined, limit if not joined else 1_000_000]
    ids = [row["id"] for row in await rows(sql, values)]
    found = await Participant.filter(organisation_id=viewer.organisation, id__in=ids)
    return entries_of(PARTICIPANT, found, places, lambda row: row.conversation_id)


@MESSAGE.synced_by
async def changed_messages(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Messages that were written or changed where the viewer may see them; of many only the last, and a hole."""
    places = [place for place in await places_of(viewer, since) if place.changed]
    if not places:
        return []
    ranges, values = [], []
    for place in places:
        low = place.tail_from if place.heavy else place.from_seq
        # By number where only the last are wanted, else by `rev`; the plus keeps a database from the other index.
        seq, rev = ('"seq"', '+"rev"') if place.heavy else ('+"seq"', '"rev"')
        ranges.append(f'("conversation_id" = ? AND {seq} >= ? AND {seq} <= ? AND {rev} > ?)')
        values += [place.conversation, low, place.until_seq, 0 if place.fresh else since]
    sql = f'SELECT "id" FROM "message" WHERE "organisation_id" = ? AND ({" OR ".join(ranges)}) ORDER BY "rev" LIMIT ?'
    most = limit + sum(min(place.changed, MANY) for place in places if place.fresh)
    ids = [row["id"] for row in await rows(sql, [viewer.organisation, *values, most])]
    found = await Message.filter(organisation_id=viewer.organisation, id__in=ids)
    entries = entries_of(MESSAGE, found, places, lambda row: row.conversation_id)
    return await _with_holes(viewer, since, [place for place in places if place.heavy], entries)


async def _with_holes(viewer: Viewer, since: int, heavy: Sequence[Place], entries: list[Entry]) -> list[Entry]:
    """Before the last messages of a conversation in which much changed stands the hole that they leave.

    It comes as early as the first change that it covers: a page that ends after that change has told of it.
    """
    holes = []
    lowest = await _lowest_changed(viewer, since, heavy)
    for place in heavy:
        first_seq, first_rev = lowest[place.seat]
        if first_seq < place.tail_from:
            hole = Hole(conversation=place.conversation, from_seq=first_seq, until_seq=place.tail_from - 1)
            holes.append(Entry(first_rev, HOLE, hole))
    return sorted([*holes, *entries], key=lambda entry: entry.rev)


async def _lowest_changed(viewer: Viewer, since: int, heavy: Sequence[Place]) -> dict[int, tuple[int, int]]:
    """Of each seat the lowest `seq` and the lowest `rev` of what changed; of a fresh one that is all."""
    lowest = {place.seat: (place.from_seq, place.seat_rev or since + 1) for place in heavy}
    old = [place for place in heavy if not place.fresh]
    if old and since:
        sql = (
            'SELECT "conversation_id", MIN("seq") AS "seq", MIN("rev") AS "rev" FROM "message" '
            f'WHERE "organisation_id" = ? AND "conversation_id" IN ({marks(old)}) AND "rev" > ? '
            'GROUP BY "conversation_id"'
        )
        found = await rows(sql, [viewer.organisation, *(place.conversation for place in old), since])
        changed = {row["conversation_id"]: row for row in found}
        for place in old:
            if row := changed.get(place.conversation):
                lowest[place.seat] = (max(place.from_seq, row["seq"]), row["rev"])
    return lowest


@READ.synced_by
async def changed_reads(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own read positions that moved."""
    moved = ReadPosition.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [READ.entry(row) for row in await moved.order_by("rev").limit(limit)]


@COMMAND.synced_by
async def changed_commands(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """Commands that the viewer gave or, as a bot, was given."""
    sql = (
        'SELECT "id" FROM "command" WHERE "organisation_id" = ? AND "rev" > ? '
        'AND ("reader_id" = ? OR "bot_id" = ?) ORDER BY "rev" LIMIT ?'
    )
    ids = [row["id"] for row in await rows(sql, [viewer.organisation, since, viewer.reader, viewer.reader, limit])]
    found = await Command.filter(organisation_id=viewer.organisation, id__in=ids)
    return sorted((COMMAND.entry(row) for row in found), key=lambda entry: entry.rev)
