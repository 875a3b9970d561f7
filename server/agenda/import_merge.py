"""Bringing a series of a file together with what was taken of it before: ids and UIDs stay, by hand goes first."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from server.agenda.events import OccurrenceCancelled, OccurrenceChanged, OccurrenceCreated
from server.agenda.import_plans import SeriesPlan
from server.agenda.making import Plan, differing, midnight, occurrence_of, revised, times
from server.agenda.models import Occurrence, Series
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork

NEAR = timedelta(days=3)
"""Within half a week a date that vanished and one that is new are the same evening, moved."""

_TIMES = ("local_start", "local_end", "zone", "starts_at", "ends_at", "all_day")


class Merge:
    """Writes into a unit of work what a file asks for, and counts what that changed."""

    def __init__(self, unit: UnitOfWork, organisation: int, now: datetime, host: str) -> None:
        self._unit = unit
        self._organisation = organisation
        self._now = now
        self._host = host
        self.added = self.changed = self.cancelled = 0

    def take(self, planned: SeriesPlan) -> None:
        """A series that was not there yet."""
        series = Series(id=new_id(), organisation_id=self._organisation, created_at=self._now, **_says(planned))
        self._unit.add(series)
        self._add(series, planned.plans)

    def update(self, planned: SeriesPlan, series: Series, rows: list[Occurrence]) -> bool:
        """A series that was taken before; whether anything changed of it or of its occurrences."""
        before = (self.added, self.changed, self.cancelled)
        says = {name: value for name, value in _says(planned).items() if getattr(series, name) != value}
        if says:
            self._unit.change(series, **says)
        pairs, fresh, gone = paired(planned, rows)
        for row, plan in pairs:
            self._follow(series, row, plan)
        for row in gone:
            if row.state != "cancelled" and planned.since <= key_of(row).date() <= planned.until:
                self._cancel(row, {"state": "cancelled"})
        self._add(series, fresh)
        return bool(says.keys() - {"made_until"}) or before != (self.added, self.changed, self.cancelled)

    def _add(self, series: Series, plans: Sequence[Plan]) -> None:
        rows = [occurrence_of(series, plan, self._now, self._host) for plan in plans]
        self._unit.add(*rows)
        self._unit.emit(*(OccurrenceCreated(row) for row in rows))
        self.added += len(rows)

    def _follow(self, series: Series, row: Occurrence, plan: Plan) -> None:
        changes = differing(row, _wanted(series, row, plan))
        if changes.get("state") == "cancelled":
            self._cancel(row, changes)
        elif changes:
            self._unit.change(row, **revised(row, self._now, changes))
            self._unit.emit(OccurrenceChanged(row))
            self.changed += 1

    def _cancel(self, row: Occurrence, changes: dict[str, Any]) -> None:
        self._unit.change(row, **revised(row, self._now, changes))
        self._unit.emit(OccurrenceCancelled(row))
        self.cancelled += 1


def _says(planned: SeriesPlan) -> dict[str, Any]:
    draft = planned.draft
    return {
        "uid": stored_uid(draft.uid),
        "title": draft.title,
        "place": draft.place or None,
        "remarks": draft.remarks or None,
        "zone": draft.times.zone,
        "local_start": draft.times.local_start.isoformat(),
        "duration_minutes": planned.duration_minutes,
        "all_day": draft.times.all_day,
        "rule": str(draft.rule) if draft.rule else None,
        "made_until": midnight(planned.until),
    }


def stored_uid(uid: str) -> str:
    """A file's UID as we keep it: what is too long for the column by its beginning and its hash."""
    return uid if len(uid) <= 200 else f"{uid[:100]}#{sha256(uid.encode()).hexdigest()}"


def _wanted(series: Series, row: Occurrence, plan: Plan) -> dict[str, Any]:
    """What the file says of an occurrence, without what was changed by hand here."""
    wanted: dict[str, Any] = {
        "title": plan.title,
        "place": plan.place,
        "remarks": plan.remarks,
        "state": "cancelled" if plan.cancelled else "planned",
        "recurrence_key": plan.key.isoformat(),
        "all_day": series.all_day,
        **times(plan.start, plan.end, series.zone),
    }
    patch = set(row.patch.split())
    kept = patch | (set(_TIMES) if "times" in patch else set())
    return {name: value for name, value in wanted.items() if name not in kept}


def paired(
    planned: SeriesPlan, rows: list[Occurrence]
) -> tuple[list[tuple[Occurrence, Plan]], list[Plan], list[Occurrence]]:
    """Which row each wanted occurrence is: (pairs, wanted without a row, rows that are not wanted).

    By its start in the file; else the nearest planned row that is left, within half a week; of hand-picked dates the
    rest in order. So a series that moves by a day, and a match that moves by a month, stay what they are.
    """
    by_key = {row.recurrence_key: row for row in rows}
    pairs = [(by_key.pop(key), plan) for plan in planned.plans if (key := plan.key.isoformat()) in by_key]
    known = {plan.key for _, plan in pairs}
    moved = Moved(planned, [row for row in by_key.values() if row.state != "cancelled"])
    fresh = []
    for plan in (plan for plan in planned.plans if plan.key not in known):
        row = moved.near(plan)
        pairs.append((row, plan)) if row is not None else fresh.append(plan)
    if planned.draft.rule is None:
        rest = moved.rest()
        pairs += zip(rest, fresh, strict=False)
        fresh = fresh[len(rest) :]
    matched = {row.id for row, _ in pairs}
    return pairs, fresh, [row for row in rows if row.id not in matched]


class Moved:
    """Rows of which the file no longer has the start: some were moved, the others are gone."""

    def __init__(self, planned: SeriesPlan, rows: list[Occurrence]) -> None:
        inside = (row for row in rows if key_of(row).date() >= planned.since)
        self._rows = sorted(inside, key=lambda row: row.recurrence_key)
        self._keys = [key_of(row) for row in self._rows]

    def near(self, plan: Plan) -> Occurrence | None:
        """Take the nearest one, if it is near enough to be this."""
        at = bisect_left(self._keys, plan.key)
        sides = [side for side in (at - 1, at) if 0 <= side < len(self._keys)]
        best = min(sides, key=lambda side: abs(self._keys[side] - plan.key), default=None)
        if best is None or abs(self._keys[best] - plan.key) > NEAR:
            return None
        del self._keys[best]
        return self._rows.pop(best)

    def rest(self) -> list[Occurrence]:
        """Those that nobody took, in order."""
        return self._rows


def key_of(row: Occurrence) -> datetime:
    """Its start as the series, or the file, has it."""
    return datetime.fromisoformat(row.recurrence_key)
