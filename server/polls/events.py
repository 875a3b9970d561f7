"""Facts about polls, and who hears of them."""

from server.kernel.events import Event, ObjectKind, Reach
from server.polls.models import Ballot, Poll
from server.polls.views import BallotView, PollView

NOBODY = 0
"""No account has this number: without readers a ballot is told to nobody, rather than to everyone."""

POLL = ObjectKind(
    "poll",
    Poll,
    view=PollView.of,
    reach=lambda row: Reach(conversation=row.conversation_id, seq=row.seq),
    woken_by=("participant",),
)
BALLOT = ObjectKind(
    "ballot", Ballot, view=BallotView.of, reach=lambda row: Reach(accounts=tuple(row.readers) or (NOBODY,))
)


class PollCreated(Event, of=POLL):
    """Somebody asked something; the card of it is a message."""


class PollAnswered(Event, of=POLL):
    """The counts changed; who answered what is not told."""


class PollChanged(Event, of=POLL):
    """What is asked changed, an option came, or it was closed, opened again or settled."""


class BallotSet(Event, of=BALLOT):
    """One's own answer to a poll, on this or another device."""


class BallotReassigned(Event, of=BALLOT):
    """An answer is another contact's now, as two cards of one person became one."""
