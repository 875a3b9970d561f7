"""Files that contacts refer to by id. The files themselves live above this floor, which says here who keeps them."""

from typing import Protocol

from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.wire import invalid
from server.people.models import Contact

PICTURE = "picture"


class FileKeeper(Protocol):
    """What the floor of files does for contacts."""

    async def claim(self, ctx: Context, contact: Contact, file: int, purpose: str) -> bool:
        """Use a file on a card from now on; whether it is there, and the actor's to use."""
        ...

    async def release(self, ctx: Context, contact: Contact, file: int) -> None:
        """Use it no longer."""
        ...


file_keepers: list[FileKeeper] = []


async def exchange_file(ctx: Context, contact: Contact, before: int | None, file: int | None, field: str) -> None:
    """Put a file in the place of another in a field of a card; `field` is `picture`, or names a field of one's own.

    Raises `Refusal("invalid")` about the field when the file is not there, or not the actor's to use.
    """
    if before == file:
        return
    purpose = PICTURE if field == PICTURE else "field"
    for keeper in file_keepers:
        if file is not None and not await keeper.claim(ctx, contact, file, purpose):
            raise invalid(**{field: Reason("file_unknown")})
        if before is not None:
            await keeper.release(ctx, contact, before)
