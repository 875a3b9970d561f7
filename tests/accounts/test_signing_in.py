"""A4: people sign in by name or address and password, or by a link in the mail, and nobody learns who is known here."""

from datetime import timedelta

import pytest

from tests.visitors import let_time_pass, letters, rewrite, secret_of_last, signed_in, visitor
from tests.world import PASSWORD, World, refused


async def test_somebody_signs_in_with_their_user_name(choir: World) -> None:
    opened = await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)
    assert opened["account"]["name"] == "Jonas Peeters"
    assert [each["name"] for each in opened["organisations"]] == ["Koor De Rietvink"]
    assert (await signed_in(choir, opened).call("account.get"))["login"] == "jonas.peeters"


@pytest.mark.parametrize("login", ["JONAS.Peeters", " jonas.peeters ", "jonas.peeters@RIETVINK.example"])
async def test_capitals_and_spaces_do_not_matter_and_an_address_will_do(choir: World, login: str) -> None:
    opened = await visitor(choir).call("session.open", login=login, password=PASSWORD)
    assert opened["account"]["id"] == choir.jonas.account.id


async def test_of_two_who_share_an_address_the_password_tells_who_it_is(choir: World) -> None:
    await choir.person("Herman Rietvoorn", address="godelieve@rietvink.example")
    godelieve = await choir.person("Godelieve Rietvoorn", address="godelieve@rietvink.example")
    await godelieve.call("account.set_password", current=PASSWORD, password="tachtig zangers op een rij")
    opened = await visitor(choir).call(
        "session.open", login="godelieve@rietvink.example", password="tachtig zangers op een rij"
    )
    assert opened["account"]["login"] == "godelieve.rietvoorn"
    opened = await visitor(choir).call("session.open", login="godelieve@rietvink.example", password=PASSWORD)
    assert opened["account"]["login"] == "herman.rietvoorn"


async def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(choir: World) -> None:
    answers = []
    for login in ("jonas.peeters", "jan.zonderland", "niemand@rietvink.example"):
        with refused("unauthenticated") as error:
            await visitor(choir).call("session.open", login=login, password="een verkeerd wachtwoord")
        answers.append(dict(error))
    assert answers[0] == answers[1] == answers[2]


async def test_who_guesses_passwords_must_wait_and_others_need_not(choir: World) -> None:
    for _ in range(10):
        with refused("unauthenticated"):
            await visitor(choir).call("session.open", login="jonas.peeters", password="raden maar")
    with refused("rate_limited") as error:
        await visitor(choir).call("session.open", login="Jonas.Peeters", password=PASSWORD)
    assert 0 < error["retry_after"] <= 300
    assert await visitor(choir).call("session.open", login="an.claes", password=PASSWORD)
    let_time_pass(timedelta(seconds=error["retry_after"] + 1))
    assert await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)


async def test_a_right_password_forgets_the_wrong_ones_before(choir: World) -> None:
    for _ in range(2):
        for _ in range(9):
            with refused("unauthenticated"):
                await visitor(choir).call("session.open", login="jonas.peeters", password="bijna goed")
        assert await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)


async def test_a_bot_cannot_sign_in_by_name(choir: World) -> None:
    await rewrite(choir.jonas, kind="bot")
    with refused("unauthenticated"):
        await visitor(choir).call("session.open", login="jonas.peeters", password=PASSWORD)


async def test_a_link_by_mail_signs_in_once(choir: World) -> None:
    await visitor(choir).call("session.request_link", address="Jonas.Peeters@rietvink.example")
    secret = await secret_of_last("link")
    opened = await visitor(choir).call("session.open_by_link", secret=secret)
    assert opened["account"]["id"] == choir.jonas.account.id
    with refused("not_found") as error:
        await visitor(choir).call("session.open_by_link", secret=secret)
    assert "gebruikt" in error["message"]


async def test_a_link_ends_after_half_an_hour(choir: World) -> None:
    await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    secret = await secret_of_last("link")
    let_time_pass(timedelta(minutes=29))
    await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    let_time_pass(timedelta(minutes=2))
    with refused("not_found"):
        await visitor(choir).call("session.open_by_link", secret=secret)
    assert await visitor(choir).call("session.open_by_link", secret=await secret_of_last("link"))


async def test_the_answer_is_the_same_for_an_address_that_nobody_has_and_no_mail_leaves(choir: World) -> None:
    known = await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    assert len(await letters("link")) == 1
    assert await visitor(choir).call("session.request_link", address="niemand@rietvink.example") == known
    assert await visitor(choir).call("session.request_link", address="jonas.peeters") == known
    assert len(await letters("link")) == 1


async def test_each_who_shares_an_address_gets_a_link_with_their_own_name(choir: World) -> None:
    await choir.person("Herman Rietvoorn", address="godelieve@rietvink.example")
    await choir.person("Godelieve Rietvoorn", address="godelieve@rietvink.example")
    await visitor(choir).call("session.request_link", address="godelieve@rietvink.example")
    assert {each["params"]["login"] for each in await letters("link")} == {"herman.rietvoorn", "godelieve.rietvoorn"}


async def test_nobodys_mailbox_is_filled_with_links(choir: World) -> None:
    for _ in range(5):
        await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    with refused("rate_limited"):
        await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")


async def test_a_secret_that_was_never_one_opens_nothing(choir: World) -> None:
    with refused("not_found"):
        await visitor(choir).call("session.open_by_link", secret="x" * 32)


async def test_an_invitation_is_no_link_to_sign_in(choir: World) -> None:
    await visitor(choir).call("session.request_link", address="jonas.peeters@rietvink.example")
    with refused("not_found"):
        await visitor(choir).call("invitation.get", secret=await secret_of_last("link"))
