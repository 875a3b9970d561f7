"""Who may be pushed."""

from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict
from server.notifications.push.models import PushDevice


def may_be_pushed(actor: Actor) -> Verdict:
    """A person; bots hear of things by the socket."""
    if actor.kind == "anonymous":
        return Verdict("unauthenticated")
    return ALLOWED if actor.kind == "person" else Verdict("forbidden")


def may_turn_on(actor: Actor) -> Verdict:
    """A person with a session: the device is that of the session, and ends with it."""
    verdict = may_be_pushed(actor)
    return Verdict("forbidden") if verdict.allowed and actor.session is None else verdict


def may_change_device(actor: Actor, device: PushDevice | None) -> Verdict:
    """One's own devices, from any of them."""
    verdict = may_be_pushed(actor)
    if not verdict.allowed:
        return verdict
    return ALLOWED if device is not None and device.account_id == actor.account else HIDDEN
