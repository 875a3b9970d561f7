"""Examples of every operation, by feature: each module here registers its own."""

import pkgutil
from importlib import import_module

from tests.contracts.examples.registry import ACTORS, COLUMNS, Arguments, Example, examples

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["ACTORS", "COLUMNS", "Arguments", "Example", "examples"]
