"""What one sees of people."""

from datetime import date, datetime

from server.kernel.wire import View
from server.people.models import Contact, Season


class ContactView(View, frozen=True):
    """A person by name. Addresses and other personal data are not shown to members."""

    id: int
    organisation: int
    name: str
    removed_at: datetime | None
    rev: int

    @classmethod
    def of(cls, row: Contact) -> "ContactView":
        """The view of a row."""
        return cls(id=row.id, organisation=row.organisation_id, name=row.name, removed_at=row.removed_at, rev=row.rev)


class SeasonView(View, frozen=True):
    """A season; `current` is the one in which today falls."""

    id: int
    organisation: int
    name: str
    first_day: date
    last_day: date
    current: bool

    @classmethod
    def of(cls, row: Season, current: Season | None) -> "SeasonView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            name=row.name,
            first_day=row.first_day,
            last_day=row.last_day,
            current=current is not None and current.id == row.id,
        )


class GroupView(View, frozen=True):
    """A group as it is in one season; `members` counts who stands in it today."""

    id: int
    organisation: int
    name: str
    season: int
    members: int
