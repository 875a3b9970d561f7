"""Changing tables of PostgreSQL."""

from typing import Any

from tortoise.fields.base import Field
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor.base_postgres import BasePostgresSchemaEditor
from tortoise.models import Model

from server.kernel.migrations.editors import CompleteEditor, Constraint, column_field, column_of, has_constant_default

FOREIGN_KEY = (
    "SELECT c.conname FROM pg_constraint c "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum] "
    "WHERE c.contype = 'f' AND c.conrelid = to_regclass($1) AND a.attname = $2"
)


UNIQUE = (
    "SELECT c.conname FROM pg_constraint c WHERE c.contype = 'u' AND c.conrelid = to_regclass($1) AND $2 = "
    "ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i) "
    "JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.n ORDER BY i)"
)


class PostgresEditor(CompleteEditor, BasePostgresSchemaEditor):
    """The editor for PostgreSQL."""

    constraints_in_table = (CheckConstraint, UniqueConstraint)

    def __init__(self, connection: Any, atomic: bool = True, collect_sql: bool = False) -> None:
        super().__init__(connection, atomic, collect_sql)
        self.comments_array = []

    async def _add_filled(self, model: type[Model], field: Field[Any]) -> None:
        column = column_of(column_field(model, field))
        unset, field.db_default = field.db_default, field.default
        try:
            await super(CompleteEditor, self).add_field(model, field.model_field_name)
        finally:
            field.db_default = unset
        await self._run_sql(f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{column}" DROP DEFAULT')

    async def _alter_field(self, model: type[Model], old_field: Field[Any], new_field: Field[Any]) -> None:
        if old_field.null and has_constant_default(new_field):
            column = column_of(old_field)
            sql = f'UPDATE "{model._meta.db_table}" SET "{column}" = $1 WHERE "{column}" IS NULL'
            await self.client.execute_query(sql, [new_field.to_db_value(new_field.default, model)])
        await super()._alter_field(model, old_field, new_field)

    async def alter_field(self, old_model: type[Model], new_model: type[Model], field_name: str) -> None:
        """Changes what a foreign key does too, which Tortoise overlooks."""
        await super().alter_field(old_model, new_model, field_name)
        old, new = old_model._meta.fields_map[field_name], new_model._meta.fields_map[field_name]
        if not (isinstance(old, ForeignKeyFieldInstance) and isinstance(new, ForeignKeyFieldInstance)):
            return
        if (old.on_delete, old.related_model._meta.db_table) != (new.on_delete, new.related_model._meta.db_table):
            await self._replace_foreign_key(new_model, new)

    async def rename_constraint(
        self, model: type[Model], old_constraint: Constraint, new_constraint: Constraint
    ) -> None:
        """A conditional one is an index, and no constraint to PostgreSQL."""
        if getattr(old_constraint, "condition", None):
            await self._run_sql(f'ALTER INDEX "{old_constraint.name}" RENAME TO "{new_constraint.name}"')
        else:
            await super().rename_constraint(model, old_constraint, new_constraint)

    async def _get_unique_constraint_names_from_db(
        self, table_name: str, column_names: list[str], schema: str | None = None
    ) -> list[str]:
        """Tortoise looks in `public` only, and what is built from nothing stands elsewhere."""
        found = await self.client.execute_query_dict(UNIQUE, [f'"{table_name}"', column_names])
        return [row["conname"] for row in found]

    async def _replace_foreign_key(self, model: type[Model], field: ForeignKeyFieldInstance[Any]) -> None:
        table, column = model._meta.db_table, column_of(column_field(model, field))
        for row in await self.client.execute_query_dict(FOREIGN_KEY, [f'"{table}"', column]):
            await self._run_sql(self.DELETE_FK_TEMPLATE.format(table=f'"{table}"', name=row["conname"]))
        other = field.related_model._meta.db_table
        reference = self.FK_TEMPLATE.format(
            table=f'"{other}"', field=column_of(field.to_field_instance), on_delete=field.on_delete, comment=""
        )
        await self._run_sql(f'ALTER TABLE "{table}" ADD FOREIGN KEY ("{column}"){reference}')
