"""What it costs to catch up after a day away. `python -m benchmarks.sync`.

A member of 50 conversations in which 500 messages were written: on a lively day most of them in five, and as the worst
case without a goal, ten in each. Queries and bytes are those of all pages of `sync.pull`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from benchmarks.akkoord_server import TEXT, Choir, found_choir, new_folder
from benchmarks.harness import say, verdict
from server.conversations.events import ParticipantJoined
from server.conversations.models import Participant
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.context import Door
from server.kernel.database import statement_watchers
from server.kernel.dispatch import Request
from server.kernel.ids import new_id
from server.kernel.sync import SyncPage
from server.kernel.wire import encode
from server.main import House, opened
from server.settings import Settings

CONVERSATIONS = 50
LIVELY = [91] * 5 + [1] * 45
EVEN = [10] * CONVERSATIONS


@dataclass
class Cost:
    """What one catching up took."""

    pages: int = 0
    items: int = 0
    queries: int = 0
    size: int = 0


def main() -> None:
    """Let both days pass, and print."""
    lively, even = asyncio.run(_costs())
    for name, cost in (("a lively day", lively), ("ten in each", even)):
        say(f"{name:<16}{cost.pages} pages, {cost.items} items, {cost.queries} queries, {cost.size / 1000:.1f} KB")
    say(verdict("queries after a day away", lively.queries, 6, at_most=True))
    say(verdict("KB after a day away", lively.size / 1000, 50, at_most=True))


async def _costs() -> list[Cost]:
    settings = Settings(folder=str(new_folder()))
    choir = await found_choir(settings, CONVERSATIONS + 1, CONVERSATIONS)
    async with opened(settings) as house:
        await _seat_everywhere(house, choir)
        return [await _day(house, choir, counts) for counts in (LIVELY, EVEN)]


async def _seat_everywhere(house: House, choir: Choir) -> None:
    """Let the last member sit in all conversations; the last one sits in the first already."""
    reader = await house.sessions.actor(choir.tokens[-1])
    async with house.units.write() as unit:
        for conversation in choir.conversations[1:]:
            seat = Participant(
                id=new_id(),
                organisation_id=choir.organisation,
                conversation_id=conversation,
                contact_id=reader.contacts[0],
                joined_at=clock.now(),
            )
            unit.add(seat)
            unit.emit(ParticipantJoined(seat))


async def _day(house: House, choir: Choir, counts: Sequence[int]) -> Cost:
    reader = await house.sessions.actor(choir.tokens[-1])
    last = await _pull(house, reader, choir.organisation, None)
    while last.more:
        last = await _pull(house, reader, choir.organisation, last.cursor)
    for number, count in enumerate(counts):
        author = await house.sessions.actor(choir.tokens[number])
        arguments = {"conversation": choir.conversations[number], "text": TEXT}
        await asyncio.gather(*(_call(house, author, "message.send", arguments) for _ in range(count)))
    return await _catch_up(house, reader, last)


async def _catch_up(house: House, reader: Actor, since: SyncPage) -> Cost:
    cost, statements = Cost(), list[str]()
    statement_watchers.append(statements.append)
    page = since
    while page.more or not cost.pages:
        page = await _pull(house, reader, since.organisation, page.cursor)
        cost.pages += 1
        cost.items += len(page.items)
        cost.size += len(encode(page))
    statement_watchers.remove(statements.append)
    cost.queries = len(statements)
    return cost


async def _pull(house: House, reader: Actor, organisation: int, cursor: str | None) -> SyncPage:
    raw = await _call(house, reader, "sync.pull", {"organisation": organisation, "cursor": cursor})
    return msgspec.json.decode(raw, type=SyncPage)


async def _call(house: House, actor: Actor, operation: str, arguments: dict[str, object]) -> bytes:
    request = Request(operation=operation, arguments=encode(arguments), door=Door("the benchmark"))
    answer = await house.dispatch.call(request, actor)
    if answer.refusal is not None:
        raise RuntimeError(f"{operation} was refused: {answer.refusal.code}")
    return encode(answer.result)


if __name__ == "__main__":
    main()
