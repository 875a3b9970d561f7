"""What is read from a calendar file, before anything of it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from server.agenda.rules import Rule


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """An event that was not taken: the line on which it (or the guilty property) begins, its UID and why.

    Codes and params: start_missing; end_before_start; too_long (limit, in days); zone_unknown (zone);
    value_broken (property, value); rule_refused (reason and part, see RuleRefused); several_rules; exception_rule;
    range_unsupported; too_many_dates (limit); unfinished; duplicate (a second event of that UID or of one occurrence
    of it; the highest SEQUENCE was taken).
    """

    line: int
    uid: str
    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Times:
    """When: naive wall-clock start in `zone`, and how long on that clock; all-day durations are whole days."""

    zone: str
    local_start: datetime
    duration: timedelta
    all_day: bool


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """One occurrence that differs, with all it says. `key` is its original start, `local_start` the one it has now."""

    key: datetime
    local_start: datetime
    duration: timedelta
    title: str
    place: str
    remarks: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """A series as a file describes it.

    `exdates` are starts left out (also if there is an override of them), `added` starts besides those of the rule,
    `sequence` the file's own revision number, `line` where the event begins. A key that the rule never gives is of a
    program's own making: take it as one more occurrence.
    """

    uid: str
    title: str
    place: str
    remarks: str
    times: Times
    rule: Rule | None
    overrides: tuple[OverrideDraft, ...]
    exdates: tuple[datetime, ...]
    added: tuple[datetime, ...]
    cancelled: bool
    sequence: int
    line: int
