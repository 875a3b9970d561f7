"""The migration files: their order, and what the models look like after each."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

from tortoise.migrations.migration import Migration
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from server.kernel.migrations.sentences import MigrationFailed

APP = "akkoord"
PACKAGE = "migrations"


def load(package: str = PACKAGE) -> list[Migration]:
    """The migrations of a package in their order, each following the one before.

    Raises `MigrationFailed("migration_order")` when two of them follow the same one.
    """
    folder = import_module(package).__path__
    names = sorted(name for _, name, is_package in iter_modules(folder) if name[0].isdigit() and not is_package)
    found = [import_module(f"{package}.{name}").Migration(name, APP) for name in names]
    for before, after in pairwise([None, *found]):
        if after is not None and list(after.dependencies) != ([(APP, before.name)] if before else []):
            raise MigrationFailed("migration_order", name=after.name, before=before.name if before else "-")
    return found


def no_models() -> State:
    """The state before the first migration."""
    return State(models={}, apps=StateApps(default_connections={APP: "default"}))


def state_after(migrations: Sequence[Migration]) -> State:
    """What the models look like after these migrations."""
    state = no_models()
    for migration in migrations:
        for operation in migration.operations:
            operation.state_forward(APP, state)
    return state
