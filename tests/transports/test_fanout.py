"""The hook in uvicorn's WebSocket protocol, over real sockets: what it relies on breaks here first."""

import asyncio

import pytest
from uvicorn.protocols.utils import ClientDisconnected

from server.transports.backlog import MOST_FRAMES
from server.transports.fanout import text_frame
from tests.transports.door import (
    Door,
    close_code,
    events,
    message,
    no_errors,
    opened,
    stall,
    until,
)


async def test_events_are_counted_from_one_on_each_socket_without_a_gap(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: len(door.choir) == 1)
        door.say("Zondag om 10 uur")
        assert await events(clara, 1) == [(1, "Zondag om 10 uur")]
        async with door.client() as jonas:
            await until(lambda: len(door.choir) == 2)
            door.say("In de kerk")
            door.say("Zwart en rood")
            assert await events(clara, 2) == [(2, "In de kerk"), (3, "Zwart en rood")]
            assert await events(jonas, 2) == [(1, "In de kerk"), (2, "Zwart en rood")]


async def test_an_event_is_one_message_in_two_fragments(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.say("Tot zo")
        fragments = [part async for part in clara.recv_streaming()]
    assert fragments == ['{"n":1,', '"ev": "message.created", "data": {"text": "Tot zo"}}']


@pytest.mark.parametrize("size", [1, 100, 200, 40_000, 70_000])
async def test_events_and_answers_of_every_size_arrive_whole(door: Door, size: int) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.readers[0].push(message("a" * size))
        door.readers[0].push_frame(text_frame(b"b" * size))
        assert await events(clara, 1) == [(1, "a" * size)]
        assert await clara.recv() == "b" * size


async def test_an_answer_stands_between_events_and_takes_no_number(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.readers[0].push(message("eerst"))
        door.readers[0].push_frame(text_frame(b'{"re":7,"ok":true}'))
        door.readers[0].push(message("dan"))
        assert await events(clara, 1) == [(1, "eerst")]
        assert await clara.recv() == '{"re":7,"ok":true}'
        assert await events(clara, 1) == [(2, "dan")]


async def test_a_reader_that_lags_and_resumes_gets_everything_in_order(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara, door.client() as jonas:
        await until(lambda: len(door.choir) == 2)
        flood = await stall(door.readers[0])
        for bar in range(20):
            door.say(str(bar))
        assert await events(jonas, 20) == [(bar + 1, str(bar)) for bar in range(20)]
        assert [n for n, _ in await events(clara, flood)] == list(range(1, flood + 1))
        assert await events(clara, 20) == [(flood + bar + 1, str(bar)) for bar in range(20)]
        door.say("weer bij")
        assert await events(clara, 1) == [(flood + 21, "weer bij")]
        assert door.choir.direct == 2


async def test_a_reader_that_lags_is_closed_when_256_frames_wait_and_others_keep_up(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara, door.client() as jonas:
        await until(lambda: len(door.choir) == 2)
        await stall(door.readers[0])
        for bar in range(MOST_FRAMES + 2):
            door.say(str(bar))
        assert len(await events(jonas, MOST_FRAMES + 2)) == MOST_FRAMES + 2
        assert len(door.choir) == 1
        assert await close_code(clara) == 4008
    await until(lambda: 4008 in door.closed_with)


async def test_a_reader_that_lags_is_closed_when_a_mebibyte_waits(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara:
        await until(lambda: door.readers)
        await stall(door.readers[0])
        for _ in range(6):
            door.say("x" * 200_000)
        assert await close_code(clara) == 4008


async def test_ephemeral_frames_are_dropped_once_half_of_the_room_is_taken(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara:
        await until(lambda: door.readers)
        flood = await stall(door.readers[0])
        for _ in range(MOST_FRAMES):
            door.choir.deliver_ephemeral(text_frame(b'{"eph":"typing"}'))
        door.say("blijft")
        await events(clara, flood - 1)
        received = [str(await clara.recv())]
        while "blijft" not in received[-1]:
            received.append(str(await clara.recv()))
        assert received.count('{"eph":"typing"}') == MOST_FRAMES // 2


async def test_what_is_pushed_after_closing_is_refused(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        reader = door.readers[0]
        reader.push(message("nog net"))
        reader.close(4003, "signed out")
        reader.push(message("te laat"))
        reader.push_frame(text_frame(b"te laat"))
        reader.push_ephemeral(text_frame(b"te laat"))
        reader.close(4008, "twice")
        assert (reader.n, reader.open, len(door.choir)) == (1, False, 0)
        assert await events(clara, 1) == [(1, "nog net")]
        assert await close_code(clara) == 4003
        assert clara.close_reason == "signed out"
    await until(lambda: door.closed_with == [4003])


async def test_an_application_that_sends_after_the_end_is_told_that_the_peer_is_gone(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        await door.sends[0]({"type": "websocket.close", "code": 4003})
        with pytest.raises(ClientDisconnected):
            await door.sends[0]({"type": "websocket.send", "text": "te laat"})
        await door.sends[0]({"type": "websocket.close", "code": 4008})
        assert await close_code(clara) == 4003
    assert no_errors(caplog)


async def test_a_reader_whose_peer_says_goodbye_leaves_its_audiences(door: Door) -> None:
    async with door.client():
        await until(lambda: len(door.choir) == 1)
    await until(lambda: len(door.choir) == 0)
    door.readers[0].push(message("niemand"))
    door.choir.join(door.readers[0])
    assert (door.readers[0].n, len(door.choir)) == (0, 0)
    assert door.closed_with == [1000]


async def test_a_server_that_stops_says_4010() -> None:
    async with opened(Door()) as door:
        clara = await door.client()
        await until(lambda: door.readers)
    assert await close_code(clara) == 4010
    assert door.closed_with == [4010]


async def test_without_the_hook_the_same_messages_arrive(hookless: Door) -> None:
    async with hookless.client() as clara:
        await until(lambda: len(hookless.choir) == 1)
        for bar in range(50):
            hookless.say(str(bar))
        hookless.choir.deliver_ephemeral(text_frame(b'{"eph":"typing"}'))
        assert await clara.recv() == '{"n":1,"ev": "message.created", "data": {"text": "0"}}'
        assert await events(clara, 49) == [(bar + 1, str(bar)) for bar in range(1, 50)]
        assert await clara.recv() == '{"eph":"typing"}'
        hookless.readers[0].push_frame(text_frame(b'{"re":1,"ok":true}'))
        assert await clara.recv() == '{"re":1,"ok":true}'


async def test_without_the_hook_closing_and_leaving_are_the_same(hookless: Door) -> None:
    async with hookless.client() as clara:
        await until(lambda: len(hookless.choir) == 1)
        hookless.choir.leave(hookless.readers[0])
        assert len(hookless.choir) == 0
        hookless.choir.join(hookless.readers[0])
        hookless.readers[0].close(4003, "signed out")
        hookless.readers[0].push(message("te laat"))
        assert (hookless.readers[0].n, len(hookless.choir)) == (0, 0)
        assert await close_code(clara) == 4003


async def test_without_the_hook_a_reader_that_lags_is_closed_and_others_keep_up(hookless: Door) -> None:
    async with hookless.client(max_size=None, max_queue=1) as clara, hookless.client() as jonas:
        await until(lambda: len(hookless.choir) == 2)
        while hookless.readers[0].open:
            hookless.readers[0].push(message("x" * 200_000))
            await asyncio.sleep(0)
        hookless.say("verder")
        assert await events(jonas, 1) == [(1, "verder")]
        assert await close_code(clara) == 4008
