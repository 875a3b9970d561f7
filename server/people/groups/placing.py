"""Rows of placements, one or a thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.kernel.ids import new_id
from server.people.groups.days import overlap, span
from server.people.groups.opening import Here
from server.people.models import Contact, GroupFunction, GroupSeason, Placement


@dataclass(frozen=True, slots=True)
class Wish:
    """As what, and from when until when, somebody is to be placed."""

    function: GroupFunction
    active: bool = True
    from_day: date | None = None
    until_day: date | None = None

    def row(self, here: GroupSeason, contact: Contact) -> Placement:
        """A new placement, with what it refers to."""
        placement = Placement(
            id=new_id(), organisation_id=here.organisation_id, contact_id=contact.id, group_season_id=here.id,
            function_id=self.function.id, active=self.active, from_day=self.from_day, until_day=self.until_day,
        )  # fmt: skip
        placement.contact, placement.group_season, placement.function = contact, here, self.function
        return placement


def place_contacts(here: Here, contacts: Sequence[Contact], wish: Wish, there: Sequence[Placement]) -> list[Placement]:
    """New placements of those who do not have that function there in that period yet."""
    own = span(here.season, wish.from_day, wish.until_day)
    same = (row for row in there if row.function_id == wish.function.id)
    standing = {row.contact_id for row in same if overlap(own, span(here.season, row.from_day, row.until_day))}
    return [wish.row(here.group_season, contact) for contact in contacts if contact.id not in standing]
