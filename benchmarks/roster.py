"""The first window of the roster of 10,000 members, beside the bare SQL in the same run.

python -m benchmarks.roster [--quick]

The bare SQL reads the same 200 names with the same filter and order and counts them, on a connection of its own; the
operation also judges who asks, and reads the groups, memberships, addresses, telephones, towns and logins of the 200.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from benchmarks.akkoord_server import new_folder
from benchmarks.harness import say, verdict
from benchmarks.members import Members, found_members
from server.kernel.context import Door
from server.kernel.database import statement_watchers
from server.kernel.dispatch import Request
from server.kernel.wire import encode
from server.main import House, opened
from server.settings import Settings

ROUNDS = 15
GOAL_MS = 50
ASKED: dict[str, dict[str, Any]] = {
    "everybody, by name": {},
    "everybody, by last name": {"sort": ["last_name"]},
    "everybody, by group and birth date": {"sort": ["group", "birth_date:desc"]},
    "part of a name": {"search": "hanne pee"},
    "a group, without a login": {"login": "none"},
    "the last window": {"offset": 9_800},
}
BARE = (
    'SELECT "id", "first_name", "last_name" FROM "contact" WHERE "organisation_id" = ? AND "removed_at" IS NULL '
    'ORDER BY "search_name", "id" LIMIT 200',
    'SELECT COUNT(*) FROM "contact" WHERE "organisation_id" = ? AND "removed_at" IS NULL',
)


def main(members: int) -> None:
    """Measure, and print."""
    asyncio.run(_measure(members))


async def _measure(number: int) -> None:
    settings = Settings(folder=str(new_folder()))
    choir = await found_members(settings, number)
    async with opened(settings) as house:
        say(f"a window of 200 out of {number} members, best of {ROUNDS} rounds; statements in brackets")
        took = {}
        for name, asked in ASKED.items():
            given = {**asked, **({"group": choir.groups[0]} if name.startswith("a group") else {})}
            took[name] = await _timed(lambda given=given: _window(house, choir, given))
            say(f"  {name:<40}{took[name]:8.1f} ms  ({await _counted(house, choir, given)})")
        bare = await _bare(house, choir)
    first = took["everybody, by name"]
    say(f"  {'bare SQL, names only':<40}{bare:8.1f} ms")
    say(f"  {'ratio roster : bare':<40}{first / bare:8.1f}")
    say(verdict("first window, milliseconds", first, GOAL_MS, at_most=True))


async def _window(house: House, choir: Members, given: dict[str, Any]) -> None:
    actor = await house.sessions.actor(choir.token)
    arguments = encode({"organisation": choir.organisation, **given})
    request = Request(operation="contact.roster", arguments=arguments, door=Door("the benchmark"))
    answer = await house.dispatch.call(request, actor)
    if answer.refusal is not None:
        raise RuntimeError(f"the roster was refused: {answer.refusal.code}")
    encode(answer.result)


async def _counted(house: House, choir: Members, given: dict[str, Any]) -> int:
    seen: list[str] = []
    statement_watchers.append(seen.append)
    await _window(house, choir, given)
    statement_watchers.remove(seen.append)
    return len(seen)


async def _bare(house: House, choir: Members) -> float:
    database = sqlite3.connect(str(house.database.address.file))

    async def read() -> None:
        for sql in BARE:
            database.execute(sql, [choir.organisation]).fetchall()

    took = await _timed(read)
    database.close()
    return took


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds of the best round, once warm: other work on the machine only makes a round worse."""
    await work()
    rounds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        await work()
        rounds.append((perf_counter() - began) * 1000)
    return min(rounds)


if __name__ == "__main__":
    main(1_000 if "--quick" in sys.argv else 10_000)
