"""Search beside the bare query of the index: with who may see what, pages and excerpts it may cost half as much again.

    python -m benchmarks.search [--messages 1000000] [--times 200] [--postgres]

The messages go into the database and its index once; both ways are asked in turn in the same run. `bare` is the
database's own query for the same words and limit, over the same index, without narrowing: FTS5's in
`search.sqlite3`, or with `--postgres` a `tsquery` on `search.entry` by asyncpg.
"""

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import asyncpg

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import execute, transaction
from server.kernel.finding import Place
from server.kernel.ids import new_id
from server.kernel.unit_of_work import insert_models
from server.main import opened
from server.search.indexing import entry_of
from server.settings import Settings
from tests.postgres import running_postgres
from tests.schema import make_schema
from tests.world import World, founded

WORDS = (
    "repetitie donderdag kerk stoelen partituur sopraan alt tenor bas concert zaterdag koffie taart auto rijden trein "
    "laat vroeg morgen avond zaal sleutel verwarming piano dirigent pauze bestuur lid nieuw lied tekst blad map foto"
).split()
ASKED = ("repetitie", "stoel partituur", "dirig", '"koffie taart"', "sleutel verwarming piano", "zeldzaam")
CONVERSATIONS = 40
BATCH = 10_000


async def fill(choir: World, many: int) -> None:
    """Messages in as many conversations as somebody has, and the index of them."""
    draw = random.Random(4)
    places = [await choir.conversation(choir.jonas, choir.an) for _ in range(CONVERSATIONS)]
    done = 0
    while done < many:
        count = min(BATCH, many - done)
        messages = [_message(choir, draw, places[(done + n) % CONVERSATIONS], done + n) for n in range(count)]
        async with transaction():
            await insert_models(Message, messages)
        ids = [message.id for message in messages]
        await choir.house.index.write(choir.organisation, Place(1, done + count), ids, [entry_of(m) for m in messages])
        done += count
    sql = 'UPDATE "conversation" SET "last_seq" = ? WHERE "organisation_id" = ?'
    async with transaction():
        await execute(sql, [many // CONVERSATIONS + 1, choir.organisation])
    await choir.house.index.cleanse()


def _message(choir: World, draw: random.Random, place: int, number: int) -> Message:
    text = " ".join(draw.choices(WORDS, k=draw.randint(4, 20)))
    if number % 5000 == 0:
        text += " zeldzaamheid"
    return Message.construct(
        id=new_id(), organisation_id=choir.organisation, rev=number + 1, conversation_id=place,
        seq=number // CONVERSATIONS + 1, author_id=choir.clara.contact, author_account=choir.clara.account.id,
        key=f"bench-{number}", text=text, sent_at=clock.now(),
    )  # fmt: skip


Bare = Callable[[str], Awaitable[object]]


@asynccontextmanager
async def bare_sqlite(file: Path) -> AsyncIterator[Bare]:
    """Asks FTS5 itself."""
    connection = sqlite3.connect(file)
    sql = (
        "SELECT rowid, snippet(entry, 0, '[', ']', '…', 20) FROM entry WHERE entry MATCH ? ORDER BY rowid DESC LIMIT 21"
    )

    async def ask(asked: str) -> object:
        match = asked if asked.startswith('"') else " AND ".join(f"words : {word}*" for word in asked.split())
        return connection.execute(sql, [match]).fetchall()

    yield ask
    connection.close()


@asynccontextmanager
async def bare_postgres(url: str) -> AsyncIterator[Bare]:
    """Asks PostgreSQL itself."""
    connection = await asyncpg.connect(url)
    sql = "SELECT id FROM search.entry WHERE tokens @@ $1::text::tsquery ORDER BY id DESC LIMIT 21"

    async def ask(asked: str) -> object:
        phrase = " <-> ".join(f"'w{word}'" for word in asked.strip('"').split())
        return await connection.fetch(sql, phrase if '"' in asked else phrase.replace("' <-> '", "':* & '") + ":*")

    yield ask
    await connection.close()


async def compare(choir: World, bare: Bare, times: int) -> None:
    """Ask both in turn, and print medians in milliseconds and their ratios."""
    for asked in ASKED:
        ours, theirs = [], []
        for _ in range(times):
            ours.append(await _took(choir.jonas.call("search.messages", text=asked, limit=20)))
            theirs.append(await _took(bare(asked)))
        own, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
        sys.stdout.write(f"{asked:28} ours {own:8.2f} ms   bare {other:8.2f} ms   ratio {own / other:5.2f}\n")


async def _took(asked: Awaitable[object]) -> float:
    began = time.perf_counter()
    await asked
    return time.perf_counter() - began


async def measure(messages: int, times: int, url: str, folder: Path) -> None:
    """Build, and compare."""
    await make_schema(url)
    async with opened(Settings(folder=str(folder), database=url, url="http://akkoord.test", port=0)) as house:
        house.start(work=False)
        choir = await founded(house)
        began = time.monotonic()
        await fill(choir, messages)
        sys.stdout.write(f"{messages} messages in {time.monotonic() - began:.0f} s\n")
        if url.startswith("postgres"):
            await execute("ANALYZE")
        asking = bare_sqlite(folder / "search.sqlite3") if url.startswith("sqlite") else bare_postgres(url)
        async with asking as bare:
            await compare(choir, bare, times)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="akkoord-search-"))
    with running_postgres(durable=True) if given.postgres else nullcontext() as server:
        url = server.create_database("search") if server else f"sqlite:///{folder / 'akkoord.sqlite3'}"
        asyncio.run(measure(given.messages, given.times, url, folder))


if __name__ == "__main__":
    main()
