"""What a caller gets to see, with the harness for a club."""

import logging
from datetime import UTC, datetime

import pytest

from bots.kit import Bot, Ctx, Refused
from bots.kit.commands import Action
from bots.testing import Asked, Club

WORDS = {"nl": "Doet iets.", "en": "Does something."}


def bot_that(action: Action) -> Bot:
    bot = Bot(nl="Proef", en="Trial")
    bot.command("try", nl="probeer", help=WORDS)(action)
    return bot


async def test_help_is_made_from_the_registry_in_the_callers_language() -> None:
    async def attempt(ctx: Ctx, name: str) -> None: ...

    club = Club(bot_that(attempt))
    club.speaks("jonas", "en")

    assert await club.says("clara", "/hulp") == await club.says("clara", "/help")
    assert "/probeer <name> — Doet iets." in await club.says("clara", "/hulp")
    assert "/try <name> — Does something." in await club.says("jonas", "/help")
    assert await club.says("clara", "/hulp probeer") == "/probeer <name>\nDoet iets."
    assert await club.says("clara", "/hulp zing") == "Ik ken /zing niet."


async def test_a_command_that_says_nothing_is_answered_all_the_same() -> None:
    async def attempt(ctx: Ctx) -> None: ...

    assert await Club(bot_that(attempt)).says("clara", "/probeer") == "Gedaan."


async def test_a_command_is_answered_once(caplog: pytest.LogCaptureFixture) -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.reply("eerste")
        await ctx.reply("tweede")

    assert await Club(bot_that(attempt)).says("clara", "/probeer") == "eerste"
    assert "a command is answered once" in caplog.text


@pytest.mark.parametrize("text", ["", "x" * 10_001])
async def test_an_answer_of_a_wrong_length_is_a_fault_of_the_bot(text: str, caplog: pytest.LogCaptureFixture) -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.reply(text)

    assert (await Club(bot_that(attempt)).says("clara", "/probeer")).startswith("Er ging iets mis")
    assert "1 to 10000 characters" in caplog.text


async def test_a_fault_is_logged_and_the_caller_told_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    async def attempt(ctx: Ctx) -> None:
        raise LookupError("rij 12")

    with caplog.at_level(logging.ERROR):
        answer = await Club(bot_that(attempt)).says("clara", "/probeer")
    assert answer.startswith("Er ging iets mis")
    assert "rij 12" not in answer
    assert "rij 12" in caplog.text


async def test_a_refusal_reaches_the_caller_in_the_servers_words() -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.call("contact.list", organisation=ctx.organisation.id)

    club = Club(bot_that(attempt))
    club.refuses("contact.list", "forbidden", "Dat mag je niet.", fields={"organisation": "Niet de jouwe."})
    assert await club.says("an", "/probeer") == "Dat mag je niet.\nNiet de jouwe."


async def test_a_bot_can_act_on_a_refusal() -> None:
    async def attempt(ctx: Ctx) -> None:
        try:
            await ctx.call("contact.list")
        except Refused as refused:
            await ctx.reply(f"{refused.code} {refused.retry_after} {refused.fields}")

    club = Club(bot_that(attempt))
    club.refuses("contact.list", "rate_limited", "Even wachten.", retry_after=4)
    assert await club.says("an", "/probeer") == "rate_limited 4 {}"


async def test_an_operation_without_an_answer_is_unknown_to_the_club() -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.call("mailing.stop")

    assert await Club(bot_that(attempt)).says("clara", "/probeer") == "There is no operation mailing.stop."


async def test_operations_are_asked_for_the_caller_with_arguments_as_they_travel() -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.call("agenda.list", from_=ctx.today, until=ctx.now, groups=[ctx.today], only={"day": ctx.today})

    club = Club(bot_that(attempt), now=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    club.answers("agenda.list", {"items": [], "next": None})
    await club.says("an", "/probeer")

    day = "2026-11-26"  # in Brussels it is past midnight
    args = {"from": day, "until": "2026-11-25T23:30:00Z", "groups": [day], "only": {"day": day}}
    assert club.asked == [Asked("an", "agenda.list", args)]


async def test_an_operation_may_be_answered_by_a_function_of_who_asks() -> None:
    async def attempt(ctx: Ctx) -> None:
        answer = await ctx.call("account.get")
        await ctx.reply(f"{answer['name']} {ctx.caller} {ctx.organisation.name}")

    async def account(asked: Asked) -> dict[str, str]:
        return {"name": asked.caller.title()}

    club = Club(bot_that(attempt))
    club.answers("account.get", account)
    assert await club.says("jonas", "/probeer") == f"Jonas {club.contact('jonas')} Koor De Rietvink"
    assert await club.says("an", "/probeer") == f"An {club.contact('an')} Koor De Rietvink"


async def test_arguments_that_cannot_travel_fail_in_the_harness_too(caplog: pytest.LogCaptureFixture) -> None:
    async def attempt(ctx: Ctx) -> None:
        await ctx.call("message.send", text="x" * 70_000)

    club = Club(bot_that(attempt))
    club.answers("message.send", {})
    assert (await club.says("clara", "/probeer")).startswith("Er ging iets mis")
    assert club.asked == []
    assert "a request may hold" in caplog.text
