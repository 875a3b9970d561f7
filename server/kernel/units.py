"""Units of work that are committed and told: for operations that open their own, and for jobs."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from server.kernel.database import transaction
from server.kernel.events import Event
from server.kernel.finding import MessageIndex
from server.kernel.ports import BlobStore
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork

__all__ = ["Site", "Units"]


class Units:
    """Opens units of work; what they gathered is written at the end, committed, and then handed to the dispatcher.

    `blobs` is where the contents of files are kept, and `index` where words are found, outside every transaction.
    """

    def __init__(
        self, committed: Callable[[Sequence[Event]], None], site: Site, blobs: BlobStore, index: MessageIndex
    ) -> None:
        self.index = index
        self.committed = committed
        self.site = site
        self.blobs = blobs

    @asynccontextmanager
    async def write(self, unit: UnitOfWork | None = None) -> AsyncIterator[UnitOfWork]:
        """`async with units.write() as unit:` one transaction; an exception rolls everything back."""
        unit = unit or UnitOfWork()
        async with transaction():
            yield unit
            await unit.flush(self.site)
        self.committed(unit.events)
