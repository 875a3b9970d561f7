"""Invariant 7 for who is removed, or leaves and keeps no access: they sit nowhere any more, from that moment on."""

from datetime import timedelta

import pytest

from server.accounts.models import Link
from server.conversations.models import Participant
from server.kernel.clock import clock
from server.kernel.ids import new_id
from tests.contracts.replica import Replica, must_equal_fresh, pulled
from tests.world import World


async def end_access(choir: World, way: str) -> None:
    whom = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    if way == "member.leave":
        yesterday = str(clock.now().date() - timedelta(days=1))
        await choir.clara.call(way, contact=choir.jonas.contact, day=yesterday, end_access=True)
    else:
        await choir.clara.call(way, **whom)
    await choir.quiet()


@pytest.mark.parametrize("way", ["contact.remove", "member.leave"])
async def test_whose_access_ends_sits_nowhere_any_more(choir: World, way: str) -> None:
    together = await choir.conversation(choir.jonas, choir.an)
    direct = await choir.direct(choir.an, choir.jonas)
    await choir.an.send(together, "Tot donderdag")
    replica = Replica(choir.an.contact)
    await pulled(choir.an, replica, None)
    await choir.an.listen()
    await choir.jonas.listen()
    await end_access(choir, way)
    await choir.an.send(together, "Zonder Jonas")
    await choir.an.send(direct, "Lees je dit nog?")
    seats = await Participant.filter(organisation_id=choir.organisation, contact_id=choir.jonas.contact)
    assert sorted((seat.left_at is not None, seat.until_seq) for seat in seats) == [(True, 0), (True, 1)]
    assert await choir.jonas.heard("message.created") == []
    assert {left["conversation"] for left in await choir.an.heard("participant.left")} == {together, direct}
    for event in choir.an.ear.events:  # type: ignore[union-attr]
        replica.apply(event["ev"].split(".")[0], event["data"])
    await must_equal_fresh(choir.an, replica)
    listed = await choir.an.call("participant.list", conversation=together)
    assert choir.jonas.contact not in [each["contact"] for each in listed["items"]]


async def test_nobody_who_receives_a_list_takes_it_over_from_its_last_administrator(choir: World) -> None:
    listed = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[choir.an.contact, choir.bram.contact], admins=[choir.jonas.contact],
    )  # fmt: skip
    await choir.clara.call("conversation.leave", conversation=listed["id"])
    answer = await choir.an.call("broadcast.reply", conversation=listed["id"], text="Ik kom later")
    await end_access(choir, "contact.remove")
    for person in (choir.an, choir.bram):
        (seat,) = (await person.call("participant.list", conversation=listed["id"]))["items"]
        assert (seat["contact"], seat.get("admin", False)) == (person.contact, False)
    (own,) = (await choir.an.call("participant.list", conversation=answer["conversation"]))["items"]
    assert not own.get("admin", False)
    await choir.clara.call("broadcast.set_admin", conversation=listed["id"], contact=choir.clara.contact, admin=True)
    assert len((await choir.clara.call("broadcast.inbox", conversation=listed["id"]))["items"]) == 1


async def test_who_comes_back_sits_in_a_conversation_of_two_once_it_is_opened_again(choir: World) -> None:
    direct = await choir.direct(choir.an, choir.jonas)
    await end_access(choir, "contact.remove")
    await choir.clara.call("contact.restore", organisation=choir.organisation, contact=choir.jonas.contact)
    own = {"organisation_id": choir.organisation, "contact_id": choir.jonas.contact}
    async with choir.house.units.write() as unit:
        unit.add(Link(id=new_id(), account_id=choir.jonas.account.id, from_at=clock.now(), **own))
    assert await choir.direct(choir.an, choir.jonas) == direct
    assert await choir.direct(choir.an, choir.jonas) == direct
    await choir.an.send(direct, "Welkom terug")
    assert await Participant.filter(**own, conversation_id=direct, left_at=None).count() == 1
    page = await choir.jonas.call("message.history", conversation=direct)
    assert [each["text"] for each in page["items"]] == ["Welkom terug"]
