"""Access that begins or ends by itself: because a family, a birth date or a login changed, or somebody turned 18."""

from datetime import timedelta

from server.accounts.models import Organisation
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.people.families.guardians import SETTLE, settle_guardians, settle_later


@follow("contact.changed")
def settle_when_somebody_changes(event: Event, _site: Site) -> Pending:
    """A birth date may have changed, or the contact may be gone."""
    return settle_later(event.organisation)


@job(SETTLE)
async def settle(work: Work, organisation: int) -> None:
    """Make the open links of an organisation equal to what its families say."""
    async with work.units.write() as unit:
        await settle_guardians(unit, organisation)


@job("people.look_over_families", every=timedelta(days=1))
async def look_over_families(work: Work) -> None:
    """Once a day everywhere: it also plans, to the minute, the end for those who turn 18 tomorrow."""
    for house in await Organisation.all().order_by("id"):
        async with work.units.write() as unit:
            await settle_guardians(unit, house.id)
