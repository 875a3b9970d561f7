"""A choir whose house mails by a real relay on the loopback interface, at a time that stands still."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from server.main import opened
from server.settings import Settings
from tests.notifications.relay import Relay, Watch
from tests.world import World, founded


@pytest.fixture
def watch() -> Watch:
    """Thursday evening, until a test moves it on."""
    return Watch()


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    """A relay that takes every mail, unless it is told otherwise."""
    async with Relay() as relay:
        yield relay


@pytest.fixture
def mail_settings(house_settings: Settings, relay: Relay) -> Settings:
    """Settings of a house that mails by this relay."""
    return msgspec.structs.replace(
        house_settings,
        smtp_host="127.0.0.1",
        smtp_port=relay.port,
        smtp_security="none",
        mail_from="akkoord@rietvink.example",
    )


@pytest.fixture
async def choir(mail_settings: Settings, watch: Watch) -> AsyncIterator[World]:
    """Koor De Rietvink, in a house that mails by `relay`; jobs run when a test says `await deliver(choir)`."""
    async with opened(mail_settings) as house:
        house.start(work=False)
        yield await founded(house)
