"""Exactly once, through a network that loses, doubles, delays and cuts, to a server that is killed."""

import random
from pathlib import Path

from tests.faults.delivery import deliver
from tests.faults.unreliable import Faults, split


async def test_every_message_arrives_once_and_in_order_whatever_the_network_does(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)  # noqa: T201 - to draw the same faults again
    faults = Faults(lose=0.004, double=0.02, delay=0.02, cut=0.004)
    proof = await deliver(tmp_path, messages=1600, members=16, faults=faults, kills=2, seed=seed, tell=lambda _: None)
    assert (proof.lost, proof.doubled, proof.out_of_order, proof.changed) == (0, 0, 0, 0)
    assert (proof.acked, proof.heard, proof.kills) == (1600, 3200, 2)
    assert all(proof.faults[name] > 0 for name in ("lose", "double", "delay", "cut"))


def test_messages_are_told_apart_in_a_stream_also_when_they_come_in_fragments() -> None:
    whole, parted = b"\x81\x02hi", b"\x01\x03abc\x80\x02de"
    assert split(whole + parted + b"\x81\x05he") == ([whole, parted], b"\x81\x05he")
