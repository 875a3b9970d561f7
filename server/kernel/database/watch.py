"""Lets tests and metrics see every statement: to count queries and to find one that forgot its organisation."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

statement_watchers: list[Callable[[str], None]] = []
"""Called with the SQL of each statement before it runs. Empty in production."""


def watched(method: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """Wrap a client's `execute_…` method so that watchers see its SQL."""

    @wraps(method)
    async def seen(client: Any, query: str, *args: Any) -> Any:
        for watcher in statement_watchers:
            watcher(query)
        return await method(client, query, *args)

    return seen
