"""Facts about the agenda, and who hears of them."""

from server.agenda.models import CalendarLink, Occurrence
from server.agenda.views import OccurrenceView
from server.kernel.events import Event, ObjectKind, Reach

OCCURRENCE = ObjectKind("occurrence", Occurrence, view=OccurrenceView.of)
CALENDAR = ObjectKind("calendar", CalendarLink, reach=lambda row: Reach(accounts=(row.account_id,)))


class OccurrenceCreated(Event, of=OCCURRENCE):
    """An activity was planned; a series tells each of its occurrences."""


class OccurrenceChanged(Event, of=OCCURRENCE):
    """An occurrence's title, place, remarks or time changed, or it goes on after all."""


class OccurrenceCancelled(Event, of=OCCURRENCE):
    """An occurrence does not go on; it stays in the agenda as cancelled."""


class CalendarRevoked(Event, of=CALENDAR):
    """A secret calendar address was withdrawn: nothing is served there any more."""
