"""Administrators of a conversation: what they change, how they hand over, what becomes of a removed one."""

from datetime import datetime, timedelta
from typing import Any

from server.kernel.clock import clock
from tests.world import World, refused


async def test_who_does_not_sit_there_cannot_leave(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.call("conversation.leave", conversation=conversation)
    for person in (choir.jonas, choir.bram):
        with refused("not_found"):
            await person.call("conversation.leave", conversation=conversation)


async def admins(choir: World, conversation: int) -> set[int]:
    listed = await choir.clara.call("participant.list", conversation=conversation)
    return {seat["contact"] for seat in listed["items"] if seat.get("admin")}


async def test_an_administrator_without_the_right_changes_their_own_conversation_and_another_participant_does_not(
    choir: World,
) -> None:
    talk = await choir.conversation(choir.an, choir.bram)
    with refused("forbidden"):
        await choir.an.call("conversation.change", conversation=talk, title="Taart")
    await choir.clara.call("participant.set_admin", conversation=talk, contact=choir.an.contact, admin=True)
    changed: Any = await choir.an.call("conversation.change", conversation=talk, title="Taart", admins_post=True)
    assert (changed["title"], changed["admins_post"]) == ("Taart", True)
    with refused("forbidden"):
        await choir.bram.call("conversation.remove", conversation=talk)


async def test_the_last_administrator_is_not_taken_away_but_hands_over_on_leaving(choir: World) -> None:
    talk = await choir.conversation(choir.an, choir.bram)
    with refused("conflict"):
        await choir.clara.call("participant.set_admin", conversation=talk, contact=choir.clara.contact, admin=False)
    await choir.clara.call("conversation.leave", conversation=talk)
    seats = (await choir.an.call("participant.list", conversation=talk))["items"]
    assert [seat["contact"] for seat in seats if seat.get("admin")] == [min(choir.an.contact, choir.bram.contact)]


async def test_a_removed_conversation_is_gone_for_all_and_comes_back_whole(choir: World) -> None:
    talk = await choir.conversation(choir.an, choir.bram)
    await choir.an.send(talk, "Wie brengt taart mee?")
    await choir.clara.call("conversation.remove", conversation=talk)
    for person in (choir.an, choir.clara):
        assert talk not in [item["id"] for item in (await person.call("conversation.list"))["items"]]
        with refused("not_found"):
            await person.call("message.history", conversation=talk)
    with refused("conflict"):
        await choir.an.send(talk, "Hallo?")
    with refused("not_found"):
        await choir.an.call("conversation.restore", conversation=talk)
    await choir.clara.call("conversation.restore", conversation=talk)
    assert (await choir.an.call("message.history", conversation=talk))["items"][0]["text"] == "Wie brengt taart mee?"
    await choir.an.send(talk, "Daar zijn we weer")


async def test_who_removed_it_and_who_manages_conversations_find_it_again_and_bring_it_back(choir: World) -> None:
    talk = await choir.conversation(choir.an, choir.bram, title="Kerstmarkt")
    await choir.clara.call("participant.set_admin", conversation=talk, contact=choir.an.contact, admin=True)
    before = clock.now()
    await choir.an.call("conversation.remove", conversation=talk)
    for person in (choir.an, choir.clara):
        [found] = (await person.call("conversation.list_removed", organisation=choir.organisation))["items"]
        assert (found["id"], found["title"], found["kind"]) == (talk, "Kerstmarkt", "group")
        assert (found["removed_by"], found["removed_by_name"]) == (choir.an.contact, "An Claes")
        assert datetime.fromisoformat(found["until"]) - datetime.fromisoformat(found["removed_at"]) == timedelta(30)
        assert datetime.fromisoformat(found["removed_at"]) >= before
    assert (await choir.bram.call("conversation.list_removed", organisation=choir.organisation))["items"] == []
    with refused("not_found"):
        await choir.stranger.call("conversation.list_removed", organisation=choir.organisation)
    await choir.bram.listen()
    await choir.clara.call("conversation.restore", conversation=talk)
    [heard] = await choir.bram.heard("conversation.changed")
    assert (heard["id"], "removed_at" in heard) == (talk, False)
    assert (await choir.an.call("conversation.list_removed", organisation=choir.organisation))["items"] == []


async def test_what_was_removed_too_long_ago_is_not_listed(choir: World) -> None:
    talk = await choir.conversation(choir.an)
    await choir.clara.call("conversation.remove", conversation=talk)
    asked = {"organisation": choir.organisation}
    assert len((await choir.clara.call("conversation.list_removed", **asked))["items"]) == 1
    later = clock.now() + timedelta(days=30, minutes=1)
    clock.set(lambda: later)
    assert (await choir.clara.call("conversation.list_removed", **asked))["items"] == []
    with refused("conflict"):
        await choir.clara.call("conversation.restore", conversation=talk)


async def test_removed_conversations_come_a_page_at_a_time_the_last_removed_first(choir: World) -> None:
    talks = [await choir.conversation(choir.an) for _ in range(3)]
    for talk in talks:
        await choir.clara.call("conversation.remove", conversation=talk)
    asked: dict[str, Any] = {"organisation": choir.organisation, "limit": 2}
    first = await choir.clara.call("conversation.list_removed", **asked)
    second = await choir.clara.call("conversation.list_removed", page=first["next"], **asked)
    assert [each["id"] for each in [*first["items"], *second["items"]]] == talks[::-1]
    assert second["next"] is None


async def test_where_only_administrators_write_another_is_refused_until_that_ends(choir: World) -> None:
    talk = await choir.conversation(choir.an, choir.bram)
    await choir.clara.call("conversation.change", conversation=talk, admins_post=True)
    await choir.clara.send(talk, "Het concert is om acht uur")
    later = {"text": "Ik kom", "send_at": "2030-01-07T09:00"}
    with refused("forbidden"):
        await choir.an.send(talk, "Ik kom")
    with refused("forbidden"):
        await choir.an.call("scheduled.create", conversation=talk, **later)
    with refused("forbidden"):
        await choir.an.call("typing.set", conversation=talk)
    await choir.clara.call("typing.set", conversation=talk)
    await choir.clara.call("conversation.change", conversation=talk, admins_post=False)
    await choir.an.send(talk, "Ik kom")
    with refused("invalid", field="send_at"):
        await choir.an.call("scheduled.create", conversation=talk, **later)
    await choir.an.call("typing.set", conversation=talk)
