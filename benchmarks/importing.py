"""What taking in a long list costs. `python -m benchmarks.importing`.

5,000 people in a dozen groups, with an address, a phone, a postal address, a membership and a family each: taken in by
`import.run` as an administrator would, on SQLite in a file. The limit is `sqlite3` itself writing the same rows to a
file of the same schema, one `executemany` a table, in one transaction.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.akkoord_server import found_choir, new_folder
from benchmarks.harness import say, verdict
from server.accounts.models import Account, Organisation
from server.accounts.role_models import Role
from server.accounts.roles import add_first_roles, grant_role
from server.accounts.standings import actor_of
from server.files.receiving import Receiver
from server.kernel.access import Actor
from server.kernel.context import Door
from server.kernel.database import statement_watchers
from server.kernel.dispatch import Request
from server.kernel.wire import encode
from server.main import House, opened
from server.people.beginnings import add_family_functions
from server.settings import Settings

LINES = 5_000
HEADER = (
    "Voornaam;Achternaam;Geboortedatum;E-mail;Telefoon;Straat;Postcode;Gemeente;Groep;Functie;Lidmaatschap;Lid van;"
    "Gezin;Gezinsrol"
)
TABLES = (
    "contact",
    "address",
    "phone",
    "postal_address",
    "placement",
    "membership",
    "family",
    "family_member",
    "event",
)


@dataclass
class Cost:
    """What one import took."""

    seconds: float
    statements: int


def main() -> None:
    """Take the list in, then again unchanged, then with other phones; and print."""
    folder = new_folder()
    costs, bare = asyncio.run(_costs(folder))
    for name, cost in costs.items():
        say(f"{name:<24}{cost.seconds:6.2f} s, {cost.statements} statements")
    say(f"{'the bare rows':<24}{bare:6.2f} s")
    say(verdict("statements of a new list", costs["5,000 new people"].statements, 60, at_most=True))
    say(verdict("times the bare rows", costs["5,000 new people"].seconds / bare, 20, at_most=True))


def people(phone: str) -> bytes:
    """The list."""
    lines = (
        f"Jan{n};Rietpluim;{1 + n % 28}/{1 + n % 12}/{1950 + n % 60};jan{n}@rietvink.example;{phone};Rietlaan {n};2800;"
        f"Mechelen;Groep {n % 12};Zanger;Werkend lid;1/9/2020;Gezin {n // 4};kind"
        for n in range(LINES)
    )
    return "\n".join([HEADER, *lines]).encode()


async def _costs(folder: Path) -> tuple[dict[str, Cost], float]:
    settings = Settings(folder=str(folder))
    await found_choir(settings, 1)
    costs: dict[str, Cost] = {}
    async with opened(settings) as house:
        actor, organisation = await _administrator(house)
        for name, content in (
            ("5,000 new people", people("0470 00 00 01")),
            ("the same again", people("0470 00 00 01")),
            ("5,000 other phones", people("0470 00 00 02")),
        ):
            costs[name] = await _import(house, actor, organisation, content)
        return costs, _bare(folder, new_folder() / "bare.sqlite3")


async def _administrator(house: House) -> tuple[Actor, int]:
    organisation = await Organisation.first()
    account = await Account.filter(kind="person").first()
    assert organisation is not None
    assert account is not None
    async with house.units.write() as unit:
        if (role := await Role.get_or_none(organisation_id=organisation.id, key="admin")) is None:
            role = add_first_roles(unit, organisation)
            add_family_functions(unit, organisation)
        unit.add(grant_role(role, account.id))
    return await actor_of(account, None), organisation.id


async def _import(house: House, actor: Actor, organisation: int, content: bytes) -> Cost:
    async def call(operation: str, **arguments: object) -> int:
        answer = await house.dispatch.call(
            Request(operation=operation, arguments=encode(arguments), door=Door("benchmark")), actor
        )
        number: int = answer.result.id
        return number

    async def parts() -> AsyncIterator[bytes]:
        yield content

    file = await call("file.begin", organisation=organisation, purpose="import", name="leden.csv")
    await Receiver(house.units).receive(actor, file, parts())
    await house.worker.run_due()
    statements: list[str] = []
    count: Callable[[str], None] = statements.append
    statement_watchers.append(count)
    start = time.perf_counter()
    await call("import.run", organisation=organisation, file=file)
    await house.worker.run_due()
    cost = Cost(time.perf_counter() - start, len(statements))
    statement_watchers.remove(count)
    return cost


def _bare(folder: Path, copy: Path) -> float:
    """Seconds for the same rows into empty tables of the same schema."""
    database = folder / "akkoord.sqlite3"
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        target.execute("PRAGMA journal_mode = WAL")
        schema = source.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%'")
        for (sql,) in schema.fetchall():
            target.execute(sql)
        rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in TABLES}
        target.commit()
        start = time.perf_counter()
        for table, held in rows.items():
            marks = ", ".join("?" * len(held[0]))
            target.executemany(f'INSERT INTO "{table}" VALUES ({marks})', held)
        target.commit()
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
