"""Series become dates: on the wall clock, bounded, and as another program would have them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from server.agenda.recurrence import CachedTimes, CorrectedTimes, expand, outdated, reach
from server.agenda.rules import MAX_COUNT, WEEKDAYS, RuleRefused, parse_rule
from server.agenda.zones import clock_change, to_local, to_utc, zone_info

BRUSSELS = "Europe/Brussels"
FIRST_REHEARSAL = datetime.fromisoformat("2026-09-03T20:00")
TODAY = date(2026, 11, 23)


def starts(rule: str, start: datetime = FIRST_REHEARSAL, last: date = date(2027, 6, 30), **how: Any) -> list[datetime]:
    return list(expand(parse_rule(rule, start, BRUSSELS), start, last, **how).starts)


def days(rule: str, start: datetime = FIRST_REHEARSAL, last: date = date(2027, 6, 30), **how: Any) -> list[str]:
    return [f"{found:%m-%d}" for found in starts(rule, start, last, **how)]


def test_a_weekly_rehearsal_keeps_its_hour_over_both_clock_changes() -> None:
    season = starts("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270624T215959Z")
    assert len(season) == 43
    assert {found.time() for found in season} == {FIRST_REHEARSAL.time()}
    hours = [to_utc(found, BRUSSELS).hour for found in season]
    assert hours[7:9] == [18, 19]
    assert (hours[0], hours[20], hours[-1]) == (18, 19, 18)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["09-03", "09-04", "09-05"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["09-03", "09-17", "10-01"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", ["09-03", "09-08", "09-10", "09-15"]),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=3", ["09-03", "10-01", "11-05"]),
        ("FREQ=MONTHLY;BYDAY=-1SU;COUNT=3", ["09-03", "09-27", "10-25"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["09-03", "10-31", "12-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["09-03", "09-30", "10-30"]),
        # dateutil counts positions in what is left of the first week; RFC 5545 §3.3.10 in the whole week.
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;COUNT=3", ["09-03", "09-07", "09-14"]),
        ("FREQ=YEARLY;BYMONTH=5,12;BYDAY=3SA", ["09-03", "12-19", "05-15"]),
        ("FREQ=YEARLY;BYYEARDAY=1,-2", ["09-03", "12-30", "01-01"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH", ["09-03", "12-31"]),
    ],
)
def test_a_rule_gives_these_days(rule: str, expected: list[str]) -> None:
    assert days(rule) == expected


def test_until_as_a_bare_date_takes_in_that_day() -> None:
    assert days("FREQ=WEEKLY;UNTIL=20260917") == ["09-03", "09-10", "09-17"]


def test_until_in_utc_is_told_on_the_wall_clock() -> None:
    assert days("FREQ=WEEKLY;UNTIL=20260910T180000Z") == ["09-03", "09-10"]
    assert days("FREQ=WEEKLY;UNTIL=20260910T175959Z") == ["09-03"]


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, datetime]:
    """A rule that can come true, with its start: dateutil never comes back from one that cannot."""
    start = datetime.combine(draw(st.dates(date(2024, 1, 1), date(2027, 12, 28))), FIRST_REHEARSAL.time())
    assume(start.day <= 28)
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        months = draw(st.sets(st.integers(1, 12), max_size=3)) | {start.month}
        parts.append("BYMONTH=" + ",".join(map(str, sorted(months))))
    parts += draw(st.sampled_from(CHOICES[frequency]).flatmap(lambda choice: choice))
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(parts), start


plain_days = st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=3).map(lambda found: ["BYDAY=" + ",".join(found)])
numbered_days = st.tuples(st.sampled_from([1, 2, 3, 4, -1, -2]), st.sampled_from(WEEKDAYS)).map(
    lambda found: [f"BYDAY={found[0]}{found[1]}"]
)
month_days = st.sets(st.integers(1, 28) | st.integers(-28, -1), min_size=1, max_size=3).map(
    lambda found: ["BYMONTHDAY=" + ",".join(map(str, found))]
)
positioned = st.sampled_from([1, -1]).flatmap(lambda at: plain_days.map(lambda found: [*found, f"BYSETPOS={at}"]))
nothing: st.SearchStrategy[list[str]] = st.just([])
CHOICES = {
    "DAILY": [nothing, plain_days],
    "WEEKLY": [nothing, plain_days],
    "MONTHLY": [nothing, plain_days, numbered_days, month_days, positioned],
    "YEARLY": [nothing, plain_days, numbered_days, month_days, positioned],
}


@given(rules())
def test_dateutil_finds_the_same_dates(drawn: tuple[str, datetime]) -> None:
    text, start = drawn
    last = start + timedelta(days=1200)
    judged = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=start)
    own = expand(parse_rule(text, start, BRUSSELS), start, last.date(), seconds=60)
    assert list(own.starts) == sorted({start, *judged})[:MAX_COUNT]


@given(rules(), st.integers(1, 40))
def test_dateutil_counts_the_same_when_the_start_fits_the_rule(drawn: tuple[str, datetime], count: int) -> None:
    text, start = drawn
    judged = list(rrulestr(f"{text};COUNT={count}", dtstart=start))
    assume(judged[0] == start and judged[-1].year < 2190)
    own = expand(parse_rule(f"{text};COUNT={count}", start, BRUSSELS), start, date(2199, 12, 31), seconds=60)
    assert list(own.starts) == judged
    assert own.cut is None


@given(rules())
def test_a_rule_read_back_from_its_own_text_is_the_same(drawn: tuple[str, datetime]) -> None:
    text, start = drawn
    for bound in ("", ";COUNT=7", ";UNTIL=20280101T183000Z", ";UNTIL=20280101"):
        rule = parse_rule(text + bound, start, BRUSSELS)
        assert parse_rule(str(rule), start, BRUSSELS) == rule


@given(rules(), st.integers(0, 800))
def test_a_series_taken_up_later_goes_on_with_the_same_dates(drawn: tuple[str, datetime], later: int) -> None:
    text, start = drawn
    since, last = start.date() + timedelta(days=later), start.date() + timedelta(days=900)
    whole = starts(text, start, last, seconds=60)
    assert starts(text, start, last, since=since, seconds=60) == [found for found in whole if found.date() >= since]


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("FREQ=SECONDLY", "frequency", "SECONDLY"),
        ("FREQ=MINUTELY;COUNT=2", "frequency", "MINUTELY"),
        ("FREQ=HOURLY", "frequency", "HOURLY"),
        ("COUNT=2", "frequency", ""),
        ("FREQ=WEEKLY;COUNT=1001", "too_often", "COUNT=1001"),
        ("FREQ=WEEKLY;COUNT=0", "value", "COUNT=0"),
        ("FREQ=WEEKLY;INTERVAL=0", "value", "INTERVAL=0"),
        ("FREQ=WEEKLY;INTERVAL=99999999999", "value", "INTERVAL=99999999999"),
        ("FREQ=WEEKLY;BYHOUR=9,17", "part", "BYHOUR=9,17"),
        ("FREQ=WEEKLY;BYEASTER=0", "part", "BYEASTER=0"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "part", "BYMONTHDAY=3"),
        ("FREQ=WEEKLY;BYDAY=2TH", "part", "BYDAY=2TH"),
        ("FREQ=MONTHLY;BYDAY=DO", "value", "BYDAY=DO"),
        ("FREQ=MONTHLY;BYDAY=99TH", "value", "BYDAY=99TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "value", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "value", "BYMONTHDAY=0"),
        ("FREQ=YEARLY;BYWEEKNO=20;WKST=SU", "part", "WKST=SU"),
        ("FREQ=MONTHLY;BYSETPOS=1", "syntax", "BYSETPOS"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "syntax", "COUNT;UNTIL"),
        ("FREQ=DAILY;UNTIL=20270231", "value", "UNTIL=20270231"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z;WKST=XX", "value", "WKST=XX"),
        ("FREQ=DAILY;UNTIL=morgen", "value", "UNTIL=MORGEN"),
        ("FREQ=DAILY;FREQ=DAILY", "syntax", "FREQ=DAILY"),
        ("FREQ=DAILY;COUNT", "syntax", "COUNT"),
        ("FREQ=DAILY;" + "X" * 2000, "syntax", "FREQ=DAILY;XXXXXXXXXXXXXXXXXXXXXXXXXXXXX"),
    ],
)
def test_a_rule_is_refused_with_what_is_wrong(text: str, reason: str, part: str) -> None:
    with pytest.raises(RuleRefused) as refusal:
        parse_rule(text, FIRST_REHEARSAL, BRUSSELS)
    assert (refusal.value.reason, refusal.value.part) == (reason, part)


def test_hours_in_a_rule_are_fine_when_they_repeat_the_start() -> None:
    assert days("FREQ=WEEKLY;BYHOUR=20;BYMINUTE=0;BYSECOND=0;COUNT=2") == ["09-03", "09-10"]


def test_a_rule_that_never_comes_true_ends_at_the_reach() -> None:
    never = parse_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", FIRST_REHEARSAL, BRUSSELS)
    assert expand(never, FIRST_REHEARSAL, reach(never, TODAY)).starts == (FIRST_REHEARSAL,)


def test_the_far_end_of_the_calendar_ends_a_series() -> None:
    for text in ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"):
        end = expand(
            parse_rule(text + ";COUNT=900", datetime.fromisoformat("2199-11-30T20:00"), BRUSSELS),
            datetime.fromisoformat("2199-11-30T20:00"),
            date.max,
        )
        assert end.starts[-1].year == 2199
        assert end.cut == "reach"


def test_an_expansion_stops_when_its_time_is_up() -> None:
    daily = parse_rule("FREQ=DAILY", FIRST_REHEARSAL, BRUSSELS)
    stopped = expand(daily, FIRST_REHEARSAL, date(2027, 6, 30), seconds=-1)
    assert (len(stopped.starts), stopped.cut) == (1, "time")


def test_an_expansion_stops_at_its_number() -> None:
    daily = parse_rule("FREQ=DAILY;UNTIL=20400101", FIRST_REHEARSAL, BRUSSELS)
    stopped = expand(daily, FIRST_REHEARSAL, date(2040, 1, 1))
    assert (len(stopped.starts), stopped.cut) == (MAX_COUNT, "number")


@pytest.mark.parametrize("start", ["1899-12-31T20:00", "2200-01-01T20:00", "2026-09-03T20:00+02:00"])
def test_a_series_cannot_start_out_of_all_bounds(start: str) -> None:
    rule = parse_rule("FREQ=DAILY", FIRST_REHEARSAL, BRUSSELS)
    with pytest.raises(ValueError, match="cannot start"):
        expand(rule, datetime.fromisoformat(start), TODAY)


def test_endless_series_reach_eighteen_months_and_bounded_ones_five_years() -> None:
    assert reach(parse_rule("FREQ=WEEKLY", FIRST_REHEARSAL, BRUSSELS), TODAY) == date(2028, 5, 23)
    assert reach(parse_rule("FREQ=WEEKLY;COUNT=3", FIRST_REHEARSAL, BRUSSELS), TODAY) == date(2031, 11, 23)
    assert reach(None, date(2028, 2, 29)) == date(2033, 2, 28)


@pytest.mark.parametrize(
    ("local", "zone", "change"),
    [
        ("2027-03-28T02:30", BRUSSELS, "gap"),
        ("2027-03-28T03:00", BRUSSELS, None),
        ("2026-10-25T02:00", BRUSSELS, "overlap"),
        ("2026-10-25T03:00", BRUSSELS, None),
        ("2026-10-25T01:30", "Europe/Dublin", "overlap"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "gap"),
        ("2026-10-04T02:30", "Australia/Lord_Howe", None),
        ("2027-04-04T01:45", "Australia/Lord_Howe", "overlap"),
        ("2026-11-26T20:00", "Asia/Tokyo", None),
    ],
)
def test_a_start_inside_a_clock_change_is_noticed(local: str, zone: str, change: str | None) -> None:
    assert clock_change(datetime.fromisoformat(local), zone) == change


@given(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")))
def test_a_wall_clock_time_comes_back_from_utc_unless_it_was_skipped(local: datetime) -> None:
    returned = to_local(to_utc(local, BRUSSELS), BRUSSELS)
    assert (returned == local) == (clock_change(local, BRUSSELS) != "gap")


def test_what_is_skipped_or_doubled_is_told_by_the_offset_before_the_change() -> None:
    skipped, doubled = datetime.fromisoformat("2027-03-28T02:30"), datetime.fromisoformat("2026-10-25T02:30")
    assert to_utc(skipped, BRUSSELS) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert to_utc(doubled, BRUSSELS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_moment_is_no_wall_clock_time() -> None:
    with pytest.raises(ValueError, match="wall-clock"):
        to_utc(datetime(2026, 11, 26, 20, tzinfo=UTC), BRUSSELS)


def test_only_rows_whose_utc_no_longer_follows_are_corrected() -> None:
    evening, late = datetime.fromisoformat("2026-11-26T20:00"), datetime.fromisoformat("2026-11-26T22:15")
    right = (to_utc(evening, BRUSSELS), to_utc(late, BRUSSELS))
    # As if the zone data of that time had Belgium stay on summer time.
    old = tuple(moment - timedelta(hours=1) for moment in right)
    rows = [
        CachedTimes(1, BRUSSELS, evening, late, *right),
        CachedTimes(2, BRUSSELS, evening, late, *old),
        CachedTimes(3, BRUSSELS, evening, late, right[0], old[1]),
    ]
    assert list(outdated(rows)) == [CorrectedTimes(2, *right), CorrectedTimes(3, *right)]


def test_zones_come_from_the_pinned_package_and_not_from_the_host() -> None:
    assert zone_info(BRUSSELS).key == BRUSSELS
    assert zone_info(BRUSSELS) is zone_info(BRUSSELS)
