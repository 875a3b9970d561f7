"""Which zone a calendar file means: names of IANA, of Windows, of vendors, or only what its VTIMEZONE says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from server.agenda.content_lines import Component, unescape
from server.agenda.file_values import ItemRefused, Moment
from server.agenda.tzif import zone_data, zone_names
from server.agenda.zones import to_local, to_utc, zone_info

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_MONTH = re.compile(r"(?:^|;)BYMONTH=(\d{1,2})(?:;|$)")
_EXCHANGE_NAME = re.compile(r"\((?:UTC|GMT)[^)]*\)(.+)")
_HOUR = timedelta(hours=1)


class FileZones:
    """The zones of one file, read for an organisation that lives in `own`. Raises UnknownZone if `own` is none."""

    def __init__(self, own: str, declared: list[Component]) -> None:
        zone_info(own)
        self.own = own
        self._declared = {_value(component, "TZID"): component for component in declared}
        self._known: dict[str, str | None] = {}

    def zone_of(self, moment: Moment) -> str:
        """The IANA zone in which a moment is told: its TZID's or the organisation's. Raises ItemRefused."""
        if moment.is_utc or not moment.zone:
            return self.own
        if moment.zone not in self._known:
            self._known[moment.zone] = next(self._candidates(moment.zone), None)
        zone = self._known[moment.zone]
        if zone is None:
            raise ItemRefused(moment.line, "zone_unknown", zone=moment.zone[:80])
        return zone

    def local(self, moment: Moment, zone: str) -> datetime:
        """The naive wall-clock time of a moment in `zone`; a date or floating time stays what it is."""
        if moment.is_date or not (moment.is_utc or moment.zone):
            return moment.written
        written_in = "UTC" if moment.is_utc else self.zone_of(moment)
        return moment.written if written_in == zone else to_local(to_utc(moment.written, written_in), zone)

    def _candidates(self, name: str) -> Iterator[str]:
        """Best first: the name itself, Windows' name, a vendor's path, Exchange's list of towns, the declaration."""
        by_name = _zones_by_name()
        for guess in (name, WINDOWS_TO_OLSON.get(name, ""), *_path_ends(name)):
            if guess.casefold() in by_name:
                yield by_name[guess.casefold()]
        yield from (town for town in map(_zones_by_town().get, _towns(name)) if town)
        if name in self._declared:
            yield from self._by_declaration(self._declared[name])

    def _by_declaration(self, declared: Component) -> Iterator[str]:
        place = _value(declared, "X-LIC-LOCATION").casefold()
        if place in _zones_by_name():
            yield _zones_by_name()[place]
        clocks = _clocks(declared)
        if clocks == _clocks_of(self.own):
            yield self.own
        elif len(clocks) == 1:
            yield from _fixed_zone(*clocks)


def _value(component: Component, name: str) -> str:
    return next((unescape(found.value).strip() for found in component.properties if found.name == name), "")


@lru_cache(maxsize=1)
def _zones_by_name() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


@lru_cache(maxsize=1)
def _zones_by_town() -> dict[str, str]:
    return {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in sorted(zone_names()) if "/" in name}


def _path_ends(name: str) -> list[str]:
    """The longest first: "/mozilla.org/20050126_1/Europe/Brussels" ends in Europe/Brussels (RFC 5545 §3.2.19)."""
    parts = name.strip("/").split("/")[-6:]
    return ["/".join(parts[at:]) for at in range(1, len(parts) - 1)]


def _towns(name: str) -> list[str]:
    """Of "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"."""
    found = _EXCHANGE_NAME.fullmatch(name[:200])
    return [town.strip().casefold() for town in found[1].split(",")] if found else []


def _clocks(declared: Component) -> frozenset[tuple[timedelta, int]]:
    """The offsets that a VTIMEZONE goes to, each with the month in which it begins (0 if it has only one)."""
    found = {
        (_offset(_value(inner, "TZOFFSETTO")), _month(inner))
        for inner in declared.inner
        if inner.name in ("STANDARD", "DAYLIGHT")
    }
    offsets = frozenset(offset for offset, _ in found)
    return frozenset(found) if len(offsets) > 1 else frozenset((offset, 0) for offset in offsets)


def _offset(text: str) -> timedelta:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return timedelta.max
    span = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -span if found[1] == "-" else span


def _month(observance: Component) -> int:
    by_rule = _MONTH.search(_value(observance, "RRULE").upper())
    text = by_rule[1] if by_rule else _value(observance, "DTSTART")[4:6]
    return int(text) if text.isdecimal() else 0


@lru_cache(maxsize=64)
def _clocks_of(zone: str) -> frozenset[tuple[timedelta, int]]:
    known = zone_data(zone)
    if known.rule is not None:
        rule = known.rule
        return frozenset({(rule.standard.utc, rule.end.month), (rule.daylight.utc, rule.begin.month)})
    return frozenset({(known.onsets[-1].after.utc if known.onsets else known.first.utc, 0)})


def _fixed_zone(clock: tuple[timedelta, int]) -> Iterator[str]:
    hours, rest = divmod(clock[0], _HOUR) if clock[0] != timedelta.max else (0, _HOUR)
    # The names of Etc have the sign of POSIX: Etc/GMT-1 is an hour ahead of Greenwich.
    name = f"Etc/GMT{-hours:+}" if hours else "Etc/UTC"
    if not rest and name in zone_names():
        yield name
