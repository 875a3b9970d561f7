"""Each policy about cards, fields and merging: whom it allows, and whom it tells what."""

from datetime import UTC, datetime

import pytest

from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.people.contacts.policies import (
    may_change_parts,
    may_create_contact,
    may_remove_contact,
    may_restore_contact,
    may_see_roster,
)
from server.people.custom_fields.policies import (
    may_change_field,
    may_read_value,
    may_shape_fields,
    may_write_value,
)
from server.people.merging.policies import clash_between, may_look_for_doubles, may_merge, may_tell_apart
from server.people.models import Contact, CustomField

CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
KEEPER = Actor(account=8, standings={CHOIR: Standing(CHOIR, None, frozenset({"members"}))})
GROUP_KEEPER = Actor(account=9, standings={CHOIR: Standing(CHOIR, 90, in_groups=frozenset({("members", 5)}))})
LEADER = Actor(account=10, standings={CHOIR: Standing(CHOIR, 91, in_groups=frozenset({("roster", 5)}))})
STRANGER = Actor(account=11, standings={BAND: Standing(BAND, 92)})
JONAS = Contact(id=70, organisation_id=CHOIR, first_name="Jonas")
AN = Contact(id=71, organisation_id=CHOIR, first_name="An")
PRINTER = Contact(id=72, organisation_id=CHOIR, first_name="", last_name="De Veer", kind="company")
FIEN = Contact(id=73, organisation_id=BAND, first_name="Fien")
ERASED = Contact(id=74, organisation_id=CHOIR, first_name="", erased_at=datetime(2026, 1, 1, tzinfo=UTC))


def test_cards_are_made_removed_and_restored_by_who_manages_all_members() -> None:
    assert may_create_contact(KEEPER, CHOIR) == ALLOWED
    assert may_create_contact(GROUP_KEEPER, CHOIR) == FORBIDDEN
    assert may_create_contact(STRANGER, CHOIR) == HIDDEN
    assert may_remove_contact(KEEPER, JONAS, last_admin=False) == ALLOWED
    assert may_remove_contact(KEEPER, JONAS, last_admin=True).code == "conflict"
    assert may_remove_contact(MEMBER, JONAS, last_admin=True) == FORBIDDEN
    assert may_remove_contact(KEEPER, None, last_admin=False) == HIDDEN
    assert may_remove_contact(STRANGER, JONAS, last_admin=False) == HIDDEN
    assert may_restore_contact(KEEPER, JONAS) == ALLOWED
    assert may_restore_contact(GROUP_KEEPER, JONAS) == FORBIDDEN
    for contact, actor in ((None, KEEPER), (ERASED, KEEPER), (JONAS, STRANGER)):
        assert may_restore_contact(actor, contact) == HIDDEN


def test_of_oneself_one_changes_all_but_what_administrators_keep() -> None:
    assert may_change_parts({"first_name", "birth_date", "remarks"}, manages=True) == ALLOWED
    assert may_change_parts({"first_name", "addresses", "picture"}, manages=False) == ALLOWED
    for part in ("birth_date", "remarks"):
        assert may_change_parts({"first_name", part}, manages=False) == FORBIDDEN


def test_the_roster_is_for_who_manages_or_sees_members_somewhere() -> None:
    for actor in (KEEPER, GROUP_KEEPER, LEADER):
        assert may_see_roster(actor, CHOIR, managing=False) == ALLOWED
    assert may_see_roster(GROUP_KEEPER, CHOIR, managing=True) == ALLOWED
    assert may_see_roster(LEADER, CHOIR, managing=True) == FORBIDDEN
    assert may_see_roster(MEMBER, CHOIR, managing=False) == FORBIDDEN
    assert may_see_roster(STRANGER, CHOIR, managing=False) == HIDDEN


@pytest.mark.parametrize(
    ("access", "reads", "writes"), [("admins", False, False), ("read", True, False), ("write", True, True)]
)
def test_a_field_is_read_and_written_by_its_owner_as_it_says(access: str, reads: bool, writes: bool) -> None:
    field = CustomField(id=1, organisation_id=CHOIR, name="Dieet", access=access)
    assert may_read_value(field, manages=False) is reads
    assert may_write_value(field, manages=False) is writes
    assert may_read_value(field, manages=True)
    assert may_write_value(field, manages=True)
    assert may_change_field(KEEPER, field) == ALLOWED
    assert may_change_field(MEMBER, field) == FORBIDDEN
    assert may_change_field(KEEPER, None) == HIDDEN
    assert may_shape_fields(KEEPER, CHOIR) == ALLOWED
    assert may_shape_fields(LEADER, CHOIR) == FORBIDDEN


def test_two_cards_become_one_only_of_one_kind_and_with_one_login() -> None:
    assert may_look_for_doubles(KEEPER, CHOIR) == ALLOWED
    assert may_look_for_doubles(GROUP_KEEPER, CHOIR) == FORBIDDEN
    assert may_tell_apart(1, 2) == ALLOWED
    assert may_tell_apart(1, 1).reason == "merge_same"
    assert may_merge(KEEPER, JONAS, AN, logins=1) == ALLOWED
    assert may_merge(MEMBER, JONAS, AN, logins=1) == FORBIDDEN
    for keep, drop in ((None, AN), (JONAS, None), (JONAS, FIEN)):
        assert may_merge(KEEPER, keep, drop, logins=0) == HIDDEN
    assert may_merge(KEEPER, JONAS, AN, logins=2).reason == "merge_two_logins"
    assert may_merge(KEEPER, JONAS, JONAS, logins=0).reason == "merge_same"
    assert clash_between(JONAS, PRINTER, logins=0) == "merge_kinds"
    assert clash_between(JONAS, AN, logins=1) is None
