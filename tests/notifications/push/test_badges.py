"""The number on the app's icon counts what one wants to be told of."""

from server.notifications.push.badges import badges_of
from tests.world import World

MUTED = {"muted_until": "2999-01-01T00:00:00Z"}


async def test_the_badge_heeds_what_is_muted_silent_or_in_the_archive(choir: World) -> None:
    async def badge() -> int:
        return (await badges_of([choir.jonas.account.id])).get(choir.jonas.account.id, 0)

    plain, muted, silent, mentions, archived = [await choir.conversation(choir.jonas, choir.an) for _ in range(5)]
    for conversation in (plain, muted, silent, mentions, archived):
        await choir.clara.send(conversation, "Donderdag om half acht")
    assert await badge() == 5
    await choir.jonas.call("preference.set", conversation=muted, **MUTED)
    await choir.jonas.call("preference.set", conversation=silent, level="none")
    await choir.jonas.call("preference.set", conversation=mentions, level="mentions")
    await choir.jonas.call("preference.set", conversation=archived, archived=True)
    assert await badge() == 1
    for conversation in (muted, silent, mentions):
        await choir.clara.send(conversation, f"<@{choir.jonas.contact}> breng je koffie?")
    assert await badge() == 3
    await choir.clara.send(archived, "De zaal is veranderd")
    assert await badge() == 4
    await choir.jonas.call("read.set", conversation=plain, seq=1)
    assert await badge() == 3
