"""Text as it is searched, the same on every database: neither knows all capitals and accents, and each others."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from tortoise.fields import TextField
from tortoise.models import Model


def search_form(text: str) -> str:
    """A text as it is searched: lower case, without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class SearchField(TextField):
    """A column that holds other columns of its row in their `search_form`; it is never set by hand."""

    def __init__(self, *sources: str, **options: Any) -> None:
        super().__init__(**{"default": "", **options})
        self.sources = sources

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        if isinstance(instance, Model) and self.sources:
            return search_form(" ".join(filter(None, (getattr(instance, name) for name in self.sources))))
        return value


def search_columns(model: type[Model], changed: Iterable[str]) -> set[str]:
    """The search columns that follow from these columns of a model."""
    names = set(changed)
    fields = model._meta.fields_map.items()
    return {name for name, field in fields if isinstance(field, SearchField) and names.intersection(field.sources)}
