"""Access that begins or ends by itself: because a family, a birth date or a login changed, or somebody turned 18."""

from datetime import timedelta

from server.kernel.database import rows
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.people.families.guardians import SETTLE, settle_guardians, settle_later

LOOKED_OVER = """
    SELECT o."id" FROM "organisation" o
    WHERE EXISTS (SELECT 1 FROM "family_member" f WHERE f."organisation_id" = o."id")
    OR EXISTS (SELECT 1 FROM "link" l
        WHERE l."organisation_id" = o."id" AND l."kind" <> 'self' AND l."until_at" IS NULL)
    ORDER BY o."id"
"""


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
    """Once a day wherever there are families, or somebody acts for somebody: it also plans, to the minute, the end for
    those who turn 18 tomorrow."""
    for house in await rows(LOOKED_OVER):
        async with work.units.write() as unit:
            await settle_guardians(unit, house["id"])
