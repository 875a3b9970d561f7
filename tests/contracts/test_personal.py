"""Nothing is kept of people without saying what it is: every column of every table has a class."""

from itertools import chain

import pytest
from tortoise.fields.relational import ForeignKeyFieldInstance, RelationalField
from tortoise.models import Model

import server.features  # noqa: F401 - classes the columns
from server.kernel.personal import PERSONAL, personal, referred, tables
from server.privacy.models_by_table import every_model
from server.privacy.words import TABLES

MODELS: dict[str, type[Model]] = {model._meta.db_table: model for model in every_model()}


def columns_of(model: type[Model]) -> set[str]:
    """The columns of a table, as the database has them."""
    fields = model._meta.fields_map.items()
    own = {name for name, field in fields if not isinstance(field, RelationalField)}
    return own | {f"{name}_id" for name, field in fields if isinstance(field, ForeignKeyFieldInstance)}


def test_every_column_of_every_table_has_a_class() -> None:
    unclassed = {
        name: sorted(columns_of(model) - set(tables[name].columns if name in tables else ()))
        for name, model in MODELS.items()
    }
    assert {name: columns for name, columns in unclassed.items() if columns} == {}


def test_no_column_is_classed_that_is_not_there() -> None:
    invented = {
        name: sorted(set(table.columns) - ({"id"} | columns_of(MODELS[name]) if name in MODELS else set()))
        for name, table in tables.items()
    }
    assert {name: columns for name, columns in invented.items() if columns} == {}


def test_what_is_personal_is_somebodys() -> None:
    nobodys = [name for name, table in tables.items() if table.columns_of(*PERSONAL) and not table.owners]
    # A family is called after its people, who are several; it goes with the last of them.
    assert nobodys == ["family"]


def test_owners_and_labels_are_columns_and_references_lead_to_tables() -> None:
    for table in tables.values():
        wanted = [*(owner.column for owner in table.owners), *table.label]
        assert set(wanted) <= set(table.columns), table.name
        assert all(owner.of in tables for owner in table.owners if owner.by == "row"), table.name
    leads = {referred(kind) for kind in chain(*(table.columns.values() for table in tables.values()))}
    assert leads - {None} <= set(tables)


def test_every_table_of_an_archive_has_a_name() -> None:
    assert {name for name, table in tables.items() if table.owners} - set(TABLES) == set()


def test_a_table_is_classed_once() -> None:
    with pytest.raises(ValueError, match="classed before"):
        personal("contact", {})
