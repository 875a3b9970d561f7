"""C16, M1: what stays unread is mailed, once, to those who want it."""

import pytest

from server.kernel.database import rows
from server.notifications.jobs import mail_unread
from tests.notifications.relay import Relay, Watch, deliver, outbox, set_address, text_of
from tests.world import World


async def test_all_that_is_unread_in_a_conversation_comes_in_one_mail(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    for text in ("Donderdag beginnen we om half acht", "Breng het Fauré-boek mee", "En een potlood"):
        await choir.clara.send(conversation, text)
        watch.forward(seconds=15)
    await deliver(choir)
    assert relay.taken == []
    watch.forward(seconds=15)
    await deliver(choir)
    for person in (choir.jonas, choir.an):
        (mail,) = relay.to(person)
        assert mail["Subject"] == "Clara Wouters in Repetitie van donderdag: 3 nieuwe berichten"
        assert mail["From"] == "Clara Wouters via Koor De Rietvink <akkoord@rietvink.example>"
        text = text_of(mail)
        assert text.index("half acht") < text.index("Fauré-boek") < text.index("potlood")
        assert "donderdag 26 november 2026 om 20:00" in text
        assert f"http://akkoord.test/chat/{conversation}" in text
    assert relay.to(choir.clara) == []
    watch.forward(hours=2)
    await deliver(choir)
    assert len(relay.taken) == 2


async def test_what_was_read_in_the_client_is_not_mailed(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.clara.send(conversation, "En wie koffie?")
    await choir.jonas.call("read.set", conversation=conversation, seq=2)
    await choir.an.call("read.set", conversation=conversation, seq=1)
    watch.forward(seconds=61)
    await deliver(choir)
    assert relay.to(choir.jonas) == []
    (mail,) = relay.to(choir.an)
    assert "En wie koffie?" in text_of(mail)
    assert "taart" not in text_of(mail)


async def test_what_is_read_while_the_mail_waits_for_the_relay_is_not_mailed(
    choir: World, relay: Relay, watch: Watch
) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.clara.send(conversation, "Wie brengt taart mee?")
    relay.answers.extend(["451 4.7.1 later", "451 4.7.1 later"])
    watch.forward(seconds=61)
    await deliver(choir)
    await choir.jonas.call("read.set", conversation=conversation, seq=1)
    watch.forward(minutes=6)
    await deliver(choir)
    assert relay.to(choir.jonas) == []
    assert len(relay.to(choir.an)) == 1
    assert sorted((row["state"], row["reply"]) for row in await outbox())[1] == ("suppressed", "nothing_left")


async def test_who_turned_mails_off_or_has_no_address_gets_none(choir: World, relay: Relay, watch: Watch) -> None:
    await set_address(choir.bram, None)
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    await choir.jonas.call("account.change", mail_messages=False)
    await choir.clara.send(conversation, "Wie brengt taart mee?")
    watch.forward(seconds=61)
    await deliver(choir)
    assert [address for address, _ in relay.taken] == [choir.an.account.address]


async def test_two_bursts_are_two_mails_that_do_not_overlap(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.direct(choir.clara, choir.jonas)
    for burst in (("een", "twee"), ("drie", "vier")):
        for text in burst:
            await choir.clara.send(conversation, text)
        watch.forward(seconds=61)
        await deliver(choir)
    first, second = relay.to(choir.jonas)
    assert first["Subject"] == second["Subject"] == "Clara Wouters: 2 nieuwe berichten"
    assert first["Message-ID"] != second["Message-ID"]
    assert "    een\n" in text_of(first)
    assert "    twee\n" in text_of(first)
    assert "drie" not in text_of(first)
    assert "twee" not in text_of(second)
    assert "    vier\n" in text_of(second)


async def test_who_read_the_first_is_mailed_the_second_when_that_has_waited_long_enough(
    choir: World, relay: Relay, watch: Watch
) -> None:
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Ben je er al?")
    watch.forward(seconds=40)
    await choir.jonas.call("read.set", conversation=conversation, seq=1)
    await choir.clara.send(conversation, "We beginnen zonder jou")
    watch.forward(seconds=21)
    await deliver(choir)
    assert relay.taken == []
    watch.forward(seconds=39)
    await deliver(choir)
    assert "We beginnen zonder jou" in text_of(relay.to(choir.jonas)[0])


async def test_nothing_that_came_after_a_removal_reaches_the_removed(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    await choir.clara.send(conversation, "Jonas krijgt een cadeau")
    watch.forward(seconds=61)
    await deliver(choir)
    assert relay.to(choir.jonas) == []
    assert len(relay.to(choir.an)) == 1


async def test_who_is_removed_while_the_mail_waits_gets_no_later_wording(
    choir: World, relay: Relay, watch: Watch
) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "Wie brengt taart mee?")
    relay.answers.append("451 4.7.1 later")
    watch.forward(seconds=61)
    await deliver(choir)
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.jonas.contact)
    await choir.clara.call("message.edit", message=sent["id"], text="Een taart voor Jonas' afscheid")
    watch.forward(minutes=6)
    await deliver(choir)
    assert relay.taken == []


async def test_who_is_added_later_is_not_mailed_the_past(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Van voor de zomer")
    watch.forward(minutes=5)
    await choir.clara.call("participant.add", conversation=conversation, contacts=[choir.an.contact])
    await choir.clara.send(conversation, "Welkom, An")
    watch.forward(minutes=5)
    await deliver(choir)
    (mail,) = relay.to(choir.an)
    assert "Welkom, An" in text_of(mail)
    assert "zomer" not in text_of(mail)


async def test_a_deleted_message_is_not_mailed(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas)
    regretted = await choir.clara.send(conversation, "De dirigent zingt vals")
    await choir.clara.send(conversation, "Tot donderdag")
    relay.answers.append("451 4.7.1 later")
    watch.forward(seconds=61)
    await deliver(choir)
    await choir.clara.call("message.delete", message=regretted["id"])
    watch.forward(minutes=6)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert "Tot donderdag" in text_of(mail)
    assert "vals" not in text_of(mail)
    assert mail["Subject"].endswith(": 1 nieuw bericht")


@pytest.mark.parametrize(("sent", "told", "left_out"), [(60, "60 nieuwe", "nog 10;"), (130, "100+ nieuwe", "nog 50+;")])
async def test_a_mail_shows_the_last_fifty_and_counts_to_a_hundred(
    choir: World, relay: Relay, watch: Watch, sent: int, told: str, left_out: str
) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(1, sent + 1):
        await choir.clara.send(conversation, f"Maat {number}.")
    watch.forward(seconds=61)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert told in mail["Subject"]
    assert left_out in text_of(mail)
    assert f"Maat {sent - 49}." in text_of(mail)
    assert f"Maat {sent - 50}." not in text_of(mail)


async def test_a_mail_of_very_long_messages_stays_readable(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(6):
        await choir.clara.send(conversation, f"Verslag {number} " + "van de raad " * 800)
    watch.forward(seconds=61)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert "Daarvoor kwamen er nog 2;" in text_of(mail)
    assert len(relay.raw[0]) < 200_000


async def test_a_mail_speaks_the_language_of_its_reader(choir: World, relay: Relay, watch: Watch) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.call("account.change", language="en")
    await choir.clara.send(conversation, "Donderdag beginnen we om half acht")
    watch.forward(seconds=61)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    assert mail["Subject"] == "Clara Wouters in Repetitie van donderdag: 1 new message"
    assert "Thursday 26 November 2026 at 20:00" in text_of(mail)


async def test_many_messages_leave_one_job(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(20):
        await choir.clara.send(conversation, f"Maat {number}")
    sql = 'SELECT "arguments" FROM "job" WHERE "kind" = ?'
    assert len(await rows(sql, ["notifications.mail_unread"])) == 1


async def test_a_mail_to_many_asks_the_database_no_more_than_one_to_few(
    choir: World, watch: Watch, statements: list[str]
) -> None:
    async def asked(conversation: int) -> int:
        await choir.clara.send(conversation, "Tot donderdag")
        await deliver(choir)
        watch.forward(seconds=61)
        del statements[:]
        # `deliver` would send too, and that writes down what became of each.
        await mail_unread.run(choir.house.work, choir.organisation, conversation)
        return len(statements)

    few = await choir.conversation(choir.jonas)
    people = [await choir.person(f"Alt {number}") for number in range(12)]
    many = await choir.conversation(choir.jonas, *people)
    assert await asked(few) == await asked(many)
