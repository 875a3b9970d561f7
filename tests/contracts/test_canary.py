"""Isolation: of random questions by everyone in three organisations, no answer, event, mail, calendar or log line holds
a word of another organisation's rows."""

import secrets

import msgspec
import pytest

from server.settings import Settings
from tests.contracts.canary import WORDS, Findings, run

pytestmark = pytest.mark.exhaustive

QUESTIONS = 4000


async def test_no_word_of_another_organisation_ever_leaves(house_settings: Settings) -> None:
    seed = secrets.randbits(32)
    found = await run(msgspec.structs.replace(house_settings, demo=True), QUESTIONS, seed)
    assert found.leaks == [], (seed, found.leaks[:5])
    assert found.asked == QUESTIONS
    assert found.own_words > QUESTIONS / 10  # the words do leave, to those whose they are
    assert found.outcomes["ok"] > QUESTIONS / 20, found.outcomes


def test_a_word_that_leaves_is_found() -> None:
    found = Findings()
    found.look("here", f"tot straks, {WORDS[1].upper()}".encode(), [WORDS[0]])
    assert len(found.leaks) == 1
    found.look("here", f"tot straks, {WORDS[0]}".encode(), [WORDS[0]])
    assert (len(found.leaks), found.own_words) == (1, 1)
