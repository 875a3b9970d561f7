"""Zones as calendars tell them, judged by icalendar and ical.js against the zone data itself."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Component, Timezone

from server.agenda.feed import FeedEntry, FeedHead, calendar, vevent
from server.agenda.tzif import UnknownZone, yearly_rule, zone_bytes, zone_data, zone_data_version, zone_names
from server.agenda.zones import clock_change, to_local, to_utc, vtimezone, zone_info
from tests.agenda.calendar_readers import NodeReaders

FIRST, LAST = date(2025, 9, 1), date(2028, 6, 30)
RULED = [
    "Europe/Brussels",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Chatham",
    "Antarctica/Troll",
]
LISTED = ["Africa/Casablanca", "America/Santiago", "Asia/Jerusalem", "Asia/Gaza", "America/Nuuk", "Africa/Cairo"]
FIXED = ["Asia/Tokyo", "Asia/Kolkata", "UTC", "America/Caracas", "Etc/GMT-1"]


def clock_changes(zone: str, first: date = FIRST, last: date = LAST) -> list[datetime]:
    """The moments of change, found by looking at the offset of every hour."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    hours = [start + timedelta(hours=step) for step in range(24 * (last - first).days)]
    offsets = [moment.astimezone(zone_info(zone)).utcoffset() for moment in hours]
    return [later for later, old, new in zip(hours[1:], offsets, offsets[1:], strict=False) if old != new]


def wall_clock_times(zone: str) -> list[datetime]:
    """A time in each month and on both sides of each change, none of them doubled or skipped."""
    months = [datetime(year, month, 15, 20, tzinfo=UTC) for year in (2025, 2026, 2027) for month in range(1, 13)][8:]
    near = [change + timedelta(hours=step) for change in clock_changes(zone) for step in (-30, -3, 3, 30)]
    locals_ = (to_local(moment, zone) for moment in sorted(months + near))
    return [local for local in locals_ if clock_change(local, zone) is None]


def as_icalendar_reads(told: bytes) -> tzinfo:
    """The zone made from the component alone, without a look at its name."""
    component = Component.from_ical(told)
    assert isinstance(component, Timezone)
    zone: tzinfo = component.to_tz(lookup_tzid=False)
    return zone


@pytest.mark.parametrize("zone", RULED + LISTED + FIXED)
def test_icalendar_reads_from_the_component_what_the_zone_data_say(zone: str) -> None:
    judged = as_icalendar_reads(vtimezone(zone, FIRST, LAST))
    for local in wall_clock_times(zone):
        assert local.replace(tzinfo=judged).utcoffset() == local.replace(tzinfo=zone_info(zone)).utcoffset(), local


def test_ical_js_shows_the_same_moments_for_every_kind_of_zone(node_readers: NodeReaders) -> None:
    zones = RULED + LISTED + FIXED
    entries = [
        FeedEntry(
            uid=f"{zone}/{local:%Y%m%dT%H%M}",
            title="Gastoptreden",
            place="",
            remarks="",
            local_start=local,
            local_end=local,
            zone=zone,
            all_day=False,
            cancelled=False,
            sequence=0,
            created_at=datetime(2026, 8, 21, tzinfo=UTC),
            modified_at=datetime(2026, 8, 21, tzinfo=UTC),
        )
        for zone in zones
        for local in wall_clock_times(zone)
    ]
    declared = [vtimezone(zone, FIRST, LAST) for zone in zones]
    shown = node_readers(calendar(FeedHead("Op reis"), map(vevent, entries), declared))
    meant = {entry.uid: f"{to_utc(entry.local_start, entry.zone):%Y-%m-%dT%H:%M:%SZ}" for entry in entries}
    assert {item["uid"]: item["start"] for item in shown["ical.js"]} == meant


@pytest.mark.parametrize("zone", RULED)
def test_a_zone_with_a_simple_rule_is_told_by_it_whatever_the_days_asked(zone: str) -> None:
    told = vtimezone(zone, FIRST, LAST)
    assert told.count(b"RRULE:FREQ=YEARLY;BYMONTH=") == 2
    assert b"RDATE" not in told
    assert told == vtimezone(zone, date(2030, 1, 1), date(2031, 1, 1))


@pytest.mark.parametrize("zone", LISTED)
def test_any_other_zone_is_told_by_dates_one_a_line(zone: str) -> None:
    told = vtimezone(zone, FIRST, LAST).decode()
    dates = [line for line in told.split("\r\n") if line.startswith("RDATE")]
    assert len(dates) >= 2
    assert not any("," in line for line in dates)
    assert "RRULE" not in told


def test_brussels_looks_like_this() -> None:
    assert vtimezone("Europe/Brussels", FIRST, LAST).decode().split("\r\n")[:9] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:19970330T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
    ]


def test_the_summer_is_the_daylight_time_of_dublin_too() -> None:
    daylight = vtimezone("Europe/Dublin", FIRST, LAST).split(b"BEGIN:STANDARD")[0]
    assert b"BYMONTH=3;" in daylight
    assert b"TZOFFSETTO:+0100" in daylight


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York", "Europe/Moscow", "Africa/Monrovia"])
def test_a_feed_that_begins_before_the_rule_has_the_changes_of_its_own_years(zone: str) -> None:
    first, last = date(1971, 6, 1), date(1973, 6, 1)
    judged = as_icalendar_reads(vtimezone(zone, first, last))
    for day in range(0, 700, 10):
        local = datetime.combine(first, datetime.min.time()) + timedelta(days=day, hours=12)
        assert local.replace(tzinfo=judged).utcoffset() == local.replace(tzinfo=zone_info(zone)).utcoffset(), local


@given(st.sampled_from(sorted(zone_names())), st.integers(2024, 2040))
def test_every_zone_of_the_world_can_be_told(zone: str, year: int) -> None:
    told = vtimezone(zone, date(year, 1, 1), date(year + 1, 12, 31)).decode("ascii")
    assert told.startswith("BEGIN:VTIMEZONE\r\nTZID:")
    assert told.endswith("END:VTIMEZONE\r\n")
    assert all(len(line) <= 75 for line in told.split("\r\n"))


@given(st.sampled_from(sorted(zone_names())), st.integers(2038, 2090))
def test_the_rule_in_the_last_line_says_what_python_makes_of_it(zone: str, year: int) -> None:
    listed, rule = zone_data(zone).onsets, zone_data(zone).rule
    # Gaza lists decades of Ramadans before its rule holds alone.
    onsets = rule.onsets(max(year, listed[-1].local.year + 1)) if rule else []
    for onset in onsets:
        before, after = (
            (onset.at.replace(tzinfo=UTC) + timedelta(seconds=step)).astimezone(zone_info(zone)).utcoffset()
            for step in (-1, 0)
        )
        assert (before, after) == (onset.before.utc, onset.after.utc)


@pytest.mark.parametrize(
    ("footer", "begin", "end"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2028-03-26T02:00", "2028-10-29T03:00"),
        ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2028-03-25T22:00", "2028-10-28T23:00"),
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2028-03-24T02:00", "2028-10-29T02:00"),
        ("AAA3BBB4:30,J60/0:30,300", "2028-03-01T00:30", "2028-10-27T02:00"),
        ("AAA3BBB,59,J59", "2028-02-29T02:00", "2028-02-28T02:00"),
    ],
)
def test_posix_rules_of_every_form_are_read(footer: str, begin: str, end: str) -> None:
    rule = yearly_rule(footer)
    assert rule is not None
    assert rule.begin.moment(2028) == datetime.fromisoformat(begin)
    assert rule.end.moment(2028) == datetime.fromisoformat(end)


@pytest.mark.parametrize("footer", ["", "CET", "CET-1CEST", "CET-1CEST,M3,M10.5.0"])
def test_what_is_no_posix_rule_is_refused(footer: str) -> None:
    with pytest.raises(ValueError, match="POSIX TZ string"):
        yearly_rule(footer)


@pytest.mark.parametrize(
    "name", ["", "Europe/Atlantis", "../zones", "/etc/passwd", "Europe", "zone1970.tab", "a" * 999]
)
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone_bytes(name)


def test_the_release_of_the_zone_data_is_known() -> None:
    assert zone_data_version()[:2] == "20"
    assert 5 <= len(zone_data_version()) <= 6
