"""Who may see and change resources."""

from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.kernel.clock import clock
from server.resources.models import Resource
from server.resources.policies import may_add_resource, may_change_resource, may_remove_resource, may_see_resource

CHOIR, BAND = 1, 2
PLANNER = Actor(account=1, standings={CHOIR: Standing(CHOIR, 11, frozenset({"agenda"}))})
ADMIN = Actor(account=2, standings={CHOIR: Standing(CHOIR, 12, frozenset({"agenda", "settings"}))})
SINGER = Actor(account=3, standings={CHOIR: Standing(CHOIR, 13)})
STRANGER = Actor(account=4, standings={BAND: Standing(BAND, 14, frozenset({"agenda", "settings"}))})
HALL = Resource(id=7, organisation_id=CHOIR, name="Parochiezaal", kind="hall", created_at=clock.now())


def test_everyone_in_the_organisation_sees_a_resource() -> None:
    assert may_see_resource(SINGER, HALL) == ALLOWED
    assert may_see_resource(STRANGER, HALL) == HIDDEN
    assert may_see_resource(SINGER, None) == HIDDEN


def test_who_manages_the_agenda_adds_and_changes() -> None:
    assert may_add_resource(PLANNER, CHOIR) == ALLOWED
    assert may_add_resource(SINGER, CHOIR) == FORBIDDEN
    assert may_change_resource(PLANNER, HALL) == ALLOWED
    assert may_change_resource(SINGER, HALL) == FORBIDDEN
    assert may_change_resource(STRANGER, HALL) == HIDDEN
    assert may_change_resource(PLANNER, None) == HIDDEN


def test_who_manages_settings_removes() -> None:
    assert may_remove_resource(ADMIN, HALL) == ALLOWED
    assert may_remove_resource(PLANNER, HALL) == FORBIDDEN
    assert may_remove_resource(STRANGER, HALL) == HIDDEN
    assert may_remove_resource(ADMIN, None) == HIDDEN
