"""Calendars of other programs are read as they were meant, and what is not taken is told."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from server.agenda.calendar_file import (
    MAX_BYTES,
    MAX_EVENTS,
    CalendarFile,
    CalendarFileRefused,
    RefusedItem,
    SeriesDraft,
    read_calendar,
)
from server.agenda.feed import FeedEntry, FeedHead, calendar, vevent
from server.agenda.recurrence import expand
from server.agenda.zones import to_utc, vtimezone

BRUSSELS = "Europe/Brussels"
SEASON = (Path(__file__).parents[2] / "demo" / "season.ics").read_bytes()
FIRST, LAST = date(2026, 9, 1), date(2027, 6, 30)
START = "DTSTART;TZID=Europe/Brussels:20261126T200000"
END = "DTEND;TZID=Europe/Brussels:20261126T221500"


def read(*lines: str, zone: str = BRUSSELS) -> CalendarFile:
    return read_calendar("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode(), zone)


def event(*lines: str, uid: str = "repetitie@x") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"]


def series(*lines: str, zone: str = BRUSSELS) -> SeriesDraft:
    """The only series of a file with one event of these lines."""
    file = read(*event(*lines), zone=zone)
    assert file.refused == ()
    (draft,) = file.series
    return draft


def refusal(*lines: str) -> RefusedItem:
    """The only refusal for a file with one event of these lines (its BEGIN is line 3)."""
    file = read(*event(*lines))
    assert file.series == ()
    (item,) = file.refused
    assert item.uid == "repetitie@x"
    return item


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def entries(draft: SeriesDraft) -> list[FeedEntry]:
    """What an agenda makes of a draft."""
    times = draft.times
    starts = {times.local_start, *draft.added}
    if draft.rule is not None:
        starts |= {*expand(draft.rule, times.local_start, LAST).starts}
    changed = {override.key: override for override in draft.overrides}
    said = [changed.get(start, draft) for start in sorted(starts - {*draft.exdates})]
    moments = [
        (one.local_start, one.duration) if not isinstance(one, SeriesDraft) else (start, times.duration)
        for start, one in zip(sorted(starts - {*draft.exdates}), said, strict=True)
    ]
    return [
        FeedEntry(
            uid=f"{draft.uid}/{number}",
            title=one.title,
            place=one.place,
            remarks=one.remarks,
            local_start=start,
            local_end=start + duration,
            zone=times.zone,
            all_day=times.all_day,
            cancelled=one.cancelled or draft.cancelled,
            sequence=0,
            created_at=datetime(2026, 8, 21, tzinfo=UTC),
            modified_at=datetime(2026, 8, 21, tzinfo=UTC),
        )
        for number, (one, (start, duration)) in enumerate(zip(said, moments, strict=True))
    ]


def season_entries() -> list[FeedEntry]:
    return [entry for draft in read_calendar(SEASON, BRUSSELS).series for entry in entries(draft)]


def told(moment: date | datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def test_the_demo_season_holds_what_a_choir_plans() -> None:
    file = read_calendar(SEASON, BRUSSELS)
    assert (file.name, file.refused) == ("Koor De Rietvink 2026-2027", ())
    assert [draft.title for draft in file.series] == [
        "Repetitie",
        "Stemrepetitie Alten",
        "Koordag",
        "Winterconcert “Licht in het donker”",
        "Koorweekend",
        "Lenteconcert",
    ]
    rehearsal = file.series[0]
    assert (rehearsal.times.zone, rehearsal.times.duration) == (BRUSSELS, timedelta(hours=2, minutes=15))
    assert [(part.key, part.local_start, part.cancelled) for part in rehearsal.overrides] == [
        (local("2026-12-17T20:00"), local("2026-12-16T19:30"), False),
        (local("2027-01-14T20:00"), local("2027-01-14T20:00"), True),
    ]
    thursday = [entry for entry in season_entries() if entry.local_start == local("2026-11-26T20:00")]
    assert [(entry.title, entry.place) for entry in thursday] == [("Repetitie", "Parochiezaal Sint-Jozef, Mechelen")]


def test_the_demo_season_is_what_another_reader_makes_of_it() -> None:
    judged = recurring_ical_events.of(Calendar.from_ical(SEASON)).between(FIRST, LAST)
    expected = sorted(
        (told(found["DTSTART"].dt), told(found["DTEND"].dt), str(found["SUMMARY"]), str(found["STATUS"]))
        for found in judged
    )
    assert len(expected) == 36 + 15 + 4
    own = sorted(
        (
            told(entry.local_start.date() if entry.all_day else to_utc(entry.local_start, entry.zone)),
            told(entry.local_end.date() if entry.all_day else to_utc(entry.local_end, entry.zone)),
            entry.title,
            "CANCELLED" if entry.cancelled else "CONFIRMED",
        )
        for entry in season_entries()
    )
    assert own == expected


def test_the_season_comes_out_of_our_feed_as_it_went_in() -> None:
    body = calendar(FeedHead("De Rietvink"), map(vevent, season_entries()), [vtimezone(BRUSSELS, FIRST, LAST)])
    back = read_calendar(body, BRUSSELS)
    assert back.refused == ()
    assert sorted((draft.times.local_start, draft.times.duration, draft.place) for draft in back.series) == sorted(
        (entry.local_start, entry.local_end - entry.local_start, entry.place) for entry in season_entries()
    )


def test_a_broken_event_costs_only_itself_and_is_named_with_its_line() -> None:
    file = read(
        *event("DTSTART:morgen", uid="stuk@x"),
        *event(START, END, "SUMMARY:Repetitie", uid="heel@x"),
        *event("SUMMARY:Zonder begin", uid="leeg@x"),
    )
    assert [draft.uid for draft in file.series] == ["heel@x"]
    assert file.refused == (
        RefusedItem(5, "stuk@x", "value_broken", {"property": "DTSTART", "value": "morgen"}),
        RefusedItem(13, "leeg@x", "start_missing"),
    )


@pytest.mark.parametrize(
    ("lines", "line", "code", "params"),
    [
        ([START, "RRULE:FREQ=SECONDLY"], 6, "rule_refused", {"reason": "frequency", "part": "SECONDLY"}),
        ([START, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], 7, "several_rules", {}),
        ([START, "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"], 7, "exception_rule", {}),
        ([START, "DTEND;TZID=Europe/Brussels:20261126T195959"], 6, "end_before_start", {}),
        ([START, "DURATION:-PT1H"], 6, "end_before_start", {}),
        ([START, "DURATION:een uur"], 6, "value_broken", {"property": "DURATION", "value": "een uur"}),
        ([START, "DURATION:P"], 6, "value_broken", {"property": "DURATION", "value": "P"}),
        ([START, "DURATION:P999999W"], 6, "too_long", {"limit": "366"}),
        (["DTSTART;TZID=Mars/Olympus:20261126T200000"], 5, "zone_unknown", {"zone": "Mars/Olympus"}),
        (["DTSTART:20261131T200000"], 5, "value_broken", {"property": "DTSTART", "value": "20261131T200000"}),
        (["DTSTART:18260903T200000"], 5, "value_broken", {"property": "DTSTART", "value": "18260903T200000"}),
        (["DTSTART:99991231T235959Z"], 5, "value_broken", {"property": "DTSTART", "value": "99991231T235959Z"}),
        ([START, "EXDATE:" + ",".join(["20261203T190000Z"] * 2001)], 6, "too_many_dates", {"limit": "2000"}),
        ([START, "RDATE;VALUE=PERIOD:20261203T190000Z/PT1H"], 6, "value_broken", None),
        ([START, "BEGIN:VALARM"], 3, "unfinished", {}),
    ],
)
def test_what_is_wrong_with_an_event_is_told(
    lines: list[str], line: int, code: str, params: dict[str, str] | None
) -> None:
    item = refusal(*lines) if code != "unfinished" else read("BEGIN:VEVENT", "UID:repetitie@x", *lines).refused[0]
    assert (item.line, item.code) == (line, code)
    assert params is None or item.params == params


def test_an_end_may_be_a_duration_or_nothing() -> None:
    assert series(START, "DURATION:PT2H15M").times.duration == timedelta(hours=2, minutes=15)
    assert series(START, "DURATION:P1W").times.duration == timedelta(weeks=1)
    assert series(START).times.duration == timedelta(0)
    assert series("DTSTART;VALUE=DATE:20261010").times.duration == timedelta(days=1)


@pytest.mark.parametrize(("end", "days"), [("20261010", 1), ("20261011", 1), ("20261013", 3)])
def test_the_end_of_an_all_day_event_is_the_day_after(end: str, days: int) -> None:
    draft = series("DTSTART;VALUE=DATE:20261010", f"DTEND;VALUE=DATE:{end}")
    assert draft.times.all_day
    assert (draft.times.local_start, draft.times.duration) == (local("2026-10-10"), timedelta(days=days))


def test_times_in_utc_are_told_in_the_zone_of_the_organisation() -> None:
    times = series("DTSTART:20261126T190000Z", "DTEND:20261126T211500Z").times
    assert (times.zone, times.local_start) == (BRUSSELS, local("2026-11-26T20:00"))
    assert series("DTSTART:20260603T180000Z").times.local_start == local("2026-06-03T20:00")


def test_times_without_a_zone_are_those_of_the_organisation() -> None:
    times = series("DTSTART:20261126T200000", "DTEND:20261126T211500Z", zone="Europe/London").times
    assert (times.zone, times.local_start) == ("Europe/London", local("2026-11-26T20:00"))
    assert times.duration == timedelta(hours=1, minutes=15)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Brussels", BRUSSELS),
        ("europe/brussels", BRUSSELS),
        ("Romance Standard Time", "Europe/Paris"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("/mozilla.org/20050126_1/Europe/Brussels", BRUSSELS),
        ("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ('"(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"', BRUSSELS),
    ],
)
def test_a_zone_is_known_under_the_names_that_programs_give_it(name: str, zone: str) -> None:
    times = series(f"DTSTART;TZID={name}:20261126T200000").times
    assert (times.zone, times.local_start) == (zone, local("2026-11-26T20:00"))


def own_zone(*observances: tuple[str, str, str], place: str = "") -> list[str]:
    halves = [
        [f"BEGIN:{kind}", f"DTSTART:1970{month}01T020000", "TZOFFSETFROM:+0000", f"TZOFFSETTO:{to}", f"END:{kind}"]
        for kind, month, to in observances
    ]
    named = [f"X-LIC-LOCATION:{place}"] if place else []
    return ["BEGIN:VTIMEZONE", "TZID:Eigen tijd", *named, *(line for half in halves for line in half), "END:VTIMEZONE"]


@pytest.mark.parametrize(
    ("declared", "zone"),
    [
        (own_zone(("STANDARD", "10", "+0100"), ("DAYLIGHT", "03", "+0200")), BRUSSELS),
        (own_zone(("STANDARD", "10", "+0200"), ("DAYLIGHT", "03", "+0300"), place="Europe/Riga"), "Europe/Riga"),
        (own_zone(("STANDARD", "01", "+0100")), "Etc/GMT-1"),
        (own_zone(("STANDARD", "01", "-0500")), "Etc/GMT+5"),
        (own_zone(("STANDARD", "01", "+0000")), "Etc/UTC"),
    ],
)
def test_a_zone_of_the_files_own_making_is_known_by_its_clocks(declared: list[str], zone: str) -> None:
    (draft,) = read(*declared, *event("DTSTART;TZID=Eigen tijd:20261126T200000")).series
    assert draft.times.zone == zone


def test_a_zone_that_never_changes_is_known_by_its_clock_too() -> None:
    file = read(
        *own_zone(("STANDARD", "01", "+0900")), *event("DTSTART;TZID=Eigen tijd:20261126T200000"), zone="Asia/Tokyo"
    )
    assert [draft.times.zone for draft in file.series] == ["Asia/Tokyo"]


@pytest.mark.parametrize(
    "declared",
    [
        own_zone(("STANDARD", "10", "+0200"), ("DAYLIGHT", "03", "+0300")),
        own_zone(("STANDARD", "04", "+0100"), ("DAYLIGHT", "10", "+0200")),
        own_zone(("STANDARD", "01", "+0545")),
        own_zone(("STANDARD", "01", "veel")),
        own_zone(),
    ],
)
def test_a_zone_that_cannot_be_known_is_refused_rather_than_guessed(declared: list[str]) -> None:
    file = read(*declared, *event("DTSTART;TZID=Eigen tijd:20261126T200000"))
    assert [item.code for item in file.refused] == ["zone_unknown"]


def test_a_changed_occurrence_is_told_in_the_zone_of_its_series() -> None:
    file = read(
        *event(START, END, "RRULE:FREQ=WEEKLY;COUNT=9", "SUMMARY:Repetitie", "LOCATION:Parochiezaal"),
        *event(
            "RECURRENCE-ID:20261203T190000Z",
            "DTSTART;TZID=Europe/London:20261203T200000",
            "DURATION:PT1H",
            "SUMMARY:Op reis",
        ),
        *event("RECURRENCE-ID;VALUE=DATE:20261210", "STATUS:CANCELLED"),
    )
    away, cancelled = file.series[0].overrides
    assert (away.key, away.local_start) == (local("2026-12-03T20:00"), local("2026-12-03T21:00"))
    assert (away.duration, away.title, away.place) == (timedelta(hours=1), "Op reis", "")
    assert (cancelled.key, cancelled.local_start) == (local("2026-12-10T20:00"), local("2026-12-10T20:00"))
    assert (cancelled.title, cancelled.cancelled) == ("Repetitie", True)


def test_a_broken_change_leaves_the_series_and_is_told() -> None:
    file = read(
        *event(START, END, "RRULE:FREQ=WEEKLY;COUNT=9"),
        *event("RECURRENCE-ID:20261203T190000Z", "DTSTART:straks"),
        *event("RECURRENCE-ID:ooit", "DTSTART:20261210T190000Z"),
        *event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261217T190000Z", "DTSTART:20261217T190000Z"),
    )
    assert [draft.overrides for draft in file.series] == [()]
    assert [item.code for item in file.refused] == ["value_broken", "value_broken", "range_unsupported"]


def test_days_left_out_may_be_given_as_days_or_moments() -> None:
    exdates = ["EXDATE;VALUE=DATE:20261203", "EXDATE:20261210T190000Z,20261217T190000Z"]
    draft = series(START, END, "RRULE:FREQ=WEEKLY;COUNT=9", *exdates)
    assert draft.exdates == (local("2026-12-03T20:00"), local("2026-12-10T20:00"), local("2026-12-17T20:00"))


def test_hand_picked_dates_come_along() -> None:
    assert series(START, END, "RDATE:20261212T190000Z").added == (local("2026-12-12T20:00"),)
    days = series("DTSTART;VALUE=DATE:20261010", "RDATE;VALUE=DATE:20261017,20261018")
    assert days.added == (local("2026-10-17"), local("2026-10-18"))


def test_occurrences_without_their_series_are_hand_picked_dates() -> None:
    file = read(
        *event("RECURRENCE-ID:20261203T190000Z", "DTSTART:20261203T200000Z", "DURATION:PT2H", "SUMMARY:Gast"),
        *event("RECURRENCE-ID:20261126T190000Z", "DTSTART:20261126T190000Z", "DURATION:PT1H", "SUMMARY:Gast"),
    )
    (draft,) = file.series
    assert (draft.rule, draft.times.local_start) == (None, local("2026-11-26T20:00"))
    assert draft.added == (local("2026-12-03T20:00"),)
    assert [part.local_start for part in draft.overrides] == [local("2026-11-26T20:00"), local("2026-12-03T21:00")]


def test_of_two_events_with_one_uid_the_later_revision_is_taken() -> None:
    file = read(*event(START, "SUMMARY:Nieuw", "SEQUENCE:2"), *event(START, "SUMMARY:Oud", "SEQUENCE:1"))
    assert [(draft.title, draft.sequence) for draft in file.series] == [("Nieuw", 2)]
    assert file.refused == (RefusedItem(9, "repetitie@x", "duplicate"),)


def test_an_event_without_uid_keeps_the_one_it_gets() -> None:
    plain = ["BEGIN:VEVENT", START, "SUMMARY:Herfstvakantie", "END:VEVENT"]
    first, again = read(*plain).series[0].uid, read("X-WR-CALNAME:Anders", *plain).series[0].uid
    assert first == again
    assert first.endswith("@file")


def test_a_file_that_cancels_cancels_all_that_is_in_it() -> None:
    assert [draft.cancelled for draft in read("METHOD:CANCEL", *event(START)).series] == [True]
    assert series(START, "STATUS:CANCELLED").cancelled
    assert not series(START).cancelled


def test_words_lose_their_escapes_and_what_is_too_long() -> None:
    draft = series(START, "SUMMARY:Mozart\\; Requiem\\, deel 1\\nLux", "LOCATION:" + "é" * 900, "DESCRIPTION:a\\\\nb")
    assert draft.title == "Mozart; Requiem, deel 1\nLux"
    assert draft.place == "é" * 500
    assert draft.remarks == "a\\nb"


def test_old_files_of_windows_and_bare_line_ends_are_read() -> None:
    lines = ["BEGIN:VCALENDAR", *event("DTSTART:20261126T200000", "SUMMARY:Café conc", "\tert"), "END:VCALENDAR"]
    for ending in ("\r\n", "\n", "\r"):
        (draft,) = read_calendar(ending.join(lines).encode("cp1252"), BRUSSELS).series
        assert draft.title == "Café concert"


def test_alarms_and_tasks_are_not_events() -> None:
    alarm = ["BEGIN:VALARM", "DTSTART:straks", "SUMMARY:Wekker", "END:VALARM"]
    file = read("BEGIN:VTODO", "UID:taak@x", "END:VTODO", *event(*alarm, START, "SUMMARY:Repetitie"))
    assert [draft.title for draft in file.series] == ["Repetitie"]


@pytest.mark.parametrize(
    ("content", "code", "params"),
    [
        (b"X" * (MAX_BYTES + 1), "too_large", {"limit": MAX_BYTES}),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (MAX_EVENTS + 1),
            "too_many_events",
            {"limit": MAX_EVENTS},
        ),
        (b"BEGIN:VCALENDAR\n" + b"A:B\n" * 250_000, "too_many_lines", {"limit": 250_000}),
        (b"BEGIN:A\n" * 100_000 + b"END:B\n" * 100_000, "too_deep", {}),
        (b"<!doctype html>", "not_a_calendar", {}),
        (b"", "not_a_calendar", {}),
    ],
)
def test_a_file_is_refused_as_a_whole(content: bytes, code: str, params: dict[str, Any]) -> None:
    with pytest.raises(CalendarFileRefused) as refused:
        read_calendar(content, BRUSSELS)
    assert (refused.value.code, refused.value.params) == (code, params)


def test_a_large_hostile_file_is_only_read_once_through() -> None:
    head = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Nep\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\n"
    zone = "TZOFFSETTO:+0000\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    never = "\n".join(event("DTSTART;TZID=Nep:19700101T000000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")) + "\n"
    body = (head + zone + never + "X" * 70 + ';A="' * 200_000 + "\n" + " a\n" * 240_000 + "END:VCALENDAR\n").encode()
    (draft,) = read_calendar(body, BRUSSELS).series
    assert draft.rule is not None
    assert expand(draft.rule, draft.times.local_start, LAST).starts == (draft.times.local_start,)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for body in (content, SEASON[:400] + content, SEASON[: 1500 + len(content)] + content + SEASON[2500:]):
        with suppress(CalendarFileRefused):
            read_calendar(body, BRUSSELS)


@given(st.data())
def test_a_damaged_season_is_read_or_refused(data: st.DataObject) -> None:
    lines = SEASON.split(b"\r\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        name = lines[at].partition(b":")[0]
        lines[at] = data.draw(
            st.sampled_from([b"", name, name + b":", name + b":;,=\\", lines[at] * 2, b" " + lines[at]])
        )
    file = read_calendar(b"\r\n".join(lines), BRUSSELS)
    assert all(0 < item.line <= len(lines) for item in file.refused)
    for draft in file.series:
        assert draft.times.duration >= timedelta(0)
        assert not draft.times.all_day or draft.times.local_start.time() == time.min
