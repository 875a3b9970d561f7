"""The events of one UID in a calendar file: the series and the occurrences of it that differ (RFC 5545 §3.8.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from server.agenda.content_lines import Component, Property, unescape
from server.agenda.file_drafts import OverrideDraft, RefusedItem, SeriesDraft, Times
from server.agenda.file_values import MAX_DURATION, ItemRefused, Moment, read_duration, read_moment, read_moments
from server.agenda.file_zones import FileZones
from server.agenda.rules import Rule, RuleRefused, parse_rule

MAX_TITLE, MAX_PLACE, MAX_REMARKS, MAX_UID = 200, 500, 10_000, 500  # characters; what is longer is cut

_NONE = timedelta(0)


def value_of(properties: list[Property], name: str) -> str:
    """The value of the first property of that name, as written; empty if there is none."""
    found = _find(properties, name)
    return found.value.strip() if found else ""


def text_of(properties: list[Property], name: str, most: int) -> str:
    """The text of the first property of that name, at most so many characters."""
    return unescape(value_of(properties, name)[: 2 * most])[:most].strip()


def uid_of(event: Component) -> str:
    """The event's UID; for one without (RFC 5545 wants it) the same again as long as its start and title stay."""
    told = value_of(event.properties, "DTSTART") + "\n" + value_of(event.properties, "SUMMARY")
    return text_of(event.properties, "UID", MAX_UID) or f"{sha256(told.encode()).hexdigest()[:32]}@file"


def _find(properties: list[Property], name: str) -> Property | None:
    return next((found for found in properties if found.name == name), None)


def _all(event: Component, name: str) -> list[Property]:
    return [found for found in event.properties if found.name == name]


def _revision(event: Component) -> int:
    text = value_of(event.properties, "SEQUENCE")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _is_cancelled(event: Component) -> bool:
    return value_of(event.properties, "STATUS").upper() == "CANCELLED"


class EventsOfUid:
    """Reads the events of one UID; what is refused goes to the list given."""

    def __init__(self, uid: str, events: list[Component], zones: FileZones, refused: list[RefusedItem]) -> None:
        self._uid = uid
        self._zones = zones
        self._refused = refused
        self._main = [event for event in events if _find(event.properties, "RECURRENCE-ID") is None]
        self._parts = [event for event in events if _find(event.properties, "RECURRENCE-ID") is not None]

    def drafts(self) -> Iterator[SeriesDraft]:
        """The series, or nothing and a refusal."""
        try:
            yield self._with_overrides(self._series(self._newest(self._main))) if self._main else self._of_parts()
        except ItemRefused as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal: ItemRefused) -> None:
        self._refused.append(RefusedItem(refusal.line, self._uid, refusal.code, refusal.params))

    def _newest(self, events: list[Component]) -> Component:
        """The one with the highest SEQUENCE, of equals the last."""
        *older, newest = sorted(events, key=_revision)
        for event in older:
            self._refuse(ItemRefused(event.line, "duplicate"))
        return newest

    def _series(self, event: Component) -> SeriesDraft:
        times = self._times(event)
        return SeriesDraft(
            uid=self._uid,
            title=text_of(event.properties, "SUMMARY", MAX_TITLE),
            place=text_of(event.properties, "LOCATION", MAX_PLACE),
            remarks=text_of(event.properties, "DESCRIPTION", MAX_REMARKS),
            times=times,
            rule=_rule(event, times),
            overrides=(),
            exdates=self._starts(event, "EXDATE", times),
            added=self._starts(event, "RDATE", times),
            cancelled=_is_cancelled(event),
            sequence=_revision(event),
            line=event.line,
        )

    def _of_parts(self) -> SeriesDraft:
        """Occurrences of a series that is not in the file, as an invitation to one evening is: hand-picked dates."""
        keys = sorted({(self._key(event, None), event.line): event for event in self._parts}.items())
        (first, _), event = keys[0]
        base = self._series(event)
        own = replace(base.times, local_start=first)
        added = tuple(sorted({key for (key, _), _ in keys} - {first}))
        return self._with_overrides(replace(base, times=own, rule=None, exdates=(), added=added, cancelled=False))

    def _with_overrides(self, series: SeriesDraft) -> SeriesDraft:
        by_key: dict[datetime, list[Component]] = {}
        for event in self._parts:
            try:
                by_key.setdefault(self._key(event, series.times), []).append(event)
            except ItemRefused as refusal:
                self._refuse(refusal)
        overrides = (self._override(key, events, series) for key, events in sorted(by_key.items()))
        return replace(series, overrides=tuple(override for override in overrides if override is not None))

    def _override(self, key: datetime, events: list[Component], series: SeriesDraft) -> OverrideDraft | None:
        event = self._newest(events)
        try:
            times = self._override_times(key, event, series.times)
        except ItemRefused as refusal:
            self._refuse(refusal)
            return None
        return OverrideDraft(
            key=key,
            local_start=times.local_start,
            duration=times.duration,
            title=text_of(event.properties, "SUMMARY", MAX_TITLE) or series.title,
            place=text_of(event.properties, "LOCATION", MAX_PLACE),
            remarks=text_of(event.properties, "DESCRIPTION", MAX_REMARKS),
            cancelled=_is_cancelled(event),
        )

    def _override_times(self, key: datetime, event: Component, of_series: Times) -> Times:
        # A cancelled occurrence often says no more than which one it is.
        if _is_cancelled(event) and _find(event.properties, "DTSTART") is None:
            return replace(of_series, local_start=key)
        return self._times(event, of_series.zone)

    def _key(self, event: Component, of_series: Times | None) -> datetime:
        given = _all(event, "RECURRENCE-ID")[0]
        if given.parameters.get("RANGE"):
            raise ItemRefused(given.line, "range_unsupported")
        moment = read_moment(given)
        if of_series is None:
            return self._zones.local(moment, self._zones.zone_of(moment))
        return self._aligned(moment, of_series)

    def _starts(self, event: Component, name: str, times: Times) -> tuple[datetime, ...]:
        given = _all(event, name)
        return tuple(sorted({self._aligned(moment, times) for moment in read_moments(given)})) if given else ()

    def _aligned(self, moment: Moment, times: Times) -> datetime:
        """A start of the series: a bare date means the start on that day, and all-day series start at midnight."""
        local = self._zones.local(moment, times.zone)
        if moment.is_date or times.all_day:
            return datetime.combine(local, times.local_start.time())
        return local

    def _times(self, event: Component, zone: str = "") -> Times:
        if not event.complete:
            raise ItemRefused(event.line, "unfinished")
        given = _find(event.properties, "DTSTART")
        if given is None:
            raise ItemRefused(event.line, "start_missing")
        start = read_moment(given)
        own = zone or self._zones.zone_of(start)
        local = self._zones.local(start, own)
        duration = self._duration(event, local, own)
        if start.is_date:
            # DTEND on the same day is wrong (§3.6.1) and common.
            duration = timedelta(days=max(1, duration.days))
        return Times(own, local, duration, start.is_date)

    def _duration(self, event: Component, local: datetime, zone: str) -> timedelta:
        """Up to DTEND, or DURATION, or nothing at all, which means the whole day or an instant (RFC 5545 §3.6.1)."""
        end, span = _find(event.properties, "DTEND"), _find(event.properties, "DURATION")
        duration = _NONE
        if end is not None:
            duration = self._zones.local(read_moment(end), zone) - local
        elif span is not None:
            duration = read_duration(span)
        line = (end or span or event).line
        if duration < _NONE:
            raise ItemRefused(line, "end_before_start")
        if duration > MAX_DURATION:
            raise ItemRefused(line, "too_long", limit=str(MAX_DURATION.days))
        return duration


def _rule(event: Component, times: Times) -> Rule | None:
    excluding = _find(event.properties, "EXRULE")
    if excluding is not None:
        raise ItemRefused(excluding.line, "exception_rule")
    rules = _all(event, "RRULE")
    if len(rules) > 1:
        raise ItemRefused(rules[1].line, "several_rules")
    try:
        return parse_rule(rules[0].value, times.local_start, times.zone) if rules else None
    except RuleRefused as refusal:
        raise ItemRefused(rules[0].line, "rule_refused", reason=refusal.reason, part=refusal.part[:80]) from None
