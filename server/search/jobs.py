"""What search does by itself: words that were taken out of a message leave the disk too."""

from datetime import timedelta

from server.kernel.clock import clock
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.search.indexing import catch_up

CLEANSE = "search.cleanse_index"
WITHIN = timedelta(minutes=10)
"""How long a word that is gone may still lie in the index: it is written anew once for all that went by then."""


@follow("message.edited", "message.deleted")
def cleanse_soon(_event: Event, _site: Site) -> Pending:
    """One job for all that changes in the meantime."""
    return Pending(CLEANSE, {}, clock.now() + WITHIN, CLEANSE)


@job(CLEANSE)
async def cleanse_index(work: Work) -> None:
    """Take in what changed, then write the index anew without what is gone."""
    await catch_up(work.units.index)
    await work.units.index.cleanse()
