"""Who may put a file in a message, and who sees it there."""

from server.files.models import File
from server.files.policies import may_claim
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict

PURPOSES = ("message", "voice")


def may_attach(actor: Actor, file: File | None) -> Verdict:
    """Who sent it for a message, once it arrived, and once."""
    if file is None or file.purpose not in PURPOSES:
        return HIDDEN
    return may_claim(actor, file, file.purpose)


def may_pass_on(file: File | None, *, seen: bool) -> Verdict:
    """Whoever sees it in a message."""
    if file is None or file.removed_at is not None:
        return HIDDEN
    return ALLOWED if seen else HIDDEN


def may_see_attached(actor: Actor, file: File, seats: int) -> Verdict:
    """Whoever sees a message that holds it: `seats` are those from which the actor does."""
    if file.organisation_id not in actor.standings:
        return HIDDEN
    return ALLOWED if seats else HIDDEN
