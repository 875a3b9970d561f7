"""`/agenda` of the admin bot."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bots.admin import bot
from bots.testing import Club


def occurrence(number: int, title: str, start: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": number,
        "organisation": 1,
        "series": 31,
        "title": title,
        "place": "Sint-Romboutszaal",
        "remarks": None,
        "starts_at": "2026-11-26T19:00:00Z",
        "ends_at": "2026-11-26T21:00:00Z",
        "local_start": start,
        "local_end": start,
        "zone": "Europe/Brussels",
        "all_day": False,
        "state": "planned",
        "rev": number,
    } | changed


REHEARSAL = occurrence(1, "Repetitie", "2026-11-26T20:00:00")
CONCERT = occurrence(2, "Concert", "2026-11-25T19:30:00", place=None, state="cancelled")
WEEKEND = occurrence(3, "Koorweekend", "2026-12-05T00:00:00", local_end="2026-12-07T00:00:00", all_day=True)
FEAST = occurrence(4, "Feestdag", "2026-12-06T00:00:00", local_end="2026-12-07T00:00:00", all_day=True, place=None)
NEW_YEAR = occurrence(5, "Nieuwjaarsdrink", "2027-01-10T11:00:00", place="Foyer")


@pytest.fixture
def club() -> Club:
    club = Club(bot)
    club.answers("agenda.list", {"items": [REHEARSAL, CONCERT, WEEKEND, FEAST, NEW_YEAR], "next": None})
    return club


async def test_the_agenda_reads_as_people_write_it(club: Club) -> None:
    assert (await club.says("clara", "/agenda")).splitlines() == [
        "Van ma 23 nov tot en met zo 6 dec:",
        "wo 25 nov 19:30 Concert (geannuleerd)",
        "do 26 nov 20:00 Repetitie, Sint-Romboutszaal",
        "za 5 dec – zo 6 dec Koorweekend, Sint-Romboutszaal",
        "zo 6 dec Feestdag",
        "zo 10 jan 2027 11:00 Nieuwjaarsdrink, Foyer",
    ]


async def test_the_agenda_is_told_in_english_to_who_speaks_it(club: Club) -> None:
    club.speaks("jonas", "en")
    lines = (await club.says("jonas", "/agenda week")).splitlines()
    assert lines[:3] == [
        "From Mon 23 Nov up to and including Sun 29 Nov:",
        "Wed 25 Nov 19:30 Concert (cancelled)",
        "Thu 26 Nov 20:00 Repetitie, Sint-Romboutszaal",
    ]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("/agenda", "2026-12-07"),
        ("/agenda 1", "2026-11-24"),
        ("/agenda week", "2026-11-30"),
        ("/agenda maand", "2026-12-23"),
        ("/agenda month", "2026-12-23"),
        ("/agenda periode:30", "2026-12-23"),
        ("/agenda 366", "2027-11-24"),
    ],
)
async def test_the_period_is_asked_for_the_caller(club: Club, text: str, until: str) -> None:
    await club.says("an", text)
    (asked,) = club.asked
    assert (asked.caller, asked.op) == ("an", "agenda.list")
    assert asked.args == {"organisation": 1, "from": "2026-11-23", "until": until, "limit": 40}


async def test_a_month_from_the_last_day_of_january_ends_in_february(club: Club) -> None:
    club.now = datetime(2027, 1, 31, 9, 0, tzinfo=UTC)
    assert (await club.says("an", "/agenda maand")).startswith("Van zo 31 jan tot en met za 27 feb:")


async def test_an_empty_agenda_says_so(club: Club) -> None:
    club.answers("agenda.list", {"items": [], "next": None})
    assert await club.says("an", "/agenda 1") == "Van ma 23 nov tot en met ma 23 nov:\nEr is niets gepland."


async def test_a_long_agenda_says_that_there_is_more(club: Club) -> None:
    club.answers("agenda.list", {"items": [REHEARSAL], "next": "p2"})
    assert (await club.says("an", "/agenda maand")).endswith("Er is meer; vraag een kortere periode.")


@pytest.mark.parametrize("days", ["0", "-3", "367", "999999999999999"])
async def test_a_number_of_days_out_of_reach_is_refused(club: Club, days: str) -> None:
    assert await club.says("an", f"/agenda {days}") == "Kies 1 tot 366 dagen."
    assert club.asked == []


async def test_a_word_that_is_no_period_is_explained(club: Club) -> None:
    answer = await club.says("an", "/agenda ooit")
    assert answer == "Ik verwachtte een getal, week of maand voor 'periode'.\nZo werkt het: /agenda [periode]"


async def test_both_words_for_help_list_the_agenda(club: Club) -> None:
    assert "/agenda [periode]" in await club.says("an", "/hulp")
    assert "/agenda [periode]" in await club.says("an", "/help")
