"""Messages a second that are on disk when they are acknowledged. `python -m benchmarks.send [--quick]`.

64 senders, each with one message under way, in seven conversations of ten. Akkoord and the usual way (a `create` for
each message, a `send_text` for each reader) do all of it: receive, judge, write, acknowledge, deliver to ten. The bare
drivers only write the rows. Databases stand in the directory for temporary files (TMPDIR): it has to be on a real disk
for fsync to cost anything.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.akkoord_server import TEXT, new_folder, start_akkoord
from benchmarks.bare_inserts import SENDERS, postgres_rates, sqlite_rate
from benchmarks.harness import SERVER_CORE, Running, free_port, measure, pinned, say, verdict, workshop
from tests.postgres import running_postgres

MEMBERS, CONVERSATIONS, EACH = 70, 7, 10
GOAL_HERE = 5000
AKKOORD, USUAL = "Akkoord", "Tortoise create, send_text loop"

Phases = list[dict[str, float]]


def main(rounds: int, seconds: float) -> None:
    """Measure each way in turn, the best of the rounds counts, and print."""
    _sqlite(rounds, seconds)
    say()
    _postgres(rounds, seconds)


def _sqlite(rounds: int, seconds: float) -> None:
    say(f"SQLite, an fsync before each acknowledgement; {SENDERS} senders, conversations of {EACH}")
    with ExitStack() as stack:
        servers = {
            AKKOORD: stack.enter_context(start_akkoord(MEMBERS, CONVERSATIONS)),
            USUAL: stack.enter_context(usual_way()),
        }
        seen: dict[str, Phases] = {name: [] for name in servers}
        bare: dict[int, float] = {1: 0, SENDERS: 0}
        for turn in range(rounds):
            for name, server in servers.items():
                seen[name] += _visit(server, seconds)
            for size, best in bare.items():
                bare[size] = max(best, _bare_sqlite(turn, size, seconds / 2))
    for size, rate in bare.items():
        _report(f"bare sqlite3, {size} in a transaction", rate)
    ours, usual = _told(AKKOORD, seen[AKKOORD]), _told(USUAL, seen[USUAL])
    say(verdict(f"{AKKOORD} / {USUAL}", ours / usual, 6))
    say(verdict(f"{AKKOORD}, messages a second", ours, GOAL_HERE))


def _postgres(rounds: int, seconds: float) -> None:
    say(f"PostgreSQL, synchronous commit; {SENDERS} senders in one organisation, conversations of {EACH}")
    bare: dict[str, float] = {}
    seen: Phases = []
    with (
        running_postgres(durable=True) as postgres,
        start_akkoord(MEMBERS, CONVERSATIONS, postgres.create_database("akkoord")) as server,
    ):
        for turn in range(rounds):
            seen += _visit(server, seconds)
            rates = _bare_postgres(postgres.create_database(f"bare_{turn}"), seconds / 3)
            bare = {name: max(rate, bare.get(name, 0)) for name, rate in rates.items()}
    for name, rate in bare.items():
        _report(f"asyncpg, {name}", rate)
    ours = _told(AKKOORD, seen)
    say(verdict(f"{AKKOORD} / asyncpg in groups of {SENDERS}", ours / bare[f"groups of {SENDERS}"], 0.25))


@contextmanager
def usual_way() -> Iterator[Running]:
    """peers/tortoise_loop.py, with the same people in the same conversations."""
    port = free_port()
    hello = [{"id": 0, "op": "hello", "args": {"author": i, "conversation": i % CONVERSATIONS}} for i in range(MEMBERS)]
    message = f'{{"id":@ID@,"op":"message.send","key":"@KEY@","args":{{"text":"{TEXT}"}}}}'
    command = [sys.executable, "-m", "benchmarks.peers.tortoise_loop", str(port), str(new_folder())]
    with pinned(command, port, hello="\n".join(map(json.dumps, hello)), message=message) as running:
        yield running


def _visit(server: Running, seconds: float) -> Phases:
    seen = measure(server, MEMBERS, [f"each@{seconds}"])
    if seen[0]["heard_by"] != EACH:
        raise RuntimeError(f"a message reached {seen[0]['heard_by']} readers")
    return seen


def _bare_sqlite(turn: int, size: int, seconds: float) -> float:
    with _on(SERVER_CORE):
        return sqlite_rate(workshop() / f"bare-{turn}-{size}.sqlite", size, seconds)


def _bare_postgres(url: str, seconds: float) -> dict[str, float]:
    with _on(SERVER_CORE):
        return asyncio.run(postgres_rates(url, seconds))


@contextmanager
def _on(core: int) -> Iterator[None]:
    """Run this process on one core within the block, as the servers are."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    yield
    os.sched_setaffinity(0, before)


def _told(name: str, seen: Phases) -> float:
    best = max(seen, key=lambda phase: phase["sends"])
    cpu = min(phase["cpu_us"] for phase in seen)
    _report(name, best["sends"], f"   p50 {best['p50_ms']:.1f} ms, p99 {best['p99_ms']:.1f} ms, CPU {cpu:.0f} µs each")
    return best["sends"]


def _report(name: str, rate: float, more: str = "") -> None:
    say(f"{name:<40}{rate:>10,.0f} messages a second{more}")


if __name__ == "__main__":
    main(*(2, 0.7) if "--quick" in sys.argv else (5, 1.5))
