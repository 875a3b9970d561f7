"""One conversation, 1,000 sockets: what is delivered a second, and how late. `python -m benchmarks.fanout [--quick]`.

Akkoord is measured whole: each message is judged, on disk, acknowledged, and then delivered. The others only deliver.
Every server is started once; the load visits them in turn and each keeps its best round: whatever else a machine does
only ever makes a round worse.
"""

import sys
from collections import defaultdict
from contextlib import ExitStack
from functools import partial
from time import monotonic

from benchmarks.akkoord_server import start_akkoord
from benchmarks.harness import (
    Contender,
    Running,
    idle_cost,
    limit,
    measure,
    node_ws,
    raw_hook,
    say,
    verdict,
)

SOCKETS = 1000
ONLINE = 500
"""How many of them are there in the last rounds, which ask when the last of these has a message."""
IN_FLIGHT = (1, 16, 64)
ENOUGH = 45.0  # seconds of rounds, after which a slow machine begins no other
LIMIT, PEER, OURS, HOOK = "C, one write per socket", "Node ws", "Akkoord, stored", "hook alone"
CONTENDERS: dict[str, Contender] = {
    LIMIT: partial(limit, "direct"),
    "C, coalescing": partial(limit, "coalesce"),
    PEER: node_ws,
    OURS: partial(start_akkoord, SOCKETS),
    HOOK: raw_hook,
    "without the hook": partial(raw_hook, "asgi"),
}

Figures = dict[str, dict[str, list[float]]]


def main(quick: bool) -> None:
    """Measure and print; 25 s when quick, else 120 s."""
    rounds, seconds = (1, 0.3) if quick else (4, 0.4)
    figures: Figures = defaultdict(lambda: defaultdict(list))
    with ExitStack() as stack:
        servers = {name: stack.enter_context(start()) for name, start in CONTENDERS.items()}
        for name, server in servers.items():
            figures[name]["KiB"].append(idle_cost(server, SOCKETS))
        began = monotonic()
        for turn in range(rounds):
            if turn and monotonic() - began > ENOUGH:
                break
            for name, server in servers.items():
                _visit(server, figures[name], seconds)
        for _ in range(rounds):
            for name in (LIMIT, OURS):
                (phase,) = measure(servers[name], ONLINE, [f"r10@{seconds * 10}"])
                figures[name]["last p99 ms"].append(phase["last_p99_ms"])
    _print_table(figures)
    _print_ratios(figures)


def _visit(server: Running, found: dict[str, list[float]], seconds: float) -> None:
    saturated = [f"{in_flight}@{seconds}" for in_flight in IN_FLIGHT]
    for phase in measure(server, SOCKETS, [*saturated, f"r10@{seconds * 4}"]):
        if "p99_ms" in phase:
            found["p99 ms"].append(phase["p99_ms"])
        else:
            found[f"{phase['in_flight']}"].append(phase["deliveries"])
            found[f"CPU {phase['in_flight']}"].append(phase["cpu_us"])


def _print_table(figures: Figures) -> None:
    say(f"{SOCKETS:,} sockets, deliveries a second with … messages in flight (best of the rounds)")
    say(f"{'':<28}" + "".join(f"{in_flight:>12}" for in_flight in IN_FLIGHT) + f"{'p99 ms':>10}{'KiB':>8}{'µs CPU':>9}")
    for name, found in figures.items():
        speeds = "".join(f"{max(found[str(in_flight)]):>12,.0f}" for in_flight in IN_FLIGHT)
        say(f"{name:<28}{speeds}{min(found['p99 ms']):>10.1f}{min(found['KiB']):>8.1f}{min(found['CPU 1']):>9.2f}")


def _print_ratios(figures: Figures) -> None:
    say()
    for in_flight, goal in (("1", 0.6), ("16", 1.5), ("64", 3)):
        say(_ratio(figures, f"{OURS} / {LIMIT}, {in_flight} in flight", LIMIT, in_flight, goal))
    say(_ratio(figures, f"{OURS} / {PEER}, 1 in flight", PEER, "1", 1.2))
    work = min(figures[LIMIT]["CPU 1"]) / min(figures[HOOK]["CPU 1"])
    say(verdict(f"{HOOK} / {LIMIT}, by processor time", work, 0.6))
    lateness = min(figures[OURS]["p99 ms"]) / min(figures[LIMIT]["p99 ms"])
    say(verdict(f"{OURS} / {LIMIT}, p99 at 10 a second", lateness, 2, at_most=True))
    last, least = (min(figures[name]["last p99 ms"]) for name in (OURS, LIMIT))
    say(f"{ONLINE} of {SOCKETS:,} members online, p99 of the last delivery: {last:.1f} ms, {LIMIT}: {least:.1f} ms")
    say(verdict(f"{OURS}, KiB an idle connection", min(figures[OURS]["KiB"]), 26, at_most=True))


def _ratio(figures: Figures, title: str, beside: str, phase: str, goal: float) -> str:
    return verdict(title, max(figures[OURS][phase]) / max(figures[beside][phase]), goal)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
