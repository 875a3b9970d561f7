"""Conversations that follow a group: who stands there today sits there, by the days of placements too."""

from datetime import timedelta

import pytest

from server.people.queries import today_in
from tests.contracts.stage import Stage
from tests.world import World, refused


@pytest.fixture
async def stage(choir: World) -> Stage:
    """A choir in which Jonas, Bram and An are sopranos."""
    return await Stage.set(choir.house)


async def sitting(stage: Stage, talk: int) -> set[int]:
    await stage.house.worker.run_due()
    listed = await stage.clara.call("participant.list", conversation=talk)
    return {seat["contact"] for seat in listed["items"]}


async def followed(stage: Stage, **more: object) -> int:
    made = await stage.clara.call(
        "conversation.create", organisation=stage.organisation, title="Sopranen", group=stage.sopranos,
        follows_group=True, **more,
    )  # fmt: skip
    return int(made["id"])


def of(*people: object) -> set[int]:
    return {person.contact for person in people}  # type: ignore[attr-defined]


async def test_who_is_placed_in_the_group_joins_and_who_is_taken_from_it_leaves(stage: Stage) -> None:
    talk = await followed(stage)
    placed = await stage.mieke.call(
        "placement.put", group=stage.sopranos, contact=stage.els.contact, function=stage.singer
    )
    everyone = of(stage.clara, stage.jonas, stage.bram, stage.an)
    assert await sitting(stage, talk) == everyone | of(stage.els)
    await stage.mieke.call("placement.remove", placement=placed["id"])
    assert await sitting(stage, talk) == everyone


async def test_who_left_by_themselves_or_was_left_out_stays_away(stage: Stage) -> None:
    talk = await followed(stage, without=[stage.bram.contact])
    await stage.an.call("conversation.leave", conversation=talk)
    await stage.mieke.call("placement.put", group=stage.sopranos, contact=stage.els.contact, function=stage.singer)
    assert await sitting(stage, talk) == of(stage.clara, stage.jonas, stage.els)


async def test_a_placement_that_begins_tomorrow_or_ended_yesterday_does_not_seat(stage: Stage) -> None:
    talk = await followed(stage)
    today = await today_in(stage.organisation)
    for person, days in (
        (stage.els, {"from_day": (today + timedelta(days=1)).isoformat()}),
        (stage.wim, {"until_day": (today - timedelta(days=1)).isoformat()}),
        (stage.margot, {"from_day": today.isoformat(), "until_day": today.isoformat()}),
    ):
        await stage.mieke.call(
            "placement.put", group=stage.sopranos, contact=person.contact, function=stage.singer, **days
        )
    assert await sitting(stage, talk) == of(stage.clara, stage.jonas, stage.bram, stage.an, stage.margot)


async def test_who_receives_a_list_that_follows_a_group_does_not_hear_that_somebody_joins(stage: Stage) -> None:
    listed = await followed(stage, kind="broadcast")
    await stage.an.listen()
    await stage.mieke.call("placement.put", group=stage.sopranos, contact=stage.els.contact, function=stage.singer)
    assert stage.els.contact in await sitting(stage, listed)
    assert await stage.an.heard("conversation.changed") == await stage.an.heard("participant.joined") == []


async def test_who_administers_a_list_and_leaves_its_group_reads_its_answers_no_more(stage: Stage) -> None:
    placed = await stage.mieke.call(
        "placement.put", group=stage.sopranos, contact=stage.els.contact, function=stage.singer
    )
    listed = await followed(stage, kind="broadcast", admins=[stage.els.contact])
    answer = await stage.an.call("broadcast.reply", conversation=listed, text="Ik kom later")
    await stage.mieke.call("placement.remove", placement=placed["id"])
    assert stage.els.contact not in await sitting(stage, listed)
    answered = await stage.clara.call("participant.list", conversation=answer["conversation"])
    assert {seat["contact"] for seat in answered["items"]} == of(stage.clara, stage.an)
    with refused("conflict"):
        await stage.clara.call("broadcast.set_admin", conversation=listed, contact=stage.clara.contact, admin=False)
