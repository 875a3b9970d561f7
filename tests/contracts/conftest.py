"""What the contracts share: a parity run is made once for each kind of database."""

import pytest

from server.main import House
from tests.contracts.parity import ParityRun, run_parity

_runs: dict[str, ParityRun] = {}


@pytest.fixture
async def parity(house: House) -> ParityRun:
    """Every operation by every door, on this kind of database."""
    kind = "sqlite" if house.database.address.file else "postgres"
    if kind not in _runs:
        _runs[kind] = await run_parity(house)
    return _runs[kind]
