"""Each policy about groups and memberships: whom it allows, and whom it tells what."""

import pytest

from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.people.groups.policies import (
    may_arrange,
    may_arrange_row,
    may_bring_in,
    may_look_at,
    may_place,
    may_see_members,
)
from server.people.memberships.policies import (
    may_arrange_type,
    may_arrange_types,
    may_enrol,
    may_let_go,
    may_see_missing,
    reached_groups,
)
from server.people.models import Contact, Group, MembershipType, Season

CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
KEEPER = Actor(account=8, standings={CHOIR: Standing(CHOIR, None, frozenset({"members"}))})
SEER = Actor(account=9, standings={CHOIR: Standing(CHOIR, None, frozenset({"roster"}))})
LEADER = Actor(account=10, standings={CHOIR: Standing(CHOIR, 90, in_groups=frozenset({("roster", 5)}))})
GROUP_KEEPER = Actor(account=11, standings={CHOIR: Standing(CHOIR, 91, in_groups=frozenset({("members", 5)}))})
STRANGER = Actor(account=12, standings={BAND: Standing(BAND, 92, frozenset({"members", "roster"}))})
FIVE = Group(id=5, organisation_id=CHOIR, name="Sopranen")
SIX = Group(id=6, organisation_id=CHOIR, name="Mannen")
SEASON = Season(id=3, organisation_id=CHOIR, name="2026-2027")
KIND = MembershipType(id=4, organisation_id=CHOIR, name="Zingend lid")
JONAS = Contact(id=70, organisation_id=CHOIR, first_name="Jonas")


def test_seasons_groups_functions_and_types_are_arranged_by_who_manages_all_members() -> None:
    assert may_arrange(KEEPER, CHOIR) == may_arrange_types(KEEPER, CHOIR) == ALLOWED
    for row in (SEASON, FIVE):
        assert may_arrange_row(KEEPER, row) == ALLOWED
        for actor in (MEMBER, SEER, LEADER, GROUP_KEEPER):
            assert may_arrange_row(actor, row) == FORBIDDEN
        assert may_arrange_row(STRANGER, row) == HIDDEN
    assert may_arrange_row(KEEPER, None) == HIDDEN
    assert may_arrange_type(KEEPER, KIND) == ALLOWED
    assert may_arrange_type(GROUP_KEEPER, KIND) == FORBIDDEN
    assert may_arrange_type(STRANGER, KIND) == may_arrange_type(KEEPER, None) == HIDDEN


def test_a_group_is_looked_at_by_everyone_in_the_organisation() -> None:
    assert may_look_at(MEMBER, FIVE) == ALLOWED
    assert may_look_at(STRANGER, FIVE) == may_look_at(MEMBER, None) == HIDDEN


def test_members_are_seen_and_placed_within_reach() -> None:
    for actor in (KEEPER, SEER, LEADER, GROUP_KEEPER):
        assert may_see_members(actor, FIVE) == ALLOWED
    for actor in (MEMBER, LEADER, GROUP_KEEPER):
        assert may_see_members(actor, SIX) == FORBIDDEN
    for actor in (KEEPER, GROUP_KEEPER):
        assert may_place(actor, FIVE) == ALLOWED
    for actor in (MEMBER, SEER, LEADER):
        assert may_place(actor, FIVE) == FORBIDDEN
    assert may_place(GROUP_KEEPER, SIX) == FORBIDDEN
    assert may_place(STRANGER, FIVE) == may_see_members(STRANGER, FIVE) == HIDDEN
    assert may_place(KEEPER, None) == may_see_members(KEEPER, None) == HIDDEN


def test_who_manages_one_group_brings_in_nobody_from_elsewhere() -> None:
    assert may_bring_in(KEEPER, CHOIR, set()) == ALLOWED
    assert may_bring_in(GROUP_KEEPER, CHOIR, {5, 6}) == ALLOWED
    assert may_bring_in(GROUP_KEEPER, CHOIR, {6}).reason == "brings_in_others"
    assert may_bring_in(MEMBER, CHOIR, {5}).code == "forbidden"
    assert may_bring_in(STRANGER, CHOIR, {5}) == HIDDEN


@pytest.mark.parametrize(
    ("actor", "groups", "verdict"),
    [
        (KEEPER, set(), ALLOWED),
        (KEEPER, {5, 6}, ALLOWED),
        (GROUP_KEEPER, {5}, ALLOWED),
        (GROUP_KEEPER, {5, 6}, FORBIDDEN),
        (GROUP_KEEPER, set(), FORBIDDEN),
        (LEADER, {5}, FORBIDDEN),
        (MEMBER, {5}, FORBIDDEN),
        (STRANGER, {5}, HIDDEN),
    ],
)
def test_newcomers_are_taken_in_where_one_manages_members(actor: Actor, groups: set[int], verdict: object) -> None:
    assert may_enrol(actor, CHOIR, groups) == verdict


def test_somebody_is_let_go_by_who_manages_all_members() -> None:
    assert may_let_go(KEEPER, JONAS) == ALLOWED
    assert may_let_go(GROUP_KEEPER, JONAS) == may_let_go(MEMBER, JONAS) == FORBIDDEN
    assert may_let_go(STRANGER, JONAS) == may_let_go(KEEPER, None) == HIDDEN


def test_the_report_is_seen_by_who_sees_members_as_far_as_they_do() -> None:
    for actor in (KEEPER, SEER, LEADER, GROUP_KEEPER):
        assert may_see_missing(actor, CHOIR) == ALLOWED
    assert may_see_missing(MEMBER, CHOIR) == FORBIDDEN
    assert may_see_missing(STRANGER, CHOIR) == HIDDEN
    assert reached_groups(KEEPER, CHOIR) is None
    assert reached_groups(SEER, CHOIR) is None
    assert reached_groups(LEADER, CHOIR) == reached_groups(GROUP_KEEPER, CHOIR) == [5]
    assert reached_groups(MEMBER, CHOIR) == []
