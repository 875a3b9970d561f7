"""What a removed conversation held goes after thirty days, from every device and from the disk."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from server.conversations.later_models import Draft, Scheduled
from server.conversations.message_models import Reaction, Star
from server.conversations.models import Conversation, Message, ReadPosition
from server.conversations.preference_models import Preference
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.models import AuditRow
from server.polls.models import Ballot, Poll
from server.privacy import removed_conversations
from tests.files.conftest import Counter, picture
from tests.polls.asking import CHOICE, answer
from tests.world import Served, World, refused

KIND = "conversations"


@pytest.fixture
async def counter(served: Served) -> AsyncIterator[Counter]:
    async with httpx.AsyncClient(base_url=served.http, trust_env=False, timeout=30) as client:
        yield Counter(served, client)


async def preview(choir: World) -> int:
    given = {"organisation": choir.organisation, "kind": KIND, "months": 1}
    return int((await choir.clara.call("retention.preview", **given))["count"])


async def after(choir: World, days: float) -> None:
    """So many days later, when the worker had its turn."""
    later = clock.now() + timedelta(days=days)
    clock.set(lambda: later)
    for _ in range(3):
        await choir.house.worker.run_due()


async def filled(counter: Counter, choir: World) -> int:
    """A conversation with all that one can hold."""
    talk = await choir.conversation(choir.an, choir.jonas, title="Reis naar Gent")
    an = counter.by(choir.an)
    face = (await counter.by(choir.clara).sent(picture(300, 300), "koor.jpg", "conversation"))["id"]
    letter = (await an.sent(b"Vertrek om acht uur", "programma.txt", "message"))["id"]
    await choir.clara.call("conversation.change", conversation=talk, picture=face)
    told: Any = await choir.an.call(
        "message.send", key="programma", conversation=talk, text="Het programma", files=[letter]
    )
    await choir.jonas.call("reaction.set", message=told["id"], emoji="👍", on=True)
    await choir.jonas.call("star.set", message=told["id"], on=True)
    await choir.jonas.call("read.set", conversation=talk, seq=told["seq"])
    await choir.jonas.call("draft.set", conversation=talk, text="Mag mijn zus mee?")
    await choir.jonas.call("preference.set", conversation=talk, level="mentions")
    poll = await choir.clara.call("poll.create", conversation=talk, **CHOICE)
    await answer(choir.jonas, poll, 1)
    return talk


async def test_a_removed_conversation_is_emptied_after_thirty_days_and_others_stay(
    counter: Counter, choir: World
) -> None:
    talk, other = await filled(counter, choir), await choir.conversation(choir.an)
    await choir.an.send(other, "Dit blijft")
    await choir.clara.call("conversation.remove", conversation=talk)
    await after(choir, 29)
    assert await preview(choir) == 0
    assert await Message.filter(organisation_id=choir.organisation, conversation_id=talk, deleted_at=None).exists()
    await choir.an.listen()
    thirty = clock.now() + timedelta(days=1, minutes=1)
    clock.set(lambda: thirty)
    assert await preview(choir) == 1
    await after(choir, 1)
    own = {"organisation_id": choir.organisation}
    messages = await Message.filter(conversation_id=talk, **own)
    assert [(each.text, each.attachments, each.reactions) for each in messages] == [("", None, None)] * 2
    assert {each["id"] for each in await choir.an.heard("message.deleted")} == {each.id for each in messages}
    for model in (ReadPosition, Draft, Scheduled, Preference, Star):
        assert not await model.filter(conversation_id=talk, **own).exists(), model
    for gone in (Reaction, Ballot, File):
        assert not await gone.filter(**own).exists(), gone
    assert (await Poll.get(conversation_id=talk, **own)).title == ""
    tomb = await Conversation.get(id=talk, **own)
    assert (tomb.title, tomb.picture_id) == (None, None)
    assert (await choir.an.call("message.history", conversation=other))["items"][0]["text"] == "Dit blijft"
    assert await preview(choir) == 0
    carried = AuditRow.filter(operation="retention.carry_out", **own)
    assert [row.details for row in await carried if row.details.endswith(KIND)] == [f"count=1 kind={KIND}"]
    with refused("conflict"):
        await choir.clara.call("conversation.restore", conversation=talk)


async def test_a_long_conversation_is_emptied_in_several_turns(choir: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removed_conversations, "AT_ONCE", 2)
    talk = await choir.conversation(choir.an)
    for line in range(5):
        await choir.an.send(talk, f"Regel {line}")
    await choir.clara.call("conversation.remove", conversation=talk)
    await after(choir, 31)
    own = {"organisation_id": choir.organisation, "conversation_id": talk}
    assert await Message.filter(text="", **own).count() == 5
    assert not await Message.filter(deleted_at=None, **own).exists()


async def test_one_that_was_restored_in_time_keeps_everything(choir: World) -> None:
    talk = await choir.conversation(choir.an)
    await choir.an.send(talk, "Wie rijdt er?")
    await choir.clara.call("conversation.remove", conversation=talk)
    await choir.clara.call("conversation.restore", conversation=talk)
    await after(choir, 40)
    assert (await choir.an.call("message.history", conversation=talk))["items"][0]["text"] == "Wie rijdt er?"
