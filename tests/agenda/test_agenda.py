"""Planning activities, looking at the agenda, and changing or cancelling one occurrence."""

from typing import Any

import pytest

from server.agenda.jobs import extend_series
from server.agenda.models import Occurrence, Series
from tests.agenda.seasons import Season, agenda_of, group, plan, rehearsals
from tests.world import World, refused

CONCERT = {"title": "Concert", "local_start": "2026-12-12T20:00", "duration_minutes": 120}


@pytest.fixture(autouse=True)
def _in_september(autumn: Season) -> None:
    """The choir lives in the autumn of 2026."""


async def test_a_weekly_rehearsal_stands_in_everyones_agenda_and_in_no_other_organisations(choir: World) -> None:
    for person in (choir.jonas, choir.stranger):
        await person.listen()
    thursdays = await rehearsals(choir)
    assert len(thursdays) == 43
    assert thursdays[0]["local_start"] == "2026-09-03T20:00:00"
    assert thursdays[0]["local_end"] == "2026-09-03T22:15:00"
    assert thursdays[-1]["local_start"] == "2027-06-24T20:00:00"
    assert await choir.jonas.heard("occurrence.created") == thursdays
    assert await choir.stranger.heard() == []
    assert await agenda_of(choir.jonas, "2026-09-03", "2026-09-18") == thursdays[:3]


async def test_rehearsals_stay_at_eight_on_both_sides_of_both_clock_changes(choir: World) -> None:
    starts = {each["local_start"][:10]: each["starts_at"] for each in await rehearsals(choir)}
    assert starts["2026-10-22"] == "2026-10-22T18:00:00Z"
    assert starts["2026-10-29"] == "2026-10-29T19:00:00Z"
    assert starts["2027-03-25"] == "2027-03-25T19:00:00Z"
    assert starts["2027-04-01"] == "2027-04-01T18:00:00Z"


async def test_a_single_activity_is_planned_once_and_the_same_key_plans_it_once(choir: World) -> None:
    given = {**CONCERT, "organisation": choir.organisation, "key": "plan-het-concert"}
    made = await choir.clara.call("series.create", **given)
    assert await choir.clara.call("series.create", **given, dup=True) == made
    [concert] = await agenda_of(choir.an, "2026-12-12", "2026-12-13")
    assert (concert["title"], concert["state"], concert["series"]) == ("Concert", "planned", made["id"])


async def test_a_choir_weekend_takes_whole_days_and_is_seen_on_each(choir: World) -> None:
    [weekend] = await plan(choir, "Koorweekend", "2026-10-24", 2 * 1440, all_day=True)
    assert weekend["local_end"] == "2026-10-26T00:00:00"
    assert (weekend["starts_at"], weekend["ends_at"]) == ("2026-10-23T22:00:00Z", "2026-10-25T23:00:00Z")
    assert await agenda_of(choir.an, "2026-10-25", "2026-10-26") == [weekend]
    assert await agenda_of(choir.an, "2026-10-26", "2026-10-27") == []
    assert await agenda_of(choir.an, "2026-10-23", "2026-10-24") == []


async def test_a_party_over_midnight_stands_on_both_days(choir: World) -> None:
    [party] = await plan(choir, "Nieuwjaarsfeest", "2027-01-09T21:00", 330)
    assert party["local_end"] == "2027-01-10T02:30:00"
    assert await agenda_of(choir.an, "2027-01-09", "2027-01-10") == [party]
    assert await agenda_of(choir.an, "2027-01-10", "2027-01-11") == [party]


async def test_what_a_series_has_in_a_skipped_hour_does_not_end_before_it_starts(choir: World) -> None:
    nights = await plan(choir, "Nachtwake", "2027-03-21T02:30", 30, rule="FREQ=WEEKLY;COUNT=2")
    assert [each["starts_at"] for each in nights] == ["2027-03-21T01:30:00Z", "2027-03-28T01:30:00Z"]
    assert all(each["ends_at"] >= each["starts_at"] for each in nights)


async def test_the_activity_of_a_group_says_so_and_everyone_sees_it(choir: World) -> None:
    altos = await group(choir, "Alten", choir.an)
    [sectional] = await plan(choir, "Partijrepetitie alten", "2026-09-08T19:30", group=altos)
    assert sectional["group"] == altos
    assert await agenda_of(choir.jonas, "2026-09-08", "2026-09-09") == [sectional]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("local_start", {"local_start": "2027-03-28T02:30"}),
        ("local_start", {"local_start": "2026-10-25T02:30"}),
        ("local_start", {"local_start": "2026-12-12T20:00:00Z"}),
        ("local_start", {"local_start": "2026-12-12"}),
        ("local_start", {"local_start": "2026-13-12T20:00"}),
        ("local_start", {"local_start": "0001-01-01T20:00"}),
        ("local_start", {"local_start": "2026-12-12T10:00", "all_day": True, "duration_minutes": 1440}),
        ("duration_minutes", {"local_start": "2026-12-12", "all_day": True}),
        ("duration_minutes", {"duration_minutes": 0}),
        ("duration_minutes", {"duration_minutes": 1_000_000}),
        ("zone", {"zone": "Europe/Mechelen"}),
        ("zone", {"zone": "../../etc/passwd"}),
        ("rule", {"rule": "FREQ=HOURLY"}),
        ("rule", {"rule": "FREQ=WEEKLY;COUNT=5000"}),
        ("rule", {"rule": "elke donderdag"}),
        ("rule", {"rule": "FREQ=WEEKLY;BYHOUR=8"}),
        ("rule", {"rule": "FREQ=WEEKLY;INTERVAL=0"}),
        ("rule", {"rule": "FREQ=YEARLY;UNTIL=20200101", "local_start": "2019-12-12T20:00"}),
        ("title", {"title": "   "}),
        ("title", {"title": "K" * 121}),
        ("place", {"place": "zaal\0"}),
    ],
)
async def test_an_activity_that_does_not_fit_is_refused_with_its_field(
    choir: World, field: str, given: dict[str, Any]
) -> None:
    with refused("invalid", field=field) as error:
        await choir.clara.call("series.create", **{"organisation": choir.organisation, **CONCERT, **given})
    assert "{" not in error["fields"][field]
    assert await Series.filter(organisation_id=choir.organisation).count() == 0


async def test_only_who_manages_the_agenda_plans_cancels_and_changes(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    for person, code in ((choir.jonas, "forbidden"), (choir.foreign_admin, "not_found")):
        with refused(code):
            await person.call("series.create", organisation=choir.organisation, **CONCERT)
        with refused(code):
            await person.call("occurrence.cancel", occurrence=concert["id"])
        with refused(code):
            await person.call("occurrence.change", occurrence=concert["id"], title="Feest")
    assert await agenda_of(choir.jonas, "2026-12-12", "2026-12-13") == [concert]


async def test_absent_and_foreign_look_the_same(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    assert await choir.jonas.call("occurrence.get", occurrence=concert["id"]) == concert
    with refused("not_found") as foreign:
        await choir.stranger.call("occurrence.get", occurrence=concert["id"])
    with refused("not_found") as absent:
        await choir.stranger.call("occurrence.get", occurrence=12)
    assert foreign == absent
    with refused("not_found"):
        await agenda_of(choir.stranger, "2026-12-12", "2026-12-13", organisation=choir.organisation)
    with refused("not_found"):
        await choir.clara.call("series.create", organisation=choir.organisation, **CONCERT, group=12)


async def test_a_cancelled_rehearsal_stays_in_the_agenda_as_cancelled_and_cancelling_again_tells_nobody(
    choir: World, autumn: Season
) -> None:
    first, second, *_ = await rehearsals(choir)
    await choir.jonas.listen()
    autumn.passes(hours=1)
    cancelled = await choir.clara.call("occurrence.cancel", occurrence=second["id"])
    assert cancelled == {**second, "state": "cancelled", "rev": cancelled["rev"]}
    assert await choir.clara.call("occurrence.cancel", occurrence=second["id"]) == cancelled
    assert await choir.jonas.heard() == [cancelled]
    assert await agenda_of(choir.an, "2026-09-03", "2026-09-11") == [first, cancelled]
    row = await Occurrence.get(id=second["id"], organisation_id=choir.organisation)
    assert (row.sequence, row.modified_at, row.patch) == (1, autumn.now, "state")


async def test_a_change_of_one_evening_leaves_the_others_and_keeps_its_length(choir: World) -> None:
    first, second, *_ = await rehearsals(choir)
    await choir.jonas.listen()
    moved = await choir.clara.call("occurrence.change", occurrence=second["id"], local_start="2026-09-11T19:30")
    assert (moved["local_start"], moved["local_end"]) == ("2026-09-11T19:30:00", "2026-09-11T21:45:00")
    assert (moved["starts_at"], moved["ends_at"]) == ("2026-09-11T17:30:00Z", "2026-09-11T19:45:00Z")
    assert moved["title"] == "Repetitie"
    assert await choir.jonas.heard("occurrence.changed") == [moved]
    assert await choir.an.call("occurrence.get", occurrence=first["id"]) == first
    row = await Occurrence.get(id=second["id"], organisation_id=choir.organisation)
    assert (row.recurrence_key, row.sequence, row.patch) == ("2026-09-10T20:00:00", 1, "times")


async def test_calendar_apps_count_changes_of_time_and_place_but_not_of_words(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00", place="Sint-Romboutskathedraal")
    seen = []
    for change in (
        {"title": "Kerstconcert"},
        {"remarks": "Zwarte kleren, rode map."},
        {"place": "Onze-Lieve-Vrouwekerk"},
        {"local_end": "2026-12-12T22:30"},
        {"place": ""},
    ):
        await choir.clara.call("occurrence.change", occurrence=concert["id"], **change)
        row = await Occurrence.get(id=concert["id"], organisation_id=choir.organisation)
        seen.append((row.sequence, row.modified_at))
    assert [sequence for sequence, _ in seen] == [0, 0, 1, 2, 3]
    seconds = [int(moment.timestamp()) for _, moment in seen]
    assert seconds == sorted(set(seconds))
    shown = await choir.an.call("occurrence.get", occurrence=concert["id"])
    assert (shown["title"], shown["place"], shown["remarks"]) == ("Kerstconcert", None, "Zwarte kleren, rode map.")


async def test_a_change_to_what_it_is_already_tells_nobody(choir: World) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    await choir.jonas.listen()
    same = {"title": "Concert", "local_start": "2026-12-12T20:00:00", "place": ""}
    assert await choir.clara.call("occurrence.change", occurrence=concert["id"], **same) == concert
    assert await choir.jonas.heard() == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("local_start", {"local_start": "2027-03-28T02:30"}),
        ("local_start", {"local_start": "2026-10-25T02:00"}),
        ("local_end", {"local_end": "2026-12-12T20:00"}),
        ("local_end", {"local_end": "2026-12-11T22:00"}),
        ("local_end", {"local_end": "2028-12-12T22:00"}),
        ("local_end", {"local_end": "2026-12-12T22:00+01:00"}),
        ("title", {"title": ""}),
        ("colour", {"colour": "red"}),
    ],
)
async def test_a_change_that_does_not_fit_is_refused_with_its_field(
    choir: World, field: str, change: dict[str, Any]
) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    with refused("invalid", field=field):
        await choir.clara.call("occurrence.change", occurrence=concert["id"], **change)
    assert await choir.an.call("occurrence.get", occurrence=concert["id"]) == concert


async def test_what_clients_heard_is_what_a_fresh_one_holds(choir: World) -> None:
    await choir.jonas.listen()
    first, second, third, *_ = await rehearsals(choir)
    await choir.clara.call("occurrence.cancel", occurrence=first["id"])
    await choir.clara.call("occurrence.change", occurrence=second["id"], place="Kapel")
    await choir.clara.call("occurrence.change", occurrence=third["id"], local_start="2026-09-18T20:00")
    held: dict[int, Any] = {}
    for told in await choir.jonas.heard():
        if told["rev"] > held.get(told["id"], {"rev": 0})["rev"]:
            held[told["id"]] = told
    fresh = {number: data for (kind, number), data in (await choir.an.snapshot()).items() if kind == "occurrence"}
    assert held == fresh


async def test_catching_up_brings_only_what_changed(choir: World) -> None:
    first, *_ = await rehearsals(choir)
    page = await choir.an.call("sync.pull", organisation=choir.organisation)
    while page["more"]:
        page = await choir.an.call("sync.pull", organisation=choir.organisation, cursor=page["cursor"])
    cancelled = await choir.clara.call("occurrence.cancel", occurrence=first["id"])
    news = await choir.an.call("sync.pull", organisation=choir.organisation, cursor=page["cursor"])
    assert news["items"] == [{"kind": "occurrence", "data": cancelled}]


async def test_an_endless_series_is_made_eighteen_months_ahead_and_goes_on_by_night(
    choir: World, autumn: Season
) -> None:
    thursdays = await plan(choir, "Repetitie", "2026-09-03T20:00", rule="FREQ=WEEKLY")
    assert (len(thursdays), thursdays[-1]["local_start"]) == (78, "2028-02-24T20:00:00")
    await choir.jonas.listen()
    autumn.passes(days=20)
    await choir.house.worker.run_due()
    await extend_series.run(choir.house.work)
    made = await choir.jonas.heard("occurrence.created")
    assert [each["local_start"] for each in made] == [
        "2028-03-02T20:00:00",
        "2028-03-09T20:00:00",
        "2028-03-16T20:00:00",
    ]
    autumn.passes(days=1)
    await choir.house.worker.run_due()
    assert len(await choir.jonas.heard("occurrence.created")) == 3


async def test_a_series_that_began_long_ago_is_made_a_year_back_and_counts_on(choir: World) -> None:
    thursdays = await plan(choir, "Repetitie", "1994-09-01T20:00", rule="FREQ=WEEKLY")
    assert thursdays[0]["local_start"] == "2025-09-04T20:00:00"
    yearly = await plan(choir, "Cecilia", "1994-11-22T18:00", rule="FREQ=YEARLY;COUNT=50")
    assert [each["local_start"][:4] for each in yearly] == ["2025", "2026", "2027", "2028", "2029", "2030"]


async def test_planning_a_season_costs_as_few_statements_as_one_evening(choir: World, statements: list[str]) -> None:
    await choir.clara.call("series.create", organisation=choir.organisation, **CONCERT)
    one = len(statements)
    statements.clear()
    await choir.clara.call("series.create", organisation=choir.organisation, **CONCERT, rule="FREQ=WEEKLY;COUNT=100")
    assert len(statements) <= one <= 12, statements
