"""Who manages conversations is mailed that a message was reported, and nothing of what it says."""

from tests.moderation.test_passing_on import appoint
from tests.notifications.relay import Relay, deliver, text_of
from tests.world import World


async def test_administrators_are_mailed_once_and_led_to_the_list(choir: World, relay: Relay) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram)
    message = await choir.bram.send(conversation, "Jij zingt altijd vals")
    for _ in range(2):
        await choir.jonas.call("message.report", message=message["id"], reason="unkind", note="Dit kwetst")
    await deliver(choir)
    (mail,) = relay.to(choir.clara)
    assert str(mail["Subject"]) == "Een bericht is gemeld"
    text = text_of(mail)
    assert "http://akkoord.test/manage/reports" in text
    assert "omdat je gesprekken beheert bij Koor De Rietvink" in text
    assert not [word for word in ("vals", "kwetst", "Jonas", "Bram") if word in text]
    assert relay.to(choir.bram) == []


async def test_who_manages_access_is_asked_where_the_only_moderator_wrote_it(choir: World, relay: Relay) -> None:
    await appoint(choir, choir.bram, "access")
    message = await choir.clara.send(await choir.conversation(choir.jonas), "Jij zingt altijd vals")
    await choir.jonas.call("message.report", message=message["id"], reason="unkind", note="Dit kwetst")
    await deliver(choir)
    (mail,) = relay.to(choir.bram)
    text = text_of(mail)
    assert "http://akkoord.test/manage/reports" in text
    assert "omdat je rollen uitdeelt bij Koor De Rietvink" in text
    assert not [word for word in ("vals", "kwetst", "Jonas", "Clara") if word in text]
    assert relay.to(choir.clara) == []
