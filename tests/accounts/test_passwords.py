"""A2, A4: which passwords are taken, and what is said of the others."""

import ast
import asyncio
import inspect

import pytest
from zxcvbn import feedback

from server.accounts.passwords import LONGEST
from server.accounts.strength import OWN as OWN_SENTENCE
from server.accounts.strength import SENTENCES, weakness
from server.kernel.language import known_keys
from tests.visitors import visitor
from tests.world import PASSWORD, World, refused

OWN = ["Jonas Peeters", "jonas.peeters", "Koor De Rietvink"]


@pytest.mark.parametrize(
    "password", ["vier stemmen in de kerk", "de alten houden de toon", "Xk4!vQ9z#Lw2", "zeven natte paraplu's"]
)
async def test_a_few_words_or_random_signs_are_strong_enough(password: str) -> None:
    assert await weakness(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("password123", "password_common"),
        ("Wachtwoord123", "password_common"),
        ("welkom2026!", "password_common"),
        ("jonas.peeters", "password_own"),
        ("Rietvink2026", "password_own"),
        ("koorderietvink", "password_own"),
        ("manchester", "password_common"),
        ("aaaaaaaaaaaa", "password_repeat"),
        ("abcdefghijklm", "password_sequence"),
        ("asdfghjkl;'", "password_keys"),
        ("1986-11-23", "password_date"),
        ("noitutitsnoc", "password_word"),
        ("constitution", "password_word"),
    ],
)
async def test_what_is_easily_guessed_is_refused_for_its_own_reason(password: str, sentence: str) -> None:
    assert await weakness(password, OWN) == sentence


def test_each_sentence_of_the_library_has_one_of_ours() -> None:
    said = {
        ast.literal_eval(call.args[0])
        for call in ast.walk(ast.parse(inspect.getsource(feedback)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    }
    assert said == SENTENCES.keys()
    assert set(SENTENCES.values()) <= known_keys()


async def test_the_longest_password_is_taken_and_one_longer_refused(choir: World) -> None:
    longest = ("vier stemmen in de kerk " * 9)[:LONGEST].strip().ljust(LONGEST, "!")
    await choir.jonas.call("account.set_password", current=PASSWORD, password=longest)
    assert await visitor(choir).call("session.open", login="jonas.peeters", password=longest)
    with refused("invalid", field="password"):
        await choir.jonas.call("account.set_password", current=longest, password=longest + "!")


async def test_somebodys_own_name_or_organisation_is_no_password(choir: World) -> None:
    for password in ("Jonas.Peeters", "koor de rietvink"):
        with refused("invalid", field="password") as error:
            await choir.jonas.call("account.set_password", current=PASSWORD, password=password)
        assert "vereniging" in error["fields"]["password"]


async def test_many_who_choose_at_once_are_not_judged_by_each_others_names() -> None:
    choosing = [weakness("rietvink2026", own) for own in (["Rietvink"], ["Gust Aerts"]) * 20]
    assert await asyncio.gather(*choosing) == [OWN_SENTENCE, None] * 20
