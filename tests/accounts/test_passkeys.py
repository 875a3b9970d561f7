"""A7: passkeys, with an authenticator in software that makes real keys and real signatures."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from server.accounts.models import Challenge, Passkey
from server.accounts.passkeys import CHALLENGE_LASTS, party_of
from server.kernel.units import Site
from tests.accounts.authenticator import Authenticator, corrupted
from tests.accounts.test_second_factor import turn_on
from tests.visitors import let_time_pass, signed_in, visitor
from tests.world import Answered, Person, World, refused


async def add_passkey(person: Person, name: str = "Mijn telefoon") -> Authenticator:
    """A new key for somebody's login."""
    key = Authenticator()
    options = await person.call("passkey.begin_registration")
    await person.call("passkey.register", name=name, **key.register(options))
    return key


async def come_in(world: World, key: Authenticator, **changed: Any) -> Person:
    """Sign in with a key."""
    options = await visitor(world).call("passkey.begin_sign_in")
    return signed_in(world, await visitor(world).call("session.open_by_passkey", **{**key.sign(options), **changed}))


async def test_a_passkey_signs_its_owner_in_without_a_name_or_a_password(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    jonas = await come_in(choir, key)
    assert (await jonas.call("account.get"))["login"] == "jonas.peeters"
    assert await come_in(choir, key)


async def test_a_passkey_stands_for_both_factors(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    await turn_on(choir.jonas)
    assert await come_in(choir, key)


async def test_the_browser_is_told_for_whom_the_key_is_and_which_keys_there_are(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    options = await choir.jonas.call("passkey.begin_registration")
    assert (options["party"], options["party_name"]) == ("akkoord.test", "Akkoord")
    assert (options["user_name"], options["display_name"]) == ("jonas.peeters", "Jonas Peeters")
    assert options["exclude"] == [key.id]
    assert -7 in options["algorithms"]
    assert "jonas" not in options["user"]


async def test_one_sees_names_and_removes_ones_own_passkeys(choir: World) -> None:
    phone, ring = await add_passkey(choir.jonas), await add_passkey(choir.jonas, "Sleutelhanger")
    listed = (await choir.jonas.call("passkey.list"))["items"]
    assert [each["name"] for each in listed] == ["Mijn telefoon", "Sleutelhanger"]
    assert listed[0]["used_at"] is None
    await come_in(choir, phone)
    renamed = await choir.jonas.call("passkey.rename", passkey=listed[0]["id"], name="Fairphone")
    assert (renamed["name"], renamed["used_at"] is not None) == ("Fairphone", True)
    await choir.jonas.call("passkey.remove", passkey=listed[0]["id"])
    with refused("unauthenticated"):
        await come_in(choir, phone)
    assert await come_in(choir, ring)
    assert len((await choir.jonas.call("passkey.list"))["items"]) == 1


async def test_somebody_elses_passkey_does_not_exist(choir: World) -> None:
    await add_passkey(choir.jonas)
    number = (await choir.jonas.call("passkey.list"))["items"][0]["id"]
    assert (await choir.an.call("passkey.list"))["items"] == []
    with refused("not_found"):
        await choir.an.call("passkey.rename", passkey=number, name="Van An")
    with refused("not_found"):
        await choir.an.call("passkey.remove", passkey=number)


@pytest.mark.parametrize("part", ["client_data", "authenticator", "signature"])
async def test_what_was_tampered_with_signs_nobody_in(choir: World, part: str) -> None:
    key = await add_passkey(choir.jonas)
    options = await visitor(choir).call("passkey.begin_sign_in")
    signed = key.sign(options)
    for spoiled in (corrupted(str(signed[part])), "!", "e30", "bnVsbA"):
        with refused("unauthenticated") as error:
            await visitor(choir).call("session.open_by_passkey", **{**signed, part: spoiled})
    assert "wachtwoord" in error["message"]
    assert await come_in(choir, key)


async def test_a_signature_for_another_site_or_by_an_unknown_person_is_refused(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    key.origin = "http://akkoord.example"
    with refused("unauthenticated"):
        await come_in(choir, key)
    key.origin, key.verifies = "http://akkoord.test", False
    with refused("unauthenticated"):
        await come_in(choir, key)
    key.verifies = True
    with refused("unauthenticated"):
        await come_in(choir, key, user="YW4gY2xhZXM")
    with refused("unauthenticated"):
        await come_in(choir, Authenticator())
    assert await come_in(choir, key)
    assert await come_in(choir, key, user=None)


async def test_a_copied_key_that_counts_behind_is_refused(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    for _ in range(3):
        await come_in(choir, key)
    key.count -= 1
    with refused("unauthenticated"):
        await come_in(choir, key)
    assert await come_in(choir, key)


async def test_a_key_that_never_counts_is_taken(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    for _ in range(2):
        key.count = -1
        assert await come_in(choir, key)


async def test_a_challenge_is_signed_once_and_soon_also_by_two_at_once(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    signed = key.sign(await visitor(choir).call("passkey.begin_sign_in"))
    answers = await asyncio.gather(
        *(visitor(choir).call("session.open_by_passkey", **signed) for _ in range(2)), return_exceptions=True
    )
    assert sum(isinstance(answer, Answered) for answer in answers) == 1
    late = key.sign(await visitor(choir).call("passkey.begin_sign_in"))
    let_time_pass(CHALLENGE_LASTS + timedelta(seconds=1))
    with refused("unauthenticated"):
        await visitor(choir).call("session.open_by_passkey", **late)
    never = key.sign({"challenge": "x" * 32, "party": "akkoord.test"})
    with refused("unauthenticated"):
        await visitor(choir).call("session.open_by_passkey", **never)


async def test_a_challenge_to_add_a_key_serves_only_who_asked_for_it_and_only_for_that(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    options = await choir.jonas.call("passkey.begin_registration")
    with refused("invalid", field="attestation"):
        await choir.an.call("passkey.register", name="Van An", **Authenticator().register(options))
    with refused("unauthenticated"):
        await visitor(choir).call("session.open_by_passkey", **key.sign(options))
    sign_in = {**options, **await visitor(choir).call("passkey.begin_sign_in")}
    with refused("invalid", field="attestation"):
        await choir.jonas.call("passkey.register", name="Nog een", **Authenticator().register(sign_in))


async def test_a_key_made_for_another_site_or_known_already_is_not_added(choir: World) -> None:
    key = await add_passkey(choir.jonas)
    with refused("conflict"):
        options = await choir.an.call("passkey.begin_registration")
        await choir.an.call("passkey.register", name="Van An", **key.register(options))
    for stranger in (Authenticator(origin="http://akkoord.example"), Authenticator(verifies=False)):
        options = await choir.an.call("passkey.begin_registration")
        with refused("invalid", field="attestation"):
            await choir.an.call("passkey.register", name="Van An", **stranger.register(options))
    assert await Passkey.all().count() == 1


async def test_there_are_twenty_passkeys_at_most(choir: World) -> None:
    for number in range(20):
        await add_passkey(choir.jonas, f"Sleutel {number}")
    with refused("conflict") as error:
        await choir.jonas.call("passkey.begin_registration")
    assert "20" in error["message"]


async def test_challenges_that_nobody_signed_are_forgotten(choir: World) -> None:
    await visitor(choir).call("passkey.begin_sign_in")
    let_time_pass(CHALLENGE_LASTS + timedelta(minutes=1))
    await visitor(choir).call("passkey.begin_sign_in")
    await choir.house.worker.run_due()
    assert await Challenge.all().count() == 1


@pytest.mark.parametrize(
    ("url", "party", "origin"),
    [
        ("https://koor.example", "koor.example", "https://koor.example"),
        ("https://koor.example:443/", "koor.example", "https://koor.example"),
        ("https://Koor.Example:8443", "koor.example", "https://koor.example:8443"),
        ("http://localhost:8080", "localhost", "http://localhost:8080"),
    ],
)
def test_the_party_is_the_host_of_the_site_and_the_origin_as_browsers_say_it(url: str, party: str, origin: str) -> None:
    found = party_of(Site(url=url))
    assert (found.id, found.origin) == (party, origin)
