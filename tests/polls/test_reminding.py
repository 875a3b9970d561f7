"""Reminders go to those who have not answered, once a day."""

from datetime import timedelta

from server.kernel.clock import clock
from server.notifications.models import Outbox
from tests.polls.asking import CHOICE, answer, asked
from tests.world import World, refused


async def reminded(choir: World) -> list[str]:
    """To whom reminders are on their way or went."""
    await choir.house.worker.run_due()
    found = await Outbox.filter(organisation_id=choir.organisation, kind="poll_reminder").order_by("id")
    return [mail.address for mail in found]


async def test_who_has_not_answered_is_mailed_and_who_did_is_not(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE, anonymous=True)
    await answer(choir.jonas, poll, 0)
    await answer(choir.clara, poll, 0)
    told = await choir.clara.call("poll.remind", poll=poll["id"])
    assert told == {"people": 2, "unreached": 0}
    assert await reminded(choir) == ["an.claes@rietvink.example", "bram.de.smet@rietvink.example"]


async def test_once_a_day_and_not_once_it_is_closed(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE)
    with refused("forbidden"):
        await choir.an.call("poll.remind", poll=poll["id"])
    await choir.jonas.call("poll.remind", poll=poll["id"])
    with refused("conflict"):
        await choir.jonas.call("poll.remind", poll=poll["id"])
    first = len(await reminded(choir))
    tomorrow = clock.now() + timedelta(days=1)
    clock.set(lambda: tomorrow)
    await answer(choir.an, poll, 0)
    await choir.jonas.call("poll.remind", poll=poll["id"])
    assert len(await reminded(choir)) == first + first - 1
    await choir.jonas.call("poll.close", poll=poll["id"])
    with refused("conflict"):
        await choir.jonas.call("poll.remind", poll=poll["id"])
