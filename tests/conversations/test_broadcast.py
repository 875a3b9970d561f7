"""A broadcast list: one message to many who see nothing of each other, and answers that its administrators share."""

import asyncio
import random
from typing import Any

import pytest

from server.conversations.broadcast.policies import may_answer_list, may_name_admins, may_see_answers
from server.conversations.models import Conversation, Participant
from server.conversations.policies import may_post
from tests.contracts.stage import Stage
from tests.conversations.test_policies import ADMIN, GROUP, MEMBER, NOW, STRANGER
from tests.world import Person, World, refused

LIST = Conversation(id=12, organisation_id=1, kind="broadcast", created_at=NOW)
REMOVED = Conversation(id=14, organisation_id=1, kind="broadcast", created_at=NOW, removed_at=NOW)
CLOSED = Conversation(id=13, organisation_id=1, kind="broadcast", created_at=NOW, closed_at=NOW)


async def praktische_info(choir: World, *people: Person) -> int:
    """A list of Clara's, with these people."""
    made = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[person.contact for person in people],
    )  # fmt: skip
    return int(made["id"])


async def test_only_administrators_write_in_a_list_and_a_group_may_be_so_too(choir: World) -> None:
    listed = await praktische_info(choir, choir.jonas, choir.an)
    await choir.clara.send(listed, "Zaterdag is de zaal open vanaf negen uur")
    with refused("forbidden"):
        await choir.jonas.send(listed, "Mag ik ook iets zeggen?")


async def test_who_receives_a_list_sees_no_other_seat_by_any_door(choir: World) -> None:
    listed = await praktische_info(choir, choir.jonas, choir.an)
    await choir.jonas.listen()
    await choir.clara.call("participant.add", conversation=listed, contacts=[choir.bram.contact])
    await choir.clara.call("participant.remove", conversation=listed, contact=choir.an.contact)
    seats = await choir.jonas.call("participant.list", conversation=listed)
    assert [seat["contact"] for seat in seats["items"]] == [choir.jonas.contact]
    assert await choir.jonas.heard() == []
    held = await choir.jonas.snapshot()
    assert {data["contact"] for (kind, _), data in held.items() if kind == "participant"} == {choir.jonas.contact}
    assert len((await choir.clara.call("participant.list", conversation=listed))["items"]) == 3


@pytest.mark.parametrize("seed", range(4))
async def test_what_one_is_sent_does_not_depend_on_what_others_do(choir: World, seed: int) -> None:
    listed = await praktische_info(choir, choir.jonas, choir.an, choir.bram)
    sent = await choir.clara.send(listed, "Zaterdag is de zaal open vanaf negen uur")
    await choir.jonas.listen()
    before = await everything(choir.jonas, listed)
    chance = random.Random(seed)
    for _ in range(12):
        await random_act(choir, listed, sent, chance)
    assert await choir.jonas.heard() == []
    assert await everything(choir.jonas, listed) == before


async def everything(person: Person, listed: int) -> Any:
    """All that somebody gets of a list, by each door."""
    where = {"conversation": listed}
    return [
        await person.snapshot(),
        await person.call("conversation.get", **where),
        await person.call("conversation.list"),
        await person.call("participant.list", **where),
        await person.call("message.history", **where),
    ]


async def random_act(choir: World, listed: int, sent: Any, chance: random.Random) -> None:
    """Something that another who receives the list does, or that happens to them; some of it is refused.

    Bram may come to administer the list, and what he then writes there is for all.
    """
    other = chance.choice([choir.an, choir.bram])
    acts = [
        lambda: other.call("read.set", conversation=listed, seq=sent["seq"]),
        lambda: other.call("broadcast.reply", conversation=listed, text="Ik kom later", reply_to=sent["id"]),
        lambda: other.call("conversation.leave", conversation=listed),
        lambda: choir.an.call("reaction.set", message=sent["id"], emoji="👍", on=True),
        lambda: choir.an.send(listed, "Hoort iemand mij?"),
        lambda: other.call("star.set", message=sent["id"], on=True),
        lambda: choir.clara.call("participant.add", conversation=listed, contacts=[other.contact]),
        lambda: choir.clara.call("participant.remove", conversation=listed, contact=other.contact),
        lambda: choir.clara.call("broadcast.set_admin", conversation=listed, contact=choir.bram.contact, admin=True),
        lambda: choir.clara.call("broadcast.set_admin", conversation=listed, contact=choir.bram.contact, admin=False),
    ]
    await asyncio.gather(chance.choice(acts)(), return_exceptions=True)


async def test_two_answers_at_once_open_one_conversation_that_quotes_the_list(choir: World) -> None:
    listed = await praktische_info(choir, choir.jonas, choir.an)
    sent = await choir.clara.send(listed, "Zaterdag is de zaal open vanaf negen uur")
    where = {"conversation": listed, "reply_to": sent["id"]}
    answers = await asyncio.gather(
        *(choir.jonas.call("broadcast.reply", **where, text=text) for text in ("Ik kom later", "Rond tien uur"))
    )
    assert len({answer["conversation"] for answer in answers}) == 1
    assert {answer["reply_to"] for answer in answers} == {sent["id"]}
    opened = await choir.jonas.call("conversation.get", conversation=answers[0]["conversation"])
    assert (opened["kind"], opened["list"], opened["title"]) == ("reply", listed, "Praktische info")
    with refused("not_found"):
        await choir.an.call("conversation.get", conversation=opened["id"])
    with refused("conflict"):
        await choir.clara.call("broadcast.reply", **where, text="Goed")
    with refused("not_found"):
        await choir.bram.call("broadcast.reply", **where, text="Goed")
    with refused("invalid", field="reply_to"):
        await choir.jonas.call("broadcast.reply", conversation=listed, text="Goed", reply_to=answers[0]["id"])


async def test_who_comes_in_copy_reads_all_answers_and_who_goes_reads_no_later_one(choir: World) -> None:
    listed = await praktische_info(choir, choir.jonas)
    answer = await choir.jonas.call("broadcast.reply", conversation=listed, text="Ik kom later")
    where = {"conversation": listed, "contact": choir.an.contact}
    with refused("forbidden"):
        await choir.jonas.call("broadcast.set_admin", **where, admin=True)
    await choir.clara.call("broadcast.set_admin", **where, admin=True)
    history = await choir.an.call("message.history", conversation=answer["conversation"])
    assert [message["text"] for message in history["items"]] == ["Ik kom later"]
    await choir.an.send(answer["conversation"], "Geen probleem")
    await choir.clara.call("broadcast.set_admin", **where, admin=False)
    await choir.jonas.send(answer["conversation"], "Bedankt")
    with refused("not_found"):
        await choir.an.send(answer["conversation"], "Graag gedaan")
    with refused("conflict"):
        await choir.clara.call("broadcast.set_admin", conversation=listed, contact=choir.clara.contact, admin=False)
    with refused("conflict"):
        await choir.clara.call("conversation.leave", conversation=listed)


async def test_administrators_share_one_inbox_with_reads_of_their_own(choir: World, statements: list[str]) -> None:
    listed = await praktische_info(choir, choir.jonas, choir.bram)
    await choir.clara.call("broadcast.set_admin", conversation=listed, contact=choir.an.contact, admin=True)
    for person in (choir.jonas, choir.bram):
        await person.call("broadcast.reply", conversation=listed, text="Ik kom later")
    inbox = await choir.clara.call("broadcast.inbox", conversation=listed)
    assert [item["contact"] for item in inbox["items"]] == [choir.bram.contact, choir.jonas.contact]
    await choir.clara.send(inbox["items"][1]["id"], "Geen probleem")
    await choir.clara.call("read.set", conversation=inbox["items"][1]["id"], seq=2)
    await choir.an.call("account.get")
    statements.clear()
    seen = await choir.an.call("broadcast.inbox", conversation=listed)
    assert len(statements) <= 5, statements
    assert [(item["answered_by"], item["unread"]) for item in seen["items"]] == [(choir.clara.contact, 2), (None, 1)]
    waiting = await choir.an.call("broadcast.inbox", conversation=listed, unanswered=True)
    assert [item["contact"] for item in waiting["items"]] == [choir.bram.contact]
    with refused("forbidden"):
        await choir.jonas.call("broadcast.inbox", conversation=listed)


async def test_a_report_says_who_read_who_did_not_and_who_could_not_be_reached(choir: World) -> None:
    async with choir.house.units.write() as unit:
        roos = Stage(choir.house, choir.organisation, choir.other, "").contact(unit, choir.organisation, "Roos Desmedt")
    listed = await praktische_info(choir, choir.jonas, choir.an)
    await choir.clara.call("participant.add", conversation=listed, contacts=[roos.id])
    sent = await choir.clara.send(listed, "Zaterdag is de zaal open vanaf negen uur")
    await choir.jonas.call("read.set", conversation=listed, seq=sent["seq"])
    report = await choir.clara.call("broadcast.report", message=sent["id"])
    assert [(person["name"], person["state"]) for person in report["people"]] == [
        ("An Claes", "unread"), ("Jonas Peeters", "read"), ("Roos Desmedt", "unreachable"),
    ]  # fmt: skip
    assert (report["read"], report["unread"], report["unreachable"]) == (1, 1, 1)
    file = await choir.clara.call("broadcast.export_report", message=sent["id"])
    assert "Roos Desmedt;niet bereikbaar" in file["text"]
    with refused("forbidden"):
        await choir.jonas.call("broadcast.report", message=sent["id"])


def seat(listed: Conversation = LIST, *, admin: bool = False, left: bool = False) -> Participant:
    """A seat in a list."""
    seated = Participant(id=21, contact_id=70, admin=admin, joined_at=NOW, left_at=NOW if left else None)
    seated._conversation = listed
    return seated


@pytest.mark.parametrize(
    ("seated", "answers", "sees"),
    [
        (seat(), None, "forbidden"),
        (seat(admin=True), "conflict", None),
        (seat(CLOSED), "conflict", "forbidden"),
        (seat(left=True), "not_found", "not_found"),
        (seat(GROUP), "not_found", "not_found"),
        (None, "not_found", "not_found"),
    ],
)
def test_who_receives_a_list_answers_and_its_administrators_see_answers(
    seated: Participant | None, answers: str | None, sees: str | None
) -> None:
    assert (may_answer_list(seated).code, may_see_answers(seated).code) == (answers, sees)


def test_administrators_of_a_list_and_who_manages_conversations_name_its_administrators() -> None:
    assert may_name_admins(MEMBER, LIST, seat(admin=True)).allowed
    assert may_name_admins(ADMIN, LIST, None).allowed
    assert may_name_admins(MEMBER, LIST, seat()).code == "forbidden"
    assert may_name_admins(MEMBER, LIST, None).code == "not_found"
    assert may_name_admins(STRANGER, LIST, None).code == "not_found"
    assert may_name_admins(ADMIN, REMOVED, seat(admin=True)).code == "not_found"
    assert may_name_admins(ADMIN, GROUP, None).code == "not_found"
    assert may_name_admins(ADMIN, None, None).code == "not_found"


def test_where_only_administrators_write_others_are_refused() -> None:
    assert may_post(seated=True, closed=False, admin=True, admins_post=True).allowed
    assert may_post(seated=True, closed=False, admins_post=True).reason == "only_admins_post"
