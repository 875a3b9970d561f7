"""Changing tables of SQLite: what `ALTER TABLE` cannot do is done by the procedure of its documentation.

https://www.sqlite.org/lang_altertable.html#otheralter, which wants foreign keys off; otherwise DROP TABLE deletes the
rows that refer to the table.
"""

from typing import Any

from tortoise.fields.base import Field
from tortoise.migrations.constraints import CheckConstraint
from tortoise.migrations.schema_editor.sqlite import SqliteSchemaEditor
from tortoise.models import Model

from server.kernel.database.script import statements
from server.kernel.migrations.editors import CompleteEditor, Constraint, column_of, has_constant_default

EXTRAS = "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"


class SqliteEditor(CompleteEditor, SqliteSchemaEditor):
    """The editor for SQLite."""

    constraints_in_table = (CheckConstraint,)

    async def _run_sql(self, sql: str) -> None:
        for statement in statements(sql):
            await self.client.execute_query(statement)

    async def add_constraint(self, model: type[Model], constraint: Constraint) -> None:
        if isinstance(constraint, CheckConstraint):
            await self._remake_table(model)
        else:
            await self._run_sql(self._unique_sql(model, constraint))

    async def remove_constraint(self, model: type[Model], constraint: Constraint) -> None:
        if not isinstance(constraint, CheckConstraint):
            await self._drop_index(self._constraint_name_for_model(model, self._in_columns(model, constraint)))
        await self._remake_table(model)

    async def rename_constraint(
        self, model: type[Model], old_constraint: Constraint, new_constraint: Constraint
    ) -> None:
        await self.remove_constraint(model, old_constraint)

    async def remove_field(self, model: type[Model], field: Field[Any]) -> None:
        await self._drop_indexes_of(model, field)
        await super().remove_field(model, field)

    async def _add_filled(self, model: type[Model], field: Field[Any]) -> None:
        await self._remake_table(model, create_field=field)

    async def _index_added(self, model: type[Model], field: Field[Any]) -> None:
        if not has_constant_default(field):
            await super()._index_added(model, field)

    async def _alter_field(self, model: type[Model], old_field: Field[Any], new_field: Field[Any]) -> None:
        await self._drop_indexes_of(model, old_field)
        await self._remake_table(model, alter_fields=[(old_field, new_field)])

    async def _remake_table(
        self,
        model: type[Model],
        create_field: Field[Any] | None = None,
        delete_field: Field[Any] | None = None,
        alter_fields: list[tuple[Field[Any], Field[Any]]] | None = None,
    ) -> None:
        wanted = self.wanted(model)
        table = wanted._meta.db_table
        create, *indexes = statements(self._get_model_sql_data(wanted).table_sql)
        extras = await self.client.execute_query_dict(EXTRAS, [table])
        await self.client.execute_query(create.replace(f'CREATE TABLE "{table}"', f'CREATE TABLE "new__{table}"', 1))
        await self._copy(wanted, {column_of(new): old for old, new in alter_fields or []})
        await self.client.execute_query(f'DROP TABLE "{table}"')
        await self.client.execute_query(f'ALTER TABLE "new__{table}" RENAME TO "{table}"')
        for index in indexes:
            await self.client.execute_query(index)
        await self._restore(table, extras)

    async def _copy(self, wanted: type[Model], altered: dict[str, Field[Any]]) -> None:
        table = wanted._meta.db_table
        there = {row["name"] for row in await self.client.execute_query_dict(f'PRAGMA table_info("{table}")')}
        sources: dict[str, str] = {}
        values: list[Any] = []
        for name, column in wanted._meta.fields_db_projection.items():
            field = wanted._meta.fields_map[name]
            old = altered.get(column)
            source = column_of(old) if old is not None else column
            fill = has_constant_default(field)
            if source in there:
                emptied = fill and old is not None and old.null
                sources[column] = f'COALESCE("{source}", ?)' if emptied else f'"{source}"'
                values += [field.to_db_value(field.default, wanted)] if emptied else []
            else:  # the one that is added, which is filled: others need no rebuild
                sources[column] = "?"
                values.append(field.to_db_value(field.default, wanted))
        columns = ", ".join(f'"{column}"' for column in sources)
        await self.client.execute_query(
            f'INSERT INTO "new__{table}" ({columns}) SELECT {", ".join(sources.values())} FROM "{table}"', values
        )

    async def _restore(self, table: str, extras: list[dict[str, Any]]) -> None:
        """Make again what a migration made by hand (RunSQL), and the models therefore do not know."""
        made = {row["name"] for row in await self.client.execute_query_dict(EXTRAS, [table])}
        for extra in extras:
            if extra["name"] not in made:
                await self.client.execute_query(extra["sql"])

    async def _drop_indexes_of(self, model: type[Model], field: Field[Any]) -> None:
        """Drop those that the field itself asked for; the rebuild makes what is still wanted."""
        column = column_of(field) if not hasattr(field, "related_model") else f"{field.model_field_name}_id"
        for prefix in ("idx", "uid"):
            await self._drop_index(self._generate_index_name(prefix, model, [column]))

    async def _drop_index(self, name: str) -> None:
        await self.client.execute_query(f'DROP INDEX IF EXISTS "{name}"')
