"""A million messages through a network that loses, doubles, delays and cuts, to a server that is killed: what arrived?

python -m benchmarks.exactly_once [--messages 1000000] [--members 64] [--kills 50] [--seed N]

Members sit in conversations of two, three quarters of them write by WebSocket and the others over HTTP; all listen. The
figures come from the members' own logs alone. Nothing here is timed: the seconds only say how long it took.
"""

import argparse
import asyncio
import random
import tempfile
import time
from pathlib import Path

from benchmarks.harness import say
from tests.faults.delivery import deliver
from tests.faults.unreliable import Faults

FAULTS = Faults(lose=0.0005, double=0.005, delay=0.005, cut=0.0005)


def main() -> None:
    """Run it and print the outcome."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--members", type=int, default=64)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    say(f"seed {given.seed}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        proof = asyncio.run(
            deliver(
                Path(folder),
                messages=given.messages,
                members=given.members,
                faults=FAULTS,
                kills=given.kills,
                seed=given.seed,
                tell=say,
            )
        )
    say(f"{proof.acked} messages acknowledged, heard {proof.heard} times, in {time.monotonic() - began:.0f} s")
    say(f"faults: {proof.faults}, kills {proof.kills}")
    say(f"lost {proof.lost}, doubled {proof.doubled}, out of order {proof.out_of_order}, changed {proof.changed}")


if __name__ == "__main__":
    main()
