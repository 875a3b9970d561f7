"""Who may be pushed, and whose devices one may change."""

from server.kernel.access import ALLOWED, ANONYMOUS, HIDDEN, Actor
from server.notifications.push.models import PushDevice
from server.notifications.push.policies import may_be_pushed, may_change_device, may_turn_on

JONAS = Actor(account=1, session=5)
BOT = Actor(account=1, kind="bot")


def test_a_person_may_be_pushed_and_turns_it_on_where_they_are_signed_in() -> None:
    assert may_be_pushed(JONAS) == ALLOWED
    assert may_be_pushed(ANONYMOUS).code == "unauthenticated"
    assert may_be_pushed(BOT).code == "forbidden"
    assert may_be_pushed(Actor(account=1)) == ALLOWED
    assert may_turn_on(JONAS) == ALLOWED
    assert may_turn_on(Actor(account=1)).code == "forbidden"
    assert may_turn_on(BOT).code == "forbidden"


def test_one_changes_ones_own_devices_only() -> None:
    assert may_change_device(JONAS, PushDevice(account_id=1)) == ALLOWED
    assert may_change_device(JONAS, PushDevice(account_id=2)) == HIDDEN
    assert may_change_device(JONAS, None) == HIDDEN
    assert may_change_device(BOT, PushDevice(account_id=1)).code == "forbidden"
