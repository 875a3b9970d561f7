"""What is asked often takes few statements, however much there is, and none reads all that an organisation wrote."""

import asyncio
import re
import sqlite3
from collections.abc import Sequence

import pytest

from tests.world import Person, World

WALKS = re.compile(r"SCAN (message|m)\b|SEARCH (message|m) USING INDEX \w+ \(organisation_id=\?\)$")
"""Steps of SQLite's plans that look at each message of an organisation, or of all."""


async def test_sixty_four_messages_sent_at_once_are_one_group_of_few_statements(
    choir: World, statements: list[str]
) -> None:
    places = [await choir.conversation(choir.jonas, choir.an, choir.bram) for _ in range(4)]
    singers = [choir.clara, choir.jonas, choir.an, choir.bram]
    await asyncio.gather(*(singer.send(places[0], "Goedemorgen") for singer in singers))
    statements.clear()
    await asyncio.gather(*(singers[n % 4].send(places[n // 4 % 4], f"Bericht {n}") for n in range(64)))
    assert len(statements) <= 8, statements
    await none_walks(choir, statements)


async def test_a_list_of_conversations_takes_four_queries(choir: World, statements: list[str]) -> None:
    for _ in range(12):
        await choir.clara.send(await choir.conversation(choir.jonas), "Tot donderdag")
    await choir.jonas.call("account.get")
    statements.clear()
    listed = await choir.jonas.call("conversation.list")
    assert len(listed["items"]) == 12
    assert len(statements) <= 4, statements
    await none_walks(choir, statements)


async def test_a_page_of_history_takes_two_queries(choir: World, statements: list[str]) -> None:
    conversation = await filled_conversation(choir, 60)
    await choir.jonas.call("account.get")
    statements.clear()
    page = await choir.jonas.call("message.history", conversation=conversation, before=50, limit=40)
    assert len(page["items"]) == 40
    assert len(statements) <= 2, statements
    await none_walks(choir, statements)


async def test_catching_up_after_a_day_away_takes_six_queries(choir: World, statements: list[str]) -> None:
    places = [await filled_conversation(choir, 1) for _ in range(8)]
    seen = await last_cursor(choir.jonas)
    for place in places[2:]:
        await choir.clara.send(place, "Tot donderdag")
    for place in places[:2]:
        await asyncio.gather(*(choir.clara.send(place, f"Bericht {n}") for n in range(60)))
    statements.clear()
    page = await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=seen)
    kinds = [item["kind"] for item in page["items"]]
    assert (kinds.count("message"), kinds.count("hole"), page["more"]) == (46, 2, False)
    assert len(statements) <= 6, statements
    await none_walks(choir, statements)


async def test_a_list_of_removed_conversations_takes_few_queries(choir: World, statements: list[str]) -> None:
    for _ in range(12):
        talk = await choir.conversation(choir.jonas)
        await choir.clara.call("conversation.remove", conversation=talk)
    statements.clear()
    listed = await choir.clara.call("conversation.list_removed", organisation=choir.organisation)
    assert len(listed["items"]) == 12
    assert len(statements) <= 2, statements


async def filled_conversation(choir: World, messages: int) -> int:
    """A conversation of Clara and Jonas with messages of hers."""
    conversation = await choir.conversation(choir.jonas)
    await asyncio.gather(*(choir.clara.send(conversation, f"Bericht {n}") for n in range(messages)))
    return conversation


async def last_cursor(person: Person) -> str:
    """Where somebody stands who has everything."""
    page = await person.call("sync.pull", organisation=person.organisation)
    while page["more"]:
        page = await person.call("sync.pull", organisation=person.organisation, cursor=page["cursor"])
    return str(page["cursor"])


async def none_walks(choir: World, statements: Sequence[str]) -> None:
    """SQLite finds what each statement wants by an index that leaves little."""
    file = choir.house.database.address.file
    if file is None:
        return
    database = sqlite3.connect(file)
    plans = {sql: database.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")).fetchall() for sql in statements}
    database.close()
    walking = {sql: plan for sql, plan in plans.items() if any(WALKS.match(step[3]) for step in plan)}
    assert not walking


@pytest.mark.parametrize("step", ["SCAN message", "SEARCH message USING INDEX i (organisation_id=?)"])
def test_a_plan_that_walks_would_be_noticed(step: str) -> None:
    assert WALKS.match(step)
    assert not WALKS.match("SEARCH message USING COVERING INDEX i (organisation_id=?)")  # its ends, for MIN and MAX
