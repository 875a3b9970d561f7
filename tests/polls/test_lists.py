"""Lists to sign up for: places are claimed one after the other, and never one too many."""

from tests.contracts.test_side_by_side import at_once
from tests.polls.asking import LIST, answer, asked, counted
from tests.world import World, refused

MANY = 50


async def test_places_are_taken_given_back_and_never_over_claimed(choir: World) -> None:
    poll = await asked(choir, choir.clara, LIST)
    await answer(choir.jonas, poll, 0, count=2)
    with refused("conflict") as said:
        await answer(choir.an, poll, 0, count=2)
    assert said["message"] == "Taart is volzet: er is net niets meer vrij. Kies iets anders."
    await answer(choir.an, poll, 0)
    assert await counted(choir.bram, poll) == [(3, 0, 0), (0, 0, 0)]
    await answer(choir.jonas, poll, 1)
    assert await counted(choir.bram, poll) == [(1, 0, 0), (1, 0, 0)]
    await answer(choir.bram, poll, 0, count=2)
    assert await counted(choir.bram, poll) == [(3, 0, 0), (1, 0, 0)]


async def test_who_is_refused_keeps_what_they_had(choir: World) -> None:
    poll = await asked(choir, choir.clara, LIST)
    await answer(choir.an, poll, 1)
    await answer(choir.jonas, poll, 0)
    with refused("conflict"):
        await answer(choir.jonas, poll, 0, 1)
    assert await counted(choir.bram, poll) == [(1, 0, 0), (1, 0, 0)]


async def test_of_fifty_at_once_exactly_as_many_as_there_are_places_get_one(choir: World) -> None:
    singers = [await choir.person(f"Zanger {number:02}") for number in range(MANY)]
    conversation = await choir.conversation(*singers)
    options = [{"text": "Taart", "places": 7}]
    poll = await choir.clara.call("poll.create", conversation=conversation, **{**LIST, "options": options})
    choices = {"poll": poll["id"], "choices": [{"option": poll["options"][0]["id"]}]}
    outcomes = await at_once(choir, *((singer, "poll_answer.set", choices) for singer in singers))
    assert sorted(outcomes) == ["conflict"] * (MANY - 7) + ["ok"] * 7
    assert await counted(choir.clara, poll) == [(7, 0, 0)]
    listed = await choir.clara.call("poll_answer.list", poll=poll["id"], limit=200)
    assert len(listed["items"]) == 7
    winner = singers[outcomes.index("ok")]
    await winner.call("poll_answer.set", poll=poll["id"], choices=[])
    late = singers[outcomes.index("conflict")]
    await late.call("poll_answer.set", **choices)
    assert await counted(choir.clara, poll) == [(7, 0, 0)]
