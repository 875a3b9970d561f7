"""A choir whose house pushes to a service on the loopback interface, at a time that stands still."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from server.main import opened
from server.settings import Settings
from tests.notifications.push.service import PushService
from tests.notifications.relay import Watch
from tests.world import World, founded


@pytest.fixture
def watch() -> Watch:
    """Thursday evening, until a test moves it on."""
    return Watch()


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    """A push service that takes everything, unless it is told otherwise."""
    async with PushService() as service:
        yield service


@pytest.fixture
async def choir(house_settings: Settings, watch: Watch) -> AsyncIterator[World]:
    """Koor De Rietvink; jobs run when a test says so."""
    settings = msgspec.structs.replace(house_settings, push_private=True, mail_from="akkoord@rietvink.example")
    async with opened(settings) as house:
        house.start(work=False)
        yield await founded(house)
