"""Taking the lines of a file in: where people are reached, by e-mail, telephone and post."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Address, Contact, Phone, PostalAddress
from server.people.rewriting import changed_copy, delete_rows

Placed = Address | Phone | PostalAddress
R = TypeVar("R", bound=Placed)
Values = dict[str, Any]


class Reach(Generic[R]):
    """The rows of one kind by which contacts are reached, in the order of their `place`."""

    def __init__(self, model: type[R], rows: Sequence[R]) -> None:
        self._model: type[R] = model
        self._rows: dict[int, list[R]] = defaultdict(list)
        for row in sorted(rows, key=lambda each: each.place):
            self._rows[row.contact_id].append(row)
        self._old: list[R] = []
        self._new: list[R] = []

    @classmethod
    async def load(cls, model: type[R], organisation: int) -> "Reach[R]":
        """Those of everyone."""
        rows: Sequence[Any] = await model.filter(organisation_id=organisation)
        return cls(model, rows)

    def of(self, contact: int) -> Sequence[R]:
        """By which somebody is reached, the first first."""
        return self._rows[contact]

    def give(self, contact: Contact, given: Sequence[Values]) -> bool:
        """Make the first rows of a contact say what is given, and keep the others; whether that changes anything."""
        known = self._rows[contact.id]
        moved = False
        for place, values in enumerate(given, start=1):
            row = known[place - 1] if place <= len(known) else None
            if row is not None and all(getattr(row, name) == value for name, value in values.items()):
                continue
            self._put(contact, place, values, row)
            moved = True
        return moved

    def _put(self, contact: Contact, place: int, values: Values, row: R | None) -> None:
        if row is not None:
            self._old.append(row)
            self._new.append(changed_copy(row, **values))
            return
        own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
        self._new.append(self._model(id=new_id(), place=place, **own, **values))

    def replace(self, contact: Contact, given: Sequence[Values]) -> bool:
        """Like `give`, and what is beyond it goes."""
        beyond = self._rows[contact.id][len(given) :]
        self._old += beyond
        return self.give(contact, given) or bool(beyond)

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed."""
        await delete_rows(self._old)
        unit.add(*self._new)
