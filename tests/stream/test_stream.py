"""The dispatcher: everything committed is told in order, or its listeners are sent to catch up."""

from typing import Any

import pytest

from server.conversations.events import MESSAGE
from server.kernel.models import EventRow
from tests.world import World


async def test_events_that_another_process_committed_are_told_from_the_log(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    stream = choir.house.stream
    told, stream.committed = stream.committed, lambda _events: None  # type: ignore[method-assign]
    choir.house.units.committed = stream.committed
    unheard = await choir.clara.send(conversation, "Van een ander proces")
    choir.house.units.committed = stream.committed = told  # type: ignore[method-assign]
    sent = await choir.clara.send(conversation, "Van dit proces")
    await choir.quiet()
    assert await choir.jonas.heard("message.created") == [unheard, sent]


async def test_a_poll_finds_what_nobody_signalled(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    stream = choir.house.stream
    choir.house.units.committed = lambda _events: None
    unheard = await choir.clara.send(conversation, "Van een ander proces")
    await stream._look_at_log()
    stream._wake.set()
    await choir.quiet()
    assert await choir.jonas.heard("message.created") == [unheard]


async def test_listeners_that_missed_something_are_sent_away_to_catch_up(
    choir: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()

    def broken(_row: Any) -> Any:
        raise RuntimeError("a view that cannot be made")

    monkeypatch.setattr(MESSAGE, "view", broken)
    ear = choir.jonas.ear
    await choir.clara.call("message.send", conversation=conversation, text="Hoor je dit?")
    await choir.quiet()
    assert ear is not None
    assert ear.closed is not None
    assert ear.closed[0] == 4010
    assert await EventRow.filter(organisation_id=choir.organisation, kind="message.created").count() == 1
