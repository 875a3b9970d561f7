"""Facts about groups in seasons. Clients do not hear of them; features above follow them."""

from server.kernel.events import Event, ObjectKind
from server.people.models import GroupSeason

GROUP_SEASON = ObjectKind("groupseason", GroupSeason)


class GroupseasonCopied(Event, of=GROUP_SEASON):
    """A group came along to another season, and its conversation with it: who stands there now should sit in it."""


class GroupseasonChanged(Event, of=GROUP_SEASON):
    """Somebody was placed in a group in a season, or a placement there was changed, ended or taken back."""
