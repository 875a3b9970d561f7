"""Looking at the agenda, planning activities, and changing or cancelling one occurrence."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from server.agenda.events import OccurrenceCancelled, OccurrenceChanged, OccurrenceCreated
from server.agenda.making import (
    Plan,
    TooSlow,
    differing,
    expand_from_today,
    host_of,
    midnight,
    occurrence_of,
    patched,
    revised,
    times,
)
from server.agenda.models import Occurrence, Series
from server.agenda.moments import check_shown, read_bound, read_local
from server.agenda.opening import open_occurrence, open_planned
from server.agenda.policies import may_plan
from server.agenda.queries import check_group, organisation_of, visible_occurrences
from server.agenda.recurrence import LAST_DAY
from server.agenda.rules import Rule, RuleRefused, parse_rule
from server.agenda.tzif import zone_names
from server.agenda.views import OccurrenceView, SeriesView
from server.agenda.zones import to_local
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, Title, invalid

LONGEST_LIST = timedelta(days=2 * 366)
LONGEST_DAYS = 366
DAY_MINUTES = 24 * 60

Place = Annotated[str, msgspec.Meta(max_length=200)]
Remarks = Annotated[str, msgspec.Meta(max_length=10_000)]
When = Annotated[str, msgspec.Meta(max_length=40)]
RuleText = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Minutes = Annotated[int, msgspec.Meta(ge=1, le=LONGEST_DAYS * DAY_MINUTES)]


class ListAgenda(PageInput, frozen=True):
    """A period: what begins before `until` and ends after `from`; a date is midnight in the organisation's zone."""

    organisation: Id
    from_: When = msgspec.field(name="from")
    until: When


@operation("agenda.list", scope="agenda:read")
async def list_agenda(ctx: Context, given: ListAgenda) -> ListView[OccurrenceView]:
    """List the occurrences of a period in order of time, cancelled ones too.

    Refused: not_found (no standing there), invalid (a moment without a zone; no period, or one over two years).
    """
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    zone = (await organisation_of(given.organisation)).zone
    start, end = read_bound("from", given.from_, zone), read_bound("until", given.until, zone)
    if end <= start:
        raise invalid(until=Reason("agenda_until"))
    if end - start > LONGEST_LIST:
        raise invalid(until=Reason("agenda_span"))
    # Nothing lasts longer than LONGEST_DAYS, so that the index on starts_at bounds the search on both sides.
    earliest = start - timedelta(days=LONGEST_DAYS + 1)
    found = visible_occurrences(given.organisation).filter(starts_at__lt=end, starts_at__gte=earliest)
    return await page_of(found.filter(ends_at__gt=start).order_by("starts_at", "id"), given, OccurrenceView.of)


class GetOccurrence(Input, frozen=True):
    """Which one."""

    occurrence: Id


@operation("occurrence.get", scope="agenda:read")
async def get_occurrence(ctx: Context, given: GetOccurrence) -> OccurrenceView:
    """Show one occurrence. Refused: not_found."""
    return OccurrenceView.of(await open_occurrence(ctx, given.occurrence))


class CancelOccurrence(Input, frozen=True):
    """Which one."""

    occurrence: Id


@operation("occurrence.cancel", scope="agenda:write")
async def cancel_occurrence(ctx: Context, given: CancelOccurrence) -> OccurrenceView:
    """Cancel one occurrence: it stays in the agenda and in calendars, as cancelled. Once cancelled it stays so.

    Refused: not_found, forbidden.
    """
    row = await open_planned(ctx, given.occurrence)
    if row.state != "cancelled":
        ctx.change(row, **revised(row, ctx.now, {"state": "cancelled"}), patch=patched(row, ["state"]))
        ctx.emit(OccurrenceCancelled(row))
        ctx.record(row.organisation_id, "occurrence", row.id)
    return ctx.later(row, OccurrenceView.of)


class ChangeOccurrence(Input, frozen=True):
    """What to change; what is left out stays, and an empty place or remark takes it away.

    With a new `local_start` alone the duration stays.
    """

    occurrence: Id
    title: Title | None = None
    place: Place | None = None
    remarks: Remarks | None = None
    local_start: When | None = None
    local_end: When | None = None
    answer_until: datetime | None = None


@operation("occurrence.change", scope="agenda:write")
async def change_occurrence(ctx: Context, given: ChangeOccurrence) -> OccurrenceView:
    """Change only this occurrence; the rest of its series stays as it is.

    Refused: not_found, forbidden, invalid (an end before the start, a time that the clocks skip or show twice).
    """
    row = await open_planned(ctx, given.occurrence)
    said = differing(row, _new_words(given) | _new_deadline(given))
    moved = differing(row, _new_times(row, given))
    if said or moved:
        names = [*said, *(["times"] if moved else [])]
        ctx.change(row, **revised(row, ctx.now, {**said, **moved}), patch=patched(row, names))
        ctx.emit(OccurrenceChanged(row))
        ctx.record(row.organisation_id, "occurrence", row.id, details=", ".join(names))
    return ctx.later(row, OccurrenceView.of)


def _new_deadline(given: ChangeOccurrence) -> dict[str, Any]:
    if given.answer_until is None:
        return {}
    if given.answer_until.tzinfo is None:
        raise invalid(answer_until=Reason("field_moment"))
    return {"answer_until": given.answer_until}


def _new_words(given: ChangeOccurrence) -> dict[str, Any]:
    words = {"title": given.title, "place": given.place, "remarks": given.remarks}
    return {name: text.strip() or None for name, text in words.items() if text is not None}


def _new_times(row: Occurrence, given: ChangeOccurrence) -> dict[str, Any]:
    if given.local_start is None and given.local_end is None:
        return {}
    start = old_start = datetime.fromisoformat(row.local_start)
    end = datetime.fromisoformat(row.local_end)
    if given.local_start is not None:
        start = _read_shown("local_start", given.local_start, row)
        end = start + (end - old_start)
    if given.local_end is not None:
        end = _read_shown("local_end", given.local_end, row)
    moved = times(start, end, row.zone)
    if end <= start or moved["ends_at"] <= moved["starts_at"]:
        raise invalid(local_end=Reason("occurrence_end"))
    if end - start > timedelta(days=LONGEST_DAYS):
        raise invalid(local_end=Reason("occurrence_long", limit=LONGEST_DAYS))
    return moved


def _read_shown(field: str, text: str, row: Occurrence) -> datetime:
    local = read_local(field, text, all_day=row.all_day)
    if not row.all_day:
        check_shown(field, local, row.zone)
    return local


class CreateSeries(Input, frozen=True):
    """An activity that happens once, or repeats by a `rule` (an RRULE value such as `FREQ=WEEKLY;BYDAY=TH`).

    `local_start` is what the clock shows in `zone` (the organisation's, if not said); of an all-day one it may be a
    date. `group` says whom it concerns.
    """

    organisation: Id
    title: Title
    local_start: When
    duration_minutes: Minutes
    all_day: bool = False
    zone: When | None = None
    place: Place | None = None
    remarks: Remarks | None = None
    rule: RuleText | None = None
    group: Id | None = None


@operation("series.create", scope="agenda:write")
async def create_series(ctx: Context, given: CreateSeries) -> SeriesView:
    """Plan an activity: bounded series are made whole, endless ones eighteen months ahead and on from there by night.

    Refused: not_found (no standing, or no such group), forbidden, invalid (a zone, time or rule that does not fit, or a
    start that the clocks skip or show twice).
    """
    series, occurrences = await plan_series(ctx, given)
    return SeriesView.of(series, occurrences=len(occurrences))


async def plan_series(ctx: Context, given: CreateSeries) -> tuple[Series, list[Occurrence]]:
    """Make a series with its occurrences in the running unit of work. Raises as `create_series` does."""
    ctx.allow(may_plan(ctx.actor, given.organisation))
    if given.group is not None:
        await check_group(given.organisation, given.group)
    series, start = _series(ctx, given, given.zone or (await organisation_of(given.organisation)).zone)
    rule = _rule(given, start, series.zone)
    starts = _starts(ctx, series, rule, start)
    rows = [occurrence_of(series, Plan.of_series(series, each), ctx.now, host_of(ctx.site)) for each in starts]
    ctx.add(series, *rows)
    ctx.emit(*(OccurrenceCreated(row) for row in rows))
    ctx.record(given.organisation, "series", series.id)
    return series, rows


def _series(ctx: Context, given: CreateSeries, zone: str) -> tuple[Series, datetime]:
    if zone not in zone_names():
        raise invalid(zone=Reason("zone_unknown", zone=zone))
    start = read_local("local_start", given.local_start, all_day=given.all_day)
    if given.all_day and given.duration_minutes % DAY_MINUTES:
        raise invalid(duration_minutes=Reason("all_day_minutes"))
    if not given.all_day:
        check_shown("local_start", start, zone)
    number = new_id()
    series = Series(
        id=number,
        organisation_id=given.organisation,
        uid=f"{number}@{host_of(ctx.site)}",
        title=given.title.strip(),
        place=(given.place or "").strip() or None,
        remarks=(given.remarks or "").strip() or None,
        zone=zone,
        local_start=start.isoformat(),
        duration_minutes=given.duration_minutes,
        all_day=given.all_day,
        group_id=given.group,
        created_at=ctx.now,
    )
    return series, start


def _rule(given: CreateSeries, start: datetime, zone: str) -> Rule | None:
    if given.rule is None:
        return None
    try:
        return parse_rule(given.rule, start, zone)
    except RuleRefused as refusal:
        raise invalid(rule=Reason(f"rule_{refusal.reason}", part=refusal.part[:80])) from None


def _starts(ctx: Context, series: Series, rule: Rule | None, start: datetime) -> tuple[datetime, ...]:
    """Every start to be made now; the series notes its rule and how far that came."""
    if rule is None:
        series.made_until = midnight(LAST_DAY)
        return (start,)
    try:
        made = expand_from_today(rule, start, to_local(ctx.now, series.zone).date())
    except TooSlow:
        raise invalid(rule=Reason("rule_too_slow")) from None
    if not made.starts:
        raise invalid(rule=Reason("rule_no_dates"))
    series.rule, series.made_until = str(rule), midnight(made.until)
    return made.starts
