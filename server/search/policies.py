"""What one may search."""

from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_when_signed_in


def may_search(actor: Actor, organisation: int | None) -> Verdict:
    """Whoever is signed in searches what they may see: in all their organisations, or in one in which they stand."""
    if organisation is not None and organisation not in actor.standings:
        return HIDDEN
    return may_when_signed_in(actor)


def may_search_in(*, seated: bool) -> Verdict:
    """In a conversation: those who sit or sat there."""
    return ALLOWED if seated else HIDDEN
