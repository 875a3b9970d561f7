"""Today is the day that it is where the organisation is: half an hour before midnight UTC, Brussels has tomorrow."""

from datetime import UTC, date, datetime

import pytest

from server.accounts.models import Organisation
from server.agenda.queries import groups_of as groups_in_the_agenda
from server.kernel.clock import clock
from server.kernel.database import transaction
from server.people.queries import contacts_of_group, groups_of_contacts, today_in
from tests.people.seasons import Year
from tests.world import Person, World, refused

YESTERDAY, TODAY = "2026-08-31", "2026-09-01"
ENDED = {"name": "2025-2026", "first_day": "2025-09-01", "last_day": YESTERDAY}


@pytest.fixture(autouse=True)
def late_in_summer() -> None:
    """In Brussels September has begun."""
    clock.set(lambda: datetime(2026, 8, 31, 23, 30, tzinfo=UTC))


@pytest.fixture
async def year(choir: World) -> Year:
    """Jonas sings among the sopranos in the season that begins today, among the old ones in the one that ended."""
    year = await Year.begun(choir)
    await year.place(choir.jonas)
    ended = (await year.make_season(**ENDED))["id"]
    year.men = (await year.group("Oude sopranen", ended))["id"]
    await year.place(choir.jonas, year.men, season=ended)
    return year


async def at_utc(world: World) -> None:
    """The choir moves to where it is still August."""
    async with transaction():
        await Organisation.filter(id=world.organisation).update(zone="Etc/UTC")


async def current(person: Person) -> list[str]:
    """The name of the current season."""
    listed = await person.call("season.list", organisation=person.organisation)
    return [each["name"] for each in listed["items"] if each["current"]]


async def test_the_season_that_begins_at_midnight_is_current_at_midnight(year: Year) -> None:
    assert await today_in(year.world.organisation) == date(2026, 9, 1)
    assert await current(year.world.jonas) == ["2026-2027"]
    later = await year.make_season(name="2027-2028", first_day="2027-09-01", last_day="2028-08-31")
    assert not later["current"]
    await at_utc(year.world)
    assert await current(year.world.jonas) == ["2025-2026"]


async def test_who_stands_in_a_group_stands_there_by_the_day_of_the_organisation(year: Year) -> None:
    organisation, jonas = year.world.organisation, year.world.jonas.contact
    assert jonas is not None

    async def found() -> list[object]:
        return [
            await groups_of_contacts(organisation, [jonas]),
            await groups_in_the_agenda(organisation, jonas),
            await contacts_of_group(organisation, year.sopranos),
            [each["name"] for each in (await year.clara.call("group.list", organisation=organisation))["items"]],
        ]

    assert await found() == [{jonas: {year.sopranos}}, {year.sopranos}, [jonas], ["Mannen", "Sopranen"]]
    await at_utc(year.world)
    assert await found() == [{jonas: {year.men}}, {year.men}, [], ["Oude sopranen"]]


async def test_a_membership_holds_by_the_day_of_the_organisation(year: Year) -> None:
    clara, organisation = year.clara, year.world.organisation
    kind = (await year.membership_type())["id"]
    await year.member(year.world.jonas, kind, TODAY)
    await year.member(year.world.an, kind, "2025-09-01", until_day=YESTERDAY)

    async def found() -> tuple[int, list[str], list[str]]:
        types = await clara.call("membershiptype.list", organisation=organisation)
        members = await clara.call("contact.roster", organisation=organisation, membership=kind, sort=["membership"])
        assert {each["membership"] for each in members["items"]} == {"Zingend lid"}
        missing = await clara.call("membership.missing", organisation=organisation)
        names = [each["name"] for each in members["items"]]
        return types["items"][0]["members"], names, [each["name"] for each in missing["items"]]

    assert await found() == (1, ["Jonas Peeters"], [])
    await at_utc(year.world)
    assert await found() == (1, ["An Claes"], ["Jonas Peeters"])


async def test_access_ends_on_the_day_of_the_organisation(year: Year) -> None:
    given = {"contact": year.world.jonas.contact, "day": TODAY, "end_access": True}
    await at_utc(year.world)
    with refused("invalid", field="end_access"):
        await year.clara.call("member.leave", **given)
    async with transaction():
        await Organisation.filter(id=year.world.organisation).update(zone="Europe/Brussels")
    assert (await year.clara.call("member.leave", **given))["ends_access"]
