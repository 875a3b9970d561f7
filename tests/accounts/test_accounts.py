"""One's own account: what it shows, its language and mails, its password, and the organisations it serves (A5)."""

from datetime import timedelta

import pytest

from server.accounts.capabilities import EVERY_CAPABILITY
from server.accounts.logins import login_of
from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.ids import new_id
from tests.visitors import let_time_pass, rewrite, secret_of_last, signed_in, visitor
from tests.world import PASSWORD, Person, World, refused


async def test_one_sees_ones_own_account_and_no_hash(choir: World) -> None:
    shown = await choir.jonas.call("account.get")
    assert shown["login"] == "jonas.peeters"
    assert shown["address"] == "jonas.peeters@rietvink.example"
    assert "argon2" not in str(shown)


async def test_one_chooses_a_language_and_the_answers_follow(choir: World) -> None:
    assert (await choir.jonas.call("account.change", language="en"))["language"] == "en"
    await choir.quiet()
    with refused("not_found") as error:
        await choir.jonas.call("conversation.get", conversation=1)
    assert error["message"] == "This does not exist, or you cannot see it."


async def test_what_is_left_out_of_a_change_stays(choir: World) -> None:
    await choir.jonas.call("account.change", mail_messages=False)
    shown = await choir.jonas.call("account.change", language="en")
    assert (shown["language"], shown["mail_messages"]) == ("en", False)


async def test_a_language_that_we_do_not_speak_is_refused(choir: World) -> None:
    with refused("invalid", field="language"):
        await choir.jonas.call("account.change", language="fr")


@pytest.mark.parametrize(("password", "part"), [("kort", "minstens 10"), ("Wachtwoord123", "te veel mensen")])
async def test_a_poor_password_is_refused_with_the_reason(choir: World, password: str, part: str) -> None:
    with refused("invalid", field="password") as error:
        await choir.jonas.call("account.set_password", current=PASSWORD, password=password)
    assert part.lower() in error["fields"]["password"].lower()


async def test_a_new_password_wants_the_current_one(choir: World) -> None:
    for current in (None, "niet het mijne"):
        with refused("invalid", field="current"):
            await choir.jonas.call("account.set_password", password="de alten houden de toon", current=current)
    assert await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)


async def test_who_came_by_a_link_and_has_no_password_yet_just_chooses_one(choir: World) -> None:
    await rewrite(choir.jonas, password_hash=None)
    with refused("unauthenticated"):
        await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)
    await choir.jonas.call("account.set_password", password="de alten houden de toon")
    assert await visitor(choir).call("session.open", login="jonas.peeters", password="de alten houden de toon")


async def came_by_link(choir: World) -> Person:
    await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    return signed_in(choir, await visitor(choir).call("session.open_by_link", secret=await secret_of_last("link")))


async def test_who_forgot_the_password_comes_by_a_link_and_chooses_another(choir: World) -> None:
    jonas = await came_by_link(choir)
    with refused("invalid", field="current"):
        await jonas.call("account.set_password", password="de alten houden de toon", current="niet het mijne")
    await jonas.call("account.set_password", password="de alten houden de toon")
    assert await visitor(choir).call("session.open", login="jonas.peeters", password="de alten houden de toon")


async def test_a_quarter_of_an_hour_after_the_link_the_current_password_is_wanted(choir: World) -> None:
    jonas = await came_by_link(choir)
    let_time_pass(timedelta(minutes=15))
    with refused("invalid", field="current"):
        await jonas.call("account.set_password", password="de alten houden de toon")


async def test_a_link_that_was_used_elsewhere_is_no_proof_here(choir: World) -> None:
    opened = await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)
    await came_by_link(choir)
    with refused("invalid", field="current"):
        await signed_in(choir, opened).call("account.set_password", password="de alten houden de toon")


async def test_one_account_serves_several_organisations_and_each_knows_another_contact(choir: World) -> None:
    async with choir.house.units.write() as unit:
        unit.add(
            Link(
                id=new_id(),
                organisation_id=choir.other,
                account_id=choir.jonas.account.id,
                contact_id=choir.stranger.contact,
                from_at=clock.now(),
            )
        )
    opened = await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)
    assert [(each["name"], each["contact"]) for each in opened["organisations"]] == [
        ("Harmonie Sint-Cecilia", choir.stranger.contact),
        ("Koor De Rietvink", choir.jonas.contact),
    ]


async def test_one_sees_only_the_organisations_in_which_one_stands_with_ones_rights_there(choir: World) -> None:
    clara = (await choir.clara.call("organisation.list"))["items"]
    assert [each["id"] for each in clara] == [choir.organisation]
    assert clara[0]["capabilities"] == sorted(EVERY_CAPABILITY)
    stranger = (await choir.stranger.call("organisation.list"))["items"]
    assert [(each["id"], each["capabilities"]) for each in stranger] == [(choir.other, [])]


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("An Oeverlant", "an.oeverlant"),
        ("Zoë Van Wulpenberg", "zoe.vanwulpenberg"),
        ("Marijke van der Rietpluim", "marijke.vanderrietpluim"),
        ("Renée D'Haese-O’Neill", "renee.dhaeseoneill"),
        ("An", "lid.an"),
        ("3 Wijzen", "lid.3.wijzen"),
        ("Оксана", "lid"),
    ],
)
def test_a_name_gives_a_user_name_of_the_right_form(name: str, login: str) -> None:
    assert login_of(name) == login
