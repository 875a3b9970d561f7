"""P1, P3, P4: members look up people, seasons and groups of their own organisation, and of no other."""

from datetime import UTC, date, datetime

import pytest

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.people.importing import import_contacts
from server.people.models import Season
from tests.world import Person, World, refused

CSV = """Voornaam;Achternaam;Geboortedatum;Groep;Functie;Lid van;Lid tot
Zoë;Van Wulpenberg;30/07/1991;Sopranen;Zanger;;
Hanne;De Wielewaelde;16/09/1999;Sopranen;Zanger;;
Ruth;Sneppenaar;3/10/1986;Sopranen;Zanger;01/09/2014;30/06/2025
Herman;Rietvoorn;3/03/1947;Mannen;Zanger;01/09/1979;
Wannes;Baerdmannetje;4/09/1996;Mannen;Zanger;01/01/2027;
"""


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with two groups."""
    organisation = await Organisation.get(id=choir.organisation)
    report = await import_contacts(choir.house.units, organisation, CSV.encode(), "leden.csv")
    assert report.created == 5
    return choir


async def names(person: Person, **given: object) -> list[str]:
    """Whom somebody finds."""
    listed = await person.call("contact.list", **{"organisation": person.organisation, **given})  # type: ignore[arg-type]
    return [item["name"] for item in listed["items"]]


async def test_a_member_lists_everyone_by_name(members: World) -> None:
    found = await names(members.jonas)
    assert len(found) == 9
    assert found[:3] == ["An Claes", "Bram De Smet", "Clara Wouters"]
    assert found[-1] == "Zoë Van Wulpenberg"


@pytest.mark.parametrize("search", ["zoe", "ZOË", "wulp zo", "van wulpenb"])
async def test_names_are_found_without_accents_and_capitals_and_in_any_order(members: World, search: str) -> None:
    assert await names(members.jonas, search=search) == ["Zoë Van Wulpenberg"]


@pytest.mark.parametrize("search", ["%", "_", "zoe jonas", "'"])
async def test_signs_that_mean_something_to_a_database_are_plain_text(members: World, search: str) -> None:
    assert await names(members.jonas, search=search) == []


async def test_a_long_list_comes_in_pages_that_miss_nobody(members: World) -> None:
    found: list[str] = []
    page: str | None = None
    while True:
        given = {"organisation": members.organisation, "limit": 4, "page": page}
        listed = await members.jonas.call("contact.list", **given)  # type: ignore[arg-type]
        found += [item["name"] for item in listed["items"]]
        page = listed["next"]
        if page is None:
            break
    assert found == await names(members.jonas)


async def test_members_see_names_and_no_addresses_birth_dates_or_phones(members: World) -> None:
    listed = await members.jonas.call("contact.list", organisation=members.organisation)
    assert set(listed["items"][0]) == {
        "id",
        "organisation",
        "kind",
        "name",
        "picture",
        "removed_at",
        "erased_at",
        "rev",
    }


async def test_the_season_of_today_is_current(members: World) -> None:
    async with members.house.units.write() as unit:
        unit.add(
            Season(
                id=1,
                organisation_id=members.organisation,
                name="2027-2028",
                first_day=date(2027, 9, 1),
                last_day=date(2028, 8, 31),
            )
        )
    seasons = (await members.jonas.call("season.list", organisation=members.organisation))["items"]
    assert [(each["name"], each["current"]) for each in seasons] == [("2027-2028", False), ("2026-2027", True)]
    assert (seasons[1]["first_day"], seasons[1]["last_day"]) == ("2026-09-01", "2027-08-31")


async def test_groups_count_who_stands_in_them_today(members: World) -> None:
    groups = (await members.jonas.call("group.list", organisation=members.organisation))["items"]
    assert [(each["name"], each["members"]) for each in groups] == [("Mannen", 1), ("Sopranen", 2)]
    clock.set(lambda: datetime(2027, 1, 1, 12, tzinfo=UTC))
    groups = (await members.jonas.call("group.list", organisation=members.organisation))["items"]
    assert [(each["name"], each["members"]) for each in groups] == [("Mannen", 2), ("Sopranen", 2)]


async def test_a_conversation_with_a_group_holds_who_stands_in_it_today(members: World) -> None:
    groups = (await members.jonas.call("group.list", organisation=members.organisation))["items"]
    made = await members.clara.call(
        "conversation.create", organisation=members.organisation, title="Sopranen", group=groups[1]["id"]
    )
    seats = (await members.clara.call("participant.list", conversation=made["id"]))["items"]
    sitting = {seat["contact"] for seat in seats}
    everyone = (await members.clara.call("contact.list", organisation=members.organisation))["items"]
    named = {each["name"] for each in everyone if each["id"] in sitting}
    assert named == {"Clara Wouters", "Zoë Van Wulpenberg", "Hanne De Wielewaelde"}


@pytest.mark.parametrize("operation", ["contact.list", "season.list", "group.list"])
async def test_an_organisation_is_not_there_for_who_does_not_stand_in_it(members: World, operation: str) -> None:
    for person in (members.stranger, members.foreign_admin):
        with refused("not_found"):
            await person.call(operation, organisation=members.organisation)
        assert (await person.call(operation, organisation=members.other))["items"] is not None
    with refused("not_found"):
        await members.clara.call(operation, organisation=12345)


async def test_a_season_of_another_organisation_is_not_found(members: World) -> None:
    season = (await members.jonas.call("season.list", organisation=members.organisation))["items"][0]["id"]
    with refused("not_found"):
        await members.stranger.call("group.list", organisation=members.other, season=season)
    assert await members.jonas.call("group.list", organisation=members.organisation, season=season)
