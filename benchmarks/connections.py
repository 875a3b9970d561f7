"""What an idle connection costs in memory, 10,000 of them held. `python -m benchmarks.connections [--quick]`."""

import sys
from functools import partial

from benchmarks.akkoord_server import start_akkoord
from benchmarks.harness import Contender, idle_cost, limit, node_ws, raw_hook, say, verdict

GOAL = 26  # KiB
OURS = "Akkoord, signed in"
OTHERS: dict[str, Contender] = {"C": partial(limit, "direct"), "Node ws": node_ws, "hook alone": raw_hook}


def main(sockets: int) -> None:
    """Hold the sockets at one server after the other, and print what each one took."""
    costs = {}
    contenders: dict[str, Contender] = {**OTHERS, OURS: partial(start_akkoord, sockets)}
    for name, start in contenders.items():
        with start() as server:
            costs[name] = idle_cost(server, sockets)
        say(f"{name:<20}{sockets:>8,} connections{costs[name]:>8.1f} KiB each")
    say(verdict(f"{OURS}, KiB an idle connection", costs[OURS], GOAL, at_most=True))


if __name__ == "__main__":
    main(1_000 if "--quick" in sys.argv else 10_000)
