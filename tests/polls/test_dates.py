"""Dates that are proposed, and the one that becomes an activity."""

from typing import Any

import pytest

from tests.agenda.test_attendance import turnout_in
from tests.contracts.test_side_by_side import at_once
from tests.polls.asking import CHOICE, DATES, answer, asked
from tests.world import Person, World, refused


async def say(person: Person, poll: Any, values: str) -> None:
    """One letter for each date: y, m or n."""
    words = {"y": "yes", "m": "maybe", "n": "no"}
    choices = [
        {"option": option["id"], "value": words[letter]}
        for option, letter in zip(poll["options"], values, strict=True)
        if letter in words
    ]
    await person.call("poll_answer.set", poll=poll["id"], choices=choices)


async def best(person: Person, poll: Any) -> int | None:
    """Which of its dates is the best, from 0."""
    found = await person.call("poll.get", poll=poll["id"])
    ids = [option["id"] for option in found["options"]]
    return ids.index(found["best"]) if "best" in found else None


async def test_the_best_date_has_most_yes_then_fewest_no_then_comes_first(choir: World) -> None:
    poll = await asked(choir, choir.clara, DATES)
    assert await best(choir.an, poll) is None
    await say(choir.jonas, poll, "yym")
    assert await best(choir.an, poll) == 0
    await say(choir.an, poll, "nym")
    assert await best(choir.an, poll) == 1
    await say(choir.bram, poll, "ynm")
    assert await best(choir.an, poll) == 0
    await say(choir.clara, poll, "nmm")
    assert await best(choir.an, poll) == 1


async def test_one_tap_puts_a_date_in_the_agenda_and_tells_everyone(choir: World) -> None:
    poll = await asked(choir, choir.clara, DATES, description="In de kerk, warm aankleden")
    await choir.jonas.listen()
    chosen = poll["options"][1]["id"]
    settled = await choir.clara.call("poll.settle", poll=poll["id"], option=chosen)
    assert (settled["settled"], settled["closed_at"] is not None) == (chosen, True)
    activity = await choir.jonas.call("occurrence.get", occurrence=settled["occurrence"])
    assert (activity["title"], activity["local_start"], activity["local_end"]) == (
        "Extra repetitie", "2030-12-05T20:00:00", "2030-12-05T21:30:00",
    )  # fmt: skip
    told = (await choir.jonas.heard("message.created"))[-1]
    assert (told["card_kind"], told["card"]) == ("activity", activity["id"])
    with refused("conflict"):
        await answer(choir.jonas, poll, 0)
    with refused("conflict"):
        await choir.clara.call("poll.reopen", poll=poll["id"])


async def said_of(person: Person, occurrence: int) -> dict[int, str]:
    """Who said that they come, do not, or do not know."""
    found = await person.call("attendance.list", occurrence=occurrence)
    return {each["contact"]: each["status"] for each in found["items"]}


async def test_who_answered_the_chosen_date_has_said_whether_they_come(choir: World) -> None:
    poll = await asked(choir, choir.clara, DATES, title="Wanneer is de extra repetitie?")
    for person, values in ((choir.jonas, "ny"), (choir.an, "ym"), (choir.bram, "yn")):
        await say(person, poll, values + "-")
    await choir.jonas.listen()
    chosen = poll["options"][1]["id"]
    settled = await choir.clara.call(
        "poll.settle", poll=poll["id"], option=chosen, title="Extra repetitie", place="Parochiezaal"
    )
    activity = await choir.jonas.call("occurrence.get", occurrence=settled["occurrence"])
    assert (activity["title"], activity["place"]) == ("Extra repetitie", "Parochiezaal")
    assert await said_of(choir.bram, activity["id"]) == {
        choir.jonas.contact: "present", choir.an.contact: "undecided", choir.bram.contact: "absent",
    }  # fmt: skip
    (own,) = await choir.jonas.heard("attendance.set")
    assert (own["contact"], own["status"], own["by"]) == (choir.jonas.contact, "present", None)
    assert turnout_in(await choir.clara.snapshot()) == [1, 1, 0, 1]
    await choir.jonas.call("attendance.set", occurrence=activity["id"], status="absent")
    assert turnout_in(await choir.clara.snapshot()) == [0, 2, 0, 1]


async def test_without_a_title_an_activity_is_called_as_the_question_without_its_mark(choir: World) -> None:
    for title, called in (("Wanneer komt het uit ?", "Wanneer komt het uit"), ("??", "??")):
        poll = await asked(choir, choir.clara, DATES, title=title)
        settled = await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
        activity = await choir.jonas.call("occurrence.get", occurrence=settled["occurrence"])
        assert (activity["title"], activity["place"]) == (called, None)
        assert await said_of(choir.jonas, activity["id"]) == {}


@pytest.mark.parametrize(("hidden", "how"), [({"anonymous": True}, {}), ({}, {"attendance": False})])
async def test_answers_stay_in_the_poll_where_they_are_anonymous_or_that_is_asked(
    choir: World, hidden: dict[str, bool], how: dict[str, bool]
) -> None:
    poll = await asked(choir, choir.clara, DATES, **hidden)
    await say(choir.jonas, poll, "ynm")
    settled = await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"], **how)
    assert await said_of(choir.clara, settled["occurrence"]) == {}


async def test_who_receives_a_list_does_not_appear_by_its_poll_among_who_comes(choir: World) -> None:
    listed = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title="Praktische info", kind="broadcast",
        contacts=[choir.jonas.contact, choir.an.contact],
    )  # fmt: skip
    poll = await choir.clara.call("poll.create", conversation=listed["id"], **DATES)
    await say(choir.jonas, poll, "ynm")
    settled = await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
    assert await said_of(choir.bram, settled["occurrence"]) == {}


async def test_whose_card_was_removed_since_does_not_come(choir: World) -> None:
    poll = await asked(choir, choir.clara, DATES)
    await say(choir.jonas, poll, "ynm")
    await choir.clara.call("contact.remove", organisation=choir.organisation, contact=choir.jonas.contact)
    settled = await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
    assert await said_of(choir.clara, settled["occurrence"]) == {}


async def test_many_answers_cost_no_more_statements_than_one(choir: World, statements: list[str]) -> None:
    costs = []
    for people in ((choir.jonas,), (choir.jonas, choir.an, choir.bram)):
        poll = await asked(choir, choir.clara, DATES)
        for person in people:
            await say(person, poll, "ynm")
        statements.clear()
        await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
        costs.append(len([each for each in statements if each.startswith(("SELECT", "INSERT"))]))
    assert costs[0] == costs[1]


async def test_a_day_without_a_time_becomes_an_activity_of_the_whole_day(choir: World) -> None:
    options = [{"local_start": "2030-12-07"}, {"local_start": "2030-12-08"}]
    poll = await asked(choir, choir.clara, DATES, title="Koorweekend", options=options)
    settled = await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
    activity = await choir.jonas.call("occurrence.get", occurrence=settled["occurrence"])
    assert (activity["all_day"], activity["local_start"]) == (True, "2030-12-07T00:00:00")


async def test_pressed_twice_at_once_it_is_one_activity(choir: World) -> None:
    poll = await asked(choir, choir.clara, DATES)
    settle = (choir.clara, "poll.settle", {"poll": poll["id"], "option": poll["options"][0]["id"]})
    assert await at_once(choir, settle, settle, settle) == ["ok"] * 3
    listed = await choir.an.call(
        "agenda.list", organisation=choir.organisation, **{"from": "2030-12-01", "until": "2030-12-31"}
    )
    assert len(listed["items"]) == 1
    history = await choir.an.call("message.history", conversation=poll["conversation"])
    assert [message.get("card_kind") for message in history["items"]] == ["poll", "activity"]
    with refused("conflict"):
        await choir.clara.call("poll.settle", poll=poll["id"], option=poll["options"][1]["id"])


async def test_only_who_plans_activities_chooses_a_date(choir: World) -> None:
    poll = await asked(choir, choir.jonas, DATES)
    with refused("forbidden"):
        await choir.jonas.call("poll.settle", poll=poll["id"], option=poll["options"][0]["id"])
    choice = await asked(choir, choir.clara, CHOICE)
    with refused("invalid", field="poll"):
        await choir.clara.call("poll.settle", poll=choice["id"], option=choice["options"][0]["id"])
    with refused("invalid", field="option"):
        await choir.clara.call("poll.settle", poll=poll["id"], option=choice["options"][0]["id"])
