"""Who types and who read: told to those whom it concerns, while it lasts, and never kept."""

import asyncio
from typing import Any

import msgspec
import websockets

from server.conversations.models import Conversation
from server.conversations.policies import may_see_readers
from server.conversations.receipts import Receipts
from server.kernel.events import Told
from server.kernel.wire import encode
from tests.conversations.onlookers import onlooker, whispered
from tests.world import Served, World, refused


async def test_those_who_look_at_a_conversation_hear_who_types_there_and_nobody_else(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    other = await choir.conversation(choir.bram)
    jonas, an, bram = [await onlooker(each, conversation) for each in (choir.jonas, choir.an, choir.bram)]
    await bram.call("room.look", conversation=other)
    await jonas.call("typing.set", conversation=conversation)
    where = {"organisation": choir.organisation, "conversation": conversation, "contact": choir.jonas.contact}
    assert an.heard("typing") == [{**where, "on": True}]
    assert jonas.whispers == bram.whispers == []
    await bram.call("room.look", conversation=conversation)
    await an.call("room.look", conversation=None)
    await jonas.call("typing.set", conversation=conversation, on=False)
    assert bram.heard("typing") == [{**where, "on": False}]
    assert len(an.whispers) == 1


async def test_who_was_removed_neither_hears_nor_is_heard(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    jonas, an = await onlooker(choir.jonas, conversation), await onlooker(choir.an, conversation)
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    await an.call("typing.set", conversation=conversation)
    for operation in ("typing.set", "room.look"):
        with refused("not_found"):
            await choir.jonas.call(operation, conversation=conversation)
    for person in (choir.bram, choir.stranger):
        with refused("not_found"):
            await person.call("room.look", conversation=conversation)
    assert jonas.whispers == an.whispers == []


async def test_somebody_who_types_without_end_is_told_now_and_then(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    jonas, an = await onlooker(choir.jonas, conversation), await onlooker(choir.an, conversation)
    for _ in range(20):
        await jonas.call("typing.set", conversation=conversation)
    assert len(an.whispers) == 6


async def test_nobody_hears_who_types_in_a_broadcast_list(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    row = await Conversation.get(id=conversation, organisation_id=choir.organisation)
    async with choir.house.units.write() as unit:
        unit.change(row, kind="broadcast")
    jonas, an = await onlooker(choir.jonas, conversation), await onlooker(choir.an, conversation)
    with refused("forbidden"):
        await choir.jonas.call("typing.set", conversation=conversation)
    clara = await onlooker(choir.clara, conversation)
    await clara.call("typing.set", conversation=conversation)
    assert an.whispers == []
    with refused("conflict"):
        await choir.an.call("read.list", conversation=conversation)
    assert await jonas.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact]) == {
        "items": [],
        "next": None,
    }


async def test_those_who_look_hear_who_read_and_others_ask(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    message = await choir.jonas.send(conversation, "Wie brengt taart mee?")
    jonas, clara = await onlooker(choir.jonas, conversation), await onlooker(choir.clara)
    await choir.an.call("read.set", conversation=conversation, seq=message["seq"])
    await choir.quiet()
    reads = [{"contact": choir.an.contact, "seq": message["seq"]}]
    assert (await whispered(jonas, "receipt"))[-1]["reads"] == reads
    assert clara.whispers == []
    assert (await choir.clara.call("message.readers", message=message["id"]))["items"] == reads
    assert (await choir.clara.call("read.list", conversation=conversation))["items"] == reads
    for person in (choir.bram, choir.stranger):
        with refused("not_found"):
            await person.call("message.readers", message=message["id"])
    with refused("not_found"):
        await choir.clara.call("message.readers", message=message["id"] + 1)


async def test_who_left_does_not_see_who_sits_there_by_what_they_read(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    message = await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.jonas.call("conversation.leave", conversation=conversation)
    await choir.an.call("read.set", conversation=conversation, seq=message["seq"])
    for operation, where in (
        ("read.list", {"conversation": conversation}),
        ("message.readers", {"message": message["id"]}),
    ):
        with refused("forbidden"):
            await choir.jonas.call(operation, **where)


async def test_who_does_not_tell_what_they_read_does_not_see_it_of_others(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    message = await choir.jonas.send(conversation, "Wie brengt taart mee?")
    jonas, an = await onlooker(choir.jonas, conversation), await onlooker(choir.an, conversation)
    await choir.an.call("account.change", tells_reads=False)
    await choir.quiet()
    for person in (choir.an, choir.bram):
        await person.call("read.set", conversation=conversation, seq=message["seq"])
    await choir.quiet()
    assert [r["contact"] for r in (await whispered(jonas, "receipt"))[-1]["reads"]] == [choir.bram.contact]
    assert an.heard("receipt") == []
    with refused("forbidden"):
        await choir.an.call("read.list", conversation=conversation)


async def test_what_another_process_committed_is_told_too(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    message = await choir.jonas.send(conversation, "Wie brengt taart mee?")
    read = await choir.an.call("read.set", conversation=conversation, seq=message["seq"])
    await choir.quiet()
    jonas = await onlooker(choir.jonas, conversation)
    receipts = Receipts(jonas.live, choir.house.stream, gathered=0.0)
    for ref in (read["id"], read["id"], read["id"] + 1):
        receipts._moved(Told(choir.organisation, 1, "read.moved", ref))
    assert (await whispered(jonas, "receipt"))[0]["reads"][0]["contact"] == choir.an.contact


async def test_all_that_may_be_lost_changes_no_state(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    message = await choir.jonas.send(conversation, "Wie brengt taart mee?")
    jonas = await onlooker(choir.jonas, conversation)
    an = await onlooker(choir.an, conversation)
    await choir.an.call("read.set", conversation=conversation, seq=message["seq"])
    await choir.quiet()
    before = await choir.jonas.snapshot()
    await an.call("typing.set", conversation=conversation)
    await jonas.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact])
    assert await whispered(jonas, "typing")
    assert await choir.jonas.snapshot() == before


async def test_typing_goes_over_a_real_socket_without_a_number(served: Served) -> None:
    choir = served.world
    conversation = await choir.conversation(choir.jonas, choir.an)
    async with websockets.connect(served.ws, proxy=None) as one, websockets.connect(served.ws, proxy=None) as other:
        for socket, person in ((one, choir.jonas), (other, choir.an)):
            await asked(socket, "sync.hello", token=person.token)
            await asked(socket, "room.look", conversation=conversation)
        await asked(one, "typing.set", conversation=conversation)
        frame = msgspec.json.decode(await asyncio.wait_for(other.recv(), 5))
        assert (frame["eph"], frame["data"]["contact"]) == ("typing", choir.jonas.contact)
        assert "n" not in frame
    async with asyncio.timeout(5):
        while choir.house.connections.live.looking(conversation):
            await asyncio.sleep(0.01)


async def asked(socket: Any, operation: str, **arguments: Any) -> Any:
    await socket.send(encode({"id": 1, "op": operation, "args": arguments}))
    frame = msgspec.json.decode(await asyncio.wait_for(socket.recv(), 5))
    assert frame["ok"], frame
    return frame["result"]


async def test_who_receives_a_list_and_looks_at_it_is_not_told_who_else_read(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    listed = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[choir.jonas.contact, choir.an.contact],
    )  # fmt: skip
    sent = [await choir.clara.send(each, "De zaal is open vanaf negen uur") for each in (listed["id"], conversation)]
    eyes = [await onlooker(choir.jonas, each["conversation"]) for each in sent]
    for each in sent:
        await choir.an.call("read.set", conversation=each["conversation"], seq=each["seq"])
    await choir.quiet()
    # What is told of the group comes later than what would be told of the list.
    await whispered(eyes[1], "receipt")
    receipts = Receipts(eyes[0].live, choir.house.stream)
    await receipts._tell(choir.organisation, listed["id"])
    assert eyes[0].whispers == []


def test_a_list_tells_its_recipients_nothing_of_each_other() -> None:
    seat = type("Seat", (), {"conversation": Conversation(kind="broadcast"), "left_at": None})()
    assert may_see_readers(seat, tells=True).code == "conflict"
