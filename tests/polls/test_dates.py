"""Dates that are proposed, and the one that becomes an activity."""

from typing import Any

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
