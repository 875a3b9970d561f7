"""P12: on the day of turning 18 access ends, where the organisation is; and it is renewed by who grew up."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.database import rows, transaction
from tests.people.families.vinkenrode import Vinkenrodes, acts_for, switch
from tests.visitors import letters
from tests.world import World, refused

LEAP_DAY = date(2008, 2, 29)

SetClock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def set_clock() -> SetClock:
    """Two days before somebody who was born on a leap day turns 18."""

    def at(moment: datetime) -> None:
        clock.set(lambda: moment)

    at(datetime(2026, 2, 27, 12, tzinfo=UTC))
    return at


@pytest.mark.parametrize(
    ("born", "zone", "last_minute"),
    [
        (date(2008, 2, 28), "Europe/Brussels", datetime(2026, 2, 27, 22, 59, tzinfo=UTC)),
        (LEAP_DAY, "Europe/Brussels", datetime(2026, 2, 28, 22, 59, tzinfo=UTC)),
        (LEAP_DAY, "America/Paramaribo", datetime(2026, 3, 1, 2, 59, tzinfo=UTC)),
    ],
)
async def test_access_ends_at_the_minute_at_which_the_birthday_begins(
    choir: World, set_clock: SetClock, born: date, zone: str, last_minute: datetime
) -> None:
    async with transaction():
        await Organisation.filter(id=choir.organisation).update(zone=zone)
    home = await Vinkenrodes.enter(choir, born)
    set_clock(last_minute)
    await home.work()
    assert await acts_for(home.margot) == [home.wout.contact]
    set_clock(last_minute + timedelta(minutes=1))
    await home.work()
    assert await acts_for(home.margot) == []
    assert await acts_for(home.koen) == []


async def test_it_ends_also_where_nothing_changed_since_long_before(choir: World, set_clock: SetClock) -> None:
    home = await Vinkenrodes.enter(choir, date(2008, 4, 1))
    for day in range(33):
        set_clock(datetime(2026, 2, 27, 12, tzinfo=UTC) + timedelta(days=day))
        await home.work()
        assert await acts_for(home.margot) == [home.wout.contact], day
    set_clock(datetime(2026, 3, 31, 22, 0, tzinfo=UTC))
    await home.work()
    assert await acts_for(home.margot) == []


async def test_both_are_told_by_letter_once_and_how_to_go_on(choir: World, set_clock: SetClock) -> None:
    home = await Vinkenrodes.enter(choir, LEAP_DAY)
    set_clock(datetime(2026, 2, 28, 22, 59, tzinfo=UTC))
    await home.work()
    assert await mailed() == []
    set_clock(datetime(2026, 2, 28, 23, 0, tzinfo=UTC))
    await home.work()
    await home.work()
    margot, koen, wout = (person.account.address for person in (home.margot, home.koen, home.wout))
    assert sorted(await mailed()) == sorted(
        [("grown_child", margot), ("grown_child", koen), ("grown_up", wout), ("grown_up", wout)]
    )
    assert await letters("grown_up") == []


async def mailed() -> list[tuple[str, str]]:
    found = await rows('SELECT "kind", "address" FROM "outbox" WHERE "organisation_id" >= 0')
    return [(row["kind"], row["address"]) for row in found]


async def test_a_block_is_no_birthday_and_is_told_to_nobody(choir: World) -> None:
    home = await Vinkenrodes.enter(choir, LEAP_DAY)
    await home.block(home.margot)
    await home.work()
    assert await mailed() == []


async def test_who_grew_up_lets_a_parent_go_on_until_they_take_it_back(choir: World, set_clock: SetClock) -> None:
    home = await Vinkenrodes.enter(choir, LEAP_DAY)
    own = {"organisation": choir.organisation}
    with refused("conflict"):
        await home.wout.call("link.delegate", **own, contact=home.margot.contact)
    set_clock(datetime(2026, 3, 1, 12, tzinfo=UTC))
    await home.work()
    link = await home.wout.call("link.delegate", **own, contact=home.margot.contact)
    again = await home.wout.call("link.delegate", **own, contact=home.margot.contact)
    assert (link["kind"], link["until"], link["id"]) == ("delegate", None, again["id"])
    await home.work()
    assert await acts_for(home.margot) == [home.wout.contact]
    shown = await choir.clara.call("family.get", family=home.family)
    assert [(each["acts"], each["until"]) for each in shown["access"]] == [(True, None)]
    await switch(home.margot, home.wout)
    with refused("forbidden"):
        await home.margot.call("link.delegate", **own, contact=home.koen.contact)
    await home.wout.call("link.revoke", link=link["id"])
    await choir.quiet()
    assert await acts_for(home.margot) == []
    with refused("not_found"):
        await home.wout.call("link.revoke", link=link["id"])


async def test_one_lets_only_somebody_of_ones_family_with_a_login(choir: World, set_clock: SetClock) -> None:
    home = await Vinkenrodes.enter(choir, date(2000, 1, 1))
    own = {"organisation": choir.organisation}
    for other in (choir.an, home.wout):
        with refused("invalid", field="contact"):
            await home.wout.call("link.delegate", **own, contact=other.contact)
    with refused("not_found"):
        await home.wout.call("link.delegate", **own, contact=choir.stranger.contact)
    await home.margot.call("link.delegate", **own, contact=home.wout.contact)
    shown = await home.wout.call("link.list", **own)
    (link,) = shown["acting_for"]
    await home.wout.call("link.revoke", link=link["id"])
    assert await acts_for(home.wout) == []


async def test_what_follows_from_a_family_is_not_revoked(home: Vinkenrodes) -> None:
    shown = await home.wout.call("link.list", organisation=home.choir.organisation)
    with refused("conflict"):
        await home.wout.call("link.revoke", link=shown["acting_for_me"][0]["id"])
    with refused("not_found"):
        await home.choir.an.call("link.revoke", link=shown["acting_for_me"][0]["id"])
