"""What every test can ask for."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.database import statement_watchers
from server.main import House, opened
from server.settings import Settings
from tests.contracts.attempts import forget_attempts
from tests.schema import empty_database
from tests.world import Served, World, founded, serving

pytest_plugins = ["tests.postgres", "tests.short_transactions"]


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """What a process remembers between requests is forgotten between tests."""
    forget_attempts()
    yield
    clock.set(None)
    statement_watchers.clear()


@pytest.fixture(params=["sqlite", "postgres"])
def house_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings over an empty database with today's schema, of each kind in turn: a test that asks runs on both."""
    with empty_database(request, tmp_path) as url:
        yield Settings(folder=str(tmp_path), database=url, url="http://akkoord.test", port=0)


@pytest.fixture
async def house(house_settings: Settings) -> AsyncIterator[House]:
    """A house with its stream running; jobs run when a test says `await house.worker.run_due()`."""
    async with opened(house_settings) as house:
        # Nothing else writes here, and a poll would be among the statements that tests count.
        house.stream.poll_every = None
        house.start(work=False)
        yield house


@pytest.fixture
async def choir(house: House) -> World:
    """Koor De Rietvink with Clara (administrator), Jonas, An and Bram, and another organisation beside it."""
    return await founded(house)


@pytest.fixture
async def served(choir: World) -> AsyncIterator[Served]:
    """The choir's house behind a real port of this machine."""
    async with serving(choir) as served:
        yield served


@pytest.fixture
def statements() -> list[str]:
    """Every statement that runs from now on, for ceilings on their number."""
    seen: list[str] = []
    statement_watchers.append(seen.append)
    return seen


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Browser tests last: a failing rule should be known before a browser starts."""
    items.sort(key=lambda item: "browser" in str(item.path))
