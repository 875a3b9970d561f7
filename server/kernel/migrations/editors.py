"""Tortoise's schema editors with what they leave out: constraints, indexes of added fields, tables kept whole.

Each says in `target` what the models look like after the operation at hand, so that what is rebuilt is rebuilt from
the models, and not from what happened to be in the old table.
"""

from dataclasses import replace
from typing import Any

from tortoise.fields.base import Field
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_editor.data import ModelSqlData
from tortoise.migrations.schema_generator.state import State
from tortoise.models import Model

from server.kernel.migrations.files import APP

Constraint = UniqueConstraint | CheckConstraint


class CompleteEditor(BaseSchemaEditor):
    """What both databases need."""

    target: State
    constraints_in_table: tuple[type[Constraint], ...]

    def __init__(self, connection: Any, atomic: bool = True, collect_sql: bool = False) -> None:
        super().__init__(connection, atomic, collect_sql)
        self.renamed: dict[str, str] = {}
        self._inner: list[str] = []

    def wanted(self, model: type[Model]) -> type[Model]:
        """The model as it is to be after the operation."""
        return self.target.apps.get_model(APP, model.__name__)

    def _get_model_sql_data(self, model: type[Model]) -> ModelSqlData:
        """Adds `Meta.constraints`, which Tortoise reads and forgets."""
        inside: list[Constraint] = []
        outside: list[Any] = []
        for constraint in model._meta.constraints or ():
            own = isinstance(constraint, self.constraints_in_table) and not getattr(constraint, "condition", None)
            (inside if own else outside).append(constraint)
        self._inner = [self._constraint_sql(model, constraint) for constraint in inside]
        try:
            made = super()._get_model_sql_data(model)
        finally:
            self._inner = []
        return replace(made, table_sql="\n".join([made.table_sql, *(self._unique_sql(model, c) for c in outside)]))

    def _get_inner_statements(self) -> list[str]:
        return [*super()._get_inner_statements(), *self._inner]

    def _constraint_sql(self, model: type[Model], constraint: Constraint) -> str:
        if isinstance(constraint, CheckConstraint):
            return self.CHECK_CONSTRAINT_CREATE_TEMPLATE.format(name=constraint.name, check=constraint.check)
        named = self._in_columns(model, constraint)
        columns = ", ".join(self.quote(column) for column in named.fields)
        return self.UNIQUE_CONSTRAINT_CREATE_TEMPLATE.format(
            index_name=self._constraint_name_for_model(model, named), fields=columns
        )

    def _unique_sql(self, model: type[Model], constraint: UniqueConstraint) -> str:
        named = self._in_columns(model, constraint)
        name = self._constraint_name_for_model(model, named)
        columns = ", ".join(self.quote(column) for column in named.fields)
        where = f" WHERE {constraint.condition}" if constraint.condition else ""
        return f"CREATE UNIQUE INDEX {self.quote(name)} ON {self.quote(model._meta.db_table)} ({columns}){where};"

    def _in_columns(self, model: type[Model], constraint: UniqueConstraint) -> UniqueConstraint:
        return replace(constraint, fields=tuple(self._resolve_fields_to_columns(model, constraint.fields)))

    def _escape_default_value(self, default: object) -> str:
        if isinstance(default, str):
            return "'" + default.replace("'", "''") + "'"
        return super()._escape_default_value(default)

    async def rename_table(self, model: type[Model], old_name: str, new_name: str) -> None:
        self.renamed[old_name] = new_name
        await super().rename_table(model, old_name, new_name)

    async def add_field(self, model: type[Model], field_name: str) -> None:
        """Adds the index too, and fills a column that may not be empty with the field's default."""
        field = model._meta.fields_map[field_name]
        if has_constant_default(field):
            await self._add_filled(model, field)
        else:
            await super().add_field(model, field_name)
        await self._index_added(model, column_field(model, field))

    async def _add_filled(self, model: type[Model], field: Field[Any]) -> None:
        raise NotImplementedError

    async def _index_added(self, model: type[Model], field: Field[Any]) -> None:
        if field.index and not field.pk:
            await self.add_index(model, Index(fields=[column_of(field)]))


def has_constant_default(field: Field[Any]) -> bool:
    """Whether rows that are there already can take the field's own default."""
    constant = field.default is not None and not callable(field.default)
    return constant and not field.null and not field.has_db_default()


def column_field(model: type[Model], field: Field[Any]) -> Field[Any]:
    """The field that has the column: for a foreign key its `…_id`."""
    if isinstance(field, ForeignKeyFieldInstance):
        return model._meta.fields_map[field.source_field or field.model_field_name]
    return field


def column_of(field: Field[Any]) -> str:
    """The name of a field's column."""
    return field.source_field or field.model_field_name
