"""The feed of 500 occurrences after one of them changed, beside the same feed built through icalendar's objects.

python -m benchmarks.feed
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from icalendar import Calendar, Event, Timezone

from server.agenda.feed import FeedEntry, FeedHead, calendar, etag, vevent
from server.agenda.zones import vtimezone, zone_info

OCCURRENCES = 500
ROUNDS = 7
GOAL = 50
ZONE = "Europe/Brussels"
HEAD = FeedHead(
    "Koor De Rietvink", "seagreen", "https://rietvink.example/calendar/geheim.ics", "https://rietvink.example"
)
DECLARED = vtimezone(ZONE, date(2026, 9, 1), date(2028, 6, 30))
SUMMER = datetime(2026, 8, 21, 7, 30, tzinfo=UTC)


def occurrence(number: int) -> FeedEntry:
    """One evening of a busy choir."""
    start = datetime.fromisoformat("2026-09-01T20:00") + timedelta(days=number)
    return FeedEntry(
        uid=f"{4_503_599_627_370 + number}@rietvink.example",
        title="Repetitie",
        place="Parochiezaal Sint-Jozef, Mechelen",
        remarks="Wekelijkse repetitie van het hele koor.\nInzingen om 20 uur; breng potlood en een flesje water mee.",
        local_start=start,
        local_end=start + timedelta(hours=2, minutes=15),
        zone=ZONE,
        all_day=False,
        cancelled=False,
        sequence=0,
        created_at=SUMMER,
        modified_at=SUMMER,
        url=f"https://rietvink.example/agenda/{4_503_599_627_370 + number}",
        categories=("Repetitie", "Koor"),
    )


def through_objects(entries: Sequence[FeedEntry]) -> bytes:
    """The same feed as a tree of icalendar's components."""
    tree = Calendar()
    head = {"version": "2.0", "prodid": "-//Akkoord//Akkoord//NL", "method": "PUBLISH", "calscale": "GREGORIAN"}
    for name, value in (head | {"name": HEAD.name, "x-wr-calname": HEAD.name, "color": HEAD.color}).items():
        tree.add(name, value)
    tree.add_component(Timezone.from_ical(DECLARED))
    for entry in entries:
        tree.add_component(_event(entry))
    return bytes(tree.to_ical())


def _event(entry: FeedEntry) -> Event:
    event = Event()
    zone = zone_info(entry.zone)
    values = {
        "uid": entry.uid,
        "dtstamp": entry.modified_at,
        "created": entry.created_at,
        "last-modified": entry.modified_at,
        "sequence": entry.sequence,
        "status": "CONFIRMED",
        "dtstart": entry.local_start.replace(tzinfo=zone),
        "dtend": entry.local_end.replace(tzinfo=zone),
        "summary": entry.title,
        "location": entry.place,
        "description": entry.remarks,
        "url": entry.url,
        "categories": list(entry.categories),
    }
    for name, value in values.items():
        event.add(name, value)
    return event


def seconds(work: Callable[[], object], times: int) -> float:
    """The time of one call, over so many."""
    start = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - start) / times


def main() -> None:
    """Print the ratio; both ways are measured in turns, so that what else the machine does weighs on both."""
    entries = [occurrence(number) for number in range(OCCURRENCES)]
    cached = [vevent(entry) for entry in entries]

    def after_one_change() -> str:
        cached[250] = vevent(replace(entries[250], title="Generale repetitie", sequence=1))
        return etag(calendar(HEAD, cached, [DECLARED]))

    written, built = calendar(HEAD, cached, [DECLARED]), through_objects(entries)
    assert len(Calendar.from_ical(written).events) == len(Calendar.from_ical(built).events) == OCCURRENCES
    rounds = [(seconds(after_one_change, 50), seconds(lambda: through_objects(entries), 1)) for _ in range(ROUNDS)]
    joined, tree = (median(times) for times in zip(*rounds, strict=True))
    whole = seconds(lambda: [vevent(entry) for entry in entries], 5)
    print(f"feed of {OCCURRENCES} occurrences, {len(written) // 1024} KiB")
    print(f"  one changed, cached bytes joined, with ETag  {joined * 1000:8.3f} ms")
    print(f"  all rendered anew, nothing cached            {whole * 1000:8.3f} ms")
    print(f"  built through icalendar's objects            {tree * 1000:8.3f} ms")
    verdict = "met" if tree / joined >= GOAL else "MISSED"
    print(f"  ratio objects : joined  {tree / joined:.0f} x  (goal {GOAL} x: {verdict})")


if __name__ == "__main__":
    main()
