"""Drafts on all of one's devices, and messages for later."""

from datetime import UTC, datetime, timedelta

import pytest

from server.conversations.policies import may_draft, may_reschedule, may_write
from server.kernel.access import ANONYMOUS
from server.kernel.clock import clock
from server.kernel.database import rows
from tests.world import World, refused

NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
"""Twelve o'clock in Brussels."""


async def test_a_draft_is_on_ones_other_device_and_nobody_elses(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.listen()
    await choir.an.listen()
    draft = await choir.jonas.call("draft.set", conversation=conversation, text="Wie brengt")
    assert await choir.jonas.heard("draft.changed") == [draft]
    assert await choir.an.heard() == []
    assert (await choir.jonas.snapshot())["draft", draft["id"]]["text"] == "Wie brengt"
    assert not [key for key in await choir.an.snapshot() if key[0] == "draft"]


async def test_the_last_draft_to_arrive_is_the_draft_and_sending_ends_it_everywhere(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    for text in ("Wie brengt", "Wie brengt taart", "Wie brengt taart"):
        await choir.jonas.call("draft.set", conversation=conversation, text=text)
    await choir.an.call("draft.set", conversation=conversation, text="Ik kom later")
    await choir.jonas.listen()
    await choir.jonas.send(conversation, "Wie brengt taart mee?")
    (ended,) = await choir.jonas.heard("draft.changed")
    assert ended["text"] == ""
    texts = {row["text"] for row in await rows('SELECT "text" FROM "draft"')}
    assert texts == {"", "Ik kom later"}


async def test_who_left_keeps_no_draft_there(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.call("conversation.leave", conversation=conversation)
    for person in (choir.jonas, choir.an, choir.stranger):
        with refused("not_found"):
            await person.call("draft.set", conversation=conversation, text="Nog iets")
    with refused("invalid", field="text"):
        await choir.clara.call("draft.set", conversation=conversation, text="a" * 10_001)


async def test_a_message_for_later_is_posted_at_its_moment_once(choir: World) -> None:
    at(NOON)
    conversation = await choir.conversation(choir.jonas)
    made = await choir.jonas.call(
        "scheduled.create", conversation=conversation, text="Tot straks", send_at="2026-11-25T19:00"
    )
    assert made["send_at"].startswith("2026-11-25T18:00")
    await choir.clara.listen()
    await choir.house.worker.run_due()
    assert await choir.clara.heard() == []
    await choir.jonas.listen()
    at(NOON + timedelta(hours=7))
    await choir.house.worker.run_due()
    (message,) = await choir.clara.heard("message.created")
    assert (message["text"], message["author"]) == ("Tot straks", choir.jonas.contact)
    (sent,) = await choir.jonas.heard("scheduled.sent")
    assert sent["message"] == message["id"]
    assert await choir.clara.heard("scheduled.sent") == []
    with refused("conflict"):
        await choir.jonas.call("scheduled.cancel", scheduled=made["id"])


async def test_a_job_that_runs_again_posts_nothing_more(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    made = await choir.jonas.call("scheduled.create", conversation=conversation, text="Eens", send_at=_in(days=1))
    for _ in range(3):
        if made["sent_at"] is None:
            made = await choir.jonas.call("scheduled.send_now", scheduled=made["id"])
        await choir.house.worker.run_due()
        made = (await choir.jonas.snapshot())["scheduled", made["id"]]
    assert len((await choir.jonas.call("message.history", conversation=conversation))["items"]) == 1


async def test_what_was_put_off_waits_for_its_new_moment_and_what_was_cancelled_is_not_sent(choir: World) -> None:
    at(NOON)
    conversation = await choir.conversation(choir.jonas)
    ids = []
    for text in ("Uitgesteld", "Toch niet"):
        made = await choir.jonas.call(
            "scheduled.create", conversation=conversation, text=text, send_at="2026-11-25T13:00"
        )
        ids.append(made["id"])
    await choir.jonas.call("scheduled.change", scheduled=ids[0], send_at="2026-11-26T08:00", text="Goedemorgen")
    listed = await choir.jonas.call("scheduled.list", conversation=conversation)
    assert [item["text"] for item in listed["items"]] == ["Toch niet", "Goedemorgen"]
    await choir.jonas.call("scheduled.cancel", scheduled=ids[1])
    at(NOON + timedelta(hours=2))
    await choir.house.worker.run_due()
    assert (await choir.jonas.call("message.history", conversation=conversation))["items"] == []
    at(NOON + timedelta(days=1))
    await choir.house.worker.run_due()
    (message,) = (await choir.jonas.call("message.history", conversation=conversation))["items"]
    assert message["text"] == "Goedemorgen"
    assert (await choir.jonas.call("scheduled.list"))["items"] == []


@pytest.mark.parametrize("writing", [True, False])
async def test_who_may_post_no_longer_is_told_and_keeps_the_text(choir: World, writing: bool) -> None:
    conversation = await choir.conversation(choir.jonas)
    made = await choir.jonas.call("scheduled.create", conversation=conversation, text="Tot zo", send_at=_in(days=1))
    if writing:
        await choir.jonas.call("draft.set", conversation=conversation, text="Iets anders")
    await choir.jonas.call("scheduled.send_now", scheduled=made["id"])
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    await choir.jonas.listen()
    await choir.house.worker.run_due()
    (refusal,) = await choir.jonas.heard("scheduled.refused")
    assert (refusal["refused"], refusal["text"]) == ("not_found", "Tot zo")
    (draft,) = await rows('SELECT "text" FROM "draft"')
    assert draft["text"] == ("Iets anders" if writing else "Tot zo")
    assert (await choir.clara.call("message.history", conversation=conversation))["items"] == []


async def test_an_empty_draft_takes_the_text_and_an_author_without_a_login_posts_nothing(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    made = await choir.jonas.call("scheduled.create", conversation=conversation, text="Tot zo", send_at=_in(days=1))
    for text in ("Iets", ""):
        await choir.jonas.call("draft.set", conversation=conversation, text=text)
    await choir.jonas.call("scheduled.send_now", scheduled=made["id"])
    async with choir.house.units.write():
        await choir.jonas.account.filter(id=choir.jonas.account.id).delete()
    await choir.house.worker.run_due()
    assert [row["text"] for row in await rows('SELECT "text" FROM "draft"')] == ["Tot zo"]


@pytest.mark.parametrize("wall", ["2026-11-25T11:00", "2027-12-01T12:00", "2027-03-28T02:30", "2026-13-01T12:00"])
async def test_a_moment_that_is_past_too_far_or_skipped_by_the_clock_is_refused(choir: World, wall: str) -> None:
    at(NOON)
    conversation = await choir.conversation(choir.jonas)
    with refused("invalid", field="send_at"):
        await choir.jonas.call("scheduled.create", conversation=conversation, text="Te laat", send_at=wall)
    await choir.jonas.call("scheduled.create", conversation=conversation, text="Net", send_at="2026-11-25T12:01")


async def test_a_hundred_may_wait(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for n in range(100):
        await choir.jonas.call("scheduled.create", conversation=conversation, text=f"{n}", send_at=_in(days=1))
    with refused("invalid"):
        await choir.jonas.call("scheduled.create", conversation=conversation, text="101", send_at=_in(days=1))


async def test_only_who_sits_there_writes_for_later_and_only_they_change_it(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    made = await choir.jonas.call("scheduled.create", conversation=conversation, text="Tot zo", send_at=_in(days=1))
    for person in (choir.bram, choir.stranger):
        with refused("not_found"):
            await person.call("scheduled.create", conversation=conversation, text="Tot zo", send_at=_in(days=1))
    for person in (choir.an, choir.stranger):
        with refused("not_found"):
            await person.call("scheduled.change", scheduled=made["id"], text="Van mij")
    assert (await choir.an.call("scheduled.list"))["items"] == []


def test_nobody_drafts_or_plans_where_they_do_not_sit() -> None:
    assert may_draft(None).code == may_write(None).code == may_reschedule(ANONYMOUS, None).code == "not_found"


def at(moment: datetime) -> None:
    clock.set(lambda: moment)


def _in(*, days: int) -> str:
    return f"{clock.now() + timedelta(days=days):%Y-%m-%dT%H:%M}"
