"""An organisation with any number of members, and an administrator whose token the benchmark knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from server.accounts.models import Account, Link, Organisation
from server.accounts.roles import add_first_roles, grant_role
from server.accounts.sessions import draw_session
from server.kernel.clock import clock
from server.kernel.events import PLATFORM
from server.kernel.ids import new_id
from server.kernel.models import OrganisationStream
from server.kernel.unit_of_work import UnitOfWork
from server.main import opened
from server.people.models import (
    Address,
    Contact,
    Group,
    GroupFunction,
    GroupSeason,
    Membership,
    MembershipType,
    Phone,
    Placement,
    PostalAddress,
    Season,
)
from server.people.queries import search_name
from server.settings import Settings
from tests.schema import make_migrated

FIRST = "Zoë Hanne Herman Wannes Ruth Jonas Clara Bram An Mieke Wim Els Nele Katrien Margot Wout Roos Lies Gust Fien"
LAST = "Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Aerts Hermans Lemmens Smets Bosmans Geerts"
TOWNS = "Mechelen Gent Leuven Antwerpen Brugge Hasselt Aalst Kortrijk Lier Turnhout"


@dataclass(frozen=True)
class Members:
    """A choir, its administrator's token, and the groups of its season."""

    organisation: int
    token: str
    groups: Sequence[int]


async def found_members(settings: Settings, number: int, groups: int = 40) -> Members:
    """Make the tables and all of the members: each with an address, a phone, a town, a group and a membership."""
    await make_migrated(settings.database_url)
    organisation = Organisation(id=new_id(), name="Koorbond Dijle en Nete", slug="dijle-nete", created_at=clock.now())
    own = {"organisation_id": organisation.id}
    async with opened(settings) as house:
        async with house.units.write() as unit:
            unit.add(organisation, OrganisationStream(organisation_id=PLATFORM), OrganisationStream(**own))
            admin = add_first_roles(unit, organisation)
            account = Account(id=new_id(), login="clara", name="Clara Wouters", created_at=clock.now())
            session, token = draw_session(account, "the benchmark", clock.now())
            unit.add(account, session, grant_role(admin, account.id))
            places = _groups(unit, organisation.id, groups)
            kind = MembershipType(id=new_id(), name="Zingend lid", **own)
            unit.add(kind)
        for start in range(0, number, 1000):
            async with house.units.write() as unit:
                for place in range(start, min(start + 1000, number)):
                    contact = _member(unit, organisation.id, place)
                    singing = {"group_season_id": places[place % groups].id, "function_id": places[0].function}
                    unit.add(Placement(id=new_id(), contact_id=contact.id, **singing, **own))
                    days = {"from_day": date(2020, 1, 1), "type_id": kind.id}
                    unit.add(Membership(id=new_id(), contact_id=contact.id, **days, **own))
                    if place == 0:
                        link = {"account_id": account.id, "contact_id": contact.id, "from_at": clock.now()}
                        unit.add(Link(id=new_id(), **link, **own))
    return Members(organisation.id, token, [place.group_id for place in places])


def _groups(unit: UnitOfWork, organisation: int, number: int) -> list[GroupSeason]:
    own = {"organisation_id": organisation}
    season = Season(id=new_id(), name="Seizoen", first_day=date(2020, 9, 1), last_day=date(2099, 8, 31), **own)
    singer = GroupFunction(id=new_id(), name="Zanger", **own)
    unit.add(season, singer)
    groups = [Group(id=new_id(), name=f"Koor {place + 1}", **own) for place in range(number)]
    here = [GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own) for group in groups]
    unit.add(*groups, *here)
    for place in here:
        place.function = singer.id
    return here


def _member(unit: UnitOfWork, organisation: int, place: int) -> Contact:
    own = {"organisation_id": organisation}
    first, last, towns = FIRST.split(), LAST.split(), TOWNS.split()
    contact = Contact(
        id=new_id(),
        first_name=first[place * 7 % len(first)],
        last_name=f"{last[place * 11 % len(last)]} {place:05}",
        birth_date=date(1940, 1, 1) + timedelta(days=place * 37 % 28_000),
        search_name="",
        rev=place + 1,
        created_at=clock.now(),
        **own,
    )
    contact.search_name = search_name(contact.name)
    where = {"contact_id": contact.id, "place": 1, **own}
    unit.add(contact, Address(id=new_id(), address=f"lid{place}@rietvink.example", **where))
    unit.add(Phone(id=new_id(), number=f"0470 {place:06}", **where))
    unit.add(PostalAddress(id=new_id(), town=towns[place % len(towns)], **where))
    return contact
