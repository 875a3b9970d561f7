"""A7: a code of an app as second factor, asked after a password or a link; each code works once."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from server.accounts.totp import code_at, matching_step, qr_path, step_at
from server.kernel.clock import clock
from tests.visitors import let_time_pass, rewrite, secret_of_last, signed_in, visitor
from tests.world import PASSWORD, Answered, Person, World, refused

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


def code_of(secret: str) -> str:
    """What the app shows now."""
    return code_at(secret, step_at(clock.now()))


async def turn_on(person: Person) -> tuple[str, list[str]]:
    """Set an app up; its secret and the recovery codes, half a minute later."""
    secret = (await person.call("totp.begin"))["secret"]
    codes = (await person.call("totp.confirm", code=code_of(secret)))["codes"]
    let_time_pass(timedelta(seconds=30))
    return secret, codes


async def open_session(world: World, **given: Any) -> Person:
    """Jonas signs in with his password."""
    opened = await visitor(world).call("session.open", login="jonas.peeters", password=PASSWORD, **given)
    return signed_in(world, opened)


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert code_at(RFC_SECRET, step_at(datetime.fromtimestamp(second, UTC))) == code


def test_a_code_is_taken_one_step_early_or_late_and_no_more() -> None:
    now = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
    step = step_at(now)
    found = [matching_step(RFC_SECRET, code_at(RFC_SECRET, step + away), now, 0) for away in (-2, -1, 0, 1, 2)]
    assert found == [None, step - 1, step, step + 1, None]
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, step), now, step) is None


async def test_an_app_is_set_up_with_a_secret_an_address_and_a_qr_code(choir: World) -> None:
    begun = await choir.jonas.call("totp.begin")
    address = urlsplit(begun["address"])
    assert (address.scheme, address.netloc, unquote(address.path)) == (
        "otpauth", "totp", "/Akkoord akkoord.test:jonas.peeters",
    )  # fmt: skip
    assert parse_qs(address.query)["secret"] == [begun["secret"]]
    assert len(base64.b32decode(begun["secret"])) == 20
    assert (begun["qr"], begun["qr_size"]) == qr_path(begun["address"])
    assert begun["qr"].startswith("M0 0h7v1h-7z")


async def test_nothing_changes_until_a_code_is_confirmed(choir: World) -> None:
    secret = (await choir.jonas.call("totp.begin"))["secret"]
    with refused("invalid", field="code"):
        await choir.jonas.call("totp.confirm", code="000000" if code_of(secret) != "000000" else "111111")
    assert not (await choir.jonas.call("account.get"))["second_factor"]
    assert await open_session(choir)
    assert len((await choir.jonas.call("totp.confirm", code=code_of(secret)))["codes"]) == 10
    assert (await choir.jonas.call("account.get"))["second_factor"]


async def test_what_was_begun_anew_takes_only_codes_of_the_new_secret(choir: World) -> None:
    first = (await choir.jonas.call("totp.begin"))["secret"]
    second = (await choir.jonas.call("totp.begin"))["secret"]
    with refused("invalid", field="code"):
        await choir.jonas.call("totp.confirm", code=code_of(first))
    assert await choir.jonas.call("totp.confirm", code=code_of(second))


async def test_a_password_alone_lets_nobody_in_any_more(choir: World) -> None:
    secret, _ = await turn_on(choir.jonas)
    with refused("second_factor") as error:
        await open_session(choir)
    assert "fields" not in error
    with refused("second_factor", field="code"):
        await open_session(choir, code="not a code")
    assert await open_session(choir, code=code_of(secret))
    with refused("unauthenticated"):
        await visitor(choir).call("session.open", login="jonas.peeters", password="geraden", code=code_of(secret))


async def test_a_code_works_once_also_for_two_at_once(choir: World) -> None:
    secret, _ = await turn_on(choir.jonas)
    code = code_of(secret)
    answers = await asyncio.gather(*(open_session(choir, code=code) for _ in range(2)), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["Answered", "Person"]
    with refused("second_factor", field="code"):
        await open_session(choir, code=code)
    let_time_pass(timedelta(seconds=30))
    assert await open_session(choir, code=f" {code_of(secret)[:3]} {code_of(secret)[3:]}")


async def test_the_code_with_which_it_was_turned_on_is_used_up(choir: World) -> None:
    secret = (await choir.jonas.call("totp.begin"))["secret"]
    code = code_of(secret)
    await choir.jonas.call("totp.confirm", code=code)
    with refused("second_factor", field="code"):
        await open_session(choir, code=code)


async def test_a_recovery_code_works_once_however_it_is_typed(choir: World) -> None:
    _, codes = await turn_on(choir.jonas)
    assert await open_session(choir, code=codes[0].upper())
    assert await open_session(choir, code=codes[1].replace("-", " "))
    for spent in codes[:2]:
        with refused("second_factor", field="code"):
            await open_session(choir, code=spent)
    await turn_on(choir.an)
    with refused("second_factor", field="code"):
        await visitor(choir).call("session.open", login="an.claes", password=PASSWORD, code=codes[2])


async def test_a_link_asks_for_a_code_too_and_is_not_used_up_by_a_wrong_one(choir: World) -> None:
    secret, _ = await turn_on(choir.jonas)
    await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    link = await secret_of_last("link")
    with refused("second_factor"):
        await visitor(choir).call("session.open_by_link", secret=link)
    with refused("second_factor", field="code"):
        await visitor(choir).call("session.open_by_link", secret=link, code="abcd-efgh-jkmn")
    assert await visitor(choir).call("session.open_by_link", secret=link, code=code_of(secret))
    with refused("not_found"):
        await visitor(choir).call("session.open_by_link", secret=link, code=code_of(secret))


async def test_who_guesses_codes_must_wait(choir: World) -> None:
    secret, _ = await turn_on(choir.jonas)
    for _ in range(5):
        with refused("second_factor"):
            await open_session(choir, code="123 123 123")
    with refused("rate_limited"):
        await open_session(choir, code=code_of(secret))
    let_time_pass(timedelta(minutes=6))
    assert await open_session(choir, code=code_of(secret))


async def test_it_is_turned_off_with_a_code_or_the_password_and_not_without(choir: World) -> None:
    secret, codes = await turn_on(choir.jonas)
    with refused("invalid", field="code"):
        await choir.jonas.call("totp.remove")
    with refused("invalid", field="code"):
        await choir.jonas.call("totp.remove", code="abcd-efgh-jkmn")
    with refused("invalid", field="password"):
        await choir.jonas.call("totp.remove", password="geraden maar")
    for way in ("app", "password", "recovery code"):
        proof = {"app": {"code": code_of(secret)}, "password": {"password": PASSWORD}}.get(way, {"code": codes[0]})
        await choir.jonas.call("totp.remove", **proof)
        assert not (await choir.jonas.call("account.get"))["second_factor"]
        assert await open_session(choir)
        let_time_pass(timedelta(seconds=60))
        secret, codes = await turn_on(choir.jonas)


async def test_long_after_signing_in_the_password_is_wanted_once_more(choir: World) -> None:
    let_time_pass(timedelta(minutes=16))
    with refused("invalid", field="password") as error:
        await choir.jonas.call("totp.begin")
    assert "nog eens je wachtwoord" in error["fields"]["password"]
    with refused("invalid", field="password"):
        await choir.jonas.call("totp.begin", password="geraden maar")
    with refused("invalid", field="password"):
        await choir.jonas.call("totp.begin", code="123456")
    secret = (await choir.jonas.call("totp.begin", password=PASSWORD))["secret"]
    await choir.jonas.call("totp.confirm", code=code_of(secret))
    with refused("invalid", field="password"):
        await choir.jonas.call("passkey.begin_registration")
    with refused("invalid", field="code"):
        await choir.jonas.call("passkey.begin_registration", code=code_of(secret))
    let_time_pass(timedelta(seconds=30))
    assert await choir.jonas.call("passkey.begin_registration", code=code_of(secret))
    assert await choir.jonas.call("passkey.begin_registration", password=PASSWORD)


async def test_who_guesses_the_password_of_an_open_session_must_wait(choir: World) -> None:
    for _ in range(10):
        with refused("invalid", field="password"):
            await choir.jonas.call("totp.begin", password="geraden maar")
    with refused("rate_limited"):
        await choir.jonas.call("totp.begin", password=PASSWORD)


async def test_new_recovery_codes_end_those_before(choir: World) -> None:
    secret, before = await turn_on(choir.jonas)
    with refused("invalid", field="code"):
        await choir.jonas.call("totp.renew_codes", code="abcd-efgh-jkmn")
    after = (await choir.jonas.call("totp.renew_codes", code=code_of(secret)))["codes"]
    assert len({*before, *after}) == 20
    with refused("second_factor", field="code"):
        await open_session(choir, code=before[0])
    assert await open_session(choir, code=after[0])


async def test_what_is_on_is_not_begun_again_and_what_is_off_not_changed(choir: World) -> None:
    for call in (
        choir.jonas.call("totp.remove", password=PASSWORD),
        choir.jonas.call("totp.renew_codes", code="123456"),
        choir.jonas.call("totp.confirm", code="123456"),
    ):
        with refused("conflict"):
            await call
    secret, _ = await turn_on(choir.jonas)
    with refused("conflict"):
        await choir.jonas.call("totp.begin")
    with refused("conflict"):
        await choir.jonas.call("totp.confirm", code=code_of(secret))


async def test_somebody_without_a_password_turns_it_off_with_a_code(choir: World) -> None:
    secret, _ = await turn_on(choir.jonas)
    await rewrite(choir.jonas, password_hash=None)
    with pytest.raises(Answered):
        await choir.jonas.call("totp.remove", password=PASSWORD)
    assert await choir.jonas.call("totp.remove", code=code_of(secret)) == {}
