"""Calendar files of others: a league's matches, school holidays, somebody's old agenda."""

from typing import Any

import pytest

from server.accounts.models import Organisation
from server.agenda.importing import CalendarReport, import_calendar
from server.agenda.models import Occurrence, Series
from server.kernel.language import LANGUAGES
from tests.agenda.seasons import Season, agenda_of, plan
from tests.world import World

REHEARSAL = """
UID:repetitie@oude-agenda.example
SUMMARY:Repetitie
LOCATION:Parochiezaal Sint-Jozef
DTSTART;TZID=Europe/Brussels:20260903T200000
DTEND;TZID=Europe/Brussels:20260903T221500
RRULE:FREQ=WEEKLY;UNTIL=20261231T225959Z
EXDATE;TZID=Europe/Brussels:20261105T200000
"""
MOVED_EVENING = """
UID:repetitie@oude-agenda.example
RECURRENCE-ID;TZID=Europe/Brussels:20260917T200000
SUMMARY:Repetitie met orkest
DTSTART;TZID=Europe/Brussels:20260918T193000
DTEND;TZID=Europe/Brussels:20260918T220000
"""
CONCERT = """
UID:concert@oude-agenda.example
SUMMARY:Kerstconcert
DTSTART;TZID=Europe/Brussels:20261212T200000
DTEND;TZID=Europe/Brussels:20261212T220000
"""
HOLIDAY = """
UID:herfst@vakanties.example
SUMMARY:Herfstvakantie
DTSTART;VALUE=DATE:20261102
DTEND;VALUE=DATE:20261109
"""


@pytest.fixture(autouse=True)
def _in_september(autumn: Season) -> None:
    """The choir lives in the autumn of 2026."""


def file(*events: str, head: str = "") -> bytes:
    """A calendar file; each event is its properties."""
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{inner}END:VCALENDAR\n".encode()


async def take(choir: World, content: bytes, language: Any = "nl") -> CalendarReport:
    """Import a file into the choir's agenda."""
    organisation = await Organisation.get(id=choir.organisation)
    return await import_calendar(choir.house.units, organisation, content, "agenda.ics", language)


async def agenda(choir: World) -> list[dict[str, Any]]:
    """The whole season."""
    return await agenda_of(choir.an, "2026-09-01", "2027-09-01", limit=200)


def figures(report: CalendarReport) -> tuple[int, int, int, int]:
    """Activities: new, changed, unchanged, refused."""
    return len(report.added), len(report.changed), report.unchanged, len(report.refused)


def dates(report: CalendarReport) -> tuple[int, int, int]:
    """Dates: new, changed, cancelled."""
    return report.dates_added, report.dates_changed, report.dates_cancelled


async def test_a_file_is_taken_whole_and_members_hear_of_it(choir: World) -> None:
    await choir.jonas.listen()
    report = await take(choir, file(REHEARSAL, MOVED_EVENING, CONCERT, HOLIDAY, head="X-WR-CALNAME:Oude agenda\n"))
    assert (report.name, figures(report), dates(report)) == ("Oude agenda", (3, 0, 0, 0), (19, 0, 0))
    assert [line.title for line in report.added] == ["Repetitie", "Kerstconcert", "Herfstvakantie"]
    assert [line.line for line in report.added] == [4, 20, 26]
    seen = await agenda(choir)
    assert sorted(seen, key=lambda each: each["id"]) == await choir.jonas.heard("occurrence.created")
    starts = {each["local_start"]: each for each in seen}
    assert starts["2026-09-03T20:00:00"]["place"] == "Parochiezaal Sint-Jozef"
    assert starts["2026-09-18T19:30:00"]["title"] == "Repetitie met orkest"
    assert not {"2026-09-17T20:00:00", "2026-11-05T20:00:00"} & starts.keys()
    holiday = starts["2026-11-02T00:00:00"]
    assert (holiday["all_day"], holiday["local_end"]) == (True, "2026-11-09T00:00:00")


async def test_the_same_file_again_changes_nothing_at_all(choir: World, autumn: Season) -> None:
    content = file(REHEARSAL, MOVED_EVENING, CONCERT, HOLIDAY)
    await take(choir, content)
    before = await choir.an.snapshot()
    for _ in range(2):
        autumn.passes(days=1)
        report = await take(choir, content)
        assert (figures(report), dates(report)) == ((0, 0, 3, 0), (0, 0, 0))
    assert await choir.an.snapshot() == before


async def test_what_moved_in_the_file_moves_and_keeps_its_id_and_uid(choir: World) -> None:
    await take(choir, file(CONCERT, HOLIDAY))
    before = {each["title"]: each for each in await agenda(choir)}
    uids = {row.id: row.uid for row in await Occurrence.filter(organisation_id=choir.organisation)}
    later = CONCERT.replace("20261212", "20270306")
    for expected in ((0, 1, 1, 0), (0, 0, 2, 0)):
        assert figures(await take(choir, file(later, HOLIDAY))) == expected
    after = {each["title"]: each for each in await agenda(choir)}
    assert after["Kerstconcert"]["id"] == before["Kerstconcert"]["id"]
    assert after["Kerstconcert"]["local_start"] == "2027-03-06T20:00:00"
    row = await Occurrence.get(organisation_id=choir.organisation, id=after["Kerstconcert"]["id"])
    assert (row.sequence, row.uid) == (1, uids[row.id])


async def test_a_series_that_moves_to_another_evening_keeps_every_id(choir: World) -> None:
    await take(choir, file(REHEARSAL))
    before = [each["id"] for each in await agenda(choir)]
    fridays = REHEARSAL.replace("20260903", "20260904").replace("20261105", "20261106").replace("20261231", "20270101")
    report = await take(choir, file(fridays))
    assert dates(report) == (0, 17, 0)
    after = await agenda(choir)
    assert [each["id"] for each in after] == before
    assert after[0]["local_start"] == "2026-09-04T20:00:00"
    assert dates(await take(choir, file(fridays))) == (0, 0, 0)


async def test_what_is_cancelled_or_left_out_is_cancelled_and_what_is_added_is_added(choir: World) -> None:
    await take(choir, file(REHEARSAL, CONCERT))
    changed = REHEARSAL.replace("EXDATE;TZID=Europe/Brussels:", "EXDATE;TZID=Europe/Brussels:20261112T200000,")
    changed += "RDATE;TZID=Europe/Brussels:20261208T200000\n"
    report = await take(choir, file(changed, CONCERT + "STATUS:CANCELLED\n"))
    assert (figures(report), dates(report)) == ((0, 2, 0, 0), (1, 0, 2))
    states = {each["local_start"][:10]: each["state"] for each in await agenda(choir)}
    assert [day for day, state in states.items() if state == "cancelled"] == ["2026-11-12", "2026-12-12"]
    assert states["2026-12-08"] == "planned"
    back = await take(choir, file(REHEARSAL, CONCERT))
    assert dates(back) == (0, 2, 1)
    assert {each["state"] for each in await agenda(choir) if each["local_start"][:10] != "2026-12-08"} == {"planned"}


async def test_a_whole_file_of_method_cancel_cancels(choir: World) -> None:
    await take(choir, file(CONCERT))
    assert dates(await take(choir, file(CONCERT, head="METHOD:CANCEL\n"))) == (0, 0, 1)
    assert dates(await take(choir, file(CONCERT, head="METHOD:CANCEL\n"))) == (0, 0, 0)


async def test_what_was_changed_here_by_hand_the_file_does_not_undo(choir: World) -> None:
    await take(choir, file(REHEARSAL, CONCERT))
    first, second, *_ = await agenda(choir)
    await choir.clara.call("occurrence.change", occurrence=first["id"], place="Kapel", local_start="2026-09-03T19:00")
    await choir.clara.call("occurrence.cancel", occurrence=second["id"])
    assert dates(await take(choir, file(REHEARSAL, CONCERT))) == (0, 0, 0)
    retitled = REHEARSAL.replace("SUMMARY:Repetitie", "SUMMARY:Koorrepetitie").replace("Parochiezaal", "Zaal")
    assert dates(await take(choir, file(retitled, CONCERT))) == (0, 17, 0)
    first, second, third, *_ = await agenda(choir)
    assert (first["title"], first["place"], first["local_start"]) == ("Koorrepetitie", "Kapel", "2026-09-03T19:00:00")
    assert (second["state"], third["place"]) == ("cancelled", "Zaal Sint-Jozef")


async def test_an_endless_series_of_a_file_goes_on_by_night_and_the_file_agrees(choir: World, autumn: Season) -> None:
    endless = file(REHEARSAL.replace(";UNTIL=20261231T225959Z", ""))
    assert dates(await take(choir, endless)) == (77, 0, 0)
    autumn.passes(days=20)
    await choir.house.worker.run_due()
    assert await Occurrence.filter(organisation_id=choir.organisation).count() == 80
    assert (figures(await take(choir, endless)), dates(await take(choir, endless))) == ((0, 0, 1, 0), (0, 0, 0))
    autumn.passes(days=400)
    assert dates(await take(choir, endless))[1:] == (0, 0)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ("UID:a\nSUMMARY:Zonder begin", "item_start_missing"),
        ("UID:a\nDTSTART:20261212T200000\nDTEND:20261212T190000", "item_end_before_start"),
        ("UID:a\nDTSTART:20261212T200000\nDURATION:P500D", "item_too_long"),
        ("UID:a\nDTSTART;TZID=Mars/Olympus:20261212T200000", "item_zone_unknown"),
        ("UID:a\nDTSTART:morgen", "item_value_broken"),
        ("UID:a\nDTSTART:20261212T200000\nRRULE:FREQ=SECONDLY", "rule_frequency"),
        ("UID:a\nDTSTART:20261212T200000\nRRULE:FREQ=WEEKLY;COUNT=99999", "rule_too_often"),
        ("UID:a\nDTSTART:20261212T200000\nRRULE:FREQ=WEEKLY;BYHOUR=3", "rule_part"),
        ("UID:a\nDTSTART:20261212T200000\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY", "item_several_rules"),
        ("UID:a\nDTSTART:20261212T200000\nEXRULE:FREQ=DAILY", "item_exception_rule"),
        ("UID:a\nDTSTART:20101212T200000\nRRULE:FREQ=WEEKLY;UNTIL=20110101", "rule_no_dates"),
        ("UID:concert@oude-agenda.example\nDTSTART:20261212T200000", "item_duplicate"),
    ],
)
async def test_what_is_not_taken_is_told_with_its_line_and_the_rest_is_taken(
    choir: World, event: str, code: str
) -> None:
    for language in LANGUAGES:
        report = await take(choir, file(event, CONCERT, HOLIDAY), language)
        [refusal] = report.refused
        assert refusal.code == code
        assert 3 <= refusal.line <= 8
        assert "{" not in refusal.sentence
        assert report.lines[1] == f"{'Regel' if language == 'nl' else 'Line'} {refusal.line}: {refusal.sentence}"
    titles = {each["title"] for each in await agenda(choir)}
    assert titles - {"Zonder titel"} == {"Kerstconcert", "Herfstvakantie"} or code == "item_duplicate"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 dit is een zip", "calendar_not_a_calendar"),
        (b"", "calendar_not_a_calendar"),
        (b"x" * (5 * 1024 * 1024 + 1), "calendar_too_large"),
        (b"\n" * 300_000, "calendar_too_many_lines"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 2001, "calendar_too_many_events"),
        (b"BEGIN:X\n" * 100, "calendar_too_deep"),
    ],
)
async def test_a_file_that_is_no_calendar_or_too_much_of_one_is_refused_whole(
    choir: World, content: bytes, code: str
) -> None:
    for language in LANGUAGES:
        report = await take(choir, content, language)
        assert (report.refused[0].code, report.refused[0].line) == (code, 0)
        assert report.refusal is not None
        assert report.lines == [f"agenda.ics {report.lines[0].removeprefix('agenda.ics ')}"]
        assert report.refusal in report.lines[0]
    assert await Series.filter(organisation_id=choir.organisation).count() == 0


async def test_a_file_that_would_become_a_hundred_thousand_dates_is_refused_whole(choir: World) -> None:
    daily = [f"UID:{n}\nDTSTART:20260901T200000\nRRULE:FREQ=DAILY;COUNT=1000" for n in range(25)]
    report = await take(choir, file(*daily))
    assert report.refused[0].code == "calendar_too_many_occurrences"
    assert await Occurrence.filter(organisation_id=choir.organisation).count() == 0


async def test_what_comes_from_akkoord_itself_is_not_taken_twice(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    report = await take(choir, file(f"UID:{concert['id']}@akkoord.test\nDTSTART:20261212T190000Z"))
    assert [refusal.code for refusal in report.refused] == ["item_own_calendar"]
    assert await agenda(choir) == [concert]


async def test_text_that_is_long_odd_or_missing_is_taken_as_far_as_it_fits(choir: World) -> None:
    event = f"UID:{'u' * 480}\nDTSTART:20261212T190000Z\nLOCATION:{'zaal ' * 200}\nDESCRIPTION:Een\\nTwee\\, drie\x00"
    for expected in ((1, 0, 0, 0), (0, 0, 1, 0)):
        assert figures(await take(choir, file(event))) == expected
    [taken] = await agenda(choir)
    assert (taken["title"], taken["remarks"], taken["local_start"]) == (
        "Zonder titel",
        "Een\nTwee, drie",
        "2026-12-12T20:00:00",
    )
    assert len(taken["place"]) <= 500


async def test_two_organisations_may_take_the_same_file(choir: World) -> None:
    await take(choir, file(CONCERT))
    band = await Organisation.get(id=choir.other)
    report = await import_calendar(choir.house.units, band, file(CONCERT), "agenda.ics")
    assert figures(report) == (1, 0, 0, 0)
    assert len(await agenda_of(choir.stranger, "2026-12-12", "2026-12-13")) == 1


async def test_a_large_file_costs_few_statements(choir: World, statements: list[str]) -> None:
    matches = [f"UID:{n}\nSUMMARY:Match {n}\nDTSTART:20261212T190000Z" for n in range(400)]
    await take(choir, file(*matches))
    assert len(statements) <= 16, statements
    statements.clear()
    await take(choir, file(*matches))
    assert len(statements) <= 8, statements
