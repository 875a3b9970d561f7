"""Mentioning people, a group and everyone."""

import asyncio
from datetime import date

import pytest

from server.conversations.mentions import EVERYONE, mentioned_directly, names_in, spelled_out
from server.conversations.message_models import Mention
from server.kernel.ids import new_id
from server.people.models import Group, GroupFunction, GroupSeason, Placement, Season
from tests.conversations.people import many_people
from tests.world import World, refused


async def sopranos_of(choir: World, *contacts: int | None) -> int:
    """A group in which some stand all year."""
    own = {"organisation_id": choir.organisation}
    season = Season(id=new_id(), name="Seizoen", first_day=date(2020, 9, 1), last_day=date(2099, 8, 31), **own)
    group = Group(id=new_id(), name="Sopranen", **own)
    here = GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own)
    singer = GroupFunction(id=new_id(), name="Zanger", **own)
    async with choir.house.units.write() as unit:
        unit.add(season, group, here, singer)
        for contact in contacts:
            unit.add(Placement(id=new_id(), contact_id=contact, group_season_id=here.id, function_id=singer.id, **own))
    return group.id


async def test_who_is_mentioned_stands_in_a_row_and_in_the_message(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.clara.send(conversation, f"Dag <@{choir.jonas.contact}>, breng jij taart mee?")
    assert sent["mentions"] == [choir.jonas.contact]
    rows = await Mention.filter(organisation_id=choir.organisation)
    assert [(row.message_id, row.kind, row.contact_id) for row in rows] == [
        (sent["id"], "contact", choir.jonas.contact)
    ]
    assert await mentioned_directly(choir.organisation, [sent["id"]]) == {sent["id"]: {choir.jonas.contact}}
    assert await mentioned_directly(choir.organisation, []) == {}


async def test_a_group_is_mentioned_as_those_of_it_who_sit_there(choir: World) -> None:
    group = await sopranos_of(choir, choir.jonas.contact, choir.bram.contact)
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.clara.send(conversation, f"<@group:{group}> om zeven uur")
    assert sent["mentions"] == [choir.jonas.contact]
    elsewhere = await choir.conversation(choir.an)
    with refused("invalid", field="text"):
        await choir.clara.send(elsewhere, f"<@group:{group}> om zeven uur")


async def test_everyone_is_mentioned_by_anyone_where_few_sit_and_by_administrators_where_many_do(choir: World) -> None:
    small = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.jonas.send(small, "<@everyone> de repetitie valt weg")
    assert sent["mentions"] == [EVERYONE]
    assert await mentioned_directly(choir.organisation, [sent["id"]]) == {sent["id"]: {EVERYONE}}
    large = await choir.conversation(choir.jonas)
    await choir.clara.call("participant.add", conversation=large, contacts=await many_people(choir, 19))
    with refused("forbidden"):
        await choir.jonas.send(large, "<@everyone> de repetitie valt weg")
    assert (await choir.clara.send(large, "<@everyone> de repetitie valt weg"))["mentions"] == [EVERYONE]


@pytest.mark.parametrize("token", ["<@1>", "<@group:1>", "<@9999999999999999>"])
async def test_who_does_not_sit_there_is_not_mentioned(choir: World, token: str) -> None:
    conversation = await choir.conversation(choir.jonas)
    with refused("invalid", field="text"):
        await choir.clara.send(conversation, f"Dag {token}")
    with refused("invalid", field="text"):
        await choir.clara.send(conversation, f"Dag <@{choir.an.contact}>")
    with refused("invalid", field="text"):
        await choir.clara.send(conversation, f"Dag <@{choir.stranger.contact}>")


async def test_fifty_mentions_are_a_message_and_more_are_refused(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, f"<@{choir.jonas.contact}>" * 50)
    for count in (51, 400):
        with refused("invalid", field="text") as error:
            await choir.clara.send(conversation, "<@12345678901>" * count)
        assert "50" in error["fields"]["text"]


async def test_one_refused_mention_spoils_no_other_message(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)

    async def say(number: int) -> bool:
        if number % 2:
            with refused("invalid"):
                await choir.clara.send(conversation, "Dag <@1>")
            return False
        await choir.clara.send(conversation, f"Dag <@{choir.jonas.contact}>")
        return True

    assert sum(await asyncio.gather(*(say(number) for number in range(12)))) == 6
    assert await Mention.filter(organisation_id=choir.organisation).count() == 6


async def test_an_edit_mentions_anew_and_keeps_who_left(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.clara.send(conversation, f"Dag <@{choir.jonas.contact}>")
    await choir.jonas.call("conversation.leave", conversation=conversation)
    text = f"Dag <@{choir.jonas.contact}> en <@{choir.an.contact}>"
    edited = await choir.clara.call("message.edit", message=sent["id"], text=text)
    assert edited["mentions"] == sorted([choir.jonas.contact, choir.an.contact])
    with refused("invalid", field="text"):
        await choir.clara.call("message.edit", message=sent["id"], text=f"Dag <@{choir.bram.contact}>")
    plain = await choir.clara.call("message.edit", message=sent["id"], text="Dag allemaal")
    assert "mentions" not in plain
    assert await Mention.filter(organisation_id=choir.organisation).count() == 0


async def test_names_stand_for_tokens_and_who_was_removed_has_none(choir: World) -> None:
    group = await sopranos_of(choir, choir.jonas.contact)
    text = f"<@{choir.jonas.contact}>, <@group:{group}>, <@everyone>, <@1>, <@group:1>"
    names = await names_in([choir.organisation], [text, "niemand"])
    assert spelled_out(text, names, "nl") == "@Jonas Peeters, @Sopranen, @iedereen, @verwijderd lid, @verwijderde groep"
    assert await names_in([choir.other], [text]) == {}
