"""Every column that holds a contact's id is known where two cards become one."""

import re
from importlib import import_module

from tortoise.models import Model

import server.features  # noqa: F401 - registers what points at contacts
from server.models import MODEL_MODULES
from server.people.references import NO_REFERENCES, known_references

POINTING = re.compile(r"(^|_)(contact|author|guardian|child|company|caller|member|person|owner|subject)_id$")
"""Names of columns that may hold the id of a contact."""

OTHERS = {
    ("audit", "subject_id"): "of anything; the log is not told anew",
}
"""Columns of such a name that hold something else, with what it is."""


def columns() -> set[tuple[str, str]]:
    """Every column of every table, foreign keys too."""
    models = {
        value
        for module in MODEL_MODULES
        for value in vars(import_module(module)).values()
        if isinstance(value, type) and issubclass(value, Model) and not value._meta.abstract
    }
    return {
        (model._meta.db_table, column)
        for model in models
        for column in (*model._meta.fields_map, *(f"{name}_id" for name in model._meta.fk_fields))
    }


def pointing() -> set[tuple[str, str]]:
    """Each column of such a name, with its table."""
    return {(table, column) for table, column in columns() if POINTING.search(column)}


def test_every_column_that_may_hold_a_contact_moves_or_is_said_to_stay() -> None:
    found = pointing()
    assert ("participant", "contact_id") in found
    assert ("guardian_block", "child_id") in found
    told = known_references.keys() | NO_REFERENCES.keys() | OTHERS.keys()
    assert sorted(found - told) == []


def test_what_is_told_is_there() -> None:
    known = columns()
    assert sorted((known_references.keys() | NO_REFERENCES.keys() | OTHERS.keys()) - known) == []
    for one in known_references.values():
        assert {(one.table, name) for name in one.unique or ()} <= known, one
        assert set(one.dependants) <= known, one
