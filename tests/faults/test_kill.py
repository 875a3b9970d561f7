"""`kill -9` at any moment: what was acknowledged is there once, in order."""

import random
from pathlib import Path

from tests.faults.killing import kill_under_load


async def test_what_was_acknowledged_survives_kill_9_once_and_in_order(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)  # noqa: T201 - to run the same kills again
    outcome = await kill_under_load(tmp_path, rounds=4, seed=seed)
    assert outcome.acked > 20
    assert (outcome.lost, outcome.doubled, outcome.reordered) == (0, 0, 0)
