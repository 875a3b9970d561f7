"""Whoever changes how somebody signs in is not alone in knowing it: a mail tells, in their language."""

from tests.accounts.test_passkeys import add_passkey
from tests.accounts.test_second_factor import turn_on
from tests.notifications.relay import Relay, deliver, set_address, text_of
from tests.world import PASSWORD, Person, World, refused


async def change_everything(person: Person) -> None:
    await person.call("account.set_password", password="zeven stille fietsen in de regen", current=PASSWORD)
    _, codes = await turn_on(person)
    await add_passkey(person)
    (passkey,) = (await person.call("passkey.list"))["items"]
    await person.call("passkey.remove", passkey=passkey["id"])
    await person.call("totp.remove", code=codes[0])


async def test_each_change_of_how_somebody_signs_in_is_mailed_to_them(choir: World, relay: Relay) -> None:
    await change_everything(choir.jonas)
    await deliver(choir)
    mails = relay.to(choir.jonas)
    assert sorted(str(mail["Subject"]) for mail in mails) == [
        "Een van je passkeys is verwijderd",
        "Je hebt een nieuwe passkey",
        "Je wachtwoord is gewijzigd",
        "Verificatie in twee stappen staat aan",
        "Verificatie in twee stappen staat uit",
    ]
    for mail in mails:
        text = text_of(mail)
        assert "Koor De Rietvink" in text
        assert "http://akkoord.test/settings" in text
        assert "Was jij dit niet?" in text
        assert PASSWORD not in text
        assert "List-Unsubscribe" not in mail


async def test_the_mail_is_in_the_language_of_the_account(choir: World, relay: Relay) -> None:
    await choir.an.call("account.change", language="en")
    await choir.quiet()
    await choir.an.call("account.set_password", password="zeven stille fietsen in de regen", current=PASSWORD)
    await deliver(choir)
    (mail,) = relay.to(choir.an)
    assert mail["Subject"] == "Your password was changed"
    assert "Was this not you?" in text_of(mail)


async def test_who_has_no_address_changes_all_the_same(choir: World, relay: Relay) -> None:
    await set_address(choir.jonas, None)
    await change_everything(choir.jonas)
    await deliver(choir)
    assert relay.taken == []


async def test_what_is_refused_is_not_told(choir: World, relay: Relay) -> None:
    with refused("invalid", field="current"):
        await choir.jonas.call("account.set_password", password="zeven stille fietsen in de regen", current="fout")
    await deliver(choir)
    assert relay.taken == []
