"""Tortoise with the traps taken out: one writer, snapshot reads, cancel-safe transactions, moments in UTC."""

from server.kernel.database.connect import Database, DatabaseAddress
from server.kernel.database.fields import IdField, JsonField, MomentField
from server.kernel.database.searching import SearchField, search_form
from server.kernel.database.statements import execute, rows, statement_watchers
from server.kernel.database.transactions import clear_freed, one_by_one, snapshot, spawn, transaction

__all__ = [
    "Database",
    "DatabaseAddress",
    "IdField",
    "JsonField",
    "MomentField",
    "SearchField",
    "clear_freed",
    "execute",
    "one_by_one",
    "rows",
    "search_form",
    "snapshot",
    "spawn",
    "statement_watchers",
    "transaction",
]
