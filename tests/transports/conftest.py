"""The connections are tested on both loops they run on: uvloop where it exists, asyncio elsewhere."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    factories: dict[str, LoopFactory] = {"uvloop": uvloop.new_event_loop}
    if item.path.name == "test_fanout.py":
        factories["asyncio"] = asyncio.new_event_loop
    return factories
