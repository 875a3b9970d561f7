"""An organisation's calendar as bytes: each occurrence is rendered once and the feeds are joined from that."""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count

from server.accounts.models import Organisation
from server.agenda.feed import FeedEntry, FeedHead, calendar, etag, vevent
from server.agenda.making import PAST_MONTHS, midnight
from server.agenda.models import Occurrence
from server.agenda.moments import months_from
from server.agenda.queries import organisation_of, visible_occurrences
from server.agenda.recurrence import ENDLESS_MONTHS
from server.agenda.zones import vtimezone

MOST_EDITIONS = 32
MANY = 200
"""Changed occurrences above which all are read again."""


_numbers = count(1)


class Edition:
    """The feed as all get it who read one language and stand in the same groups; `modified_at` is its latest change."""

    def __init__(self, body: bytes, modified_at: datetime) -> None:
        self.body = body
        self.modified_at = modified_at
        self.etag = etag(body)
        self.number = next(_numbers)

    @cached_property
    def packed(self) -> bytes:
        """The body by gzip, the same bytes each time."""
        return gzip.compress(self.body, 6, mtime=0)


class Kept:
    """An occurrence with the bytes that it became in each language."""

    def __init__(self, row: Occurrence, site: str) -> None:
        self.order = (row.starts_at, row.id)
        self.group = row.group_id
        self.starts_at, self.ends_at = row.starts_at, row.ends_at
        self.entry = entry_of(row, site)
        self._rendered: dict[str, bytes] = {}

    def vevent(self, language: str) -> bytes:
        """Its VEVENT."""
        if language not in self._rendered:
            self._rendered[language] = vevent(self.entry, language)
        return self._rendered[language]


def entry_of(row: Occurrence, site: str) -> FeedEntry:
    """A row as the feed tells it."""
    return FeedEntry(
        uid=row.uid,
        title=row.title,
        place=row.place or "",
        remarks=row.remarks or "",
        local_start=datetime.fromisoformat(row.local_start),
        local_end=datetime.fromisoformat(row.local_end),
        zone=row.zone,
        all_day=row.all_day,
        cancelled=row.state == "cancelled",
        sequence=row.sequence,
        created_at=row.created_at,
        modified_at=row.modified_at,
        url=f"{site}/agenda/{row.local_start[:7]}/{row.id}",
    )


class Shelf:
    """One organisation's occurrences from a year back to eighteen months ahead, and the editions made of them."""

    def __init__(self, organisation: int, site: str) -> None:
        self._id = organisation
        self._site = site
        self._day: date | None = None
        self._changed: set[int] = set()
        self._kept: dict[int, Kept] = {}
        self._editions: OrderedDict[tuple[str, frozenset[int]], Edition] = OrderedDict()
        self._reading = asyncio.Lock()
        self._organisation: Organisation

    def changed(self, occurrence: int) -> None:
        """An occurrence is not what it was."""
        self._changed.add(occurrence)

    async def edition(self, language: str, groups: frozenset[int], today: date) -> Edition:
        """What those see who stand in these groups; without a query if nothing changed since it was last asked."""
        if self._changed or self._day != today:
            async with self._reading:
                if self._changed or self._day != today:
                    await self._read(today)
        if (found := self._editions.get((language, groups))) is None:
            found = self._editions[language, groups] = self._bind(language, groups)
            if len(self._editions) > MOST_EDITIONS:
                self._editions.popitem(last=False)
        return found

    async def _read(self, today: date) -> None:
        """Read what changed, or all when the window moved on. What changes meanwhile is read the next time."""
        changed, self._changed = self._changed, set()
        day, self._day = self._day, None
        earliest, latest = midnight(months_from(today, -PAST_MONTHS)), midnight(months_from(today, ENDLESS_MONTHS))
        rows = visible_occurrences(self._id).filter(ends_at__gte=earliest, starts_at__lt=latest + timedelta(days=1))
        if day == today and len(changed) <= MANY:
            self._take(await rows.filter(id__in=list(changed)), changed)
        else:
            self._organisation = await organisation_of(self._id)
            self._take(await rows, set(self._kept))
        self._editions.clear()
        self._day = today

    def _take(self, rows: Iterable[Occurrence], instead_of: set[int]) -> None:
        for gone in instead_of:
            self._kept.pop(gone, None)
        self._kept.update((row.id, Kept(row, self._site)) for row in rows)

    def _bind(self, language: str, groups: frozenset[int]) -> Edition:
        chosen = [kept for kept in self._kept.values() if kept.group is None or kept.group in groups]
        chosen.sort(key=lambda kept: kept.order)
        head = FeedHead(name=self._organisation.name, url=f"{self._site}/agenda")
        body = calendar(head, [kept.vevent(language) for kept in chosen], _zones(chosen))
        return Edition(body, max((k.entry.modified_at for k in chosen), default=self._organisation.created_at))


def _zones(chosen: list[Kept]) -> list[bytes]:
    """A VTIMEZONE for each zone used, for whole years, so that the window's moving on does not change it each day."""
    timed = [kept.entry for kept in chosen if not kept.entry.all_day]
    if not timed:
        return []
    first, last = min(e.local_start.year for e in timed), max(e.local_end.year for e in timed)
    return [vtimezone(zone, date(first, 1, 1), date(last, 12, 31)) for zone in sorted({e.zone for e in timed})]
