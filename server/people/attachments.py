"""Files that contacts refer to by id. The files themselves live above this floor, which tells here what may be used."""

from collections.abc import Awaitable, Callable

from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.wire import invalid

FileCheck = Callable[[Context, int, int], Awaitable[bool]]
"""`(ctx, organisation, file)`: whether the actor may put this file on a card."""

file_checks: list[FileCheck] = []


async def demand_file(ctx: Context, organisation: int, file: int, field: str) -> None:
    """Raise `Refusal("invalid")` about a field when a file is not there, or not the actor's to use."""
    for allowed in file_checks:
        if not await allowed(ctx, organisation, file):
            raise invalid(**{field: Reason("file_unknown")})
