"""Saying whether one comes, on a card or in the agenda, and seeing how many do."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.accounts.capabilities import MANAGE_AGENDA
from server.agenda.models import Occurrence
from server.agenda.policies import may_attend
from server.kernel.access import Actor, Standing
from server.kernel.clock import clock
from tests.contracts.stage import Stage
from tests.contracts.test_side_by_side import at_once
from tests.world import World, refused

NOW = datetime(2026, 11, 25, 20, tzinfo=UTC)
REHEARSAL: dict[str, Any] = {"title": "Repetitie", "local_start": "2030-11-28T20:00:00", "duration_minutes": 120}


async def rehearsal(choir: World) -> int:
    """An activity of the choir."""
    await choir.clara.call("series.create", organisation=choir.organisation, **REHEARSAL)
    period = {"from": "2030-11-01", "until": "2030-12-31"}
    found = await choir.clara.call("agenda.list", organisation=choir.organisation, **period)
    return int(found["items"][-1]["id"])


def turnout_in(held: dict[tuple[str, int], dict[str, Any]]) -> list[int]:
    """How many are present, absent, late and undecided, as a client holds it."""
    found = next(each for (kind, _), each in held.items() if kind == "turnout")
    return [found[name] for name in ("present", "absent", "late", "undecided")]


async def test_an_answer_replaces_the_one_before_and_can_be_taken_back(choir: World) -> None:
    occurrence = await rehearsal(choir)
    await choir.jonas.call("attendance.set", occurrence=occurrence, status="present")
    await choir.an.call("attendance.set", occurrence=occurrence, status="absent", reason="Ziek")
    await choir.jonas.call("attendance.set", occurrence=occurrence, status="late")
    assert turnout_in(await choir.bram.snapshot()) == [0, 1, 1, 0]
    await choir.jonas.call("attendance.set", occurrence=occurrence, status=None)
    assert turnout_in(await choir.bram.snapshot()) == [0, 1, 0, 0]


async def test_an_answer_is_told_to_ones_own_devices_and_only_the_count_to_others(choir: World) -> None:
    occurrence = await rehearsal(choir)
    for person in (choir.jonas, choir.an):
        await person.listen()
    await choir.jonas.call("attendance.set", occurrence=occurrence, status="present")
    assert [event["ev"] for event in choir.an.ear.events if await choir.an.heard()] == ["turnout.counted"]
    assert (await choir.jonas.heard("attendance.set"))[0]["status"] == "present"


async def test_members_see_who_comes_and_reasons_only_who_they_are_for(choir: World) -> None:
    occurrence = await rehearsal(choir)
    await choir.an.call("attendance.set", occurrence=occurrence, status="absent", reason="Ziek")
    seen = {
        person.account.name: (await person.call("attendance.list", occurrence=occurrence))["items"][0]["reason"]
        for person in (choir.an, choir.jonas, choir.clara)
    }
    assert seen == {"An Claes": "Ziek", "Jonas Peeters": None, "Clara Wouters": "Ziek"}


async def test_who_manages_the_agenda_answers_for_others_and_it_says_so(choir: World) -> None:
    occurrence = await rehearsal(choir)
    with refused("forbidden"):
        await choir.jonas.call("attendance.set", occurrence=occurrence, contact=choir.an.contact, status="present")
    given = await choir.clara.call("attendance.set", occurrence=occurrence, contact=choir.an.contact, status="present")
    assert (given["contact"], given["by"]) == (choir.an.contact, choir.clara.contact)
    assert (await choir.an.call("attendance.set", occurrence=occurrence, status="absent"))["by"] is None
    with refused("not_found"):
        await choir.clara.call(
            "attendance.set", occurrence=occurrence, contact=choir.stranger.contact, status="present"
        )


async def test_a_mother_answers_for_her_child_acting_or_not(choir: World) -> None:
    stage = await Stage.set(choir.house)
    occurrence = await rehearsal(stage)
    mine = {"occurrence": occurrence, "contact": stage.wout.contact}
    given = await stage.margot.call("attendance.set", **mine, status="present")
    assert given["by"] == stage.margot.contact
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    given = await acting.call("attendance.set", occurrence=occurrence, status="absent", reason="Zwemles")
    assert (given["contact"], given["by"]) == (stage.wout.contact, stage.margot.contact)
    for reader in (stage.wout, stage.margot, acting):
        held = [each for (kind, _), each in (await reader.snapshot()).items() if kind == "attendance"]
        assert [each["status"] for each in held] == ["absent"]


async def test_fifty_answers_at_once_are_all_counted(choir: World) -> None:
    occurrence = await rehearsal(choir)
    singers = [await choir.person(f"Zanger {number:02}") for number in range(50)]
    given = {"occurrence": occurrence, "status": "present"}
    assert set(await at_once(choir, *((singer, "attendance.set", given) for singer in singers))) == {"ok"}
    assert turnout_in(await choir.clara.snapshot()) == [50, 0, 0, 0]


async def test_answers_close_at_their_moment_and_once_it_is_cancelled(choir: World) -> None:
    occurrence = await rehearsal(choir)
    await choir.clara.call("occurrence.change", occurrence=occurrence, answer_until=clock.now() + timedelta(hours=1))
    await choir.jonas.call("attendance.set", occurrence=occurrence, status="present")
    later = clock.now() + timedelta(hours=1)
    clock.set(lambda: later)
    with refused("conflict") as said:
        await choir.jonas.call("attendance.set", occurrence=occurrence, status="absent")
    assert said["message"] == "Antwoorden kan niet meer. Laat het de organisator weten."
    await choir.clara.call("attendance.set", occurrence=occurrence, contact=choir.jonas.contact, status="absent")
    await choir.clara.call("occurrence.cancel", occurrence=occurrence)
    with refused("conflict"):
        await choir.clara.call("attendance.set", occurrence=occurrence, status="present")


async def test_an_activity_is_shared_as_a_card(choir: World) -> None:
    occurrence = await rehearsal(choir)
    conversation = await choir.conversation(choir.jonas)
    card = await choir.jonas.call("activity.share", conversation=conversation, occurrence=occurrence)
    assert (card["card_kind"], card["card"], card["text"]) == ("activity", occurrence, "Repetitie")


async def test_who_is_erased_and_who_had_two_cards_is_counted_once(choir: World) -> None:
    occurrence = await rehearsal(choir)
    for person in (choir.jonas, choir.an, choir.bram):
        await person.call("attendance.set", occurrence=occurrence, status="present")
    await choir.clara.call(
        "privacy.erase", organisation=choir.organisation, contact=choir.jonas.contact, name="Jonas Peeters"
    )
    assert turnout_in(await choir.clara.snapshot()) == [2, 0, 0, 0]


OCCURRENCE = Occurrence(
    id=9, organisation_id=1, state="planned", starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1)
)
CANCELLED = Occurrence(id=9, organisation_id=1, state="cancelled", starts_at=NOW, ends_at=NOW + timedelta(days=1))
OVER = Occurrence(id=9, organisation_id=1, state="planned", starts_at=NOW, ends_at=NOW)
LATE = Occurrence(
    id=9, organisation_id=1, state="planned", starts_at=NOW, ends_at=NOW + timedelta(days=1), answer_until=NOW
)
MEMBER = Actor(account=7, standings={1: Standing(1, 70, wards=frozenset({71}))})
ADMIN = Actor(account=8, standings={1: Standing(1, 80, frozenset({MANAGE_AGENDA}))})


@pytest.mark.parametrize(
    ("actor", "occurrence", "contact", "said"),
    [
        (MEMBER, OCCURRENCE, 70, None),
        (MEMBER, OCCURRENCE, 71, None),
        (MEMBER, OCCURRENCE, 72, "forbidden"),
        (ADMIN, OCCURRENCE, 72, None),
        (ADMIN, OCCURRENCE, None, "forbidden"),
        (MEMBER, CANCELLED, 70, "conflict"),
        (ADMIN, CANCELLED, 70, "conflict"),
        (MEMBER, OVER, 70, "conflict"),
        (ADMIN, OVER, 70, None),
        (MEMBER, LATE, 70, "conflict"),
        (ADMIN, LATE, 70, None),
    ],
)
def test_who_says_whether_somebody_comes(
    actor: Actor, occurrence: Occurrence, contact: int | None, said: str | None
) -> None:
    assert may_attend(actor, occurrence, contact, NOW).code == said
