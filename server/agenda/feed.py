"""The calendar feed: a VEVENT for each occurrence and no recurrence rules, as only that reads the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import chain

from server.agenda.content_lines import escape, line, text_line

PRODUCT = "-//Akkoord//Akkoord//NL"
MAX_URL = 256  # characters; Outlook cuts what is longer

_CANCELLED = {"nl": "Afgelast: ", "en": "Cancelled: "}
_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One occurrence. Local times are naive wall-clock times in `zone`; `created_at` and `modified_at` are aware.

    `local_end` is exclusive: midnight after the last day of an all-day entry (or any time on that last day).
    `modified_at` must grow whenever any other field does, `sequence` when time, place or state do (RFC 5545 §3.8.7.4).
    """

    uid: str
    title: str
    place: str
    remarks: str
    local_start: datetime
    local_end: datetime
    zone: str
    all_day: bool
    cancelled: bool
    sequence: int
    created_at: datetime
    modified_at: datetime
    url: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What the calendar as a whole says.

    `color` is a CSS colour name (RFC 7986 §5.9), `source` the address of the feed, `url` that of a page for people,
    `refresh` how long apps may wait between two looks.
    """

    name: str
    color: str = ""
    source: str = ""
    url: str = ""
    description: str = ""
    refresh: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Published:
    """What was last served under an address: strong ETag (with its quotes) and the Last-Modified that goes with it."""

    etag: str
    modified_at: datetime


def vevent(entry: FeedEntry, language: str = "nl") -> bytes:
    """The bytes of one occurrence, to be cached until its `modified_at` changes.

    `language` chooses the word before the title of what is cancelled, which apps without STATUS would show as going on.
    """
    return b"".join(chain([_BEGIN], _identity(entry), _times(entry), _words(entry, language), [_END]))


def _identity(entry: FeedEntry) -> list[bytes]:
    modified = _utc(entry.modified_at)
    return [
        line("UID", escape(entry.uid)),
        # From the record, not from the moment of asking: the same state gives the same bytes.
        line("DTSTAMP", modified),
        line("CREATED", _utc(entry.created_at)),
        line("LAST-MODIFIED", modified),
        line("SEQUENCE", str(entry.sequence)),
        line("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED"),
    ]


def _times(entry: FeedEntry) -> list[bytes]:
    if entry.all_day:
        last = max(entry.local_start, entry.local_end - timedelta.resolution)
        start, end = f"{entry.local_start:%Y%m%d}", f"{last + timedelta(days=1):%Y%m%d}"
        return [line("DTSTART;VALUE=DATE", start), line("DTEND;VALUE=DATE", end)]
    start, end = f"{entry.local_start:%Y%m%dT%H%M%S}", f"{entry.local_end:%Y%m%dT%H%M%S}"
    starts = line(f"DTSTART;TZID={entry.zone}", start)
    # DTEND must be later than DTSTART (§3.8.2.2); what takes no time has none.
    return [starts, line(f"DTEND;TZID={entry.zone}", end)] if end > start else [starts]


def _words(entry: FeedEntry, language: str) -> list[bytes]:
    prefix = _CANCELLED.get(language, _CANCELLED["en"]) if entry.cancelled else ""
    lines = [text_line("SUMMARY", prefix + entry.title)]
    if entry.place:
        lines.append(text_line("LOCATION", entry.place))
    if entry.remarks:
        lines.append(text_line("DESCRIPTION", entry.remarks))
    if entry.url:
        lines.append(line("URL", entry.url))
    if entry.categories:
        lines.append(line("CATEGORIES", ",".join(escape(category) for category in entry.categories)))
    return lines


def calendar(head: FeedHead, vevents: Iterable[bytes], zones: Iterable[bytes] = ()) -> bytes:
    """The whole feed: the head, the zones (`zones.vtimezone`, one for each zone used), the cached VEVENTs in order."""
    return b"".join(chain(_head(head), zones, vevents, [b"END:VCALENDAR\r\n"]))


def _head(head: FeedHead) -> list[bytes]:
    lines = [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        text_line("PRODID", PRODUCT),
        b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        text_line("NAME", head.name),
        text_line("X-WR-CALNAME", head.name),
        line("REFRESH-INTERVAL;VALUE=DURATION", _duration(head.refresh)),
        line("X-PUBLISHED-TTL", _duration(head.refresh)),
    ]
    if head.description:
        lines += [text_line("DESCRIPTION", head.description), text_line("X-WR-CALDESC", head.description)]
    if head.color:
        lines.append(text_line("COLOR", head.color))
    if head.source:
        lines.append(line("SOURCE;VALUE=URI", head.source))
    if head.url:
        lines.append(line("URL", head.url))
    return lines


def etag(body: bytes) -> str:
    """A strong entity tag (RFC 9110 §8.8.3), quotes included, over the bytes as written, before any compression."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def publish(body: bytes, modified_at: datetime, previous: Published | None = None) -> Published:
    """The validators of a body whose latest change was at `modified_at`.

    Last-Modified never goes back, not even when the occurrence that changed last leaves the feed, and other bytes
    never share a second: an app that only sends If-Modified-Since would miss them.
    """
    tag = etag(body)
    moment = modified_at.astimezone(UTC).replace(microsecond=0)
    if previous is None:
        return Published(tag, moment)
    if previous.etag == tag:
        return previous
    return Published(tag, max(moment, previous.modified_at + timedelta(seconds=1)))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _duration(span: timedelta) -> str:
    """RFC 5545 §3.3.6 in whole minutes, at least one."""
    hours, minutes = divmod(max(1, int(span.total_seconds()) // 60), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
