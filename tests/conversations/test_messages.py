"""Writing to each other."""

import asyncio

from tests.world import World, refused


async def test_a_message_reaches_those_who_sit_there_and_nobody_else(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for person in (choir.jonas, choir.an, choir.stranger):
        await person.listen()
    sent = await choir.clara.send(conversation, "Donderdag beginnen we om half acht")
    assert await choir.jonas.heard("message.created") == [sent]
    assert await choir.an.heard() == []
    assert await choir.stranger.heard() == []


async def test_the_same_key_twice_is_one_message(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    first = await choir.clara.send(conversation, "Wie brengt taart mee?", key="key-of-clara-1")
    again = await choir.clara.send(conversation, "Wie brengt taart mee?", key="key-of-clara-1", dup=True)
    assert again == first
    history = await choir.jonas.call("message.history", conversation=conversation)
    assert [message["text"] for message in history["items"]] == ["Wie brengt taart mee?"]


async def test_the_same_key_with_another_text_is_refused(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Wie brengt taart mee?", key="key-of-clara-1")
    with refused("key_conflict"):
        await choir.clara.send(conversation, "Wie brengt koffie mee?", key="key-of-clara-1")


async def test_messages_sent_at_once_are_numbered_densely_and_one_that_is_refused_spoils_no_other(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)

    async def attempt(number: int) -> int:
        person = choir.an if number % 4 == 0 else choir.jonas
        if person is choir.an:
            with refused("not_found"):
                await person.send(conversation, f"Bericht {number}")
            return 0
        return int((await person.send(conversation, f"Bericht {number}"))["seq"])

    seqs = await asyncio.gather(*(attempt(number) for number in range(40)))
    assert sorted(filter(None, seqs)) == list(range(1, 31))
