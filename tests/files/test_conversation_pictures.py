"""The picture of a conversation: sent by who changes it, seen by who sits there, gone with another."""

from server.files.models import File
from tests.files.conftest import Counter, picture
from tests.world import refused


async def test_who_sits_in_a_conversation_sees_its_picture_and_nobody_else(counter: Counter) -> None:
    choir = counter.served.world
    talk = await choir.conversation(choir.an)
    clara, an, jonas = counter.by(choir.clara), counter.by(choir.an), counter.by(choir.jonas)
    first, second = [(await clara.sent(picture(600, wide), "koor.jpg", "conversation"))["id"] for wide in (400, 500)]
    stolen = (await an.sent(picture(300, 300), "grap.jpg", "conversation"))["id"]
    assert (await choir.clara.call("conversation.change", conversation=talk, picture=first))["picture"] == first
    assert [(await each.get(first, 96)).status_code for each in (clara, an, jonas)] == [200, 200, 404]
    with refused("not_found"):
        await choir.clara.call("conversation.change", conversation=talk, picture=stolen)
    with refused("forbidden"):
        await choir.an.call("conversation.change", conversation=talk, picture=stolen)
    await choir.clara.call("conversation.change", conversation=talk, picture=second)
    await choir.house.worker.run_due()
    assert (await an.get(first, 96)).status_code == 404
    assert "picture" not in await choir.clara.call("conversation.change", conversation=talk, picture=None)
    await choir.house.worker.run_due()
    own = {"organisation_id": choir.organisation, "purpose": "conversation"}
    assert [file.id for file in await File.filter(**own)] == [stolen]
