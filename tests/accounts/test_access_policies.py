"""Each policy about rights: whom it allows, and whom it tells what."""

import pytest

from server.accounts.capabilities import EVERY_CAPABILITY
from server.accounts.policies import (
    may_change_organisation,
    may_change_role,
    may_end_access,
    may_end_grant,
    may_give_role,
    may_make_role,
    may_manage_access,
    may_remove_role,
)
from server.accounts.role_models import Role
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing

CHOIR = 1
ADMIN = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70, EVERY_CAPABILITY)})
KEEPER_OF_RIGHTS = Actor(account=8, standings={CHOIR: Standing(CHOIR, 80, frozenset({"access", "members", "roster"}))})
MEMBER = Actor(account=9, standings={CHOIR: Standing(CHOIR, 90)})
STRANGER = Actor(account=10)
NEWS = Role(id=1, organisation_id=CHOIR, name="Redactie")
ADMINS = Role(id=2, organisation_id=CHOIR, name="Beheerder", key="admin")


@pytest.mark.parametrize(("actor", "verdict"), [(ADMIN, ALLOWED), (MEMBER, FORBIDDEN), (STRANGER, HIDDEN)])
def test_rights_are_administered_by_those_who_manage_access(actor: Actor, verdict: object) -> None:
    assert may_manage_access(actor, CHOIR) == verdict
    assert may_change_organisation(actor, CHOIR) == verdict
    assert may_make_role(actor, CHOIR, {"news"}) == verdict
    assert may_change_role(actor, CHOIR, NEWS, {"news"}) == verdict
    assert may_remove_role(actor, CHOIR, NEWS, granted=0) == verdict
    assert may_give_role(actor, CHOIR, NEWS, {"news"}, in_group=False) == verdict
    assert may_end_grant(actor, CHOIR, {"news"}) == verdict


def test_nobody_gives_or_takes_what_they_have_not_themselves() -> None:
    for verdict in (
        may_make_role(KEEPER_OF_RIGHTS, CHOIR, {"members", "news"}),
        may_change_role(KEEPER_OF_RIGHTS, CHOIR, NEWS, {"news"}),
        may_give_role(KEEPER_OF_RIGHTS, CHOIR, NEWS, {"news"}, in_group=False),
        may_end_grant(KEEPER_OF_RIGHTS, CHOIR, EVERY_CAPABILITY),
    ):
        assert (verdict.code, verdict.reason) == ("forbidden", "role_beyond")
    assert may_make_role(KEEPER_OF_RIGHTS, CHOIR, {"members"}).allowed
    assert may_end_grant(KEEPER_OF_RIGHTS, CHOIR, {"members"}).allowed


def test_access_of_who_has_rights_is_ended_by_who_could_dismiss_them() -> None:
    assert may_end_access(MEMBER, CHOIR, ()) == ALLOWED
    assert may_end_access(KEEPER_OF_RIGHTS, CHOIR, {"members", "roster"}) == ALLOWED
    for actor, held in ((KEEPER_OF_RIGHTS, EVERY_CAPABILITY), (MEMBER, {"roster"})):
        verdict = may_end_access(actor, CHOIR, held)
        assert (verdict.code, verdict.reason) == ("forbidden", "access_beyond")


def test_the_administrators_role_stays_whole() -> None:
    assert may_change_role(ADMIN, CHOIR, ADMINS, ()).reason == "role_admin_fixed"
    assert may_remove_role(ADMIN, CHOIR, ADMINS, granted=0).reason == "role_admin_fixed"


def test_a_role_that_somebody_has_is_not_removed() -> None:
    assert may_remove_role(ADMIN, CHOIR, NEWS, granted=1).reason == "role_granted"


def test_in_a_group_only_what_reaches_its_people_is_given() -> None:
    assert may_give_role(ADMIN, CHOIR, NEWS, {"members", "roster"}, in_group=True).allowed
    assert may_give_role(ADMIN, CHOIR, NEWS, {"news"}, in_group=True).reason == "role_not_in_group"


def test_what_does_not_exist_is_hidden() -> None:
    assert may_change_role(ADMIN, CHOIR, None, ()) == HIDDEN
    assert may_remove_role(ADMIN, CHOIR, None, granted=0) == HIDDEN
    assert may_give_role(ADMIN, CHOIR, None, (), in_group=False) == HIDDEN
    assert may_end_grant(ADMIN, CHOIR, None) == HIDDEN
