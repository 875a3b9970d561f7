"""The model of each table, to read what the database keeps as what it means."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from tortoise.models import Model

from server.models import MODEL_MODULES


def every_model() -> Iterator[type[Model]]:
    """All models of the server."""
    for name in MODEL_MODULES:
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and issubclass(value, Model) and not value._meta.abstract:
                yield value


@cache
def _by_table() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in every_model()}


def model_of(table: str) -> type[Model]:
    """The model whose rows are in a table."""
    return _by_table()[table]
