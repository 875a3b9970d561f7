"""What a question about 10,000 contacts costs beside the bare SQL. `python -m benchmarks.selection`.

Five nested conditions: those over 30 who sing actively in one of two groups or live in a town, have a membership, and
are no conductor. The bare SQL is what somebody would write by hand for the same question, on the same database file.
"""

import asyncio
import sqlite3
import time
from datetime import date
from statistics import median
from typing import Any

import msgspec

from benchmarks.akkoord_server import new_folder
from benchmarks.harness import say, verdict
from server.kernel.access import Actor, Standing
from server.kernel.clock import clock
from server.kernel.context import Door
from server.kernel.database import DatabaseAddress
from server.kernel.dispatch import Request
from server.kernel.ids import new_id
from server.kernel.migrations import create_tables
from server.main import House, opened
from server.models import MODEL_MODULES
from server.people.founding import Founding, lay_foundation
from server.people.models import (
    Address,
    Contact,
    Group,
    GroupFunction,
    GroupSeason,
    Membership,
    MembershipType,
    Placement,
    PostalAddress,
    Season,
)
from server.settings import Settings

CONTACTS = 10_000
ROUNDS = 30
TOWNS = ("Mechelen", "Muizen", "Leest", "Duffel", "Sint-Katelijne-Waver")


class Club(msgspec.Struct):
    """What the question names."""

    organisation: int
    groups: list[int]
    conductor: int


def main() -> None:
    """Ask both ways, in turns, and print."""
    settings = Settings(folder=str(new_folder()))
    ours, bare, found = asyncio.run(_measure(settings))
    say(f"{found} of {CONTACTS} contacts")
    say(f"the operation {ours * 1000:.2f} ms, bare SQL {bare * 1000:.2f} ms (medians of {ROUNDS})")
    say(verdict("selection beside the bare SQL", ours / bare, 1.3, at_most=True))


async def _measure(settings: Settings) -> tuple[float, float, int]:
    await create_tables(DatabaseAddress(settings.database_url), MODEL_MODULES)
    async with opened(settings) as house:
        club = await _found(house)
        actor = Actor(
            account=1, standings={club.organisation: Standing(club.organisation, None, frozenset({"roster"}))}
        )
        request = _question(club)
        connection = sqlite3.connect(str(DatabaseAddress(settings.database_url).file))
        connection.execute("PRAGMA cache_size = -65536")
        sql, values = _by_hand(club)
        ours, bare, sizes = [], [], set()
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = await house.dispatch.call(request, actor)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            count = connection.execute(sql, values).fetchone()[0]
            bare.append(time.perf_counter() - began)
            sizes |= {count, answer.result.size}
        if len(sizes) != 1:
            raise SystemExit(f"the two found different numbers: {sizes}")
        return median(ours), median(bare), sizes.pop()


def _question(club: Club) -> Request:
    sings = {"kind": "placed", "groups": club.groups, "active": True}
    lives = {"kind": "fact", "fact": "town", "op": "is", "value": "Leest"}
    tree = {
        "kind": "all",
        "of": [
            {"kind": "fact", "fact": "age", "op": "at_least", "value": 30},
            {"kind": "any", "of": [sings, lives]},
            {"kind": "member"},
            {"kind": "not", "of": {"kind": "placed", "functions": [club.conductor]}},
        ],
    }
    arguments = msgspec.json.encode({"organisation": club.organisation, "conditions": tree})
    return Request(operation="selection.count", arguments=arguments, door=Door("benchmark"))


def _by_hand(club: Club) -> tuple[str, list[Any]]:
    today = date.today().isoformat()  # noqa: DTZ011 - beside a server on the same machine
    born = date.today().replace(year=date.today().year - 30).isoformat()  # noqa: DTZ011
    standing = """
        SELECT p.contact_id FROM placement p JOIN group_season g ON g.id = p.group_season_id
        JOIN season s ON s.id = g.season_id WHERE p.organisation_id = ? AND s.first_day <= ? AND s.last_day >= ?
        AND (p.from_day IS NULL OR p.from_day <= ?) AND (p.until_day IS NULL OR p.until_day >= ?)
    """
    sql = f"""
        SELECT count(*) FROM contact c WHERE c.organisation_id = ? AND c.removed_at IS NULL AND c.birth_date <= ?
        AND (c.id IN ({standing} AND g.group_id IN (?, ?) AND p.active)
            OR c.id IN (SELECT contact_id FROM postal_address WHERE organisation_id = ? AND search_town = 'leest'))
        AND c.id IN (SELECT contact_id FROM membership WHERE organisation_id = ? AND from_day <= ?
            AND (until_day IS NULL OR until_day >= ?))
        AND c.id NOT IN ({standing} AND p.function_id = ?)
    """
    stands = [club.organisation, *[today] * 4]
    values = [club.organisation, born, *stands, *club.groups, club.organisation, club.organisation, today, today]
    return sql, [*values, *stands, club.conductor]


async def _found(house: House) -> Club:
    founding = Founding(name="Koor De Rietvink", admin_name="Clara Lisvelde", admin_address="clara@rietvink.example")
    async with house.units.write() as unit:
        invited, _, _ = await lay_foundation(unit, founding)
    organisation = invited.organisation.id
    own = {"organisation_id": organisation}
    today = clock.now().date()
    season = Season(
        id=new_id(), name="Nu", first_day=today.replace(month=1, day=1), last_day=today.replace(month=12, day=31), **own
    )
    groups = [Group(id=new_id(), name=f"Groep {number}", **own) for number in range(8)]
    places = [GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own) for group in groups]
    functions = [GroupFunction(id=new_id(), name=name, **own) for name in ("Zanger", "Dirigent")]
    kind = MembershipType(id=new_id(), name="Zingend lid", **own)
    async with house.units.write() as unit:
        unit.add(season, *groups, *places, *functions, kind)
        for number in range(CONTACTS):
            contact = Contact(
                id=new_id(), first_name=f"Zanger {number}", last_name="Rietpluim", created_at=clock.now(),
                search_name=f"zanger {number} rietpluim",
                birth_date=date(1940 + number % 75, 1 + number % 12, 1 + number % 28), **own,
            )  # fmt: skip
            whose = {"contact_id": contact.id, **own}
            unit.add(
                contact,
                Address(id=new_id(), place=1, address=f"zanger{number}@rietvink.example", **whose),
                PostalAddress(id=new_id(), place=1, town=TOWNS[number % 5], **whose),
                Placement(
                    id=new_id(), group_season_id=places[number % 8].id, function_id=functions[number % 90 == 0].id,
                    active=number % 7 > 0, **whose,
                ),
            )  # fmt: skip
            if number % 10:
                unit.add(Membership(id=new_id(), type_id=kind.id, from_day=date(2020, 1, 1), **whose))
    return Club(organisation, [groups[0].id, groups[3].id], functions[1].id)


if __name__ == "__main__":
    main()
