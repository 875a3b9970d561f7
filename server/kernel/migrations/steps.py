"""Carrying out the operations of a migration, forward and back."""

from collections.abc import Sequence
from typing import Any

from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import RunPython, RunSQL
from tortoise.migrations.schema_generator.state import State

from server.kernel.migrations.editors import CompleteEditor
from server.kernel.migrations.files import APP, moved_on, no_models
from server.kernel.migrations.postgres_editor import PostgresEditor
from server.kernel.migrations.sqlite_editor import SqliteEditor


def editor_for(client: Any) -> CompleteEditor:
    """The editor for the database behind a client that is inside a transaction."""
    return PostgresEditor(client) if client.capabilities.dialect == "postgres" else SqliteEditor(client)


async def apply(migration: Migration, state: State, editor: CompleteEditor) -> None:
    """Carry out a migration; `state` says what the models look like, before and, changed, after."""
    for operation in migration.operations:
        before = moved_on(state, operation)
        editor.target = state
        EXECUTOR_CACHE.clear()
        await operation.database_forward(APP, before, state, editor)
    state.validate_relations_initialized()


async def undo(migration: Migration, later: State, editor: CompleteEditor) -> None:
    """Undo a migration; `later` says what the models looked like before it, and comes to what they are after it."""
    steps = [(operation, moved_on(later, operation)) for operation in migration.operations]
    for operation, earlier in reversed(steps):
        editor.target = earlier
        EXECUTOR_CACHE.clear()
        await operation.database_backward(APP, later, earlier, editor)
        later = earlier


async def apply_all(migrations: Sequence[Migration], client: Any) -> None:
    """Carry out migrations on an empty database."""
    state, editor = no_models(), editor_for(client)
    for migration in migrations:
        await apply(migration, state, editor)


def changes_rows(migrations: Sequence[Migration]) -> bool:
    """Whether a migration does more than change tables."""
    return any(
        isinstance(operation, RunPython | RunSQL) for migration in migrations for operation in migration.operations
    )
