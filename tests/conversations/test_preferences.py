"""C14: one's own preferences for a conversation, and marking it as unread."""

import asyncio

import pytest

from server.conversations.policies import MOST_PINNED, may_pin_conversation
from tests.world import World, refused


async def test_preferences_are_on_ones_other_device_and_nobody_elses(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.listen()
    await choir.an.listen()
    first = await choir.jonas.call("preference.set", conversation=conversation, level="mentions")
    assert (first["level"], first["muted_until"], first["pinned_at"]) == ("mentions", None, None)
    assert await choir.jonas.heard("preference.changed") == [first]
    assert await choir.an.heard() == []
    assert (await choir.jonas.snapshot())["preference", first["id"]]["level"] == "mentions"
    assert not [key for key in await choir.an.snapshot() if key[0] == "preference"]


async def test_what_is_left_out_stays_and_what_is_the_same_is_not_told(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    where = {"conversation": conversation}
    await choir.jonas.call("preference.set", **where, muted_until="2026-12-01T08:00:00Z", pinned=True)
    await choir.jonas.listen()
    again = await choir.jonas.call("preference.set", **where, pinned=True)
    assert again["muted_until"] is not None
    assert await choir.jonas.heard() == []
    ended = await choir.jonas.call("preference.set", **where, muted_until=None)
    assert ended["muted_until"] is None
    assert ended["pinned_at"] == again["pinned_at"]


async def test_a_message_brings_an_archived_conversation_back_without_a_write(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Tot donderdag")
    put_away = await choir.jonas.call("preference.set", conversation=conversation, archived=True)
    assert put_away["archived_seq"] == 1
    await choir.jonas.listen()
    await choir.clara.send(conversation, "Breng je map mee")
    assert await choir.jonas.heard("preference.changed") == []
    back = await choir.jonas.call("preference.set", conversation=conversation, archived=False)
    assert back["archived_seq"] is None


async def test_a_message_that_came_while_it_was_archived_brings_it_back(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for text in ("Tot donderdag", "Breng je map mee"):
        await choir.clara.send(conversation, text)
    where = {"conversation": conversation, "archived": True}
    seen = [await choir.jonas.call("preference.set", **where, archived_seq=seq) for seq in (1, 0, 3)]
    assert [each["archived_seq"] for each in seen] == [1, 0, 2]


async def test_ten_conversations_stand_on_top_and_no_more(choir: World) -> None:
    rooms = [await choir.conversation(choir.jonas) for _ in range(MOST_PINNED + 1)]
    pins = (choir.jonas.call("preference.set", conversation=room, pinned=True) for room in rooms[1:])
    await asyncio.gather(*pins)
    with refused("conflict"):
        await choir.jonas.call("preference.set", conversation=rooms[0], pinned=True)
    await choir.jonas.call("preference.set", conversation=rooms[1], pinned=False)
    await choir.jonas.call("preference.set", conversation=rooms[0], pinned=True)


async def test_bad_preferences_are_refused(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    with refused("invalid", field="muted_until"):
        await choir.jonas.call("preference.set", conversation=conversation, muted_until="2026-12-01T08:00:00")
    with refused("invalid"):
        await choir.jonas.call("preference.set", conversation=conversation, level="soms")
    for operation, more in (("preference.set", {"pinned": True}), ("read.set_unread", {"seq": 1})):
        with refused("not_found"):
            await choir.an.call(operation, conversation=conversation, **more)


async def test_marking_as_unread_is_the_one_way_in_which_a_read_position_goes_back(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(3):
        await choir.clara.send(conversation, f"Bericht {number}")
    where = {"conversation": conversation}
    await choir.jonas.call("read.set", **where, seq=3)
    await choir.jonas.listen()
    answers = [await choir.jonas.call("read.set_unread", **where, seq=seq) for seq in (2, 3, 1)]
    assert [answer["seq"] for answer in answers] == [1, 1, 0]
    assert [told["seq"] for told in await choir.jonas.heard("read.moved")] == [1, 0]
    assert (await choir.jonas.call("read.set", **where, seq=2))["seq"] == 2
    with refused("invalid", field="seq"):
        await choir.jonas.call("read.set_unread", **where, seq=4)


@pytest.mark.parametrize(("pinned", "allowed"), [(MOST_PINNED - 1, True), (MOST_PINNED, False)])
def test_one_pins_while_not_too_many_are_pinned(pinned: int, allowed: bool) -> None:
    assert may_pin_conversation(pinned).allowed is allowed
