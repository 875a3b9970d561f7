"""Migrations: Tortoise's own files and operations, run with guards (docs/topics/migrations.md)."""

from server.kernel.migrations.plan import ZERO, pending
from server.kernel.migrations.run import built, migrate
from server.kernel.migrations.schema import unindexed_foreign_keys
from server.kernel.migrations.sentences import MigrationFailed
from server.kernel.migrations.write import create_tables, drift, make

__all__ = [
    "ZERO",
    "MigrationFailed",
    "built",
    "create_tables",
    "drift",
    "make",
    "migrate",
    "pending",
    "unindexed_foreign_keys",
]
