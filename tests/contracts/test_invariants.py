"""The ten invariants of rows and the stream."""

import asyncio
import itertools
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from server.conversations.events import MessageCreated
from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.ids import new_id
from server.settings import Settings
from server.transports.frames import text_frame
from tests.contracts.club import Club
from tests.contracts.doors import DispatchDoor
from tests.contracts.replica import Replica, fresh, must_equal_fresh, pulled
from tests.contracts.wire import ModelClient, until_standing
from tests.schema import postgres_template, sqlite_template
from tests.world import Answered, World, refused


async def test_1_pos_is_gap_free_in_the_order_of_commits(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    done = asyncio.Event()
    looks = []

    async def look() -> None:
        sql = (
            'SELECT COUNT(*) AS "n", MIN("pos") AS "low", MAX("pos") AS "high" FROM "event" WHERE "organisation_id" = ?'
        )
        while not done.is_set():
            looks.append((await rows(sql, [choir.organisation]))[0])
            await asyncio.sleep(0)

    looking = asyncio.create_task(look())
    people = itertools.cycle([choir.jonas, choir.an, choir.clara])
    await asyncio.gather(*(next(people).send(conversation, f"Bericht {number}") for number in range(40)))
    await asyncio.gather(
        *(person.call("read.set", conversation=conversation, seq=40) for person in (choir.jonas, choir.an))
    )
    done.set()
    await looking
    assert len({look["high"] for look in looks}) > 1, "looked only once it was over"
    for seen in looks:
        assert (seen["low"], seen["high"]) == (1, seen["n"])


async def test_2_seq_is_dense_in_each_conversation(choir: World) -> None:
    places = [await choir.conversation(choir.jonas), await choir.direct(choir.jonas, choir.an)]

    async def attempt(number: int) -> None:
        # Every fourth is refused, and must leave no number unused.
        person = choir.bram if number % 4 == 3 else choir.jonas
        try:
            await person.send(places[number % 2], f"Bericht {number}")
        except Answered:
            assert person is choir.bram

    await asyncio.gather(*(attempt(number) for number in range(48)))
    for place in places:
        found = await rows('SELECT "seq" FROM "message" WHERE "conversation_id" = ? ORDER BY "seq"', [place])
        assert [row["seq"] for row in found] == list(range(1, len(found) + 1))
        assert len(found) >= 12


async def test_3_doubles_and_reordering_are_harmless(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    sent = await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.clara.call("message.edit", message=sent["id"], text="Wie brengt koffie mee?")
    await choir.clara.call("message.delete", message=sent["id"])
    await choir.jonas.heard()
    assert choir.jonas.ear is not None
    frames = [(event["ev"].split(".")[0], event["data"]) for event in choir.jonas.ear.events]
    for order in itertools.permutations([*frames, frames[0]]):
        replica = Replica(choir.jonas.contact)
        for kind, data in order:
            replica.apply(kind, data)
        assert replica.objects["message", sent["id"]]["deleted_at"] is not None


async def test_4_nothing_uncommitted_is_told_and_everything_committed_is_told_or_can_be_resumed(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.listen()
    away = Replica(choir.an.contact)
    cursor = await pulled(choir.an, away, None)
    with pytest.raises(RuntimeError, match="the lights go out"):
        await _write_and_fail(choir, conversation)
    assert await choir.jonas.heard() == []
    sent = await choir.clara.send(conversation, "We gaan door")
    assert await choir.jonas.heard("message.created") == [sent]
    assert sent["seq"] == 1
    await choir.clara.call("participant.add", conversation=conversation, contacts=[choir.an.contact])
    await pulled(choir.an, away, cursor)
    assert away.objects["message", sent["id"]] == sent
    await must_equal_fresh(choir.an, away)


async def _write_and_fail(choir: World, conversation: int) -> None:
    async with choir.house.units.write() as unit:
        message = _message(choir, conversation)
        unit.add(message)
        unit.emit(MessageCreated(message))
        await unit.flush(choir.house.site)
        raise RuntimeError("the lights go out")


def _message(choir: World, conversation: int) -> Message:
    return Message(
        id=new_id(), organisation_id=choir.organisation, conversation_id=conversation, seq=1, key="nooit-bewaard",
        author_id=choir.clara.contact, author_account=choir.clara.account.id, text="Nooit bewaard", sent_at=clock.now(),
    )  # fmt: skip


async def test_5_one_key_is_one_message(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)

    door = DispatchDoor(choir.house)

    async def once() -> tuple[int, bool]:
        given = {"conversation": conversation, "text": "Wie brengt taart mee?"}
        answer = await door.call(choir.jonas, "message.send", given, "9b2f1c3e-key-van-jonas")
        return answer["result"]["id"], answer.get("dup", False)

    answers = await asyncio.gather(*(once() for _ in range(12)))
    assert len({number for number, _ in answers}) == 1
    assert [dup for _, dup in answers].count(False) == 1
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    assert (await once())[0] == answers[0][0]
    with refused("key_conflict"):
        await choir.jonas.send(conversation, "Wie brengt koffie mee?", key="9b2f1c3e-key-van-jonas")


async def test_6_a_live_session_hears_all_of_its_audience_in_order_or_is_closed(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    listening, deaf = ModelClient(choir.jonas), ModelClient(choir.an)
    for client in (listening, deaf):
        await client.connect()
    await until_standing([listening, deaf])
    assert listening.line is not None
    assert deaf.line is not None
    listening.line.frames.clear()
    deaf.line.stuck.clear()
    await asyncio.gather(*(choir.clara.send(conversation, f"Bericht {number}") for number in range(300)))
    async with asyncio.timeout(10):
        while len(heard := [frame for frame in listening.line.frames if frame.get("ev") == "message.created"]) < 300:
            await asyncio.sleep(0.001)
    assert [frame["data"]["seq"] for frame in heard] == list(range(1, 301))
    assert [frame["n"] for frame in heard] == list(range(heard[0]["n"], heard[0]["n"] + 300))
    deaf.line.stuck.set()
    async with asyncio.timeout(10):
        while deaf.line.closed is None:
            await asyncio.sleep(0.001)
    assert (listening.line.closed, deaf.line.closed) == (None, 4008)
    await deaf.disconnect()
    await deaf.connect()
    await until_standing([deaf])
    await deaf.look(1000)
    await must_equal_fresh(choir.an, deaf.replica)
    for client in (listening, deaf):
        await client.disconnect()


async def _settle(choir: World) -> None:
    await choir.quiet()
    for _ in range(30):
        await asyncio.sleep(0.001)


async def test_7_nothing_that_came_after_a_removal_reaches_the_removed(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.listen()
    await choir.clara.send(conversation, "Dit hoort Jonas nog")
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    await choir.clara.send(conversation, "Dit niet meer")
    await choir.clara.call("participant.add", conversation=conversation, contacts=[choir.bram.contact])
    heard = await choir.jonas.heard()
    assert [data["text"] for data in heard if "text" in data] == ["Dit hoort Jonas nog"]
    assert heard[-1]["contact"] == choir.jonas.contact
    assert heard[-1]["left_at"]
    history = await choir.jonas.call("message.history", conversation=conversation)
    assert [message["text"] for message in history["items"]] == ["Dit hoort Jonas nog"]
    state = (await fresh(choir.jonas)).objects
    assert [data["text"] for (kind, _), data in state.items() if kind == "message"] == ["Dit hoort Jonas nog"]
    assert [data["contact"] for (kind, _), data in state.items() if kind == "participant"] == [choir.jonas.contact]
    with refused("not_found"):
        await choir.jonas.send(conversation, "Ik ben er nog")


async def test_8_a_read_position_only_grows(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(5):
        await choir.clara.send(conversation, f"Bericht {number}")
    await choir.jonas.listen()
    orders = [3, 1, 5, 4, 5, 0]
    answers = [await choir.jonas.call("read.set", conversation=conversation, seq=seq) for seq in orders]
    assert [answer["seq"] for answer in answers] == [3, 3, 5, 5, 5, 5]
    assert [data["seq"] for data in await choir.jonas.heard("read.moved")] == [3, 5]
    await asyncio.gather(*(choir.clara.call("read.set", conversation=conversation, seq=seq) for seq in (2, 5, 1, 4)))
    found = await rows('SELECT "seq" FROM "read_position" WHERE "account_id" = ?', [choir.clara.account.id])
    assert [row["seq"] for row in found] == [5]
    with refused("invalid", field="seq"):
        await choir.jonas.call("read.set", conversation=conversation, seq=6)


@pytest.fixture(params=["sqlite", "postgres"])
def club(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """The machine over a fresh database of each kind, for each of its runs."""
    made: list[str] = []
    if request.param == "sqlite":
        template = sqlite_template().read_bytes()

        def fresh_house() -> Settings:
            folder = Path(tempfile.mkdtemp(dir=tmp_path))
            (folder / "akkoord.sqlite3").write_bytes(template)
            return Settings(folder=str(folder), url="http://akkoord.test", port=0)
    else:
        server = request.getfixturevalue("postgres_server")
        postgres = postgres_template(server)

        def fresh_house() -> Settings:
            made.append(f"club_{secrets.token_hex(6)}")
            url = server.create_database(made[-1], template=postgres)
            return Settings(folder=str(tmp_path), database=url, url="http://akkoord.test", port=0)

    yield type("Club", (Club,), {"settings_of": staticmethod(fresh_house)})
    for name in made:
        server.drop_database(name)


def test_9_once_quiet_every_client_holds_what_a_fresh_one_would(club: Any) -> None:
    chosen = int(os.environ.get("CLUB_SEED") or secrets.randbits(32))
    sys.stdout.write(f"again: CLUB_SEED={chosen}\n")
    machine = seed(chosen)(club)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("CLUB_RUNS", "10")),
            stateful_step_count=25,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


async def test_10_losing_every_ephemeral_frame_changes_no_state(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    clients = [ModelClient(choir.jonas), ModelClient(choir.jonas)]
    for client in clients:
        await client.connect()
    await _settle(choir)
    for number in range(6):
        for connection in list(choir.house.connections._open):
            connection.wire.push_ephemeral(text_frame(b'{"eph":"typing","data":{"conversation":%d}}' % conversation))
        await choir.an.send(conversation, f"Bericht {number}")
    await _settle(choir)
    hears, loses = clients
    assert hears.line is not None
    assert loses.line is not None
    kept = [frame for frame in loses.line.frames if "eph" not in frame]
    assert len(kept) == len(loses.line.frames) - 6
    loses.line.frames = type(loses.line.frames)(kept)
    for client in clients:
        await client.look(1000)
        assert client.line is not None
        assert client.line.closed is None
    assert hears.replica.objects == loses.replica.objects
    await must_equal_fresh(choir.jonas, loses.replica)
    for client in clients:
        await client.disconnect()
