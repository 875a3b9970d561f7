"""Each policy of families and of acting: whom it allows, and whom it tells what."""

import pytest

from server.accounts.models import Link
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.people.families.policies import (
    may_act_for,
    may_delegate,
    may_manage_families,
    may_manage_family,
    may_revoke,
    may_see_family,
    oneself,
)
from server.people.models import Family

CHOIR = 1
MARGOT = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70, wards=frozenset({90}))})
ACTING = Actor(account=7, standings={CHOIR: Standing(CHOIR, 90)}, link=700, by=70)
WOUT = Actor(account=9, standings={CHOIR: Standing(CHOIR, 90)})
KEEPER = Actor(account=8, standings={CHOIR: Standing(CHOIR, 80, frozenset({"members"}))})
GROUP_KEEPER = Actor(account=6, standings={CHOIR: Standing(CHOIR, 60, in_groups=frozenset({("members", 5)}))})
BOT = Actor(account=5, kind="bot", standings={CHOIR: Standing(CHOIR, None)})
STRANGER = Actor(account=4, standings={})

VINKENRODE = Family(id=10, organisation_id=CHOIR, name="Vinkenrode")
GUARDIAN = Link(id=700, organisation_id=CHOIR, contact_id=90, kind="guardian")
DELEGATE = Link(id=701, organisation_id=CHOIR, contact_id=90, kind="delegate")
GUARDIAN.account_id = DELEGATE.account_id = 7


def test_families_are_managed_by_who_manages_all_members() -> None:
    assert may_manage_families(KEEPER, CHOIR) == ALLOWED
    assert may_manage_families(GROUP_KEEPER, CHOIR) == FORBIDDEN
    assert may_manage_family(KEEPER, VINKENRODE) == ALLOWED
    assert may_manage_family(MARGOT, VINKENRODE) == FORBIDDEN
    assert may_manage_family(KEEPER, None) == HIDDEN
    assert may_manage_family(STRANGER, VINKENRODE) == HIDDEN


def test_a_family_is_seen_by_those_who_belong_to_it_themselves() -> None:
    for actor in (MARGOT, WOUT, ACTING, KEEPER):
        assert may_see_family(actor, VINKENRODE, {70, 90}) == ALLOWED
    assert may_see_family(MARGOT, VINKENRODE, {71, 90}) == HIDDEN
    assert may_see_family(ACTING, VINKENRODE, {71, 90}) == HIDDEN
    assert may_see_family(BOT, VINKENRODE, {70, 90}) == HIDDEN
    assert may_see_family(STRANGER, VINKENRODE, {70}) == HIDDEN
    assert may_see_family(KEEPER, None, ()) == HIDDEN
    assert (oneself(MARGOT, CHOIR), oneself(ACTING, CHOIR), oneself(WOUT, CHOIR)) == (70, 70, 90)


def test_a_person_acts_by_an_open_link() -> None:
    assert may_act_for(MARGOT, GUARDIAN) == ALLOWED
    assert may_act_for(MARGOT, None) == HIDDEN
    assert may_act_for(BOT, GUARDIAN) == FORBIDDEN


@pytest.mark.parametrize(
    ("actor", "minor", "said"),
    [
        (WOUT, False, None),
        (WOUT, True, "conflict"),
        (ACTING, False, "forbidden"),
        (BOT, False, "not_found"),
        (STRANGER, False, "not_found"),
    ],
)
def test_a_grown_up_lets_somebody_act_for_themselves(actor: Actor, minor: bool, said: str | None) -> None:
    assert may_delegate(actor, CHOIR, minor=minor).code == said


@pytest.mark.parametrize(
    ("actor", "link", "said"),
    [
        (WOUT, DELEGATE, None),
        (MARGOT, DELEGATE, None),
        (WOUT, GUARDIAN, "conflict"),
        (KEEPER, DELEGATE, "not_found"),
        (STRANGER, DELEGATE, "not_found"),
        (WOUT, None, "not_found"),
    ],
)
def test_what_one_let_is_taken_back_by_either(actor: Actor, link: Link | None, said: str | None) -> None:
    assert may_revoke(actor, link).code == said


def test_a_bot_lets_nobody_act() -> None:
    robot = Actor(account=5, kind="bot", standings={CHOIR: Standing(CHOIR, 70)})
    assert may_delegate(robot, CHOIR, minor=False) == FORBIDDEN
