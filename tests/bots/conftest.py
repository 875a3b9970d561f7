"""The server of a few lines, and the bot that counts."""

from collections.abc import AsyncIterator

import pytest

from tests.bots.counter import Counter
from tests.bots.small_server import SmallServer, small_server


@pytest.fixture
async def server() -> AsyncIterator[SmallServer]:
    async with small_server() as server:
        yield server


@pytest.fixture
def counter() -> Counter:
    return Counter()
