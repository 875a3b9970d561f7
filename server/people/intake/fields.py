"""Taking the lines of a file in: what the organisation's own fields say of people."""

from collections.abc import Sequence
from typing import Any

from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.catalogue import COLUMNS
from server.people.models import Contact, CustomChoice, CustomValue
from server.people.rewriting import changed_copy, delete_rows
from server.people.sheets.columns import Catalogue
from server.people.sheets.lines import ContactLine
from server.people.sheets.values import FieldValue


class FieldIntake:
    """Values of custom fields. What a line leaves open stays as it was."""

    def __init__(
        self,
        organisation: int,
        catalogue: Catalogue,
        choices: Sequence[CustomChoice],
        values: Sequence[CustomValue],
    ) -> None:
        self._own = {"organisation_id": organisation}
        self._kinds = {field.id: field.kind for field in catalogue.fields}
        self._choices = {(choice.field_id, choice.name): choice.id for choice in choices}
        self._values = {(value.contact_id, value.field_id): value for value in values}
        self._old: list[CustomValue] = []
        self._new: list[CustomValue] = []

    @classmethod
    async def load(cls, organisation: int, catalogue: Catalogue) -> "FieldIntake":
        """What the fields say of everyone; nothing is asked of an organisation that has none."""
        if not catalogue.fields:
            return cls(organisation, catalogue, (), ())
        own = {"organisation_id": organisation}
        return cls(organisation, catalogue, await CustomChoice.filter(**own), await CustomValue.filter(**own))

    def take(self, line: ContactLine, contact: Contact) -> bool:
        """Take over what a line says; whether that changes anything."""
        moved = [self._put(contact.id, field, value) for field, value in line.fields.items()]
        return any(moved)

    def _put(self, contact: int, field: int, value: FieldValue) -> bool:
        column = COLUMNS[self._kinds[field]]
        told: Any = self._choices[field, str(value)] if column == "choice_id" else value
        before = self._values.get((contact, field))
        if before is not None and getattr(before, column) == told:
            return False
        if before is None:
            own = {**self._own, "contact_id": contact, "field_id": field}
            self._new.append(CustomValue(id=new_id(), **{column: told}, **own))
        else:
            self._old.append(before)
            self._new.append(changed_copy(before, **{column: told}))
        return True

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed."""
        await delete_rows(self._old)
        unit.add(*self._new)
