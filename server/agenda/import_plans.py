"""From a calendar file to the occurrences that it asks for: slow, without a database, and bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from time import monotonic

from server.agenda.calendar_file import CalendarFile, SeriesDraft
from server.agenda.file_drafts import OverrideDraft
from server.agenda.making import Plan, Starts, TooSlow, expand_from_today
from server.agenda.recurrence import FIRST_DAY, LAST_DAY, MAX_SECONDS
from server.kernel.errors import Reason

MAX_OCCURRENCES = 20_000
TOTAL_SECONDS = 5.0
"""For the rules of a whole file, of which each alone gets MAX_SECONDS."""


class FileRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Nothing of the file is taken, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.key)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """What was not taken of a file: the line on which it begins (from 1), its UID, and why."""

    line: int
    uid: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """A series of a file with the occurrences it should have between two days (both included), in order."""

    draft: SeriesDraft
    plans: tuple[Plan, ...]
    since: date
    until: date

    @property
    def duration_minutes(self) -> int:
        """How long it takes, on the wall clock."""
        return int(self.draft.times.duration / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class FilePlan:
    """All that a file asks for."""

    name: str
    series: tuple[SeriesPlan, ...]
    refused: tuple[RefusedLine, ...]


def plan_file(file: CalendarFile, today: date, untitled: str) -> FilePlan:
    """Expand a file's series; runs for `TOTAL_SECONDS` at most. Raises FileRefused for too many dates."""
    refused = [RefusedLine(item.line, item.uid, item_reason(item.code, item.params)) for item in file.refused]
    planned: list[SeriesPlan] = []
    deadline = monotonic() + TOTAL_SECONDS
    total = 0
    for draft in file.series:
        found = _plan(draft if draft.title else replace(draft, title=untitled), today, deadline - monotonic())
        if isinstance(found, Reason):
            refused.append(RefusedLine(draft.line, draft.uid, found))
            continue
        planned.append(found)
        total += len(found.plans)
        if total > MAX_OCCURRENCES:
            raise FileRefused(Reason("calendar_too_many_occurrences", limit=MAX_OCCURRENCES))
    return FilePlan(file.name, tuple(planned), tuple(sorted(refused, key=lambda line: line.line)))


def item_reason(code: str, params: dict[str, str]) -> Reason:
    """The sentence for what the reader of files refused."""
    if code == "rule_refused":
        return Reason(f"rule_{params['reason']}", part=params["part"])
    return Reason(f"item_{code}", **params)


def _plan(draft: SeriesDraft, today: date, seconds: float) -> SeriesPlan | Reason:
    if seconds <= 0:
        return Reason("rule_too_slow")
    try:
        made = _starts(draft, today, min(seconds, MAX_SECONDS))
    except TooSlow:
        return Reason("rule_too_slow")
    since = made.since or FIRST_DAY
    plans = sorted(_plans(draft, made.starts, since), key=lambda plan: plan.key)
    return SeriesPlan(draft, tuple(plans), since, made.until) if plans else Reason("rule_no_dates")


def _starts(draft: SeriesDraft, today: date, seconds: float) -> Starts:
    if draft.rule is None:
        return Starts((draft.times.local_start,), None, LAST_DAY)
    return expand_from_today(draft.rule, draft.times.local_start, today, seconds)


def _plans(draft: SeriesDraft, starts: tuple[datetime, ...], since: date) -> Iterator[Plan]:
    """Each start once: those of the rule and the added ones without the excluded ones, with what differs."""
    overrides = {override.key: override for override in draft.overrides}
    keys = {*starts, *draft.added, *overrides} - set(draft.exdates)
    for key in keys:
        if key.date() >= since:
            yield _overridden(draft, overrides[key]) if key in overrides else _regular(draft, key)


def _regular(draft: SeriesDraft, key: datetime) -> Plan:
    end = key + draft.times.duration
    return Plan(key, key, end, draft.title, draft.place or None, draft.remarks or None, draft.cancelled)


def _overridden(draft: SeriesDraft, override: OverrideDraft) -> Plan:
    # What cancels an occurrence often says nothing else of it.
    place = override.place or (draft.place if override.cancelled else "")
    remarks = override.remarks or (draft.remarks if override.cancelled else "")
    end = override.local_start + override.duration
    cancelled = override.cancelled or draft.cancelled
    title = override.title or draft.title
    return Plan(override.key, override.local_start, end, title, place or None, remarks or None, cancelled)
