"""Examples of every operation, by feature."""

from tests.contracts.examples import (  # noqa: F401 - register themselves
    accounts,
    agenda,
    conversations,
    exchange,
    files,
    kernel,
    notifications,
    people,
    resources,
)
from tests.contracts.examples.registry import ACTORS, COLUMNS, Arguments, Example, examples

__all__ = ["ACTORS", "COLUMNS", "Arguments", "Example", "examples"]
