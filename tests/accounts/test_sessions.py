"""A4: one sees and ends one's sessions, on this device and on others; a dead session says so."""

from datetime import timedelta

import pytest

from server.accounts.sessions import LASTS
from tests.visitors import let_time_pass, signed_in, visitor
from tests.world import PASSWORD, Answered, Person, World, refused


async def another_device(world: World, person: Person) -> Person:
    """The same person, signed in once more."""
    opened = await visitor(world).call("session.open", login=person.account.login, password=PASSWORD)
    return signed_in(world, opened)


async def is_dead(person: Person) -> bool:
    """Whether the session of this device was ended."""
    await person.world.quiet()
    try:
        await person.call("account.get")
    except Answered as refused:
        return refused.error == {"code": "unauthenticated", "message": "Je sessie is afgelopen. Meld je opnieuw aan."}
    return False


async def test_who_signs_out_has_no_session_any_more_but_elsewhere_goes_on(choir: World) -> None:
    phone = await another_device(choir, choir.jonas)
    await phone.call("session.close")
    assert await is_dead(phone)
    assert not await is_dead(choir.jonas)


async def test_a_session_ends_when_it_is_not_used_for_long(choir: World) -> None:
    phone = await another_device(choir, choir.jonas)
    let_time_pass(LASTS + timedelta(minutes=1))
    assert await is_dead(phone)


async def test_a_session_that_is_used_lasts(choir: World) -> None:
    for _ in range(3):
        let_time_pass(LASTS * 0.9)
        assert not await is_dead(choir.jonas)


async def test_one_sees_ones_own_sessions_and_which_of_them_asks(choir: World) -> None:
    phone = await another_device(choir, choir.jonas)
    items = (await phone.call("session.list"))["items"]
    assert [item["current"] for item in items] == [True, False]
    assert {item["client"] for item in items} == {"", "a test"}
    assert "token" not in str(items)
    assert len((await choir.an.call("session.list"))["items"]) == 1


async def test_a_lost_phone_is_signed_out_from_another_device(choir: World) -> None:
    phone = await another_device(choir, choir.jonas)
    lost = next(item for item in (await choir.jonas.call("session.list"))["items"] if not item["current"])
    await choir.jonas.call("session.end", session=lost["id"])
    assert await is_dead(phone)
    assert len((await choir.jonas.call("session.list"))["items"]) == 1
    with refused("not_found"):
        await choir.jonas.call("session.end", session=lost["id"])


async def test_nobody_ends_the_session_of_another(choir: World) -> None:
    session = (await choir.jonas.call("session.list"))["items"][0]["id"]
    with refused("not_found"):
        await choir.an.call("session.end", session=session)
    assert not await is_dead(choir.jonas)


async def test_a_new_password_ends_every_other_session(choir: World) -> None:
    phone, tablet = await another_device(choir, choir.jonas), await another_device(choir, choir.jonas)
    an = await another_device(choir, choir.an)
    await phone.call("account.set_password", current=PASSWORD, password="de tenoren zijn altijd te laat")
    assert await is_dead(tablet)
    assert await is_dead(choir.jonas)
    assert not await is_dead(phone)
    assert not await is_dead(an)
    with refused("unauthenticated"):
        await another_device(choir, choir.jonas)


async def test_a_token_that_was_never_one_is_refused(choir: World) -> None:
    phone = await another_device(choir, choir.jonas)
    phone.token = phone.token[::-1]
    assert await is_dead(phone)


async def test_without_a_session_nothing_but_the_door_is_open(choir: World) -> None:
    for operation in ("account.get", "session.list", "session.close", "organisation.list"):
        with refused("unauthenticated"):
            await visitor(choir).call(operation)


@pytest.mark.parametrize("page", ["-1", "alles", "1e9", "9" * 30])
async def test_a_page_that_was_not_given_out_is_refused(choir: World, page: str) -> None:
    with refused("invalid", field="page"):
        await choir.jonas.call("session.list", page=page)


async def test_one_stays_signed_in_here_only(choir: World) -> None:
    phone, tablet = await another_device(choir, choir.jonas), await another_device(choir, choir.jonas)
    await phone.call("session.end_others")
    assert await is_dead(choir.jonas)
    assert await is_dead(tablet)
    assert not await is_dead(phone)
    assert not await is_dead(choir.an)
