"""Answering a message, reacting to it, and reading one apart."""

import asyncio

import pytest

from tests.conversations.people import many_people
from tests.world import World, refused

EMOJI = [
    "👍",
    "❤️",
    "😂",
    "🎶",
    "🙏",
    "🎉",
    "😮",
    "😢",
    "👏",
    "🔥",
    "🍰",
    "☕",
    "🚗",
    "🚲",
    "🌧️",
    "⭐",
    "🎼",
    "🥁",
    "🎺",
    "🎻",
]


async def test_an_answer_names_the_message_that_it_answers(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    asked = await choir.clara.send(conversation, "Wie brengt taart mee?")
    where = {"conversation": conversation, "text": "Ik!", "reply_to": asked["id"]}
    answer = await choir.jonas.call("message.send", key="answer-1", **where)
    assert answer["reply_to"] == asked["id"]
    assert await choir.jonas.call("message.send", key="answer-1", dup=True, **where) == answer
    with refused("key_conflict"):
        await choir.jonas.call("message.send", key="answer-1", conversation=conversation, text="Ik!")
    assert await choir.jonas.call("message.get", message=asked["id"]) == asked


async def test_one_answers_only_what_one_sees_in_the_same_conversation(choir: World) -> None:
    here, there = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas, choir.an)
    elsewhere = await choir.clara.send(there, "Wie brengt taart mee?")
    for reply_to in (elsewhere["id"], 1, 2**52 - 1):
        with refused("invalid", field="reply_to"):
            await choir.clara.call("message.send", conversation=here, text="Ik!", reply_to=reply_to)
    with refused("not_found"):
        await choir.bram.call("message.get", message=elsewhere["id"])


async def test_a_deleted_message_can_be_answered_still(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    asked = await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.clara.call("message.delete", message=asked["id"])
    answer = await choir.jonas.call("message.send", conversation=conversation, text="Te laat", reply_to=asked["id"])
    assert answer["reply_to"] == asked["id"]
    assert (await choir.jonas.call("message.get", message=asked["id"]))["text"] == ""


async def test_a_reaction_is_heard_stands_once_and_goes(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.clara.send(conversation, "De zaal is geboekt")
    await choir.clara.listen()
    on = {"message": sent["id"], "emoji": "🎉", "on": True}
    reacted = await choir.jonas.call("reaction.set", **on)
    assert reacted["reactions"] == {"🎉": [choir.jonas.contact]}
    assert (await choir.jonas.call("reaction.set", **on))["reactions"] == {"🎉": [choir.jonas.contact]}
    both = await choir.an.call("reaction.set", **on)
    assert both["reactions"] == {"🎉": [choir.jonas.contact, choir.an.contact]}
    assert await choir.clara.heard("message.reacted") == [reacted, both]
    await choir.jonas.call("reaction.set", message=sent["id"], emoji="🎉", on=False)
    gone = await choir.an.call("reaction.set", message=sent["id"], emoji="🎉", on=False)
    assert "reactions" not in gone
    assert "reactions" not in await choir.an.call("reaction.set", message=sent["id"], emoji="🎉", on=False)


@pytest.mark.parametrize("text", ["", "ok", "👍👍", "<script>", "👍" * 41])
async def test_one_reacts_with_one_emoji(choir: World, text: str) -> None:
    sent = await choir.clara.send(await choir.conversation(choir.jonas), "De zaal is geboekt")
    with refused("invalid", field="emoji"):
        await choir.jonas.call("reaction.set", message=sent["id"], emoji=text, on=True)


async def test_a_message_has_at_most_twenty_different_reactions(choir: World) -> None:
    sent = await choir.clara.send(await choir.conversation(choir.jonas), "De zaal is geboekt")
    for emoji in EMOJI:
        await choir.jonas.call("reaction.set", message=sent["id"], emoji=emoji, on=True)
    with refused("conflict"):
        await choir.clara.call("reaction.set", message=sent["id"], emoji="🐟", on=True)
    assert len((await choir.clara.call("reaction.set", message=sent["id"], emoji="👍", on=True))["reactions"]) == 20


async def test_reactions_at_once_are_all_there(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    sent = await choir.clara.send(conversation, "De zaal is geboekt")
    people = [choir.clara, choir.jonas, choir.an, choir.bram]
    wanted = [(person, emoji) for person in people for emoji in EMOJI[:10]]
    await asyncio.gather(
        *(person.call("reaction.set", message=sent["id"], emoji=emoji, on=True) for person, emoji in wanted)
    )
    reactions = (await choir.an.call("message.get", message=sent["id"]))["reactions"]
    assert {emoji: sorted(people) for emoji, people in reactions.items()} == {
        emoji: sorted(person.contact or 0 for person in people) for emoji in EMOJI[:10]
    }


async def test_who_left_or_never_came_does_not_react(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "De zaal is geboekt")
    await choir.jonas.call("conversation.leave", conversation=conversation)
    where = {"message": sent["id"], "emoji": "👍", "on": True}
    with refused("forbidden"):
        await choir.jonas.call("reaction.set", **where)
    with refused("not_found"):
        await choir.bram.call("reaction.set", **where)
    await choir.clara.call("message.delete", message=sent["id"])
    with refused("conflict"):
        await choir.clara.call("reaction.set", **where)


async def test_an_answer_in_a_crowd_takes_one_query_more(choir: World, statements: list[str]) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.call("participant.add", conversation=conversation, contacts=await many_people(choir, 30))
    asked = await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.jonas.send(conversation, "Momentje")
    statements.clear()
    await choir.jonas.send(conversation, "Ik!")
    plain = len(statements)
    statements.clear()
    await choir.jonas.call("message.send", key="answer-1", conversation=conversation, text="Ik!", reply_to=asked["id"])
    assert len(statements) == plain + 1
    statements.clear()
    await choir.jonas.send(conversation, f"Dag <@{choir.clara.contact}>")
    assert len(statements) == plain + 2  # who sits there, and the rows
