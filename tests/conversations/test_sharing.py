"""Forwarding, pinning, and one's own stars."""

from typing import Any

from server.conversations.models import Conversation, Message
from tests.world import World, refused


async def close(choir: World, conversation: int) -> None:
    """Let nobody write there any more."""
    row = await Conversation.get(organisation_id=choir.organisation, id=conversation)
    async with choir.house.units.write() as unit:
        unit.change(row, closed_at=row.created_at)


async def test_a_message_goes_on_to_where_one_sits_marked_as_forwarded(choir: World) -> None:
    here, there = await choir.conversation(choir.jonas), await choir.conversation(choir.an, choir.jonas)
    sent = await choir.clara.send(here, f"Vraag het aan <@{choir.jonas.contact}>")
    await choir.an.listen()
    copies = await choir.jonas.call("message.forward", message=sent["id"], conversations=[there, here, there])
    assert [(each["conversation"], each["forwarded"], each["text"]) for each in copies["items"]] == [
        (there, True, "Vraag het aan @Jonas Peeters"),
        (here, True, "Vraag het aan @Jonas Peeters"),
    ]
    assert "mentions" not in copies["items"][0]
    assert await choir.an.heard("message.created") == [copies["items"][0]]


async def test_the_same_forward_twice_is_sent_once(choir: World) -> None:
    here, there = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas)
    sent = await choir.clara.send(here, "Morgen geen repetitie")
    where: dict[str, Any] = {"message": sent["id"], "conversations": [there]}
    first = await choir.jonas.call("message.forward", key="forward-1", **where)
    assert await choir.jonas.call("message.forward", key="forward-1", dup=True, **where) == first
    assert len((await choir.jonas.call("message.history", conversation=there))["items"]) == 1
    await choir.jonas.call("message.forward", **where)
    assert len((await choir.jonas.call("message.history", conversation=there))["items"]) == 2


async def test_nothing_is_forwarded_where_one_may_not_write_or_what_one_may_not_see(choir: World) -> None:
    here, others, shut = [await choir.conversation(*who) for who in ((choir.jonas,), (choir.an,), (choir.jonas,))]
    sent, hidden = await choir.clara.send(here, "Morgen geen repetitie"), await choir.clara.send(others, "Geheim")
    await close(choir, shut)
    for conversations, code in (([here, others], "not_found"), ([here, shut], "conflict"), ([1], "not_found")):
        with refused(code):
            await choir.jonas.call("message.forward", message=sent["id"], conversations=conversations)
    with refused("not_found"):
        await choir.jonas.call("message.forward", message=hidden["id"], conversations=[here])
    for conversations in ([], [here] * 21):
        with refused("invalid", field="conversations"):
            await choir.jonas.call("message.forward", message=sent["id"], conversations=conversations)
    assert len((await choir.jonas.call("message.history", conversation=here))["items"]) == 1
    await choir.clara.call("message.delete", message=sent["id"])
    with refused("conflict"):
        await choir.jonas.call("message.forward", message=sent["id"], conversations=[here])


async def test_a_refused_forward_names_each_conversation_that_is_in_the_way_and_sends_nothing(choir: World) -> None:
    here, shut, quiet = [await choir.conversation(choir.jonas) for _ in range(3)]
    sent = await choir.clara.send(here, "Morgen geen repetitie")
    await close(choir, shut)
    await choir.clara.call("conversation.change", conversation=quiet, admins_post=True)
    with refused("conflict", field="conversations[1]") as error:
        await choir.jonas.call("message.forward", message=sent["id"], conversations=[here, shut, here, quiet])
    assert set(error["fields"]) == {"conversations[1]", "conversations[3]"}
    assert error["fields"]["conversations[3]"] != error["fields"]["conversations[1]"]
    assert len((await choir.jonas.call("message.history", conversation=here))["items"]) == 1
    await choir.jonas.call("message.forward", message=sent["id"], conversations=[here])
    assert len((await choir.jonas.call("message.history", conversation=here))["items"]) == 2


async def test_a_card_stays_where_it_was_asked(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "Wie komt er?")
    row = await Message.get(organisation_id=choir.organisation, id=sent["id"])
    async with choir.house.units.write() as unit:
        unit.change(row, card_kind="poll", card_id=7)
    with refused("conflict"):
        await choir.jonas.call("message.forward", message=sent["id"], conversations=[conversation])


async def test_administrators_pin_and_everyone_sees_what_is_pinned(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    first, second = [await choir.clara.send(conversation, text) for text in ("Het adres", "Het programma")]
    with refused("forbidden"):
        await choir.jonas.call("message.pin", message=first["id"], on=True)
    for message in (first, second):
        pinned = await choir.clara.call("message.pin", message=message["id"], on=True)
        assert pinned["pinned_by"] == choir.clara.contact
    assert await choir.clara.call("message.pin", message=second["id"], on=True) == pinned
    listed = (await choir.jonas.call("message.pinned", conversation=conversation))["items"]
    assert [message["id"] for message in listed] == [second["id"], first["id"]]
    loose = await choir.clara.call("message.pin", message=first["id"], on=False)
    assert not {"pinned_at", "pinned_by"} & set(loose)
    await choir.clara.call("message.delete", message=second["id"])
    assert (await choir.jonas.call("message.pinned", conversation=conversation))["items"] == []
    with refused("conflict"):
        await choir.clara.call("message.pin", message=second["id"], on=True)


async def test_in_a_conversation_of_two_both_pin(choir: World) -> None:
    sent = await choir.jonas.send(await choir.direct(choir.jonas, choir.an), "Mijn nieuwe nummer")
    assert (await choir.an.call("message.pin", message=sent["id"], on=True))["pinned_by"] == choir.an.contact


async def test_fifty_messages_can_be_pinned(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.an)
    sent = [await choir.jonas.send(conversation, f"Bericht {number}") for number in range(51)]
    for message in sent[:50]:
        await choir.jonas.call("message.pin", message=message["id"], on=True)
    with refused("conflict"):
        await choir.jonas.call("message.pin", message=sent[50]["id"], on=True)


async def test_stars_are_ones_own(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    first, second = [await choir.clara.send(conversation, text) for text in ("Het adres", "Het programma")]
    for person in (choir.jonas, choir.an):
        await person.listen()
    for message in (first, second, second):
        star = await choir.jonas.call("star.set", message=message["id"], on=True)
    assert star["message"] == second["id"]
    assert len(await choir.jonas.heard("star.changed")) == 2
    assert await choir.an.heard("star.changed") == []
    where = {"organisation": choir.organisation}
    listed = await choir.jonas.call("star.list", **where)
    assert [message["id"] for message in listed["items"]] == [second["id"], first["id"]]
    page = await choir.jonas.call("star.list", **where, limit=1)
    rest = await choir.jonas.call("star.list", **where, limit=1, page=page["next"])
    assert [message["id"] for message in rest["items"]] == [first["id"]]
    assert (await choir.an.call("star.list", **where))["items"] == []
    await choir.jonas.call("star.set", message=second["id"], on=False)
    await choir.clara.call("message.delete", message=first["id"])
    assert (await choir.jonas.call("star.list", **where))["items"] == []
    with refused("not_found"):
        await choir.bram.call("star.set", message=second["id"], on=True)


async def test_what_came_after_one_left_is_not_among_ones_stars(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "Het adres")
    await choir.jonas.call("star.set", message=sent["id"], on=True)
    await choir.jonas.call("conversation.leave", conversation=conversation)
    listed = await choir.jonas.call("star.list", organisation=choir.organisation)
    assert [message["id"] for message in listed["items"]] == [sent["id"]]
    later = await choir.clara.send(conversation, "Het nieuwe adres")
    with refused("not_found"):
        await choir.jonas.call("star.set", message=later["id"], on=True)
