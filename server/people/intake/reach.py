"""Taking the lines of a file in: where people are reached, by e-mail, telephone and post."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Address, AddressPurpose, Contact, Phone, PostalAddress
from server.people.rewriting import changed_copy, delete_rows

Placed = Address | Phone | PostalAddress
R = TypeVar("R", bound=Placed)
Values = dict[str, Any]


class Reach(Generic[R]):
    """The rows of one kind by which contacts are reached, in the order of their `place`."""

    def __init__(self, model: type[R], rows: Sequence[R]) -> None:
        self._model: type[R] = model
        self._rows: dict[int, dict[int, R]] = defaultdict(dict)
        for row in sorted(rows, key=lambda each: each.place):
            self._rows[row.contact_id][row.place] = row
        self._old: list[R] = []
        self._new: list[R] = []

    @classmethod
    async def load(cls, model: type[R], organisation: int) -> "Reach[R]":
        """Those of everyone."""
        rows: Sequence[Any] = await model.filter(organisation_id=organisation)
        return cls(model, rows)

    def of(self, contact: int) -> Sequence[R]:
        """By which somebody is reached, the first first."""
        return list(self._rows[contact].values())

    def give(self, contact: Contact, given: Sequence[Values]) -> bool:
        """Make the rows of a contact say what is given at their places, and keep the others; whether that changes
        anything. What is given for an empty place comes behind the last, unless it is known at another."""
        known = self._rows[contact.id]
        moved = False
        for place, values in enumerate(given, start=1):
            row = known.get(place)
            alike = known.values() if row is None else [row]
            if not values or any(_says(each, values) for each in alike):
                continue
            free = place if row is not None else next(each for each in range(1, place + 1) if each not in known)
            known[free] = self._put(contact, free, values, row)
            moved = True
        return moved

    def _put(self, contact: Contact, place: int, values: Values, row: R | None) -> R:
        if row is not None:
            self._old.append(row)
            made = changed_copy(row, **self._anew(row, values))
        else:
            own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
            made = self._model(id=new_id(), place=place, **own, **values)
        self._new.append(made)
        return made

    def _anew(self, row: R, values: Values) -> Values:
        """What is known of an address is not known of another."""
        if isinstance(row, Address) and row.address.casefold() != values["address"].casefold():
            return {"label": None, "confirmed_at": None, "bounced_at": None, **values}
        return values

    def replace(self, contact: Contact, given: Sequence[Values]) -> bool:
        """Like `give`, and what is beyond it goes."""
        beyond = [row for place, row in self._rows[contact.id].items() if place > len(given)]
        self._old += beyond
        return self.give(contact, given) or bool(beyond)

    async def purposes_kept(self) -> Sequence[AddressPurpose]:
        """What addresses are used for goes with the rows that are written anew, and is to be added after them."""
        if not self._old:
            return ()
        written = {row.id for row in self._new}
        held = await AddressPurpose.filter(organisation_id=self._old[0].organisation_id)
        kept = [purpose for purpose in held if purpose.address_id in written]
        await delete_rows(kept)
        return [changed_copy(purpose) for purpose in kept]

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed."""
        await delete_rows(self._old)
        unit.add(*self._new)


def _says(row: Placed, values: Values) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
