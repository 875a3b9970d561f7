"""Catching up: pages of the current state of what changed since a cursor."""

import heapq
from typing import Any

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Refusal
from server.kernel.events import HOLE, Entry, Viewer, object_kinds
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Limit, View

RESET_ABOVE = 2000
"""Changed objects above which starting afresh is cheaper than catching up."""


class Cursor(msgspec.Struct, frozen=True):
    """A place in an organisation's log. Clients keep its text and never look inside."""

    organisation: int
    epoch: int
    pos: int
    starting: bool = False
    """Whether a snapshot is not at its end yet: then there is more than any catching up would bring."""

    def text(self) -> str:
        """As clients hold it."""
        return f"{self.organisation:x}.{self.epoch:x}.{self.pos:x}{'.s' if self.starting else ''}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """From a client. Raises `Refusal("cursor_refused")` for what we did not write."""
        try:
            organisation, epoch, pos = (int(part, 16) for part in text.removesuffix(".s").split("."))
        except ValueError:
            raise Refusal("cursor_refused") from None
        return cls(organisation, epoch, pos, text.endswith(".s"))


class PageItem(View, frozen=True):
    """One object's current state, or a hole in a conversation."""

    kind: str
    data: Any


class SyncPage(View, frozen=True):
    """A page of changes. `reset` says: drop what you hold of this organisation before you apply it."""

    organisation: int
    reset: bool
    items: list[PageItem]
    cursor: str
    more: bool


class PullSync(Input, frozen=True):
    """Where the client stands; without a cursor it starts afresh."""

    organisation: Id
    cursor: str | None = None
    limit: Limit = 200


@operation("sync.pull", scope="sync:read")
async def pull_sync(ctx: Context, given: PullSync) -> SyncPage:
    """Give the current state of each object that changed since a cursor, oldest change first.

    Apply an object only when its `rev` is higher than the one held. Refused: not_found (no standing in the
    organisation), cursor_refused (the cursor of another organisation, or not a cursor).
    """
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    viewer = Viewer(ctx.actor.reader, given.organisation, ctx.actor.standing(given.organisation).contact)
    return await page_for(viewer, given.cursor, given.limit)


class Head(msgspec.Struct, frozen=True):
    """How far an organisation's log has come, the lowest place still kept, and each kind's last change."""

    pos: int = 0
    epoch: int = 1
    floor: int = 0
    latest: dict[str, int] = {}


async def head_of(organisation: int) -> Head:
    """The end and the beginning of an organisation's log."""
    kinds = [kind for kind in object_kinds.values() if kind.synced]
    latest = "".join(
        f', (SELECT MAX("rev") FROM "{kind.model._meta.db_table}" WHERE "organisation_id" = ?) AS "{kind.name}"'
        for kind in kinds
    )
    sql = (
        f'SELECT "pos", "epoch", (SELECT MIN("pos") FROM "event" WHERE "organisation_id" = ?) AS "floor"{latest} '
        'FROM "organisation_stream" WHERE "organisation_id" = ?'
    )
    found = await rows(sql, [organisation] * (len(kinds) + 2))
    if not found:
        return Head()
    row = found[0]
    return Head(row["pos"], row["epoch"], row["floor"] or 0, {kind.name: row[kind.name] or 0 for kind in kinds})


async def page_for(viewer: Viewer, cursor: str | None, limit: int) -> SyncPage:
    """One page for a viewer; to be called in a snapshot of the database."""
    head = await head_of(viewer.organisation)
    start = _start(viewer.organisation, cursor, head)
    if start.pos and not start.starting:
        entries = await _entries(viewer, head, start.pos, RESET_ABOVE + 1)
        if len(entries) > RESET_ABOVE:
            start = Cursor(viewer.organisation, head.epoch, 0, starting=True)
    if start.starting or not start.pos:
        entries = await _entries(viewer, head, start.pos, limit + 1)
    page, more = _cut(entries, limit)
    return SyncPage(
        organisation=viewer.organisation,
        reset=start.pos == 0 and start.starting,
        items=[PageItem(kind=entry.kind, data=entry.data) for entry in page],
        cursor=_end(start, head, page[-1].rev if more else None).text(),
        more=more,
    )


def _start(organisation: int, cursor: str | None, head: Head) -> Cursor:
    afresh = Cursor(organisation, head.epoch, 0, starting=True)
    if cursor is None:
        return afresh
    place = Cursor.read(cursor)
    if place.organisation != organisation:
        raise Refusal("cursor_refused")
    lost = place.epoch != head.epoch or place.pos > head.pos
    forgotten = 0 < place.pos < head.floor - 1 and not place.starting
    return afresh if lost or forgotten else place


def _end(start: Cursor, head: Head, last_rev: int | None) -> Cursor:
    if last_rev is None:
        return Cursor(start.organisation, head.epoch, max(head.pos, start.pos))
    return Cursor(start.organisation, head.epoch, last_rev, starting=start.starting)


async def _entries(viewer: Viewer, head: Head, since: int, limit: int) -> list[Entry]:
    viewer.memo.clear()
    moved = {name for name, rev in head.latest.items() if rev > since}
    kinds = [kind for kind in object_kinds.values() if moved.intersection(kind.woken_by)]
    found = [await kind.changed(viewer, since, limit) for kind in kinds]
    return list(heapq.merge(*found, key=lambda entry: entry.rev))


def _cut(entries: list[Entry], limit: int) -> tuple[list[Entry], bool]:
    """At most `limit` objects, or a little more: what shares a `rev` is never cut apart. Holes are not counted.

    A hole can stand on several pages of one catching up, so pages that holes fill would not get on.
    """
    objects = [entry for entry in entries if entry.kind != HOLE]
    if len(objects) <= limit:
        return entries, False
    last = objects[limit - 1].rev
    page = [entry for entry in entries if entry.rev <= last]
    return page, len(page) < len(entries)
