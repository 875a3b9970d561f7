"""Examples of every operation, by feature."""

from tests.contracts.examples import accounts, agenda, conversations, kernel, notifications, people
from tests.contracts.examples.registry import ACTORS, Example, examples

__all__ = ["ACTORS", "Example", "accounts", "agenda", "conversations", "examples", "kernel", "notifications", "people"]
