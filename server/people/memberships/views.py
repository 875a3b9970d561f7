"""What one sees of memberships."""

from datetime import date, datetime

from server.kernel.wire import RowView, View
from server.people.groups.views import PlacementView
from server.people.models import Membership, MembershipType


class OptionView(RowView, frozen=True):
    """Something that can come with a type of membership; one that was closed is given to nobody any more."""

    id: int
    name: str
    closed_at: datetime | None


class MembershipTypeView(RowView, frozen=True):
    """A kind of membership with its options; `members` have it today."""

    id: int
    organisation: int
    name: str
    position: int
    closed_at: datetime | None
    options: list[OptionView]
    members: int


class MembershipView(View, frozen=True):
    """A contact belongs to the organisation from one day until another, without an end until further notice."""

    id: int
    organisation: int
    contact: int
    type: int
    type_name: str
    from_day: date
    until_day: date | None
    end_reason: str | None
    options: list[OptionView]

    @classmethod
    def seen(cls, row: Membership, kind: MembershipType, options: list[OptionView]) -> "MembershipView":
        """A membership with its type and what was chosen."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            contact=row.contact_id,
            type=kind.id,
            type_name=kind.name,
            from_day=row.from_day,
            until_day=row.until_day,
            end_reason=row.end_reason,
            options=options,
        )


class StartedMany(View, frozen=True):
    """How many memberships began, and how many contacts had one of that type in that period already. With
    `memberships` it can be taken back."""

    started: int
    had_already: int
    memberships: list[int]


class MissingView(View, frozen=True):
    """Somebody who stands in groups without a valid membership; `ended_on` is the last day of their latest one."""

    contact: int
    name: str
    groups: list[str]
    ended_on: date | None


class MissingList(View, frozen=True):
    """A page of who has no valid membership on a day, and how many they are in all."""

    day: date
    total: int
    items: list[MissingView]
    next: str | None = None


class JoinedView(View, frozen=True):
    """Somebody who came in: their contact, membership and places, and until when they can accept their invitation."""

    contact: int
    name: str
    membership: MembershipView | None
    placements: list[PlacementView]
    invited_until: datetime | None


class LeavingView(View, frozen=True):
    """What ends when somebody leaves on a day, and what is taken back as it would only have begun later.

    `access` says whether they sign in here, or others for them; `ends_access` that this is over too.
    """

    contact: int
    name: str
    day: date
    done: bool
    placements_ended: list[PlacementView]
    placements_taken_back: list[PlacementView]
    memberships_ended: list[MembershipView]
    memberships_taken_back: list[MembershipView]
    access: bool
    ends_access: bool
