"""M19 to M21: every mail is a row until it is sent or given up, whatever the relay does and whenever we die."""

import asyncio
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs

from server.kernel.letters import Letter
from server.main import opened
from server.notifications.outbox import claim
from server.notifications.sending import resume_sending, send_due
from server.settings import Settings
from tests.notifications.relay import Relay, Watch, deliver, outbox, set_address, text_of
from tests.world import World, founded

TEXT = "Donderdag beginnen we om half acht"


async def mailed(choir: World, watch: Watch) -> None:
    """Jonas has not read what Clara wrote, and a mail to him is due."""
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, TEXT)
    watch.forward(seconds=61)
    await deliver(choir)


async def states() -> list[Any]:
    return [row["state"] for row in await outbox()]


async def test_a_mail_is_sent_once_and_its_content_is_erased(choir: World, relay: Relay, watch: Watch) -> None:
    await mailed(choir, watch)
    (row,) = await outbox()
    assert (row["state"], row["content"], row["reply"]) == ("sent", "{}", "2.0.0 kept")
    await send_due(choir.house.work)
    assert len(relay.taken) == 1


async def test_a_relay_that_is_down_gets_the_mail_once_when_it_is_back(
    choir: World, relay: Relay, watch: Watch
) -> None:
    await relay.__aexit__(None, None, None)
    await mailed(choir, watch)
    assert await states() == ["deferred"]
    watch.forward(minutes=2)
    await deliver(choir)
    assert await states() == ["deferred"]
    async with Relay(relay.port) as again:
        watch.forward(minutes=2)
        await deliver(choir)
        assert await states() == ["sent"]
        assert len(again.taken) == 1


async def test_a_relay_that_is_down_is_asked_for_one_mail_and_not_for_all(
    choir: World, relay: Relay, watch: Watch
) -> None:
    await relay.__aexit__(None, None, None)
    await deliver(choir)  # what recurs has run, so that one job sends and no other
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    await choir.clara.send(conversation, TEXT)
    watch.forward(seconds=61)
    await deliver(choir)
    assert sorted((row["state"], row["attempts"]) for row in await outbox()) == [
        ("deferred", 1),
        ("queued", 0),
        ("queued", 0),
    ]


async def test_greylisting_is_waited_for(choir: World, relay: Relay, watch: Watch) -> None:
    relay.answers.extend(["451 4.7.1 greylisted", "451 4.7.1 greylisted"])
    await mailed(choir, watch)
    watch.forward(minutes=4, seconds=59)
    await deliver(choir)
    assert len(relay.answers) == 1
    watch.forward(seconds=2)
    await deliver(choir)
    assert (len(relay.answers), await states()) == (0, ["deferred"])
    watch.forward(minutes=6, seconds=29)
    await deliver(choir)
    assert relay.taken == []
    watch.forward(seconds=2)
    await deliver(choir)
    assert await states() == ["sent"]
    assert len(relay.taken) == 1


async def test_a_refused_address_is_given_up_with_what_the_relay_said(choir: World, relay: Relay, watch: Watch) -> None:
    relay.answers.append("550 5.1.1 no such mailbox")
    await mailed(choir, watch)
    watch.forward(hours=12)
    await deliver(choir)
    (row,) = await outbox()
    assert (row["state"], row["reply"], row["content"]) == ("failed", "550 5.1.1 no such mailbox", "{}")
    assert relay.taken == []


async def test_one_address_that_cannot_be_written_to_stops_no_other(choir: World, relay: Relay, watch: Watch) -> None:
    await set_address(choir.an, "an.claes@één@rietvink.example")
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    await choir.clara.send(conversation, TEXT)
    watch.forward(seconds=61)
    await deliver(choir)
    assert sorted(await states()) == ["failed", "sent", "sent"]


@pytest.mark.parametrize("way", ["at the next start", "by another process once the lease is over"])
async def test_who_dies_between_sending_and_sent_sends_the_same_mail_again(
    choir: World, relay: Relay, watch: Watch, way: str
) -> None:
    relay.silent = True
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, TEXT)
    watch.forward(seconds=61)
    dying = asyncio.create_task(deliver(choir))
    await relay.took.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await states() == ["sending"]
    relay.silent = False
    watch.forward(seconds=10)
    await send_due(choir.house.work)
    assert await states() == ["sending"]
    if way == "at the next start":
        await resume_sending(choir.house.work, since=watch.now)
    else:
        watch.forward(minutes=5)
    await deliver(choir)
    assert await states() == ["sent"]
    first, second = relay.raw
    assert first == second
    assert relay.to(choir.jonas)[0]["Message-ID"].startswith("<akkoord.")


async def test_what_this_process_is_sending_is_not_taken_for_abandoned(
    choir: World, relay: Relay, watch: Watch
) -> None:
    began = watch.now
    await relay.__aexit__(None, None, None)
    await mailed(choir, watch)
    watch.forward(minutes=2)
    assert len(await claim(10)) == 1
    await resume_sending(choir.house.work, since=began)
    assert await claim(10) == []


async def test_two_workers_send_each_mail_once(choir: World, relay: Relay, watch: Watch) -> None:
    people = [await choir.person(f"Alt {number}", address=f"alt.{number}@rietvink.example") for number in range(30)]
    letters = [_letter(f"test:{person.account.id}", str(person.account.address)) for person in people]
    async with choir.house.units.write() as unit:
        for letter in letters:
            unit.enqueue(letter.pending())
    await asyncio.gather(deliver(choir), deliver(choir), send_due(choir.house.work))
    assert sorted(address for address, _ in relay.taken) == sorted(letter.address for letter in letters)


def _letter(cause: str, address: str) -> Letter:
    return Letter(
        kind="link",
        cause=cause,
        address=address,
        language="nl",
        params={"name": "An Claes", "login": "an.claes", "url": "http://akkoord.test/link/geheim"},
        expires_in=1800,
    )


async def test_a_sign_in_link_is_mailed_once_however_often_its_job_runs(
    choir: World, relay: Relay, watch: Watch
) -> None:
    await choir.jonas.call("session.request_link", address=choir.jonas.account.address)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert mail["Subject"] == "Je link om aan te melden bij Koor De Rietvink"
    assert "http://akkoord.test/link/" in text_of(mail)
    assert "om 20:30." in text_of(mail)
    assert "List-Unsubscribe" not in mail
    for _ in range(2):
        async with choir.house.units.write() as unit:
            unit.enqueue(_letter("link:1", "an.claes@rietvink.example").pending())
        await deliver(choir)
    assert len(relay.to(choir.an)) == 1
    assert "geheim" not in str(await outbox())


async def test_a_link_that_could_not_leave_in_time_never_leaves(choir: World, relay: Relay, watch: Watch) -> None:
    async with choir.house.units.write() as unit:
        unit.enqueue(_letter("link:1", "an.claes@rietvink.example").pending())
    relay.answers.extend(["451 4.7.1 later"] * 20)
    for _ in range(4):
        await deliver(choir)
        watch.forward(minutes=9)
    relay.answers.clear()
    await deliver(choir)
    (row,) = await outbox()
    assert (row["state"], row["content"]) == ("failed", "{}")
    assert relay.taken == []


async def test_an_invitation_is_mailed_in_the_name_of_who_invites(choir: World, relay: Relay) -> None:
    letter = msgspec.structs.replace(
        _letter("invitation:1", "wannes@rietvink.example"),
        kind="invitation",
        organisation=choir.organisation,
        params={
            "name": "Wannes",
            "inviter": "Clara Wouters",
            "url": "http://akkoord.test/invitation/geheim",
            "until": "2026-12-10T19:00:00Z",
        },
    )
    async with choir.house.units.write() as unit:
        unit.enqueue(letter.pending())
    await deliver(choir)
    ((address, mail),) = relay.taken
    assert address == "wannes@rietvink.example"
    assert mail["From"] == "Clara Wouters via Koor De Rietvink <akkoord@rietvink.example>"
    assert "tot donderdag 10 december 2026 om 20:00" in text_of(mail)


async def test_without_a_relay_mails_stay_until_they_expire(house_settings: Settings, watch: Watch) -> None:
    async with opened(house_settings) as house:
        house.start(work=False)
        choir = await founded(house)
        with capture_logs() as logs:
            await resume_sending(house.work, None)
            await mailed(choir, watch)
        assert [entry["event"] for entry in logs] == ["mail_is_off"]
        assert await states() == ["queued"]
        watch.forward(days=3, seconds=1)
        await deliver(choir)
        (row,) = await outbox()
        assert (row["state"], row["reply"], row["content"]) == ("failed", "expired", "{}")
        watch.forward(days=31)
        await deliver(choir)
        assert await outbox() == []


async def test_what_waited_without_a_relay_leaves_once_there_is_one(
    house_settings: Settings, mail_settings: Settings, relay: Relay, watch: Watch
) -> None:
    async with opened(house_settings) as house:
        house.start(work=False)
        await mailed(await founded(house), watch)
        assert await states() == ["queued"]
    async with opened(mail_settings) as house:
        await resume_sending(house.work, watch.now)
        while await house.worker.run_due():
            pass
        assert await states() == ["sent"]


async def test_neither_a_text_nor_an_address_nor_a_link_is_logged(choir: World, relay: Relay, watch: Watch) -> None:
    relay.answers.extend(["451 4.7.1 later", "550 5.1.1 no <jonas.peeters@rietvink.example>"])
    with capture_logs() as logs:
        await mailed(choir, watch)
        watch.forward(minutes=6)
        await deliver(choir)
        async with choir.house.units.write() as unit:
            unit.enqueue(_letter("link:1", "an.claes@één@rietvink.example").pending())
        await deliver(choir)
    assert {entry["event"] for entry in logs} == {"mail_refused", "mail_unwritable"}
    for secret in (TEXT, "rietvink.example", "geheim"):
        assert secret not in str(logs)
