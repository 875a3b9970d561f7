"""C19: whoever is blocked cannot write to who blocks them, and does not learn that they are."""

import asyncio

import pytest

from server.conversations.models import Participant
from server.kernel.models import AuditRow
from server.notifications.models import Outbox
from server.notifications.unread import absent_from
from server.notifications.wanting import is_meant, mentioned_in
from tests.contracts.replica import Replica, must_equal_fresh, pulled
from tests.contracts.stage import Stage
from tests.world import Person, World, refused


async def block(choir: World, one: Person, other: Person, *, lift: bool = False) -> None:
    operation = "contact.unblock" if lift else "contact.block"
    await one.call(operation, organisation=choir.organisation, contact=other.contact)


async def test_who_is_blocked_cannot_write_and_is_told_what_anybody_would_be(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    sent = await choir.bram.send(conversation, "Hoi Jonas")
    await choir.jonas.listen()
    await choir.bram.listen()
    await block(choir, choir.jonas, choir.bram)
    with refused("forbidden") as error:
        await choir.bram.send(conversation, "Hoor je me?")
    assert error["message"].startswith("Deze persoon ontvangt hier geen berichten.")
    with refused("forbidden"):
        await choir.bram.call("message.edit", message=sent["id"], text="Hoor je me?")
    with refused("forbidden"):
        await choir.bram.call("reaction.set", message=sent["id"], emoji="👎", on=True)
    with refused("forbidden"):
        await choir.bram.call("message.forward", message=sent["id"], conversations=[conversation])
    assert [event["ev"] for event in choir.jonas.ear.events] == ["block.set"]  # type: ignore[union-attr]
    assert await choir.bram.heard() == []
    assert not [kind for kind, _ in await choir.bram.snapshot() if kind == "block"]
    seats = [data for (kind, _), data in (await choir.bram.snapshot()).items() if kind == "participant"]
    assert seats
    assert not any({"refused", "refuses"} & set(seat) for seat in seats)


async def test_their_own_words_they_may_still_take_back(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    sent = await choir.bram.send(conversation, "Hoi Jonas")
    await block(choir, choir.jonas, choir.bram)
    gone = await choir.bram.call("message.delete", message=sent["id"])
    assert gone["deleted_at"] is not None


async def test_unblocking_lets_them_write_again_and_doing_it_twice_changes_nothing(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    for _ in range(2):
        await block(choir, choir.jonas, choir.bram)
    with refused("forbidden"):
        await choir.bram.send(conversation, "Hoor je me?")
    for _ in range(2):
        await block(choir, choir.jonas, choir.bram, lift=True)
    assert (await choir.bram.send(conversation, "Daar ben ik weer"))["seq"] == 1
    await block(choir, choir.jonas, choir.bram)
    with refused("forbidden"):
        await choir.bram.send(conversation, "Hoor je me?")


async def test_who_is_blocked_begins_no_conversation_and_who_blocks_may(choir: World) -> None:
    await block(choir, choir.jonas, choir.bram)
    with refused("forbidden") as error:
        await choir.direct(choir.bram, choir.jonas)
    assert error["message"].startswith("Deze persoon ontvangt hier geen berichten.")
    conversation = await choir.direct(choir.jonas, choir.bram)
    assert await choir.direct(choir.bram, choir.jonas) == conversation
    with refused("forbidden"):
        await choir.bram.send(conversation, "Hoor je me?")


async def test_two_who_block_each_other_are_each_free_once_both_let_go(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    await block(choir, choir.jonas, choir.bram)
    await block(choir, choir.bram, choir.jonas)
    await block(choir, choir.jonas, choir.bram, lift=True)
    await choir.bram.send(conversation, "Nu kan ik wel schrijven")
    with refused("forbidden"):
        await choir.jonas.send(conversation, "En ik nog niet")
    await block(choir, choir.bram, choir.jonas, lift=True)
    await choir.jonas.send(conversation, "Nu wel")


async def test_in_groups_and_from_lists_everything_still_arrives(choir: World) -> None:
    await block(choir, choir.jonas, choir.bram)
    await block(choir, choir.jonas, choir.clara)
    group = await choir.conversation(choir.jonas, choir.bram)
    listed = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[choir.jonas.contact],
    )  # fmt: skip
    await choir.jonas.listen()
    await choir.bram.send(group, "Wie brengt taart mee?")
    await choir.clara.send(listed["id"], "Zaterdag is de zaal open vanaf negen uur")
    heard = [message["text"] for message in await choir.jonas.heard("message.created")]
    assert heard == ["Wie brengt taart mee?", "Zaterdag is de zaal open vanaf negen uur"]


async def test_who_blocks_is_not_mailed_of_that_conversation(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    await choir.bram.send(conversation, "Hoi Jonas")
    where = ([choir.organisation], [conversation])
    assert {each.contact for each in await absent_from(*where)} == {choir.jonas.contact, choir.bram.contact}
    await block(choir, choir.jonas, choir.bram)
    assert {each.contact for each in await absent_from(*where)} == {choir.bram.contact}
    assert await Outbox.filter(organisation_id=choir.organisation).count() == 0


@pytest.mark.parametrize("everyone", [False, True])
async def test_being_mentioned_by_who_is_blocked_counts_for_nothing(choir: World, everyone: bool) -> None:
    group = await choir.conversation(choir.jonas, choir.bram, choir.an)
    await block(choir, choir.jonas, choir.bram)
    text = "<@everyone> wie rijdt?" if everyone else f"<@{choir.jonas.contact}> en <@{choir.an.contact}>, wie rijdt?"
    await choir.bram.send(group, text)
    await choir.an.send(group, text)
    named = await mentioned_in([choir.organisation], [group], 0)
    by_bram, by_an = named[group, 1], named[group, 2]
    assert [is_meant(who.contact or 0, by_bram) for who in (choir.jonas, choir.an)] == [False, True]
    assert is_meant(choir.jonas.contact or 0, by_an)


async def test_ones_own_list_shows_whom_one_blocks(choir: World) -> None:
    await block(choir, choir.jonas, choir.bram, lift=True)
    for other in (choir.bram, choir.an):
        await block(choir, choir.jonas, other)
    await block(choir, choir.jonas, choir.bram, lift=True)
    listed = await choir.jonas.call("contact.blocked", organisation=choir.organisation)
    assert [each["blocked"] for each in listed["items"]] == [choir.an.contact]
    assert (await choir.an.call("contact.blocked", organisation=choir.organisation))["items"] == []


async def test_nonsense_is_refused(choir: World) -> None:
    with refused("invalid", field="contact"):
        await block(choir, choir.jonas, choir.jonas)
    with refused("not_found"):
        await block(choir, choir.jonas, choir.stranger)
    with refused("not_found"):
        await choir.stranger.call("contact.block", organisation=choir.organisation, contact=choir.jonas.contact)


async def test_a_mother_blocks_for_her_child_who_sees_it_and_the_log_says_so(choir: World) -> None:
    stage = await Stage.set(choir.house)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    conversation = await stage.direct(stage.bram, stage.wout)
    await stage.wout.listen()
    await acting.call("contact.block", organisation=stage.organisation, contact=stage.bram.contact)
    (told,) = await stage.wout.heard("block.set")
    assert (told["contact"], told["blocked"]) == (stage.wout.contact, stage.bram.contact)
    with refused("forbidden"):
        await stage.bram.send(conversation, "Hoi Wout")
    noted = await AuditRow.filter(organisation_id=stage.organisation, operation="contact.block").get()
    assert (noted.link_id, noted.contact_id) == (stage.guardianship, stage.wout.contact)


async def test_sending_costs_no_query_for_it(choir: World, statements: list[str]) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    await choir.bram.send(conversation, "Hoi Jonas")
    statements.clear()
    await choir.bram.send(conversation, "Nog iets")
    assert not [sql for sql in statements if '"block"' in sql]


async def test_blocking_while_they_write_refuses_all_that_comes_later(choir: World) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    sends = [choir.bram.send(conversation, f"Bericht {number}") for number in range(4)]
    await asyncio.gather(block(choir, choir.jonas, choir.bram), *sends, return_exceptions=True)
    with refused("forbidden"):
        await choir.bram.send(conversation, "Hoor je me?")


async def test_once_who_is_blocked_is_erased_nobody_stands_there(choir: World) -> None:
    await choir.direct(choir.jonas, choir.bram)
    await block(choir, choir.jonas, choir.bram)
    held = Replica(choir.jonas.contact)
    await pulled(choir.jonas, held, None)
    await choir.jonas.listen()
    given = {"organisation": choir.organisation, "contact": choir.bram.contact, "name": "Bram De Smet"}
    await choir.clara.call("privacy.erase", **given)
    (told,) = await choir.jonas.heard("block.lifted")
    assert told["blocked"] is None
    for event in choir.jonas.ear.events:  # type: ignore[union-attr]
        held.apply(event["ev"].split(".")[0], event["data"])
    await must_equal_fresh(choir.jonas, held)


async def test_of_two_cards_the_one_that_stays_is_blocked_in_their_conversation(choir: World) -> None:
    stage = await Stage.set(choir.house)
    async with stage.house.units.write() as unit:
        other = stage.contact(unit, stage.organisation, "Bram De Smet")
    conversation = await stage.direct(stage.jonas, stage.bram)
    await block(stage, stage.jonas, stage.bram)
    await stage.jonas.call("contact.block", organisation=stage.organisation, contact=other.id)
    given = {"organisation": stage.organisation, "keep": other.id, "drop": stage.bram.contact}
    await stage.clara.call("contact.merge", **given)
    await stage.quiet()
    seats = await Participant.filter(organisation_id=stage.organisation, conversation_id=conversation, left_at=None)
    flags = {seat.contact_id: (seat.refuses, seat.refused) for seat in seats}
    assert flags == {stage.jonas.contact: (True, False), other.id: (False, True)}
    with refused("forbidden"):
        await stage.bram.send(conversation, "Hoor je me?")
    listed = await stage.jonas.call("contact.blocked", organisation=stage.organisation)
    assert [each["blocked"] for each in listed["items"]] == [other.id]
