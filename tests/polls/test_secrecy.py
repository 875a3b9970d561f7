"""Polls reach nobody whom they should not: of a removed conversation, of who is blocked, of a broadcast list."""

from typing import Any

import pytest

from tests.polls.asking import CHOICE, DATES, LIST, answer, asked
from tests.world import World, refused


async def test_of_a_removed_conversation_no_poll_is_seen_listed_copied_or_answered(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE)
    other = await choir.conversation(choir.jonas)
    await answer(choir.an, poll, 0)
    await choir.clara.call("conversation.remove", conversation=poll["conversation"])
    for operation in ("poll.get", "poll_answer.list", "poll.close", "poll.remind"):
        with refused("not_found"):
            await choir.jonas.call(operation, poll=poll["id"])
    with refused("not_found"):
        await choir.jonas.call("poll.copy", poll=poll["id"], conversation=other)
    with refused("not_found"):
        await answer(choir.jonas, poll, 1)
    assert (await choir.jonas.call("poll.list", organisation=choir.organisation))["items"] == []


@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("poll.change", {"title": "Hoor je me?"}),
        ("poll_option.add", {"option": {"text": "Hoor je me?"}}),
        ("poll.remind", {}),
        ("poll.close", {}),
        ("poll_answer.set", {"choices": []}),
    ],
)
async def test_who_is_blocked_says_nothing_by_a_poll_of_before(
    choir: World, operation: str, more: dict[str, object]
) -> None:
    conversation = await choir.direct(choir.jonas, choir.bram)
    poll = await choir.bram.call("poll.create", conversation=conversation, **CHOICE, may_add=True)
    await answer(choir.bram, poll, 0)
    await choir.jonas.call("contact.block", organisation=choir.organisation, contact=choir.bram.contact)
    await choir.jonas.listen()
    with refused("forbidden") as error:
        await choir.bram.call(operation, poll=poll["id"], **more)
    assert error["message"].startswith("Deze persoon ontvangt hier geen berichten.")
    assert await choir.jonas.heard() == []


async def broadcast_list(choir: World) -> int:
    """A list of Clara's that Jonas and An receive, who do not know it of each other."""
    listed = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[choir.jonas.contact, choir.an.contact],
    )  # fmt: skip
    return int(listed["id"])


@pytest.mark.parametrize("kind", [CHOICE, DATES, LIST], ids=["choice", "dates", "list"])
async def test_who_receives_a_list_sees_how_many_answered_its_poll_and_never_who_else_is_there(
    choir: World, kind: dict[str, Any]
) -> None:
    listed = await broadcast_list(choir)
    poll = await choir.clara.call("poll.create", conversation=listed, **kind)
    await choir.quiet()
    jonas, an, clara = [await person.listen() for person in (choir.jonas, choir.an, choir.clara)]
    ballot = await answer(an, poll, 0)
    assert [told["contact"] for told in await an.heard("ballot.set")] == [an.contact]
    for person in (jonas, clara):
        assert [told["voters"] for told in await person.heard("poll.answered")] == [1]
    told = await jonas.heard() + [each for (kind, _), each in (await jonas.snapshot()).items() if kind != "contact"]
    told.append(await jonas.call("poll.get", poll=poll["id"]))
    assert {an.contact, ballot["id"]} <= numbers_in(await an.heard())
    assert {an.contact, ballot["id"]}.isdisjoint(numbers_in(told))
    for operation in ("poll_answer.list", "poll.remind"):
        with refused("forbidden"):
            await jonas.call(operation, poll=poll["id"])
    assert [each["contact"] for each in (await clara.call("poll_answer.list", poll=poll["id"]))["items"]] == [
        an.contact
    ]


async def test_nobody_who_receives_a_list_is_named_as_who_runs_its_poll(choir: World) -> None:
    listed = await broadcast_list(choir)
    with refused("invalid", field="administrators"):
        await choir.clara.call("poll.create", conversation=listed, **CHOICE, administrators=[choir.an.contact])
    poll = await choir.clara.call("poll.create", conversation=listed, **CHOICE)
    with refused("invalid", field="administrators"):
        await choir.clara.call("poll.change", poll=poll["id"], administrators=[choir.an.contact])
    assert "administrators" not in await choir.jonas.call("poll.get", poll=poll["id"])


def numbers_in(told: object) -> set[int]:
    """Every number in what somebody was told, however deep: ids are nowhere else."""
    if isinstance(told, dict):
        return set().union(*map(numbers_in, told.values()))
    if isinstance(told, list):
        return set().union(*map(numbers_in, told))
    return {told} if isinstance(told, int) else set()


async def test_who_administers_a_list_no_longer_learns_from_their_poll_who_receives_it(choir: World) -> None:
    listed = await broadcast_list(choir)
    role = {"conversation": listed, "contact": choir.jonas.contact}
    await choir.clara.call("broadcast.set_admin", **role, admin=True)
    poll = await choir.jonas.call("poll.create", conversation=listed, **CHOICE)
    await answer(choir.an, poll, 0)
    assert (await choir.jonas.call("poll_answer.list", poll=poll["id"]))["items"][0]["contact"] == choir.an.contact
    await choir.clara.call("broadcast.set_admin", **role, admin=False)
    for operation in ("poll_answer.list", "poll.remind"):
        with refused("forbidden"):
            await choir.jonas.call(operation, poll=poll["id"])
    with refused("forbidden"):
        await choir.jonas.call("poll.change", poll=poll["id"], title="Nog iets van mij")
