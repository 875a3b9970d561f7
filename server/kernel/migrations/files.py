"""The migration files: their order, and what the models look like after each."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from typing import Any
from weakref import WeakKeyDictionary

from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import RenameModel
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

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


class _Apps(StateApps):
    """Tortoise prepares the queries of every model at every step; this does so for those that the step made anew."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"default_connections": {APP: "default"}, **given})
        self._prepared: WeakKeyDictionary[type[Model], frozenset[str]] = WeakKeyDictionary()

    def _build_initial_querysets(self) -> None:
        every = self.apps
        self.apps = {app: {name: m for name, m in every[app].items() if self._is_new(m)} for app in every}
        try:
            super()._build_initial_querysets()
            for model in (model for models in self.apps.values() for model in models.values()):
                self._prepared[model] = frozenset(model._meta.fields_map)
        finally:
            self.apps = every

    def _is_new(self, model: type[Model]) -> bool:
        return model._meta._inited and self._prepared.get(model) != model._meta.fields_map.keys()


def no_models() -> State:
    """The state before the first migration."""
    return State(models={}, apps=_Apps())


def moved_on(state: State, operation: Any) -> State:
    """Take a state past an operation; gives what it was before.

    A step makes models anew and never changes those that were there, so what was before can keep them. A renamed
    model is the exception: Tortoise leaves those that refer to it pointing at its old self, which a full copy mends.
    """
    if isinstance(operation, RenameModel):
        before = state.clone()
        operation.state_forward(APP, state)
        return before
    apps = _Apps()
    apps.apps = {app: dict(models) for app, models in state.apps.apps.items()}
    before = State(models={key: model.clone() for key, model in state.models.items()}, apps=apps)
    operation.state_forward(APP, state)
    for app, models in apps.apps.items():
        for model in models.values():
            model._meta.app = app  # which Tortoise took from those that were made anew
    return before


def state_after(migrations: Sequence[Migration]) -> State:
    """What the models look like after these migrations."""
    state = no_models()
    for migration in migrations:
        for operation in migration.operations:
            operation.state_forward(APP, state)
    return state
