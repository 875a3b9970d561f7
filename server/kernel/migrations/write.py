"""For developers: writing the migration that the models ask for, and finding where files and models differ."""

from pathlib import Path
from typing import Any

from tortoise.context import TortoiseContext
from tortoise.fields import BigIntField, IntField, TextField
from tortoise.fields.base import Field
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_generator.operation_generator import OperationGenerator
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from server.kernel.database.connect import DatabaseAddress
from server.kernel.database.fields import IdField
from server.kernel.database.searching import SearchField
from server.kernel.migrations.connection import connected, on_nothing
from server.kernel.migrations.files import APP, PACKAGE, load
from server.kernel.migrations.reading import read_schema
from server.kernel.migrations.run import built
from server.kernel.migrations.schema import Schema, differences, unindexed_foreign_keys
from server.kernel.migrations.steps import editor_for

SCRATCH = DatabaseAddress("sqlite:///scratch")
"""Says the kind of database only; what is built on it goes to a temporary file."""


async def make(modules: list[str], name: str, *, package: str = PACKAGE) -> Path | None:
    """Write the migration that brings the files up to the models; None when they are."""
    writer = await _changes(modules, package)
    if writer is None:
        return None
    writer.name = format_migration_name(len(load(package)) + 1, name)
    return writer.write()


async def drift(modules: list[str], *, package: str = PACKAGE, address: DatabaseAddress = SCRATCH) -> list[str]:
    """Sentences about where models, migrations and rules differ; empty when all is well.

    What `make` would write; what the migrations build otherwise than the models say, on the kind of database of
    `address` (nothing is changed in it); foreign keys without an index.
    """
    writer = await _changes(modules, package)
    found = [f"no migration for: {operation.describe()}" for operation in writer.operations] if writer else []
    by_migrations = await built(address, load(package))
    found += differences(await _built_from_models(modules, address), by_migrations)
    return found + [f"no index: {key}" for key in unindexed_foreign_keys(by_migrations)]


async def _changes(modules: list[str], package: str) -> MigrationWriter | None:
    async with TortoiseContext() as context:
        writers = await (await _detector(context, modules, package)).changes()
    return writers[0] if writers else None


async def create_tables(address: DatabaseAddress, modules: list[str]) -> None:
    """For tests: make the tables of the models in an empty database, with all their constraints, without migrations."""
    state = await _state_of(modules)
    async with connected(address) as engine, engine._in_transaction() as client:
        await _create_models(state, client)


async def _built_from_models(modules: list[str], address: DatabaseAddress) -> Schema:
    state = await _state_of(modules)

    async def work(client: Any) -> Schema:
        await _create_models(state, client)
        return await read_schema(client)

    return await on_nothing(address, work)


async def _state_of(modules: list[str]) -> State:
    async with TortoiseContext() as context:
        return (await _detector(context, modules, PACKAGE))._current_state()


async def _create_models(state: State, client: Any) -> None:
    editor = editor_for(client)
    apps = state.apps.clone(state.models)
    for app, model in OperationGenerator._sort_by_dependencies(list(state.models), state):
        await editor.create_model(apps.get_model(app, model))


async def _detector(context: TortoiseContext, modules: list[str], package: str) -> "_Detector":
    app = {"models": modules, "default_connection": "default", "migrations": package}
    config = {"connections": {"default": SCRATCH.connection()}, "apps": {APP: app}}
    await context.init(config=config, init_connections=False)
    return _Detector(context.apps, {APP: app})  # type: ignore[arg-type]


class _Detector(MigrationAutodetector):
    """Leaves out of the models what is no matter of the database."""

    def _current_state(self) -> State:
        state = super()._current_state()
        for model in state.models.values():
            _strip(model)
        return state


def _strip(model: ModelState) -> None:
    """Take out comments, and defaults that Python computes: neither is worth a migration."""
    model.options.pop("table_description", None)
    model.description = ""
    model.fields.update({name: _plain(_own_key(field)) for name, field in model.fields.items()})
    for field in model.fields.values():
        field.description = None
        if callable(field.default):
            field.default = None


def _plain(field: Field[Any]) -> Field[Any]:
    """What a search column is made of is no matter of the database."""
    return TextField(default="", source_field=field.source_field) if isinstance(field, SearchField) else field


def _own_key(field: Field[Any]) -> Field[Any]:
    # Tortoise does not write `generated=False` into the file, and the key would be the database's to make.
    if field.pk and not field.generated and type(field) in {BigIntField, IntField}:
        return IdField(source_field=field.source_field)
    return field
