"""Search beside the bare FTS query: with who may see what, pages and excerpts it may cost half as much again.

    python -m benchmarks.search [--messages 1000000] [--times 200]

The index is built once by `executemany` into `search.sqlite3`, the messages into the database; both are asked in turn
in the same run. `bare` is FTS5's own query for the same words and limit, over the same index, without narrowing.
"""

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import execute, transaction
from server.kernel.finding import Place
from server.kernel.ids import new_id
from server.kernel.unit_of_work import insert_models
from server.main import opened
from server.search.indexing import entry_of
from server.settings import Settings
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


def bare_query(asked: str) -> str:
    """What FTS5 is asked for the same words."""
    return asked if asked.startswith('"') else " AND ".join(f"words : {word}*" for word in asked.split())


async def compare(choir: World, file: Path, times: int) -> list[float]:
    """Ask both in turn; prints medians in milliseconds, and gives their ratios."""
    bare = sqlite3.connect(file, check_same_thread=False)
    ratios = []
    for asked in ASKED:
        ours, theirs = [], []
        for _ in range(times):
            began = time.perf_counter()
            await choir.jonas.call("search.messages", text=asked, limit=20)
            ours.append(time.perf_counter() - began)
            theirs.append(_bare(bare, asked))
        own, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
        ratios.append(own / other)
        sys.stdout.write(f"{asked:28} ours {own:8.2f} ms   bare {other:8.2f} ms   ratio {own / other:5.2f}\n")
    return ratios


def _bare(connection: sqlite3.Connection, asked: str) -> float:
    sql = (
        "SELECT rowid, snippet(entry, 0, '[', ']', '…', 20) FROM entry WHERE entry MATCH ? ORDER BY rowid DESC LIMIT 21"
    )
    began = time.perf_counter()
    connection.execute(sql, [bare_query(asked)]).fetchall()
    return time.perf_counter() - began


async def measure(given: Any) -> Sequence[float]:
    """Build, and compare."""
    folder = Path(tempfile.mkdtemp(prefix="akkoord-search-"))
    url = f"sqlite:///{folder / 'akkoord.sqlite3'}"
    await make_schema(url)
    async with opened(Settings(folder=str(folder), database=url, url="http://akkoord.test", port=0)) as house:
        house.start(work=False)
        choir = await founded(house)
        began = time.monotonic()
        await fill(choir, given.messages)
        size = (folder / "search.sqlite3").stat().st_size
        sys.stdout.write(f"{given.messages} messages in {time.monotonic() - began:.0f} s; index {size / 1e6:.0f} MB\n")
        return await compare(choir, folder / "search.sqlite3", given.times)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
