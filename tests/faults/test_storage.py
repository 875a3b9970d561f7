"""Disks that fill up and databases that somebody else holds: a clear answer, and nothing half-done."""

import sqlite3
from typing import Any

import pytest
from tortoise.connection import get_connection

from server.settings import Settings
from tests.world import World, refused

SQLITE = pytest.mark.parametrize("house_settings", ["sqlite"], indirect=True)


def writer() -> Any:
    """The connection that writes."""
    engine: Any = get_connection("default")
    return engine._connection


@SQLITE
async def test_a_full_disk_is_said_and_what_was_there_stays(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "Dit past er nog bij")
    pages = await (await writer().execute("PRAGMA page_count")).fetchone()
    await writer().execute(f"PRAGMA max_page_count={pages[0]}")
    with refused("disk_full") as error:
        for number in range(50):
            await choir.clara.send(conversation, f"{number} " + "a" * 9_000, key=f"a-large-one-{number}")
    assert error["retry_after"] > 0
    await writer().execute("PRAGMA max_page_count=4294967294")
    history = await choir.jonas.call("message.history", conversation=conversation)
    seqs = [message["seq"] for message in history["items"]]
    assert history["items"][0] == sent
    assert seqs == list(range(1, len(seqs) + 1))
    after = await choir.clara.send(conversation, "Er is weer plaats")
    assert after["seq"] == seqs[-1] + 1


@SQLITE
async def test_a_database_that_another_process_locks_is_busy_and_then_not(
    choir: World, house_settings: Settings
) -> None:
    conversation = await choir.conversation(choir.jonas)
    await writer().execute("PRAGMA busy_timeout=20")
    intruder = sqlite3.connect(house_settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")
    with refused("database_busy") as error:
        await choir.clara.send(conversation, "Kom ik erdoor?", key="once-through-the-lock")
    assert error["retry_after"] > 0
    intruder.execute("ROLLBACK")
    intruder.close()
    sent = await choir.clara.send(conversation, "Kom ik erdoor?", key="once-through-the-lock")
    assert sent["seq"] == 1
