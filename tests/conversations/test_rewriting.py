"""Editing and deleting, within the organisation's rules."""

from datetime import timedelta

import pytest

from server.conversations.message_models import Mention, MessageVersion, Reaction
from server.conversations.models import Message
from server.kernel.models import AuditRow
from tests.world import World, refused


async def grow_old(choir: World, message: int, minutes: int) -> None:
    """Let a message have been sent earlier."""
    row = await Message.get(organisation_id=choir.organisation, id=message)
    async with choir.house.units.write() as unit:
        unit.change(row, sent_at=row.sent_at - timedelta(minutes=minutes))


async def test_what_a_message_said_before_can_be_read(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "Donderdag om acht uur")
    first = await choir.clara.call("message.edit", message=sent["id"], text="Donderdag om half acht")
    await choir.clara.call("message.edit", message=sent["id"], text="Donderdag om half acht")
    last = await choir.clara.call("message.edit", message=sent["id"], text="Vrijdag om acht uur")
    versions = (await choir.jonas.call("message.versions", message=sent["id"]))["items"]
    assert versions == [
        {"text": "Donderdag om acht uur", "written_at": sent["sent_at"]},
        {"text": "Donderdag om half acht", "written_at": first["edited_at"]},
        {"text": "Vrijdag om acht uur", "written_at": last["edited_at"]},
    ]
    with refused("not_found"):
        await choir.an.call("message.versions", message=sent["id"])


async def test_nobody_edits_what_another_wrote_whatever_they_may_otherwise(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.jonas.send(conversation, "Donderdag om acht uur")
    await choir.clara.call("participant.set_admin", conversation=conversation, contact=choir.an.contact, admin=True)
    for person in (choir.clara, choir.an):
        await choir.jonas.listen()
        with refused("forbidden") as error:
            await person.call("message.edit", message=sent["id"], text="Donderdag niet")
        assert error["message"] in ("Alleen wie het schreef kan dit.", "Only its author can do this.")
        assert await choir.jonas.heard() == []
    for person in (choir.bram, choir.stranger):
        with refused("not_found"):
            await person.call("message.edit", message=sent["id"], text="Donderdag niet")
    [kept] = (await choir.jonas.call("message.history", conversation=conversation))["items"]
    assert (kept["text"], kept["edited_at"]) == ("Donderdag om acht uur", None)
    edited = await choir.jonas.call("message.edit", message=sent["id"], text="Vrijdag om acht uur")
    assert edited["text"] == "Vrijdag om acht uur"


async def test_deleting_leaves_nothing_of_what_a_message_held(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, f"Dag <@{choir.jonas.contact}>")
    await choir.clara.call("message.edit", message=sent["id"], text=f"Dag <@{choir.jonas.contact}>!")
    await choir.jonas.call("reaction.set", message=sent["id"], emoji="👍", on=True)
    await choir.clara.call("message.pin", message=sent["id"], on=True)
    gone = await choir.clara.call("message.delete", message=sent["id"])
    assert gone["text"] == ""
    assert not {"reactions", "mentions", "pinned_at", "pinned_by"} & set(gone)
    for model in (Mention, MessageVersion, Reaction):
        assert await model.filter(organisation_id=choir.organisation).count() == 0
    assert (await choir.jonas.call("message.versions", message=sent["id"]))["items"] == []
    with refused("conflict"):
        await choir.clara.call("message.delete", message=sent["id"])


async def test_an_administrator_of_the_conversation_deletes_what_another_wrote_unless_the_rules_say_no(
    choir: World,
) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    first, second = [await choir.jonas.send(conversation, text) for text in ("Verkeerd", "Ook verkeerd")]
    with refused("forbidden"):
        await choir.an.call("message.delete", message=first["id"])
    await choir.clara.call("message.delete", message=first["id"])
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation="message.delete")
    assert [row.subject_id for row in noted] == [conversation]
    await choir.clara.call("message_rules.set", organisation=choir.organisation, admins_delete=False)
    with refused("forbidden"):
        await choir.clara.call("message.delete", message=second["id"])
    pair = await choir.direct(choir.clara, choir.jonas)
    own = await choir.jonas.send(pair, "Onder ons")
    with refused("forbidden"):
        await choir.clara.call("message.delete", message=own["id"])


@pytest.mark.parametrize(
    ("minutes", "age", "late"), [(15, 14, False), (15, 16, True), (0, 0, True), (None, 9999, False)]
)
async def test_the_rules_say_for_how_long_one_edits_and_deletes(
    choir: World, minutes: int | None, age: int, late: bool
) -> None:
    rules = {"edit_minutes": minutes, "delete_minutes": minutes, "admins_delete": True}
    said = await choir.clara.call("message_rules.set", organisation=choir.organisation, **rules)
    assert said == rules == await choir.jonas.call("message_rules.get", organisation=choir.organisation)
    sent = await choir.jonas.send(await choir.conversation(choir.jonas), "Donderdag om acht uur")
    await grow_old(choir, sent["id"], age)
    if late:
        with refused("forbidden"):
            await choir.jonas.call("message.edit", message=sent["id"], text="Vrijdag")
        with refused("forbidden"):
            await choir.jonas.call("message.delete", message=sent["id"])
        await choir.clara.call("message.delete", message=sent["id"])
    else:
        await choir.jonas.call("message.edit", message=sent["id"], text="Vrijdag")
        await choir.jonas.call("message.delete", message=sent["id"])


async def test_who_manages_conversations_sets_the_rules(choir: World) -> None:
    where = {"organisation": choir.organisation}
    with refused("forbidden"):
        await choir.jonas.call("message_rules.set", **where, edit_minutes=5)
    with refused("not_found"):
        await choir.foreign_admin.call("message_rules.set", **where, edit_minutes=5)
    for minutes in (-1, 527_041):
        with refused("invalid", field="edit_minutes"):
            await choir.clara.call("message_rules.set", **where, edit_minutes=minutes)
    await choir.clara.call("message_rules.set", **where, edit_minutes=5)
    await choir.clara.call("message_rules.set", **where, delete_minutes=7)
    assert await choir.an.call("message_rules.get", **where) == {
        "edit_minutes": None,
        "delete_minutes": 7,
        "admins_delete": True,
    }
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation="message_rules.set").order_by("id")
    assert [row.details for row in noted] == ["edit_minutes", "edit_minutes, delete_minutes"]


async def test_ten_thousand_signs_are_a_message_and_one_more_is_not(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.jonas.send(conversation, "é" * 10_000)
    with refused("invalid", field="text"):
        await choir.jonas.send(conversation, "é" * 10_001)
    with refused("invalid", field="text"):
        await choir.jonas.call("message.edit", message=sent["id"], text="é" * 10_001)


async def test_what_was_typed_is_kept_as_it_was(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    text = "Z" + "\u0301" * 40 + " \u202egnp.exe <b>vet</b> **vet**"
    sent = await choir.jonas.send(conversation, text)
    assert sent["text"] == text
    with refused("invalid", field="text"):
        await choir.jonas.send(conversation, "\x07")
