"""Examples of every operation, by feature."""

from tests.contracts.examples import (  # noqa: F401 - register themselves
    accounts,
    agenda,
    conversations,
    kernel,
    notifications,
    people,
    second_factor,
)
from tests.contracts.examples.registry import ACTORS, Arguments, Example, examples

__all__ = ["ACTORS", "Arguments", "Example", "examples"]
