"""Examples of every operation, by feature."""

from tests.contracts.examples import (  # noqa: F401 - register themselves
    access,
    accounts,
    agenda,
    contacts,
    conversations,
    groups,
    kernel,
    memberships,
    notifications,
    people,
    selections,
)
from tests.contracts.examples.registry import ACTORS, COLUMNS, Arguments, Example, examples

__all__ = ["ACTORS", "COLUMNS", "Arguments", "Example", "examples"]
