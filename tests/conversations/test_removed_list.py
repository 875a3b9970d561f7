"""What was answered to a list that is removed stays readable for both sides, and nobody writes there any more."""

from typing import Any

from server.notifications.push.badges import badges_of
from tests.conversations.test_broadcast import praktische_info
from tests.world import Person, World, refused


async def answered(choir: World) -> tuple[int, int]:
    """A list, and Jonas' conversation with its administrators Clara and An, who answered him."""
    listed = await praktische_info(choir, choir.jonas, choir.bram)
    await choir.clara.call("broadcast.set_admin", conversation=listed, contact=choir.an.contact, admin=True)
    answer = await choir.jonas.call("broadcast.reply", conversation=listed, text="Ik kom later")
    await choir.clara.send(answer["conversation"], "Geen probleem")
    return listed, int(answer["conversation"])


async def unread(person: Person, conversation: int) -> int:
    items = (await person.call("conversation.list"))["items"]
    (item,) = [item for item in items if item["id"] == conversation]
    return int(item["unread"])


async def test_both_sides_still_read_it_and_neither_writes(choir: World) -> None:
    listed, answers = await answered(choir)
    await choir.jonas.listen()
    await choir.clara.call("conversation.remove", conversation=listed)
    told: dict[int, Any] = {each["id"]: each for each in await choir.jonas.heard("conversation.changed")}
    assert told[answers]["closed_at"] == told[listed]["removed_at"] is not None
    assert told[answers].get("removed_at") is None
    for person in (choir.jonas, choir.clara, choir.an):
        history = await person.call("message.history", conversation=answers)
        assert [message["text"] for message in history["items"]] == ["Ik kom later", "Geen probleem"]
        with refused("conflict"):
            await person.send(answers, "Mag ik nog iets vragen?")
    for person in (choir.jonas, choir.bram):
        with refused("not_found"):
            await person.call("broadcast.reply", conversation=listed, text="Mag ik nog iets vragen?")
    with refused("not_found"):
        await choir.an.call("broadcast.inbox", conversation=listed)


async def test_it_waits_for_no_administrator_any_more_and_still_does_for_who_asked(choir: World) -> None:
    listed, answers = await answered(choir)
    people = (choir.an, choir.jonas)
    assert [await unread(person, answers) for person in people] == [2, 1]
    assert (await badges_of([choir.an.account.id]))[choir.an.account.id] == 1
    await choir.clara.call("conversation.remove", conversation=listed)
    assert [await unread(person, answers) for person in people] == [0, 1]
    assert await badges_of([choir.an.account.id]) == {}


async def test_restoring_the_list_opens_it_again(choir: World) -> None:
    listed, answers = await answered(choir)
    await choir.clara.call("conversation.remove", conversation=listed)
    await choir.jonas.listen()
    await choir.clara.call("conversation.restore", conversation=listed)
    told = {each["id"]: each for each in await choir.jonas.heard("conversation.changed")}
    assert told[answers]["closed_at"] is None
    await choir.jonas.send(answers, "Mag ik nog iets vragen?")
    assert await unread(choir.an, answers) == 3
    await choir.jonas.call("broadcast.reply", conversation=listed, text="Of twee dingen")
