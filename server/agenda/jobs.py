"""What is done by night: endless series are made further, and cached UTC follows the zone data."""

from datetime import datetime, timedelta

from server.accounts.models import Organisation
from server.agenda.events import OccurrenceChanged, OccurrenceCreated
from server.agenda.making import Plan, expand_since, host_of, midnight, occurrence_of
from server.agenda.models import Occurrence, Series
from server.agenda.recurrence import LAST_DAY, CachedTimes, outdated
from server.agenda.rules import parse_rule
from server.agenda.zones import to_local
from server.kernel.clock import clock
from server.kernel.jobs import Work, job

AT_ONCE = 500
_DAY = timedelta(days=1)


@job("agenda.extend_series", every=timedelta(days=1))
async def extend_series(work: Work) -> None:
    """Make the occurrences that came within reach since the last night."""
    for organisation in await Organisation.all():
        for series in await Series.filter(
            organisation_id=organisation.id, rule__isnull=False, made_until__lt=midnight(LAST_DAY)
        ):
            await _extend(work, series)


async def _extend(work: Work, series: Series) -> None:
    now = clock.now()
    start = datetime.fromisoformat(series.local_start)
    rule = parse_rule(series.rule or "", start, series.zone)
    since = (series.made_until or now).date() + _DAY
    made = expand_since(rule, start, to_local(now, series.zone).date(), since)
    if made.until < since:
        return
    async with work.units.write() as unit:
        # Dates that a file added by hand may lie ahead of what the rule was made for.
        keys = Occurrence.filter(
            organisation_id=series.organisation_id, series_id=series.id, recurrence_key__gte=since.isoformat()
        )
        there = {row.recurrence_key for row in await keys.only("id", "recurrence_key")}
        fresh = [each for each in made.starts if each.isoformat() not in there]
        rows = [occurrence_of(series, Plan.of_series(series, each), now, host_of(work.site)) for each in fresh]
        unit.add(*rows)
        unit.emit(*(OccurrenceCreated(row) for row in rows))
        unit.change(series, made_until=midnight(made.until))


@job("agenda.correct_times", every=timedelta(days=1))
async def correct_times(work: Work) -> None:
    """Compute UTC again for what is still to come, after a country changed its clocks: local time is what stands."""
    for organisation in await Organisation.all():
        seen: int | None = 0
        while seen is not None:
            seen = await _correct(work, organisation.id, seen)


async def _correct(work: Work, organisation: int, after: int) -> int | None:
    """Look over the next rows by id; the last of them, or None when there are no more."""
    coming = Occurrence.filter(organisation_id=organisation, id__gt=after, ends_at__gt=clock.now() - 2 * _DAY)
    async with work.units.write() as unit:
        rows = {row.id: row for row in await coming.order_by("id").limit(AT_ONCE).select_for_update()}
        for right in outdated(_cached(row) for row in rows.values()):
            row, ends_at = rows[right.key], max(right.starts_at, right.ends_at)
            if (row.starts_at, row.ends_at) != (right.starts_at, ends_at):
                unit.change(row, starts_at=right.starts_at, ends_at=ends_at)
                unit.emit(OccurrenceChanged(row))
    return max(rows) if len(rows) == AT_ONCE else None


def _cached(row: Occurrence) -> CachedTimes:
    start, end = datetime.fromisoformat(row.local_start), datetime.fromisoformat(row.local_end)
    return CachedTimes(row.id, row.zone, start, end, row.starts_at, row.ends_at)
