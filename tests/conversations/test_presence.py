"""Who is there: told to those who watch them and may know it, and to nobody else."""

import asyncio

from tests.conversations.onlookers import onlooker, whispered
from tests.world import World, refused


async def test_watched_contacts_come_and_go(choir: World) -> None:
    await choir.direct(choir.jonas, choir.an)
    live = choir.house.connections.live
    live._gone_after = 0.0
    jonas = await onlooker(choir.jonas)
    watch = {"organisation": choir.organisation, "contacts": [choir.an.contact, choir.bram.contact]}
    shown = await jonas.call("presence.watch", **watch)
    assert shown["items"] == [{"contact": choir.an.contact, "online": False, "seen_at": None}]
    an, second = await onlooker(choir.an), await onlooker(choir.an)
    await onlooker(choir.bram)
    assert [data["online"] for data in jonas.heard("presence")] == [True]
    live.depart(second, choir.an.account.id)
    live.depart(an, choir.an.account.id)
    away = (await whispered(jonas, "presence", 2))[1]
    assert (away["contact"], away["online"]) == (choir.an.contact, False)
    assert away["seen_at"] is not None
    async with asyncio.timeout(5):
        while (await jonas.call("presence.watch", **watch))["items"][0]["seen_at"] is None:
            await asyncio.sleep(0)


async def test_who_is_blocked_is_not_shown_who_blocks_them(choir: World) -> None:
    await choir.direct(choir.jonas, choir.an)
    jonas, an = await onlooker(choir.jonas), await onlooker(choir.an)
    both = [(jonas, choir.an), (an, choir.jonas)]
    shown = [
        await eye.call("presence.watch", organisation=choir.organisation, contacts=[other.contact])
        for eye, other in both
    ]
    assert [len(each["items"]) for each in shown] == [1, 1]
    await choir.an.call("contact.block", organisation=choir.organisation, contact=choir.jonas.contact)
    await choir.quiet()
    choir.house.connections.live.tell_presence(choir.an.account.id)
    assert jonas.heard("presence") == []
    shown = [
        await eye.call("presence.watch", organisation=choir.organisation, contacts=[other.contact])
        for eye, other in both
    ]
    assert [len(each["items"]) for each in shown] == [0, 1]
    await choir.an.call("contact.unblock", organisation=choir.organisation, contact=choir.jonas.contact)
    assert (await jonas.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact]))["items"]


async def test_a_reload_is_no_parting(choir: World) -> None:
    await choir.direct(choir.jonas, choir.an)
    live = choir.house.connections.live
    jonas, an = await onlooker(choir.jonas), await onlooker(choir.an)
    await jonas.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact])
    live.depart(an, choir.an.account.id)
    live.depart(an, choir.an.account.id)
    await onlooker(choir.an)
    assert jonas.whispers == []
    assert live.online(choir.an.account.id)


async def test_who_does_not_tell_that_they_are_there_is_never_there_and_sees_nobody(choir: World) -> None:
    await choir.direct(choir.jonas, choir.an)
    jonas, an = await onlooker(choir.jonas), await onlooker(choir.an)
    for eye, other in ((jonas, choir.an), (an, choir.jonas)):
        await eye.call("presence.watch", organisation=choir.organisation, contacts=[other.contact])
    await choir.an.call("account.change", tells_presence=False)
    await choir.quiet()
    hidden = {"organisation": choir.organisation, "contact": choir.an.contact, "online": False, "seen_at": None}
    assert await whispered(jonas, "presence") == [hidden]
    assert (await an.call("presence.watch", organisation=choir.organisation, contacts=[choir.jonas.contact]))[
        "items"
    ] == []
    watched = await jonas.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact])
    assert watched["items"] == []
    live = choir.house.connections.live
    live._gone_after = 0.0
    live.depart(an, choir.an.account.id)
    await whispered(jonas, "presence", 2)
    await choir.an.call("account.change", tells_presence=True)
    await choir.quiet()
    await whispered(jonas, "presence", 3)


async def test_with_whom_one_sits_no_longer_is_watched_no_longer(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    live = choir.house.connections.live
    jonas = await onlooker(choir.jonas)
    await jonas.call(
        "presence.watch", organisation=choir.organisation, contacts=[choir.an.contact, choir.clara.contact]
    )
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.an.contact)
    await choir.quiet()
    async with asyncio.timeout(5):
        while choir.an.account.id in live._watchers:
            await asyncio.sleep(0)
    await onlooker(choir.an)
    assert jonas.whispers == []
    await onlooker(choir.clara)
    assert len(jonas.whispers) == 1
    with refused("not_found"):
        await choir.stranger.call("presence.watch", organisation=choir.organisation, contacts=[choir.an.contact])
