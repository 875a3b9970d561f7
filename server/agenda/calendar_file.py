"""Calendar files of other programs, read into drafts of series; what is not taken is told with its line and reason.

Each property is read by itself, so that a broken one costs its own event only and is named, and no file can leave a
zone or a component type behind in a library that other organisations share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.agenda.content_lines import Component, Property, TooDeep, parse_components, unfold
from server.agenda.file_drafts import OverrideDraft, RefusedItem, SeriesDraft
from server.agenda.file_events import MAX_TITLE, EventsOfUid, text_of, uid_of, value_of
from server.agenda.file_zones import FileZones

__all__ = ["CalendarFile", "CalendarFileRefused", "OverrideDraft", "RefusedItem", "SeriesDraft", "read_calendar"]

MAX_BYTES = 5 * 1024 * 1024
MAX_EVENTS = 2_000
MAX_LINES = 250_000


class CalendarFileRefused(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """The file as a whole.

    Codes and params: too_large (limit, in bytes); too_many_lines, too_many_events (limit); too_deep; not_a_calendar.
    """

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file holds; `refused` in the order of its lines."""

    name: str
    series: tuple[SeriesDraft, ...]
    refused: tuple[RefusedItem, ...]


def read_calendar(content: bytes, zone: str) -> CalendarFile:
    """Read an .ics file for an organisation that lives in `zone`; times in UTC or without a zone are told in that zone.

    Time and memory grow with the size of the file only: no rule is expanded here. Raises CalendarFileRefused;
    UnknownZone if the organisation's own zone is none.
    """
    if len(content) > MAX_BYTES:
        raise CalendarFileRefused("too_large", limit=MAX_BYTES)
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise CalendarFileRefused("too_many_lines", limit=MAX_LINES)
    own, components = _parse(content)
    events = [component for component in components if component.name == "VEVENT"]
    if len(events) > MAX_EVENTS:
        raise CalendarFileRefused("too_many_events", limit=MAX_EVENTS)
    zones = FileZones(zone, [component for component in components if component.name == "VTIMEZONE"])
    refused: list[RefusedItem] = []
    series = [
        draft for uid, same in _by_uid(events).items() for draft in EventsOfUid(uid, same, zones, refused).drafts()
    ]
    if value_of(own, "METHOD").upper() == "CANCEL":
        series = [replace(draft, cancelled=True) for draft in series]
    name = text_of(own, "X-WR-CALNAME", MAX_TITLE) or text_of(own, "NAME", MAX_TITLE)
    return CalendarFile(name, tuple(series), tuple(sorted(refused, key=lambda item: item.line)))


def _parse(content: bytes) -> tuple[list[Property], list[Component]]:
    try:
        own, components = parse_components(unfold(_decode(content)))
    except TooDeep:
        raise CalendarFileRefused("too_deep") from None
    if not own and not components:
        raise CalendarFileRefused("not_a_calendar")
    return own, components


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Old Outlook exports are in the code page of Western Windows.
        return content.decode("cp1252", "replace")


def _by_uid(events: list[Component]) -> dict[str, list[Component]]:
    grouped: dict[str, list[Component]] = {}
    for event in events:
        grouped.setdefault(uid_of(event), []).append(event)
    return grouped
