"""What the tests of the agenda share."""

from functools import partial

import pytest

from tests.agenda.calendar_readers import NodeReaders, installed_readers, read_with


@pytest.fixture(scope="session")
def node_readers(request: pytest.FixtureRequest) -> NodeReaders:
    """Reads the bytes of a calendar with ical.js and node-ical."""
    return partial(read_with, installed_readers(request.config.cache.mkdir("calendar-readers")))
