"""What PostgreSQL lets happen at the same time must come out as if one had been first."""

import asyncio
from typing import Any

from server.accounts.models import Session
from server.accounts.secrets import hash_secret
from server.conversations.events import ParticipantLeft
from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.database import rows, spawn, statement_watchers, transaction
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import execute, insert_rows
from server.kernel.errors import Refusal
from server.kernel.events import Told
from server.kernel.ids import new_id
from server.kernel.models import OrganisationStream
from tests.contracts.doors import DispatchDoor
from tests.contracts.stage import Stage
from tests.world import Person, World

ROUNDS = 12

Call = tuple[Person, str, dict[str, Any]]


async def at_once(choir: World, *calls: Call) -> list[str]:
    """Call them together; `ok` or the code of each."""
    door = DispatchDoor(choir.house)
    answers = await asyncio.gather(*(door.call(person, name, given, None) for person, name, given in calls))
    return ["ok" if answer["ok"] else answer["error"]["code"] for answer in answers]


async def test_no_edit_brings_back_what_was_deleted(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(ROUNDS):
        sent = await choir.jonas.send(conversation, f"Bericht {number}")
        edit = (choir.jonas, "message.edit", {"message": sent["id"], "text": "Verbeterd"})
        delete = (choir.jonas, "message.delete", {"message": sent["id"]})
        outcomes = await at_once(choir, *((edit, delete) if number % 2 else (delete, edit)))
        assert set(outcomes) <= {"ok", "conflict"}
    history = await choir.jonas.call("message.history", conversation=conversation)
    assert [message["text"] for message in history["items"]] == [""] * ROUNDS


async def test_nobody_posts_once_their_seat_has_ended(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    seat = await Participant.get(conversation_id=conversation, contact_id=choir.jonas.contact)
    async with choir.house.units.write() as unit:
        await Conversation.filter(id=conversation).select_for_update(no_key=True).get()
        sending = spawn(at_once(choir, (choir.jonas, "message.send", {"conversation": conversation, "text": "En ik?"})))
        await asyncio.sleep(0.05)  # it waits for the conversation by now
        unit.change(seat, left_at=clock.now(), until_seq=0)
        unit.emit(ParticipantLeft(seat))
    assert await sending == ["not_found"]
    assert await rows('SELECT 1 FROM "message" WHERE "conversation_id" = ?', [conversation]) == []


async def test_who_is_added_twice_sits_once_and_who_leaves_twice_left_once(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    add = (choir.clara, "participant.add", {"conversation": conversation, "contacts": [choir.bram.contact]})
    leave = (choir.bram, "conversation.leave", {"conversation": conversation})
    for _ in range(ROUNDS):
        assert await at_once(choir, add, add) == ["ok", "ok"]
        listed = await choir.clara.call("participant.list", conversation=conversation)
        assert [seat["contact"] for seat in listed["items"]].count(choir.bram.contact) == 1
        assert sorted(await at_once(choir, leave, leave)) == ["not_found", "ok"]


async def test_of_two_devices_that_read_at_once_the_further_one_counts(choir: World) -> None:
    for _ in range(ROUNDS // 2):
        conversation = await choir.conversation(choir.jonas)
        for number in range(4):
            await choir.clara.send(conversation, f"Bericht {number}")
        reads = [(choir.jonas, "read.set", {"conversation": conversation, "seq": seq}) for seq in (2, 4, 1, 3)]
        assert await at_once(choir, *reads) == ["ok"] * 4
        found = await rows('SELECT "seq" FROM "read_position" WHERE "conversation_id" = ?', [conversation])
        assert found == [{"seq": 4}]


async def test_who_reads_while_they_come_to_administer_holds_up_nobody(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, title="Bestuur")
    await choir.clara.send(conversation, "Ik stop ermee")
    async with transaction():
        await OrganisationStream.filter(organisation_id=choir.organisation).select_for_update().get()
        leaving = spawn(at_once(choir, (choir.clara, "conversation.leave", {"conversation": conversation})))
        await asyncio.sleep(0.05)  # it is first to wait for the log
        reading = spawn(at_once(choir, (choir.jonas, "read.set", {"conversation": conversation, "seq": 1})))
        await asyncio.sleep(0.05)
    assert await leaving + await reading == ["ok", "ok"]


async def test_of_administrators_who_leave_one_after_the_other_the_last_hands_it_over(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an, title="Bestuur")
    leave = {"conversation": conversation}
    async with transaction():
        await Conversation.filter(id=conversation).select_for_update(no_key=True).get()
        first = spawn(at_once(choir, (choir.clara, "conversation.leave", leave)))
        await asyncio.sleep(0.05)
        second = spawn(at_once(choir, (choir.jonas, "conversation.leave", leave)))
        await asyncio.sleep(0.05)
    assert await first + await second == ["ok", "ok"]
    assert (await Participant.get(conversation_id=conversation, contact_id=choir.an.contact)).admin


async def test_a_command_is_answered_once(choir: World) -> None:
    stage = await Stage.set(choir.house)
    conversation = await stage.conversation_with(stage.jonas)
    for _ in range(ROUNDS // 2):
        given = await stage.jonas.call("command.run", conversation=conversation, text="/taken")
        answers = [(stage.robot, "command.answer", {"command": given["id"], "text": text}) for text in ("Een", "Twee")]
        assert sorted(await at_once(choir, *answers)) == ["conflict", "ok"]


async def test_who_is_looked_up_while_their_session_ends_is_not_remembered(choir: World) -> None:
    session = await Session.get(token_hash=hash_secret(choir.jonas.token))

    def end_meanwhile(sql: str) -> None:
        if 'FROM "link"' in sql:  # the session was read, and not yet what its account may
            for listener in choir.house.stream._listeners["session.ended"]:
                listener(Told(0, 1, "session.ended", session.id))

    statement_watchers.append(end_meanwhile)
    assert (await choir.house.sessions.actor(choir.jonas.token)).account == choir.jonas.account.id
    statement_watchers.remove(end_meanwhile)
    await _end_elsewhere(session, told=False)
    assert await _refused(choir, choir.jonas) == "unauthenticated"


async def test_a_session_that_another_process_ended_is_forgotten_here(choir: World) -> None:
    stream = choir.house.stream
    assert (await choir.house.sessions.actor(choir.an.token)).account == choir.an.account.id
    await _end_elsewhere(await Session.get(token_hash=hash_secret(choir.an.token)), told=True)
    await stream._look_at_log()
    stream._wake.set()
    await choir.quiet()
    assert await _refused(choir, choir.an) == "unauthenticated"


async def _end_elsewhere(session: Session, *, told: bool) -> None:
    """End a session as another process does: this one sees only the rows."""
    now = microseconds(clock.now())
    async with transaction():
        await execute('UPDATE "session" SET "ended_at" = ? WHERE "id" = ?', [now, session.id])
        if told:
            raised = 'UPDATE "organisation_stream" SET "pos" = "pos" + 1 WHERE "organisation_id" = 0 RETURNING "pos"'
            place = (await rows(raised))[0]["pos"]
            columns = ("id", "organisation_id", "pos", "kind", "ref", "at")
            await insert_rows("event", columns, [(new_id(), 0, place, "session.ended", session.id, now)])


async def _refused(choir: World, person: Person) -> str:
    try:
        await choir.house.sessions.actor(person.token)
    except Refusal as refusal:
        return refusal.code
    return "ok"
