"""What the contracts share: a parity run is made once for each kind of database."""

import pytest

from tests.contracts.parity import ParityRun, run_parity
from tests.world import World

_runs: dict[str, ParityRun] = {}


@pytest.fixture
async def parity(choir: World) -> ParityRun:
    """Every operation by every door, on this kind of database."""
    house = choir.house
    kind = "sqlite" if house.database.address.file else "postgres"
    if kind not in _runs:
        _runs[kind] = await run_parity(house)
    return _runs[kind]
