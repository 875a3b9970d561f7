"""The connections are tested on both loops they run on: uvloop where it exists, asyncio elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import uvloop

from tests.transports.door import Door, opened

LoopFactory = Callable[[], asyncio.AbstractEventLoop]
ON_BOTH_LOOPS = {"test_fanout.py", "test_audience.py", "test_hostile_frames.py"}


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    factories: dict[str, LoopFactory] = {"uvloop": uvloop.new_event_loop}
    if item.path.name in ON_BOTH_LOOPS:
        factories["asyncio"] = asyncio.new_event_loop
    return factories


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened(Door()) as door:
        yield door


@pytest.fixture
async def hookless() -> AsyncIterator[Door]:
    async with opened(Door(hook=False)) as door:
        yield door
