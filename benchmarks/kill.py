"""100 rounds of `kill -9` under load: what was acknowledged, and what became of it.

python -m benchmarks.kill [--rounds 100] [--seed N]
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from pathlib import Path

from tests.faults.killing import kill_under_load


def main() -> None:
    """Run the rounds and print the outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(kill_under_load(Path(folder), given.rounds, given.seed))
    back = sorted(outcome.back_after)
    print(f"seed {given.seed}: {outcome.rounds} kills, {outcome.acked} messages acknowledged")
    print(f"lost {outcome.lost}, doubled {outcome.doubled}, reordered {outcome.reordered}")
    print(f"back to service after {statistics.median(back):.2f} s (median), {back[-1]:.2f} s (longest)")


if __name__ == "__main__":
    main()
