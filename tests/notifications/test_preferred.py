"""C14, C16: mails and devices heed what one prefers for a conversation."""

from typing import Any

import pytest

from server.kernel.clock import clock
from server.notifications.jobs import mail_unread
from server.notifications.wanting import EVERYTHING, Choice, choices_of
from tests.notifications.relay import Relay, Watch, deliver, text_of
from tests.world import World

MUTED = {"muted_until": "2999-01-01T00:00:00Z"}


@pytest.mark.parametrize("preferred", [{"level": "none"}, MUTED])
async def test_of_what_is_silent_nothing_is_mailed(
    choir: World, relay: Relay, watch: Watch, preferred: dict[str, Any]
) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.call("preference.set", conversation=conversation, **preferred)
    await choir.clara.send(conversation, f"<@{choir.jonas.contact}> wie brengt taart mee?")
    watch.forward(seconds=61)
    await deliver(choir)
    assert relay.to(choir.jonas) == []
    assert len(relay.to(choir.an)) == 1


async def test_who_wants_mentions_is_mailed_only_those(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.call("preference.set", conversation=conversation, level="mentions")
    await choir.an.call("preference.set", conversation=conversation, level="mentions")
    await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.clara.send(conversation, f"<@{choir.jonas.contact}> breng je koffie?")
    watch.forward(seconds=61)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert "koffie" in text_of(mail)
    assert "taart" not in text_of(mail)
    assert relay.to(choir.an) == []


async def test_what_readers_chose_is_what_devices_are_told_by(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.call("preference.set", conversation=conversation, level="mentions", **MUTED)
    readers = [choir.jonas.account.id, choir.an.account.id]
    chosen = await choices_of([choir.organisation], [conversation], readers)
    (choice,) = chosen.values()
    assert (choice.level, choice.muted(clock.now())) == ("mentions", True)
    assert await choices_of([], [conversation], readers) == {}


def test_a_mention_is_told_while_muted_but_not_mailed() -> None:
    now = clock.now()
    muted = Choice.of({"level": "all", "muted_until": None})
    assert muted == EVERYTHING
    assert muted.wants(mentioned=False, now=now)
    assert not Choice("none").wants(mentioned=True, now=now)
    assert not Choice("mentions").wants_mail(mentioned=False, now=now)
    assert Choice("mentions").wants_mail(mentioned=True, now=now)


async def test_heeding_mentions_takes_one_query_more(choir: World, watch: Watch, statements: list[str]) -> None:
    async def asked(conversation: int) -> int:
        await choir.clara.send(conversation, "Tot donderdag")
        await deliver(choir)
        watch.forward(seconds=61)
        del statements[:]
        await mail_unread.run(choir.house.work, choir.organisation, conversation)
        return len(statements)

    plain = await choir.conversation(choir.jonas, choir.an)
    heeded = await choir.conversation(choir.jonas, choir.an)
    await choir.an.call("preference.set", conversation=heeded, level="mentions")
    assert await asked(heeded) <= await asked(plain) + 1
