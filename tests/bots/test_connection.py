"""A bot on a real socket, against a server of a few lines."""

from itertools import islice

from bots.kit import Bot, Ctx
from bots.kit.connection import DELIVERIES, jittered_pauses
from tests.bots.counter import WORDS, Counter, running
from tests.bots.small_server import CLARA, RIETVINK, SmallServer


async def test_a_command_gets_its_private_answer(server: SmallServer, counter: Counter) -> None:
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
    assert server.answers == [(101, "1 op 2026-11-23")]
    assert server.hellos == [{"token": "geheim"}]
    assert [command["name"] for command in server.registered] == ["help", "count"]


async def test_a_call_is_made_for_the_command_and_the_answer_is_the_bots_own(
    server: SmallServer, counter: Counter
) -> None:
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
    called, answered = server.frames[-2:]
    assert (called["op"], called["for_command"]) == ("agenda.list", 101)
    assert called["args"] == {"organisation": RIETVINK}
    assert answered["op"] == "command.answer"
    assert "for_command" not in answered
    assert called["key"] != answered["key"]


async def test_a_doubled_event_is_answered_once(server: SmallServer, counter: Counter) -> None:
    counter.gate.clear()
    async with running(counter.bot, server):
        given = await server.give(101, "/tel")
        await server.tell(given)
        counter.gate.set()
        await server.until(lambda: server.answers)
        await server.tell(given | {"answer": None, "answered_at": None})
        await server.give(102, "/hulp")
        await server.until(lambda: len(server.answers) == 2)
    assert [number for number, _ in server.answers] == [101, 102]
    assert counter.runs == 1


async def test_an_answer_whose_acknowledgement_is_lost_is_given_once(server: SmallServer, counter: Counter) -> None:
    server.cut_at = "command.answer"
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: len([frame for frame in server.frames if frame["op"] == "command.answer"]) == 2)
    first, again = (frame for frame in server.frames if frame["op"] == "command.answer")
    assert (first["key"], first["args"]) == (again["key"], again["args"])
    assert server.answers == [(101, "1 op 2026-11-23")]
    assert counter.runs == 1


async def test_a_call_outlives_the_connection_it_was_made_on(server: SmallServer, counter: Counter) -> None:
    server.cut_at = "agenda.list"
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
    first, again = (frame for frame in server.frames if frame["op"] == "agenda.list")
    assert first["key"] == again["key"]
    assert counter.runs == 1


async def test_a_command_given_while_the_bot_was_cut_off_is_answered_when_it_is_back(
    server: SmallServer, counter: Counter
) -> None:
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
        server.command(102, "/tel")
        await server.cut()
        await server.until(lambda: len(server.answers) == 2)
    assert server.answers == [(101, "1 op 2026-11-23"), (102, "2 op 2026-11-23")]
    assert server.hellos[-1] == {"token": "geheim", "cursor": ["c1"]}


async def test_commands_from_before_the_first_connection_are_answered(server: SmallServer, counter: Counter) -> None:
    server.command(101, "/tel")
    async with running(counter.bot, server):
        await server.until(lambda: server.answers)
    assert server.answers == [(101, "1 op 2026-11-23")]


async def test_a_gap_closes_the_connection_and_what_was_missed_still_comes(
    server: SmallServer, counter: Counter
) -> None:
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
        server.command(102, "/tel")
        await server.tell(server.command(103, "/tel"), gap=1)
        await server.until(lambda: len(server.answers) == 3)
    assert 4001 in server.close_codes
    assert sorted(number for number, _ in server.answers) == [101, 102, 103]


async def test_a_busy_server_is_asked_again_with_the_same_key(server: SmallServer, counter: Counter) -> None:
    server.refusals = [{"code": "unavailable", "message": "Even niet.", "retry_after": 0.001}] * 2
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: server.answers)
    assert len({frame["key"] for frame in server.frames if frame["op"] == "command.answer"}) == 1


async def test_an_answer_that_is_not_wanted_is_not_insisted_on(server: SmallServer, counter: Counter) -> None:
    server.refusals = [{"code": "conflict", "message": "Al beantwoord."}]
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: not server.refusals)
        await server.give(102, "/hulp")
        await server.until(lambda: server.answers)
    assert [number for number, _ in server.answers] == [102]
    assert counter.runs == 1


async def test_an_answer_that_a_server_in_trouble_never_took_is_tried_again_on_the_next_connection(
    server: SmallServer, counter: Counter
) -> None:
    server.refusals = [{"code": "unavailable", "message": "Even niet."}] * DELIVERIES
    async with running(counter.bot, server):
        await server.give(101, "/tel")
        await server.until(lambda: not server.refusals)
        assert server.answers == []
        await server.cut()
        await server.until(lambda: server.answers)
    assert server.answers == [(101, "2 op 2026-11-23")]


def test_pauses_are_jittered_between_half_a_second_and_thirty() -> None:
    pauses = list(islice(jittered_pauses(), 200))
    assert all(0.5 <= pause <= 30 for pause in pauses)
    assert pauses[0] <= 1
    assert max(pauses) > 15
    assert len(set(pauses)) > 100


async def test_who_asks_and_where_is_what_the_command_says(server: SmallServer) -> None:
    bot = Bot(nl="Wie", en="Who")

    @bot.command("who", nl="wie", help=WORDS)
    async def who(ctx: Ctx) -> None:
        await ctx.reply(f"{ctx.caller} {ctx.conversation} {ctx.organisation.name} {ctx.now:%H:%M} {ctx.language}")

    async with running(bot, server):
        await server.give(101, "/wie")
        await server.until(lambda: server.answers)
    assert server.answers == [(101, f"{CLARA} 21 Koor De Rietvink 09:00 nl")]
