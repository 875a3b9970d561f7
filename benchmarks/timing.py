"""Whether the time of an answer tells who is known here. `python -m benchmarks.timing [--quick]`.

Each pair of calls is made in turn, the known and the unknown, so that other work on the machine meets both. A ratio of
medians near 1 means that nobody learns from one answer; the noise of a network comes on top.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.akkoord_server import new_folder
from benchmarks.harness import say
from server.accounts.models import Organisation
from server.kernel.dispatch import Request
from server.kernel.wire import encode
from server.main import House, opened
from server.people.invitation_tickets import Draft, Invited, contact_to_invite, write_invitation
from server.settings import Settings
from tests.contracts.attempts import forget_attempts
from tests.schema import make_migrated
from tests.world import DOOR, World, founded

Arguments = dict[str, Any]
Draw = Callable[[], Arguments]
WRONG = "een verkeerd wachtwoord"


async def main(rounds: int) -> None:
    """Found the choir, ask, and print."""
    settings = Settings(folder=str(new_folder()), url="http://akkoord.test")
    await make_migrated(settings.database_url)
    async with opened(settings) as house:
        house.start(work=False)
        world = await founded(house)
        say(f"{'median of ' + str(rounds) + ' calls, ms':<40}{'known':>10}{'unknown':>10}{'ratio':>8}")
        for name, operation, known, unknown in await _pairs(world):
            await _compare(house, name, operation, (known, unknown), rounds)


async def _pairs(world: World) -> list[tuple[str, str, Draw, Draw]]:
    """What is asked: name, operation, arguments about somebody known, arguments about nobody."""
    secret = await _invitation(world)
    here = {"organisation": world.organisation}
    return [
        (
            "sign in with a user name",
            "session.open",
            lambda: {"login": "jonas.peeters", "password": WRONG},
            lambda: {"login": _nobody(), "password": WRONG},
        ),
        (
            "sign in with an address",
            "session.open",
            lambda: {"login": "jonas.peeters@rietvink.example", "password": WRONG},
            lambda: {"login": f"{_nobody()}@rietvink.example", "password": WRONG},
        ),
        (
            "ask for a link",
            "session.request_link",
            lambda: {"address": "jonas.peeters@rietvink.example"},
            lambda: {"address": f"{_nobody()}@rietvink.example"},
        ),
        (
            "ask for a login",
            "login.request",
            lambda: {**here, "first_name": "Jonas", "last_name": "Peeters"},
            lambda: {**here, "first_name": _nobody(), "last_name": "Peeters"},
        ),
        (
            "renew an invitation",
            "invitation.renew",
            lambda: {"secret": secret},
            lambda: {"secret": f"{_nobody():x<32}"},
        ),
    ]


def _nobody() -> str:
    return f"niemand.{random.randrange(10**9)}"


async def _invitation(world: World) -> str:
    """The secret of an invitation that can be renewed."""
    contact = await contact_to_invite(world.organisation, world.jonas.contact or 0)
    assert contact is not None
    draft = Draft(
        invited=Invited(await Organisation.get(id=world.organisation), contact),
        address="jonas.peeters@rietvink.example",
        inviter="Clara Wouters",
    )
    async with world.house.units.write() as unit:
        _, url = await write_invitation(unit, world.house.site, draft)
    return url.rsplit("/", 1)[1]


async def _compare(house: House, name: str, operation: str, pair: tuple[Draw, Draw], rounds: int) -> None:
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 10):
        for place, draw in enumerate(pair):
            seconds = await _time(house, operation, draw())
            if number >= 10:  # the first ones warm caches up
                took[place].append(seconds * 1000)
    known, unknown = median(took[0]), median(took[1])
    say(f"{name:<40}{known:>10.3f}{unknown:>10.3f}{known / unknown:>8.3f}")


async def _time(house: House, operation: str, arguments: Arguments) -> float:
    forget_attempts()
    actor = await house.sessions.actor(None)
    request = Request(operation=operation, arguments=encode(arguments), door=DOOR)
    began = time.perf_counter()
    await house.dispatch.call(request, actor)
    return time.perf_counter() - began


if __name__ == "__main__":
    asyncio.run(main(50 if "--quick" in sys.argv else 400))
