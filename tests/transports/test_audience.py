"""Who hears what, and in which order."""

import asyncio

import pytest

from server.transports.fanout import AsgiReader, Audience
from tests.transports.door import (
    Door,
    close_code,
    events,
    hook_of,
    message,
    six_members,
    until,
)


async def test_all_hear_all_in_order_across_slices_and_joined_writes(door: Door) -> None:
    async with six_members(door) as clients:
        texts = [f"maat {bar}" for bar in range(300)]
        for start in range(0, 300, 7):
            for text in texts[start : start + 7]:
                door.say(text)
            await asyncio.sleep(0)
        for client in clients:
            assert await events(client, 300) == list(enumerate(texts, start=1))


async def test_who_is_in_two_audiences_hears_both_in_the_order_they_were_told(door: Door) -> None:
    async with six_members(door) as clients:
        altos = Audience(door.line)
        for reader in door.readers[3:]:
            altos.join(reader)
        for bar in range(40):
            (altos if bar % 3 else door.choir).deliver(message(str(bar)))
        everything = [str(bar) for bar in range(40)]
        for client in clients[:3]:
            assert [text for _, text in await events(client, 14)] == everything[::3]
        for client in clients[3:]:
            assert [text for _, text in await events(client, 40)] == everything


async def test_joining_and_leaving_take_effect_between_the_events_around_them(door: Door) -> None:
    async with door.client() as clara, door.client() as jonas:
        await until(lambda: len(door.readers) == 2)
        altos = Audience(door.line)
        altos.join(door.readers[0])
        altos.deliver(message("voor Clara"))
        altos.join(door.readers[1])
        altos.deliver(message("voor beiden"))
        altos.leave(door.readers[0])
        altos.deliver(message("voor Jonas"))
        assert await events(clara, 2) == [(1, "voor Clara"), (2, "voor beiden")]
        assert await events(jonas, 2) == [(1, "voor beiden"), (2, "voor Jonas")]
        assert door.readers[0] not in altos
        assert door.readers[1] in altos


async def test_joining_twice_is_hearing_once_and_leaving_once(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        reader = hook_of(door.readers[0])
        door.choir.join(reader)
        door.say("een")
        door.say("twee")
        assert await events(clara, 2) == [(1, "een"), (2, "twee")]
        assert len(door.choir) == 1
        door.choir.leave(reader)
        reader.pause_writing()
        reader.resume_writing()
        assert len(door.choir) == 0


async def test_a_reader_that_begins_to_lag_between_two_slices_hears_the_event_in_its_order(door: Door) -> None:
    async with six_members(door) as clients:
        last = hook_of(door.readers[5])
        door.say("voor allen")
        await asyncio.sleep(0)
        assert (door.readers[0].n, last.n) == (1, 0)
        last.pause_writing()
        last.push(message("voor haar"))
        await until(lambda: last.n == 2)
        last.resume_writing()
        assert await events(clients[5], 2) == [(1, "voor haar"), (2, "voor allen")]
        for client in clients[:5]:
            assert await events(client, 1) == [(1, "voor allen")]


async def test_a_fault_in_telling_closes_that_audience_so_that_nobody_misses_an_event_unnoticed(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    class Faulty(AsgiReader):
        def push(self, tail: bytes) -> None:
            raise RuntimeError("the handler is closed")

    async with door.client() as clara, door.client() as jonas:
        await until(lambda: len(door.choir) == 2)
        altos = Audience(door.line)
        altos.join(door.readers[0])
        faulty = Faulty(door.sends[0])
        altos.join(faulty)
        altos.deliver(message("hapert"))
        door.say("verder")
        assert await close_code(clara) == 1011
        assert await events(jonas, 1) == [(1, "verder")]
        assert (faulty.open, len(altos)) == (False, 0)
    assert "could not be told" in caplog.text
