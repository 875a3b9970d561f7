"""Each policy about people: whom it allows, and whom it tells what."""

import pytest

from server.kernel.access import Actor, Standing
from server.people.policies import may_accept, may_join

CHOIR, BAND = 1, 2
PERSON = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
KEEPER = Actor(account=8, standings={CHOIR: Standing(CHOIR, None, frozenset({"members"}))})
BOT = Actor(account=9, kind="bot")


@pytest.mark.parametrize(("linked", "code"), [(False, None), (True, "conflict")])
def test_an_invitation_is_accepted_while_its_contact_has_no_login(linked: bool, code: str | None) -> None:
    assert may_accept(linked=linked).code == code


@pytest.mark.parametrize(
    ("actor", "organisation", "linked", "code"),
    [
        (PERSON, BAND, False, None),
        (KEEPER, CHOIR, False, None),
        (PERSON, CHOIR, False, "conflict"),
        (PERSON, BAND, True, "conflict"),
        (BOT, BAND, False, "forbidden"),
    ],
)
def test_a_person_joins_where_they_are_no_contact_yet(
    actor: Actor, organisation: int, linked: bool, code: str | None
) -> None:
    assert may_join(actor, organisation, linked=linked).code == code
