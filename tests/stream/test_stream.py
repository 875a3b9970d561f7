"""The dispatcher: everything committed is told in order, or its listeners are sent to catch up."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from server.conversations.events import MESSAGE
from server.conversations.models import Message
from server.kernel import stream as streams
from server.kernel import sync
from server.kernel.clock import clock
from server.kernel.database import transaction
from server.kernel.models import EventRow, IdempotencyRow
from server.kernel.trimming import KEPT
from server.transports import websocket
from tests.contracts.replica import must_equal_fresh
from tests.contracts.wire import ModelClient, until_standing
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


async def test_who_goes_live_while_something_is_told_misses_none_of_it(
    choir: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    jonas, looked, told = ModelClient(choir.jonas), asyncio.Event(), asyncio.Event()
    await jonas.connect()
    await until_standing([jonas])
    await jonas.disconnect()
    asked, seats, going_on = asyncio.Event(), choir.house.stream.load_seats, asyncio.Event()

    async def held_page(*given: Any) -> Any:
        page = await sync.page_for(*given)
        looked.set()
        await going_on.wait()
        return page

    async def held_seats(*given: Any) -> Any:
        asked.set()
        await told.wait()
        assert seats is not None
        return await seats(*given)

    monkeypatch.setattr(websocket, "page_for", held_page)
    monkeypatch.setattr(choir.house.stream, "load_seats", held_seats)
    await jonas.connect()
    await looked.wait()
    await choir.conversation(choir.jonas, choir.an)  # its events are being told when Jonas, who looked before, goes on
    await asked.wait()
    going_on.set()
    await asyncio.sleep(0.05)
    told.set()
    await until_standing([jonas])
    await choir.quiet()
    await jonas.look(1000)
    await must_equal_fresh(choir.jonas, jonas.replica)
    await jonas.disconnect()


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


async def test_a_fault_while_looking_at_the_log_is_survived(choir: World, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    stream = choir.house.stream
    broken = iter([True])
    real = stream._hear_platform

    async def fails_once() -> None:
        if next(broken, False):
            raise RuntimeError("the database was away")
        await real()

    monkeypatch.setattr(streams, "FAULT_WAIT", 0.001)
    monkeypatch.setattr(stream, "_hear_platform", fails_once)
    sent = await choir.clara.send(conversation, "Hoor je dit?")
    await choir.quiet()
    await choir.clara.send(conversation, "En dit?")
    assert (await choir.jonas.heard("message.created"))[0] == sent


async def test_an_event_that_is_handed_over_twice_is_told_once(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    told = choir.house.stream.committed

    def twice(events: Any) -> None:
        told(events)
        told(events)

    choir.house.units.committed = twice
    first = await choir.clara.send(conversation, "Een keer")
    await choir.quiet()
    choir.house.units.committed = lambda events: (told(events), told(kept), kept.extend(events))
    kept: list[Any] = []
    second = await choir.clara.send(conversation, "Nog een keer")
    third = await choir.clara.send(conversation, "En dat was het")
    assert await choir.jonas.heard("message.created") == [first, second, third]


async def test_a_gap_that_closes_by_itself_needs_no_look_at_the_log(
    choir: World, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    await choir.quiet()
    stream = choir.house.stream
    batches: list[Any] = []
    choir.house.units.committed = batches.append
    first = await choir.clara.send(conversation, "Eerst")
    second = await choir.clara.send(conversation, "Daarna")
    await choir.quiet()
    waiting = asyncio.Event()

    async def pause(_seconds: float) -> None:
        waiting.set()
        stream.committed(batches[0])

    monkeypatch.setattr(streams.asyncio, "sleep", pause)
    statements.clear()
    stream.committed(batches[1])
    await waiting.wait()
    monkeypatch.undo()
    assert await choir.jonas.heard("message.created") == [first, second]
    assert not [sql for sql in statements if 'FROM "event"' in sql]


async def test_what_is_gone_when_it_is_to_be_told_is_told_to_nobody(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    choir.house.units.committed = lambda _events: None
    gone = await choir.clara.send(conversation, "Straks weg")
    async with transaction():
        await Message.filter(organisation_id=choir.organisation, id=gone["id"]).delete()
    stayed = await choir.clara.send(conversation, "Blijft")
    await choir.house.stream._look_at_log()
    choir.house.stream._wake.set()
    assert await choir.jonas.heard("message.created") == [stayed]


async def test_an_organisation_whose_log_begins_while_one_listens_is_told_under_its_own_epoch(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    choir.house.stream._epochs.clear()
    await choir.clara.send(conversation, "Van welk tijdperk is dit?")
    await choir.quiet()
    assert choir.jonas.ear is not None
    cursors = [sync.Cursor.read(event["cursor"]) for event in choir.jonas.ear.events]
    assert [cursor.epoch for cursor in cursors] == [1]


async def test_who_leaves_what_they_never_heard_leaves_nothing_behind(choir: World) -> None:
    ear = (await choir.jonas.listen()).ear
    choir.house.stream.leave(ear, choir.organisation)  # type: ignore[arg-type]
    choir.house.stream.leave(ear, choir.other)  # type: ignore[arg-type]
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Hoort er iemand mee?")
    assert await choir.jonas.heard() == []


async def test_who_was_away_too_long_starts_afresh(choir: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = (await choir.jonas.call("sync.pull", organisation=choir.organisation))["cursor"]
    conversation = await choir.conversation(choir.jonas)
    for number in range(4):
        await choir.clara.send(conversation, f"Bericht {number}")
    monkeypatch.setattr(sync, "RESET_ABOVE", 5)
    pages, reset = [], []
    while cursor is not None:
        page = await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=cursor, limit=3)
        pages += page["items"]
        reset.append(page["reset"])
        cursor = page["cursor"] if page["more"] else None
    assert reset == [True] + [False] * (len(reset) - 1)
    held = {(item["kind"], item["data"].get("id", 0)): item["data"] for item in pages}
    assert held == await choir.jonas.snapshot()


async def test_old_events_and_answers_are_forgotten_and_old_cursors_start_afresh(choir: World) -> None:
    old = (await choir.jonas.call("sync.pull", organisation=choir.organisation))["cursor"]
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Van vorige maand")
    await choir.jonas.call("account.change", key="a-key-of-last-month", language="nl")
    later = clock.now() + KEPT + timedelta(days=1)
    clock.set(lambda: later)
    await choir.clara.send(conversation, "Van vandaag")
    await choir.house.worker.run_due()
    assert await EventRow.filter(organisation_id=choir.organisation).count() == 1
    assert await IdempotencyRow.all().count() == 0
    page = await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=old)
    assert page["reset"] is True
    again = await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=page["cursor"])
    assert (again["reset"], again["items"]) == (False, [])
