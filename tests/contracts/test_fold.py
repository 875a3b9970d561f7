"""For every event: what a client held, with what it heard, is what a fresh client gets; who acts, and who stands by."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.events import event_types
from server.moderation.forgetting import forget_reports
from server.people.events import ContactChanged
from server.people.models import Contact
from tests.contracts.examples.agenda import occurrence_in
from tests.contracts.examples.live import tomorrow
from tests.contracts.examples.polls import ASKED, poll_by
from tests.contracts.replica import Replica, must_equal_fresh, pulled
from tests.contracts.stage import Stage
from tests.world import Person, World

Happening = Callable[[], Awaitable[Any]]
Scenario = Callable[[Stage], Awaitable[Happening]]

scenarios: dict[str, Scenario] = {}
HELD = sorted(name for name, event in event_types.items() if event.of.synced)


def scenario(name: str) -> Callable[[Scenario], Scenario]:
    """Register what prepares an event and gives what makes it happen."""

    def register(prepare: Scenario) -> Scenario:
        scenarios[name] = prepare
        return prepare

    return register


@scenario("contact.created")
async def somebody_new(stage: Stage) -> Happening:
    async def happen() -> None:
        async with stage.house.units.write() as unit:
            stage.contact(unit, stage.organisation, "Roos Desmedt")

    return happen


@scenario("contact.changed")
async def another_name(stage: Stage) -> Happening:
    contact = await Contact.get(organisation_id=stage.organisation, id=stage.an.contact)

    async def happen() -> None:
        async with stage.house.units.write() as unit:
            unit.change(contact, last_name="Claes-Peeters")
            unit.emit(ContactChanged(contact))

    return happen


@scenario("conversation.created")
async def a_conversation(stage: Stage) -> Happening:
    return lambda: stage.conversation_with(stage.jonas)


@scenario("conversation.changed")
async def a_changed_conversation(stage: Stage) -> Happening:
    return await somebody_joins(stage)


@scenario("participant.joined")
async def somebody_joins(stage: Stage) -> Happening:
    message = await stage.message_by(stage.jonas)
    where = {"conversation": message["conversation"]}
    return lambda: stage.clara.call("participant.add", **where, contacts=[stage.bram.contact])


@scenario("participant.changed")
async def other_administrators(stage: Stage) -> Happening:
    listed = await stage.list_with(stage.jonas)
    await stage.clara.send(listed, "Zaterdag is de zaal open vanaf negen uur")
    await stage.an.call("broadcast.reply", conversation=listed, text="Ik kom wat later")
    where = {"conversation": await stage.conversation_with(stage.jonas), "contact": stage.jonas.contact}

    async def happen() -> None:
        await stage.clara.call("broadcast.set_admin", conversation=listed, contact=stage.jonas.contact, admin=True)
        await stage.clara.call("participant.add", conversation=listed, contacts=[stage.bram.contact])
        await stage.clara.call("participant.set_admin", **where, admin=True)

    return happen


@scenario("participant.left")
async def somebody_is_removed(stage: Stage) -> Happening:
    message = await stage.message_by(stage.jonas)
    conversation = message["conversation"]

    async def happen() -> None:
        await stage.clara.call("participant.remove", conversation=conversation, contact=stage.jonas.contact)
        await stage.clara.send(conversation, "Dit hoort Jonas niet meer")

    return happen


@scenario("message.created")
async def a_message(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)
    return lambda: stage.jonas.send(conversation, "Wie brengt taart mee?")


@scenario("message.previewed")
async def a_message_without_its_preview(stage: Stage) -> Happening:
    message = await stage.message_by(stage.jonas)
    return lambda: stage.jonas.call("message.remove_preview", message=message["id"])


@scenario("message.edited")
async def an_edited_message(stage: Stage) -> Happening:
    message = await _message_that_bram_saw_before_he_left(stage)
    return lambda: stage.jonas.call("message.edit", message=message["id"], text="Wie brengt koffie mee?")


@scenario("message.deleted")
async def a_deleted_message(stage: Stage) -> Happening:
    message = await _message_that_bram_saw_before_he_left(stage)
    return lambda: stage.jonas.call("message.delete", message=message["id"])


@scenario("message.reacted")
async def a_reaction(stage: Stage) -> Happening:
    message = await _message_that_bram_saw_before_he_left(stage)
    return lambda: stage.clara.call("reaction.set", message=message["id"], emoji="🍰", on=True)


@scenario("message.pinned")
async def a_pinned_message(stage: Stage) -> Happening:
    message = await _message_that_bram_saw_before_he_left(stage)
    return lambda: stage.clara.call("message.pin", message=message["id"], on=True)


@scenario("star.changed")
async def a_star(stage: Stage) -> Happening:
    message = await stage.message_by(stage.jonas)
    return lambda: stage.an.call("star.set", message=message["id"], on=True)


async def _message_that_bram_saw_before_he_left(stage: Stage) -> Any:
    conversation = await stage.conversation_with(stage.jonas)
    await stage.clara.call("participant.add", conversation=conversation, contacts=[stage.bram.contact])
    message = await stage.jonas.send(conversation, "Wie brengt taart mee?")
    await stage.bram.call("conversation.leave", conversation=conversation)
    return message


async def _two_cards_of_els(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.els)
    await stage.clara.call("participant.add", conversation=conversation, contacts=[stage.jonas.contact])
    await stage.els.send(conversation, "Wie brengt taart mee?")
    await stage.els.call("command.run", conversation=conversation, text="/taken")
    async with stage.house.units.write() as unit:
        other = stage.contact(unit, stage.organisation, "Els Vermeulen")
    await stage.quiet()
    where = {"organisation": stage.organisation, "keep": other.id, "drop": stage.els.contact}
    return lambda: stage.clara.call("contact.merge", **where)


@scenario("message.reassigned")
async def a_message_of_somebody_with_two_cards(stage: Stage) -> Happening:
    return await _two_cards_of_els(stage)


@scenario("command.reassigned")
async def a_command_of_somebody_with_two_cards(stage: Stage) -> Happening:
    return await _two_cards_of_els(stage)


@scenario("read.moved")
async def one_reads_further(stage: Stage) -> Happening:
    message = await stage.message_by(stage.jonas)
    where = {"conversation": message["conversation"], "seq": message["seq"]}
    return lambda: stage.an.call("read.set", **where)


@scenario("draft.changed")
async def one_writes_and_sends(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)

    async def happen() -> None:
        await stage.jonas.call("draft.set", conversation=conversation, text="Wie brengt")
        await stage.an.call("draft.set", conversation=conversation, text="Ik kom")
        await stage.jonas.send(conversation, "Wie brengt taart mee?")

    return happen


@scenario("preference.changed")
async def one_pins_and_archives(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)

    async def happen() -> None:
        await stage.jonas.call("preference.set", conversation=conversation, level="mentions", pinned=True)
        await stage.jonas.call("preference.set", conversation=conversation, archived=True, pinned=False)

    return happen


async def _blocked(stage: Stage, person: Person) -> None:
    await stage.direct(stage.jonas, person)
    await stage.jonas.call("contact.block", organisation=stage.organisation, contact=person.contact)


@scenario("block.set")
async def a_block(stage: Stage) -> Happening:
    return lambda: _blocked(stage, stage.an)


@scenario("block.lifted")
async def no_block_any_more(stage: Stage) -> Happening:
    await _blocked(stage, stage.an)
    return lambda: stage.jonas.call("contact.unblock", organisation=stage.organisation, contact=stage.an.contact)


@scenario("block.reassigned")
async def a_block_of_somebody_with_two_cards(stage: Stage) -> Happening:
    await _blocked(stage, stage.els)
    return await _two_cards_of(stage, stage.els)


async def _reported(stage: Stage) -> dict[str, Any]:
    message = await stage.message_by(stage.jonas)
    made: dict[str, Any] = await stage.an.call("message.report", message=message["id"], reason="unkind")
    return made


@scenario("report.created")
async def a_reported_message(stage: Stage) -> Happening:
    return lambda: _reported(stage)


@scenario("report.changed")
async def another_reason(stage: Stage) -> Happening:
    made = await _reported(stage)
    return lambda: stage.an.call(
        "message.report", message=made["message"], reason="private", note="Mijn adres staat er"
    )


@scenario("report.closed")
async def a_decision_on_a_report(stage: Stage) -> Happening:
    made = await _reported(stage)
    return lambda: stage.clara.call("report.close", report=made["id"], outcome="removed")


@scenario("report.forgotten")
async def an_old_report(stage: Stage) -> Happening:
    made = await _reported(stage)
    await stage.clara.call("report.close", report=made["id"], outcome="kept")
    return lambda: forget_reports(stage.house.work, stage.organisation, clock.now() + timedelta(days=1))


async def _one_for_later(stage: Stage) -> dict[str, Any]:
    conversation = await stage.conversation_with(stage.jonas)
    made = await stage.jonas.call(
        "scheduled.create", conversation=conversation, text="Vergeet je map niet", send_at=tomorrow()
    )
    return {"scheduled": made["id"]}


@scenario("scheduled.created")
async def a_message_for_later(stage: Stage) -> Happening:
    return lambda: _one_for_later(stage)


@scenario("scheduled.changed")
async def another_text_for_later(stage: Stage) -> Happening:
    made = await _one_for_later(stage)
    return lambda: stage.jonas.call("scheduled.change", **made, text="Vergeet je partituur niet")


@scenario("scheduled.cancelled")
async def one_thinks_better_of_it(stage: Stage) -> Happening:
    made = await _one_for_later(stage)
    return lambda: stage.jonas.call("scheduled.cancel", **made)


@scenario("scheduled.sent")
async def its_moment_comes(stage: Stage) -> Happening:
    made = await _one_for_later(stage)

    async def happen() -> None:
        await stage.jonas.call("scheduled.send_now", **made)
        await stage.house.worker.run_due()

    return happen


@scenario("scheduled.refused")
async def its_author_left_meanwhile(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)
    made = await stage.jonas.call("scheduled.create", conversation=conversation, text="Tot zo", send_at=tomorrow())

    async def happen() -> None:
        await stage.jonas.call("scheduled.send_now", scheduled=made["id"])
        await stage.jonas.call("conversation.leave", conversation=conversation)
        await stage.house.worker.run_due()

    return happen


@scenario("command.given")
async def a_command(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)
    return lambda: stage.jonas.call("command.run", conversation=conversation, text="/taken")


@scenario("command.answered")
async def an_answer(stage: Stage) -> Happening:
    given = await (await a_command(stage))()
    return lambda: stage.robot.call("command.answer", command=given["id"], text="Je hebt geen taken.")


@scenario("occurrence.created")
async def an_activity(stage: Stage) -> Happening:
    return lambda: occurrence_in(stage, stage.jonas)


@scenario("occurrence.changed")
async def another_place(stage: Stage) -> Happening:
    occurrence = await occurrence_in(stage, stage.jonas)
    return lambda: stage.clara.call("occurrence.change", occurrence=occurrence, place="Sint-Janskerk")


@scenario("occurrence.cancelled")
async def a_cancelled_activity(stage: Stage) -> Happening:
    occurrence = await occurrence_in(stage, stage.jonas)
    return lambda: stage.clara.call("occurrence.cancel", occurrence=occurrence)


@scenario("poll.created")
async def a_poll(stage: Stage) -> Happening:
    conversation = await stage.conversation_with(stage.jonas)
    return lambda: stage.jonas.call("poll.create", conversation=conversation, **ASKED)


@scenario("poll.answered")
async def an_answered_poll(stage: Stage) -> Happening:
    poll = await _poll_that_bram_saw_before_he_left(stage)
    choices = [{"option": poll["options"][0]["id"]}]
    return lambda: stage.jonas.call("poll_answer.set", poll=poll["id"], choices=choices)


@scenario("poll.changed")
async def a_changed_poll(stage: Stage) -> Happening:
    poll = await _poll_that_bram_saw_before_he_left(stage)
    return lambda: stage.jonas.call("poll.close", poll=poll["id"])


async def _poll_that_bram_saw_before_he_left(stage: Stage) -> Any:
    conversation = await stage.conversation_with(stage.jonas)
    await stage.clara.call("participant.add", conversation=conversation, contacts=[stage.bram.contact])
    poll = await stage.jonas.call("poll.create", conversation=conversation, **ASKED)
    await stage.bram.call("conversation.leave", conversation=conversation)
    return poll


@scenario("ballot.set")
async def an_answer_to_a_poll(stage: Stage) -> Happening:
    return await an_answered_poll(stage)


@scenario("ballot.reassigned")
async def a_ballot_of_somebody_with_two_cards(stage: Stage) -> Happening:
    poll = await poll_by(stage, stage.clara, stage.jonas)
    await stage.jonas.call("poll_answer.set", poll=poll["id"], choices=[{"option": poll["options"][0]["id"]}])
    return await _two_cards_of(stage, stage.jonas)


@scenario("attendance.set")
async def somebody_comes(stage: Stage) -> Happening:
    occurrence = await occurrence_in(stage, stage.jonas)
    return lambda: stage.jonas.call("attendance.set", occurrence=occurrence, status="present")


@scenario("turnout.counted")
async def one_more_comes(stage: Stage) -> Happening:
    return await somebody_comes(stage)


@scenario("attendance.reassigned")
async def the_attendance_of_somebody_with_two_cards(stage: Stage) -> Happening:
    await (await somebody_comes(stage))()
    return await _two_cards_of(stage, stage.jonas)


async def _two_cards_of(stage: Stage, person: Person) -> Happening:
    async with stage.house.units.write() as unit:
        other = stage.contact(unit, stage.organisation, person.account.name)
    await stage.quiet()
    where = {"organisation": stage.organisation, "keep": other.id, "drop": person.contact}
    return lambda: stage.clara.call("contact.merge", **where)


def test_every_event_that_clients_hold_has_a_scenario() -> None:
    assert sorted(scenarios) == HELD


@pytest.mark.parametrize("name", HELD)
async def test_old_state_and_what_is_heard_are_the_fresh_state(name: str, choir: World) -> None:
    stage = await Stage.set(choir.house)
    happen = await scenarios[name](stage)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    acting.contact = stage.wout.contact
    watchers = [stage.jonas, stage.an, stage.bram, stage.clara, stage.robot, stage.lies, stage.margot, acting]
    held = {person: await _holding(person) for person in watchers}
    await happen()
    heard: set[str] = set()
    for person in watchers:
        heard |= await _folded(person, *held[person])
        await must_equal_fresh(person, held[person][0])
    assert name in heard
    assert await stage.lies.heard() == []


async def _holding(person: Person) -> tuple[Replica, str]:
    replica = Replica(person.contact)
    cursor = await pulled(person, replica, None)
    await person.listen()
    return replica, cursor


async def _folded(person: Person, replica: Replica, cursor: str) -> set[str]:
    """Apply what was heard, and pull what was said before one was let in; the names of the events."""
    await person.heard()
    assert person.ear is not None
    let_in = False
    for event in person.ear.events:
        kind = event["ev"].split(".")[0]
        let_in = let_in or replica.seats_oneself(kind, event["data"])
        replica.apply(kind, event["data"])
    if let_in:
        await pulled(person, replica, cursor)
    return {event["ev"] for event in person.ear.events}


@pytest.mark.parametrize(
    "name", ["message.created", "message.edited", "message.deleted", "participant.left", "read.moved"]
)
async def test_who_acts_for_a_child_holds_exactly_what_the_child_holds(name: str, choir: World) -> None:
    stage = await Stage.set(choir.house)
    stage.jonas = stage.wout  # what jonas does in the scenarios, the child does here
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    acting.contact = stage.wout.contact
    happen = await scenarios[name](stage)
    watchers = [stage.wout, acting, stage.margot]
    held = {person: await _holding(person) for person in watchers}
    await happen()
    for person in watchers:
        await _folded(person, *held[person])
        await must_equal_fresh(person, held[person][0])
    child, parent, herself = (_without_reads(held[person][0]) for person in watchers)
    assert parent == child
    assert {key for key in child if key[0] == "message"}
    assert not [key for key in herself if key[0] in ("message", "conversation", "participant")]


def _without_reads(replica: Replica) -> dict[tuple[str, int], Any]:
    """What one holds besides one's own read positions, which a parent has apart from the child."""
    return {key: data for key, data in replica.objects.items() if key[0] != "read"}
