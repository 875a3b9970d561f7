"""Pages of lists."""

from collections.abc import Callable
from typing import Any, TypeVar

from tortoise.queryset import QuerySet

from server.kernel.errors import Reason
from server.kernel.wire import ListView, PageInput, invalid

V = TypeVar("V")


async def page_of(query: QuerySet[Any], given: PageInput, view: Callable[[Any], V]) -> ListView[V]:
    """One page of an ordered query, seen through `view`."""
    start = page_start(given)
    found = await query.offset(start).limit(given.limit + 1)
    items = [view(row) for row in found[: given.limit]]
    return ListView(items=items, next=str(start + given.limit) if len(found) > given.limit else None)


def page_start(given: PageInput) -> int:
    """How many items the wanted page skips. Raises `Refusal("invalid")` for a `page` that we did not give."""
    text = given.page or "0"
    if not text.isdecimal() or len(text) > 9:
        raise invalid(page=Reason("field_pattern"))
    return int(text)
