"""Who has not answered a poll is reminded on their devices too, as they want to be told of its conversation."""

import pytest

from server.notifications.models import Outbox
from server.notifications.push.models import Push
from tests.notifications.push.service import Browser, PushService
from tests.notifications.push.test_pushing import acts_for, pushed
from tests.notifications.relay import Watch, set_address
from tests.polls.asking import CHOICE, answer, asked
from tests.world import World

TITLE = "Nog te beantwoorden: Welk stuk openen we op het kerstconcert?"


async def mailed(choir: World) -> list[str]:
    """To which addresses reminders went or wait to go."""
    found = await Outbox.filter(organisation_id=choir.organisation, kind="poll_reminder").order_by("address")
    return [mail.address for mail in found]


async def test_a_reminder_is_pushed_also_of_what_was_read_and_not_to_who_asked_or_answered(
    choir: World, service: PushService, watch: Watch
) -> None:
    people = (choir.clara, choir.jonas, choir.an, choir.bram)
    clara, jonas, an, bram = [await Browser(service, person.account.name).subscribe(person) for person in people]
    poll = await asked(choir, choir.clara, CHOICE)
    await answer(choir.an, poll, 0)
    for person in people[1:]:
        await person.call("read.set", conversation=poll["conversation"], seq=poll["seq"])
    await set_address(choir.bram, None)
    assert await choir.clara.call("poll.remind", poll=poll["id"]) == {"people": 2, "unreached": 0}
    await pushed(choir, watch)
    assert [len(service.to(browser)) for browser in (clara, jonas, an, bram)] == [0, 1, 0, 1]
    ((_, told),) = service.to(jonas)
    assert (told["title"], told["body"]) == (TITLE, "Repetitie van donderdag")
    assert told["url"] == f"/chat/{poll['conversation']}/m/{poll['seq']}"
    assert told["actions"] == []
    assert await mailed(choir) == ["jonas.peeters@rietvink.example"]


async def test_what_people_chose_holds_for_reminders_and_who_is_not_reached_is_counted(
    choir: World, service: PushService, watch: Watch
) -> None:
    jonas, an = [await Browser(service, each.account.name).subscribe(each) for each in (choir.jonas, choir.an)]
    poll = await asked(choir, choir.clara, CHOICE)
    await choir.jonas.call("preference.set", conversation=poll["conversation"], level="mentions")
    await choir.an.call("push.change", device=an.device, kinds=["messages"])
    await choir.bram.call("account.change", mail_messages=False)
    assert await choir.clara.call("poll.remind", poll=poll["id"]) == {"people": 1, "unreached": 2}
    await pushed(choir, watch)
    assert [each for browser in (jonas, an) for each in service.to(browser) if each[1]["kind"] == "reminder"] == []
    assert await mailed(choir) == ["an.claes@rietvink.example"]


async def test_in_quiet_hours_a_reminder_goes_by_mail_alone(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    poll = await asked(choir, choir.clara, CHOICE)
    await pushed(choir, watch)
    await choir.jonas.call("notifications.change", quiet_from="19:30", quiet_until="07:00")
    before = len(service.to(phone))
    await choir.clara.call("poll.remind", poll=poll["id"])
    await pushed(choir, watch)
    assert len(service.to(phone)) == before
    assert "jonas.peeters@rietvink.example" in await mailed(choir)


async def test_where_nobody_is_reached_it_is_said_and_the_day_stays_free(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    for person in (choir.jonas, choir.an, choir.bram):
        await set_address(person, None)
    assert await choir.clara.call("poll.remind", poll=poll["id"]) == {"people": 0, "unreached": 3}
    await set_address(choir.an, "an.claes@rietvink.example")
    assert await choir.clara.call("poll.remind", poll=poll["id"]) == {"people": 1, "unreached": 2}


@pytest.mark.parametrize("what", ["answered", "closed", "removed"])
async def test_what_needs_no_answer_as_it_leaves_is_not_pushed(
    choir: World, service: PushService, watch: Watch, what: str
) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    poll = await asked(choir, choir.clara, CHOICE)
    await choir.jonas.call("read.set", conversation=poll["conversation"], seq=poll["seq"])
    await choir.clara.call("poll.remind", poll=poll["id"])
    service.answers = ["503 Busy\nRetry-After: 60"]
    await pushed(choir, watch)
    assert len(service.to(phone)) == 1
    if what == "answered":
        await answer(choir.jonas, poll, 0)
    elif what == "closed":
        await choir.clara.call("poll.close", poll=poll["id"])
    else:
        await choir.clara.call("message.delete", message=poll["message"])
    await pushed(choir, watch, 120)
    assert len(service.to(phone)) == 1
    assert await Push.filter(organisation_id=choir.organisation) == []


async def test_a_parent_is_reminded_for_their_child_also_where_they_sit_themselves(
    choir: World, service: PushService, watch: Watch
) -> None:
    wout = await choir.person("Wout Peeters")
    await acts_for(choir, choir.jonas, wout)
    await choir.jonas.call("account.change", language="en")
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.conversation(choir.jonas, wout, title="Kinderkoor")
    poll = await choir.clara.call("poll.create", conversation=conversation, **CHOICE)
    await answer(choir.jonas, poll, 0)
    await choir.jonas.call("read.set", conversation=conversation, seq=poll["seq"])
    await set_address(wout, None)
    assert await choir.clara.call("poll.remind", poll=poll["id"]) == {"people": 1, "unreached": 0}
    await pushed(choir, watch)
    told = [each for _, each in service.to(phone) if each["kind"] == "reminder"]
    assert [each["title"] for each in told] == ["Still to answer: Welk stuk openen we op het kerstconcert? (for Wout)"]
