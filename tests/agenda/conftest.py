"""What the tests of the agenda share."""

from datetime import UTC, datetime
from functools import partial

import pytest

from server.kernel.clock import clock
from tests.agenda.calendar_readers import NodeReaders, installed_readers, read_with
from tests.agenda.seasons import Season


@pytest.fixture(scope="session")
def node_readers(request: pytest.FixtureRequest) -> NodeReaders:
    """Reads the bytes of a calendar with ical.js and node-ical."""
    return partial(read_with, installed_readers(request.config.cache.mkdir("calendar-readers")))


@pytest.fixture
def autumn() -> Season:
    """The first of September 2026, at noon; time passes when the test says so. Ask for it before the choir."""
    season = Season(datetime(2026, 9, 1, 10, tzinfo=UTC))
    clock.set(lambda: season.now)
    return season
