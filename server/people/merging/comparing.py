"""Two cards field by field: what each says, and which of it stays."""

from collections.abc import Mapping
from typing import Any

import msgspec

from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.wire import invalid
from server.people.contacts.inputs import MOST
from server.people.custom_fields.queries import value_of
from server.people.merging.views import FieldComparison
from server.people.models import Address, Contact, CustomField, CustomValue, Phone, PostalAddress

COLUMNS_OF_CARD = ("first_name", "last_name", "birth_date", "sex", "language", "remarks", "picture_id")
LISTS: Mapping[str, Any] = {"addresses": Address, "phones": Phone, "postal_addresses": PostalAddress}
ONE = ["keep", "drop"]
SEVERAL = ["keep", "drop", "both"]


class Card(msgspec.Struct, frozen=True):
    """A contact with the lists and the values on its card."""

    contact: Contact
    lists: dict[str, list[Any]]
    values: dict[int, CustomValue]

    @classmethod
    async def load(cls, contact: Contact) -> "Card":
        """All of it."""
        own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
        lists = {name: await model.filter(**own).order_by("place") for name, model in LISTS.items()}
        values = await CustomValue.filter(**own).select_related("choice")
        return cls(contact, lists, {value.field_id: value for value in values})


class Comparison(msgspec.Struct, frozen=True):
    """Two cards, and the organisation's fields."""

    keep: Card
    drop: Card
    fields: list[CustomField]

    def names(self) -> list[str]:
        """The fields that can be chosen."""
        return [*COLUMNS_OF_CARD, *LISTS, *(f"fields.{field.id}" for field in self.fields)]

    def chosen(self, choices: Mapping[str, str]) -> dict[str, str]:
        """Whose value of each field stays: as chosen, else of the card that stays, where it says something.

        Raises `Refusal("invalid")` for a field that is not there and a choice that it does not have.
        """
        names = self.names()
        wrong = {
            f"choices.{name[:40]}": Reason("field_choice" if name in names else "field_unknown")
            for name, choice in choices.items()
            if name not in names or choice not in (SEVERAL if name in LISTS else ONE)
        }
        if wrong:
            raise invalid(**wrong)
        return {name: choices.get(name) or self._by_itself(name) for name in names}

    def _by_itself(self, name: str) -> str:
        if name in LISTS:
            return "both"
        return "keep" if self.words("keep", name) else "drop" if self.words("drop", name) else "keep"

    def words(self, side: str, name: str) -> list[str]:
        """What a card says in a field."""
        card: Card = getattr(self, side)
        if name in LISTS:
            return [_words_of_row(row) for row in card.lists[name]]
        if name.startswith("fields."):
            return self._words_of_value(card, int(name.removeprefix("fields.")))
        said = getattr(card.contact, name)
        return [str(said)] if said not in (None, "") else []

    def _words_of_value(self, card: Card, field: int) -> list[str]:
        value = card.values.get(field)
        if value is None:
            return []
        kind = next(each.kind for each in self.fields if each.id == field)
        said = value.choice.name if value.choice is not None else value_of(value, kind)
        return [str(said)] if said is not None else []

    def merged_list(self, name: str, choice: str) -> list[Any]:
        """The rows that stay of a list, at most three, no address twice."""
        own, other = self.keep.lists[name], self.drop.lists[name]
        if choice != "both":
            return list(own if choice == "keep" else other)
        seen = {_words_of_row(row).casefold() for row in own}
        return [*own, *(row for row in other if _words_of_row(row).casefold() not in seen)][:MOST]

    def shown(self, chosen: Mapping[str, str], language: Language) -> list[FieldComparison]:
        """The whole comparison, field by field, without what both leave empty."""
        titles = {f"fields.{field.id}": field.name for field in self.fields}
        found = [self._shown_one(name, chosen[name], titles, language) for name in self.names()]
        return [one for one in found if one.keep or one.drop]

    def _shown_one(self, name: str, choice: str, titles: Mapping[str, str], language: Language) -> FieldComparison:
        keep, drop = self.words("keep", name), self.words("drop", name)
        return FieldComparison(
            field=name,
            name=titles.get(name) or say(Reason(f"card_{name}"), language),
            keep=keep,
            drop=drop,
            chosen=choice,
            choices=SEVERAL if name in LISTS else ONE,
            differs=bool(drop) and keep != drop,
        )


def _words_of_row(row: Any) -> str:
    if isinstance(row, Address):
        return str(row.address)
    if isinstance(row, Phone):
        return str(row.number)
    parts = (row.street, " ".join(part for part in (row.postcode, row.town) if part), row.country)
    return ", ".join(part for part in parts if part)
