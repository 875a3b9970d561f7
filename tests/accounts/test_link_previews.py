"""Whether links are looked at is for the organisation to say, where who runs the server lets it."""

import msgspec
import pytest

from server.settings import Settings
from tests.world import World, refused


@pytest.fixture
def house_settings(house_settings: Settings) -> Settings:
    """Nobody looks at links here."""
    return msgspec.structs.replace(house_settings, previews=False)


async def test_who_runs_the_server_decides_whether_links_may_be_looked_at(choir: World) -> None:
    own = {"organisation": choir.organisation}
    before = await choir.clara.call("organisation.get", **own)
    assert (before["link_previews"], before["previews_allowed"]) == (False, False)
    with refused("conflict"):
        await choir.clara.call("organisation.change", **own, link_previews=True)
    unchanged = await choir.clara.call("organisation.change", **own, link_previews=False, name="Koor De Rietvink")
    assert unchanged == before
    with refused("forbidden"):
        await choir.jonas.call("organisation.change", **own, link_previews=True)
