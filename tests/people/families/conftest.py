"""A choir with a child of two homes."""

import pytest

from tests.people.families.vinkenrode import Vinkenrodes
from tests.world import World


@pytest.fixture
async def home(choir: World) -> Vinkenrodes:
    """Margot, Wout and Koen in the choir."""
    return await Vinkenrodes.enter(choir)
