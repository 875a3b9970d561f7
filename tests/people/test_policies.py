"""Each policy about people: whom it allows, and whom it tells what."""

import pytest

from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.people.models import Contact
from server.people.policies import (
    is_own,
    may_accept,
    may_change_contact,
    may_invite,
    may_invite_some,
    may_join,
    may_manage_contact,
    may_see_contact,
)

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


LEADER = Actor(account=9, standings={CHOIR: Standing(CHOIR, 90, in_groups=frozenset({("roster", 5)}))})
GROUP_KEEPER = Actor(account=10, standings={CHOIR: Standing(CHOIR, 91, in_groups=frozenset({("members", 5)}))})
MOTHER = Actor(account=11, standings={CHOIR: Standing(CHOIR, 92, wards=frozenset({70}))})
STRANGER = Actor(account=12, standings={})
ROBOT = Actor(account=13, kind="bot", standings={CHOIR: Standing(CHOIR, 70)})
JONAS = Contact(id=70, organisation_id=CHOIR, first_name="Jonas")


def test_one_is_seen_by_oneself_by_who_acts_for_one_and_by_those_with_a_right_where_one_stands() -> None:
    for actor in (PERSON, MOTHER, KEEPER):
        assert may_see_contact(actor, JONAS, {5}) == ALLOWED
        assert may_change_contact(actor, JONAS, {5}) == ALLOWED
    assert may_see_contact(LEADER, JONAS, {5}) == ALLOWED
    assert may_see_contact(LEADER, JONAS, {6}) == FORBIDDEN
    assert may_change_contact(LEADER, JONAS, {5}) == FORBIDDEN
    assert may_change_contact(GROUP_KEEPER, JONAS, {5}) == ALLOWED
    assert may_manage_contact(GROUP_KEEPER, JONAS, {5, 6}) == ALLOWED
    assert may_manage_contact(GROUP_KEEPER, JONAS, {6}) == FORBIDDEN
    assert may_manage_contact(PERSON, JONAS, {5}) == FORBIDDEN


def test_of_who_does_not_exist_or_is_elsewhere_nothing_is_known() -> None:
    for judge in (may_see_contact, may_change_contact, may_manage_contact):
        assert judge(KEEPER, None, set()) == HIDDEN
        assert judge(STRANGER, JONAS, {5}) == HIDDEN


def test_a_bot_is_nobody_and_who_stands_nowhere_owns_nothing() -> None:
    assert not is_own(ROBOT, JONAS)
    assert not is_own(STRANGER, JONAS)


def test_who_manages_members_invites_there_where_the_contact_stands() -> None:
    assert may_invite(KEEPER, CHOIR, JONAS, linked=False) == ALLOWED
    assert may_invite(KEEPER, CHOIR, JONAS, linked=True).code == "conflict"
    assert may_invite(KEEPER, CHOIR, None, linked=False) == HIDDEN
    assert may_invite(GROUP_KEEPER, CHOIR, JONAS, linked=False, groups={5}) == ALLOWED
    assert may_invite(GROUP_KEEPER, CHOIR, JONAS, linked=False, groups={6}) == FORBIDDEN


def test_who_manages_members_somewhere_may_invite_some() -> None:
    assert may_invite_some(KEEPER, CHOIR) == ALLOWED
    assert may_invite_some(GROUP_KEEPER, CHOIR) == ALLOWED
    assert may_invite_some(LEADER, CHOIR) == FORBIDDEN
    assert may_invite_some(STRANGER, CHOIR) == HIDDEN
