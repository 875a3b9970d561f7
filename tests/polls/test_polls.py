"""Asking something, answering it, and seeing what came of it."""

from datetime import timedelta
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.database import rows
from tests.contracts.stage import Stage
from tests.polls.asking import CHOICE, DATES, LIST, answer, asked, counted
from tests.world import World, refused


async def test_a_poll_is_a_message_of_who_asks_and_its_card(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE)
    history = await choir.an.call("message.history", conversation=poll["conversation"])
    message = history["items"][-1]
    assert (message["card_kind"], message["card"]) == ("poll", poll["id"])
    assert (message["author"], message["text"], message["id"]) == (choir.jonas.contact, poll["title"], poll["message"])


async def test_a_second_answer_replaces_the_first(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    await answer(choir.jonas, poll, 0)
    await answer(choir.an, poll, 0)
    await answer(choir.jonas, poll, 2)
    assert await counted(choir.bram, poll) == [(1, 0, 0), (0, 0, 0), (1, 0, 0)]
    await answer(choir.jonas, poll)
    found = await choir.bram.call("poll.get", poll=poll["id"])
    assert [each.get("yes", 0) for each in found["options"]] == [1, 0, 0]
    assert found["voters"] == 1


async def test_the_same_answer_twice_counts_once_and_tells_nobody(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    await choir.an.listen()
    await answer(choir.jonas, poll, 1)
    await answer(choir.jonas, poll, 1)
    assert len(await choir.an.heard("poll.answered")) == 1


@pytest.mark.parametrize("many", [0, 1, 101])
async def test_a_choice_has_two_answers_to_a_hundred(choir: World, many: int) -> None:
    with refused("invalid", field="options"):
        await asked(choir, choir.clara, CHOICE, options=[{"text": f"Lied {number}"} for number in range(many)])


@pytest.mark.parametrize(("poll", "many"), [(CHOICE, 2), (CHOICE, 100), (LIST, 1)])
async def test_at_the_limits_it_is_asked(choir: World, poll: dict[str, Any], many: int) -> None:
    options = [{"text": f"Lied {number}", "places": 3} for number in range(many)]
    assert len((await asked(choir, choir.clara, poll, options=options))["options"]) == many


@pytest.mark.parametrize(
    ("poll", "options"),
    [
        (CHOICE, [{"text": "Ave verum"}, {"text": " ave VERUM "}]),
        (CHOICE, [{"text": "Ave verum"}, {"text": ""}]),
        (LIST, [{"text": "Taart"}]),
        (LIST, []),
        (DATES, [{"local_start": "2030-12-03T20:00:00"}, {"text": "ooit"}]),
        (DATES, [{"local_start": "2030-12-03T20:00:00"}, {"local_start": "2030-13-03"}]),
        (DATES, [{"local_start": "2030-12-03T20:00:00"}, {"local_start": "2031-03-30T02:30:00"}]),
    ],
)
async def test_answers_that_do_not_fit_are_refused(choir: World, poll: Any, options: Any) -> None:
    with refused("invalid", field="options"):
        await asked(choir, choir.clara, poll, options=options)


async def test_an_option_of_another_poll_and_one_too_many_are_refused(choir: World) -> None:
    poll, other = await asked(choir, choir.clara, CHOICE), await asked(choir, choir.clara, CHOICE)
    with refused("invalid", field="choices"):
        await choir.jonas.call("poll_answer.set", poll=poll["id"], choices=[{"option": other["options"][0]["id"]}])
    with refused("invalid", field="choices"):
        await answer(choir.jonas, poll, 0, 1)
    with refused("invalid", field="choices"):
        await answer(choir.jonas, poll, 0, 0)
    with refused("invalid", field="choices"):
        await answer(choir.jonas, poll, 0, value="maybe")
    with refused("invalid", field="choices"):
        await answer(choir.jonas, poll, 0, count=2)
    several = await asked(choir, choir.clara, CHOICE, several=True)
    await answer(choir.jonas, several, 0, 1)
    assert await counted(choir.an, several) == [(1, 0, 0), (1, 0, 0), (0, 0, 0)]


async def test_a_poll_closes_by_itself_and_answers_after_it_are_refused_also_before_that_is_written(
    choir: World,
) -> None:
    poll = await asked(choir, choir.clara, CHOICE, closes_at=clock.now() + timedelta(hours=1))
    await answer(choir.jonas, poll, 0)
    later = clock.now() + timedelta(hours=1)
    clock.set(lambda: later)
    with refused("conflict"):
        await answer(choir.an, poll, 0)
    await choir.house.worker.run_due()
    found = await choir.an.call("poll.get", poll=poll["id"])
    assert found["closed_at"] == poll["closes_at"]
    with refused("invalid", field="closes_at"):
        await choir.clara.call("poll.reopen", poll=poll["id"], closes_at=poll["closes_at"])
    await choir.clara.call("poll.reopen", poll=poll["id"])
    await answer(choir.an, poll, 1)
    assert await counted(choir.an, poll) == [(1, 0, 0), (1, 0, 0), (0, 0, 0)]


async def test_a_poll_that_would_close_by_itself_can_stay_open(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE, closes_at=clock.now() + timedelta(hours=1))
    changed = await choir.clara.call("poll.change", poll=poll["id"], may_add=True)
    assert changed["closes_at"] == poll["closes_at"]
    assert "closes_at" not in await choir.clara.call("poll.change", poll=poll["id"], closes_at=None)


async def test_a_moment_that_is_over_closes_nothing(choir: World) -> None:
    with refused("invalid", field="closes_at"):
        await asked(choir, choir.clara, CHOICE, closes_at=clock.now())


async def test_who_runs_a_poll_is_who_asked_and_whom_they_chose(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE, administrators=[choir.an.contact])
    with refused("forbidden"):
        await choir.bram.call("poll.close", poll=poll["id"])
    await choir.an.call("poll.change", poll=poll["id"], title="Waarmee openen we?", description="Voor de kerk")
    closed = await choir.an.call("poll.close", poll=poll["id"])
    assert (closed["title"], closed["description"]) == ("Waarmee openen we?", "Voor de kerk")
    with refused("conflict"):
        await answer(choir.bram, poll, 0)
    with refused("invalid", field="administrators"):
        await asked(choir, choir.jonas, CHOICE, administrators=[choir.stranger.contact])


async def test_people_add_answers_only_where_that_is_asked(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE)
    with refused("forbidden"):
        await choir.an.call("poll_option.add", poll=poll["id"], option={"text": "Panis angelicus"})
    await choir.jonas.call("poll_option.add", poll=poll["id"], option={"text": "Panis angelicus"})
    poll = await asked(choir, choir.jonas, CHOICE, may_add=True)
    added = await choir.an.call("poll_option.add", poll=poll["id"], option={"text": "Panis angelicus"})
    assert [each["text"] for each in added["options"]][-1] == "Panis angelicus"
    with refused("invalid", field="options"):
        await choir.bram.call("poll_option.add", poll=poll["id"], option={"text": "panis Angelicus"})
    await answer(choir.an, added, 3)
    full = await asked(choir, choir.jonas, CHOICE, options=[{"text": f"{number}"} for number in range(100)])
    with refused("invalid", field="options"):
        await choir.jonas.call("poll_option.add", poll=full["id"], option={"text": "honderdeneen"})


async def test_a_limit_holds_for_a_choice_too(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE, options=[{"text": "Tenor", "places": 1}, {"text": "Bas"}])
    await answer(choir.jonas, poll, 0)
    with refused("conflict") as said:
        await answer(choir.an, poll, 0)
    assert said["message"] == "Tenor is volzet: er is net niets meer vrij. Kies iets anders."
    await answer(choir.an, poll, 1)
    await answer(choir.jonas, poll, 1)
    await answer(choir.an, poll, 0)
    assert await counted(choir.bram, poll) == [(1, 0, 0), (1, 0, 0)]


async def test_a_copy_asks_the_same_again_with_nothing_answered(choir: World) -> None:
    poll = await asked(choir, choir.clara, LIST, description="Voor het ledenfeest")
    await answer(choir.jonas, poll, 0, count=2)
    elsewhere = await choir.conversation(choir.bram)
    copy = await choir.clara.call("poll.copy", poll=poll["id"], conversation=elsewhere)
    assert copy["id"] != poll["id"]
    assert (copy["conversation"], copy["title"], copy["description"]) == (
        elsewhere, poll["title"], "Voor het ledenfeest",
    )  # fmt: skip
    assert [(each["text"], each["places"], each.get("yes", 0)) for each in copy["options"]] == [
        ("Taart", 3, 0),
        ("Chauffeur", 1, 0),
    ]
    listed = await choir.clara.call("poll.list", organisation=choir.organisation)
    assert [each["id"] for each in listed["items"]] == [copy["id"], poll["id"]]
    listed = await choir.jonas.call("poll.list", organisation=choir.organisation)
    assert [each["id"] for each in listed["items"]] == [poll["id"]]
    with refused("not_found"):
        await choir.jonas.call("poll.copy", poll=copy["id"])


async def test_everyone_sees_who_answered_an_open_poll(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    await answer(choir.jonas, poll, 2)
    await answer(choir.an, poll, 0)
    await answer(choir.an, poll)
    listed = await choir.bram.call("poll_answer.list", poll=poll["id"])
    assert [(each["contact"], each["choices"]) for each in listed["items"]] == [
        (choir.jonas.contact, [{"option": poll["options"][2]["id"]}])
    ]


async def test_of_an_anonymous_poll_nobody_learns_who_chose_what(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE, anonymous=True)
    for person in (choir.clara, choir.an, choir.bram):
        await person.listen()
    ballot = await answer(choir.jonas, poll, 2)
    for person in (choir.clara, choir.jonas, choir.an):
        with refused("forbidden"):
            await person.call("poll_answer.list", poll=poll["id"])
    for person in (choir.clara, choir.an, choir.bram):
        assert [event["ev"] for event in person.ear.events if await person.heard()] == ["poll.answered"]
        assert str(choir.jonas.contact) not in str(await person.heard("poll.answered"))
        held = await person.snapshot()
        assert not [key for key in held if key[0] == "ballot"]
    assert (await choir.jonas.snapshot())["ballot", ballot["id"]]["choices"] == ballot["choices"]
    assert await rows('SELECT 1 FROM "audit" WHERE "operation" LIKE \'poll%\'') == []


async def test_an_anonymous_poll_counts_each_person_once_too(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE, anonymous=True)
    await answer(choir.jonas, poll, 0)
    await answer(choir.jonas, poll, 1)
    assert await counted(choir.an, poll) == [(0, 0, 0), (1, 0, 0), (0, 0, 0)]


async def test_who_comes_later_sees_a_poll_and_who_left_answers_no_more(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    await choir.bram.call("conversation.leave", conversation=poll["conversation"])
    with refused("not_found"):
        await answer(choir.bram, poll, 0)
    with refused("not_found"):
        await choir.stranger.call("poll.get", poll=poll["id"])
    later = await choir.person("Roos Desmedt")
    await choir.clara.call("participant.add", conversation=poll["conversation"], contacts=[later.contact])
    await answer(later, poll, 0)
    assert (await later.snapshot())["poll", poll["id"]]["voters"] == 1


async def test_a_poll_goes_with_its_message(choir: World) -> None:
    poll = await asked(choir, choir.jonas, CHOICE, description="Voor de kerk")
    await answer(choir.an, poll, 0)
    await choir.jonas.call("message.delete", message=poll["message"])
    await choir.house.worker.run_due()
    found = await choir.an.call("poll.get", poll=poll["id"])
    assert (found["title"], found.get("description"), {each["text"] for each in found["options"]}) == ("", None, {""})
    with refused("conflict"):
        await answer(choir.bram, poll, 0)
    assert (await choir.an.call("poll.list", organisation=choir.organisation))["items"] == []


async def test_who_acts_for_a_child_answers_as_the_child_and_it_says_so(choir: World) -> None:
    stage = await Stage.set(choir.house)
    conversation = await stage.conversation_with(stage.wout)
    poll = await stage.clara.call("poll.create", conversation=conversation, **CHOICE)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    await stage.wout.listen()
    ballot = await answer(acting, poll, 1)
    assert (ballot["contact"], ballot["by"]) == (stage.wout.contact, stage.margot.contact)
    assert [each["id"] for each in await stage.wout.heard("ballot.set")] == [ballot["id"]]
    ballot = await answer(stage.wout, poll, 0)
    assert ballot["by"] is None
    assert await counted(stage.clara, poll) == [(1, 0, 0), (0, 0, 0), (0, 0, 0)]


async def test_the_key_of_a_request_asks_once(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    first = await choir.jonas.call("poll.create", key="peiling-1", conversation=conversation, **CHOICE)
    again = await choir.jonas.call("poll.create", key="peiling-1", dup=True, conversation=conversation, **CHOICE)
    assert again["id"] == first["id"]


async def test_answering_asks_the_same_few_statements_whatever_the_number_of_answers(
    choir: World, statements: list[str]
) -> None:
    poll = await asked(choir, choir.clara, CHOICE, options=[{"text": f"Lied {number}"} for number in range(100)])
    await answer(choir.jonas, poll, 0)
    statements.clear()
    await answer(choir.an, poll, 99)
    assert len(statements) <= 25
