"""Secret calendar addresses: making one and withdrawing them."""

from tortoise.queryset import QuerySet

from server.accounts.secrets import draw_secret, hash_secret
from server.agenda.events import CalendarRevoked
from server.agenda.models import CalendarLink
from server.agenda.policies import may_follow
from server.agenda.views import CalendarLinkView
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing

MOST_LINKS = 5
"""Live addresses of one account in one organisation: a phone, a laptop, and some that were lost."""


class LinkCalendar(Input, frozen=True):
    """Whose agenda to follow."""

    organisation: Id


# Its own unit: what an operation with a key answered is otherwise kept to be said again, and this must not be kept.
@operation("calendar.link", scope="calendars:write", unit="own")
async def link_calendar(ctx: Context, given: LinkCalendar) -> CalendarLinkView:
    """Make a secret address at which a calendar app follows the agenda: what is for all, and what is for one's groups.

    It is shown this once, for only a hash of it is kept. Addresses made before go on working, so that one can be made
    for each device; `calendar.revoke` withdraws them all. Who acts for somebody follows that one's agenda there, as
    long as they act for them. Refused: not_found (no standing there), conflict (there are five already).
    """
    ctx.allow(may_follow(ctx.actor, given.organisation))
    secret = draw_secret()
    async with ctx.write() as unit:
        if await _live(ctx, given.organisation).count() >= MOST_LINKS:
            raise Refusal("conflict", "calendar_links_full", limit=MOST_LINKS)
        unit.add(
            CalendarLink(
                id=new_id(),
                organisation_id=given.organisation,
                account_id=ctx.actor.account,
                link_id=ctx.actor.link,
                secret_hash=hash_secret(secret),
                created_at=ctx.now,
            )
        )
    return CalendarLinkView(url=f"{ctx.site.url}/calendar/{secret}.ics")


class RevokeCalendar(Input, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("calendar.revoke", scope="calendars:write")
async def revoke_calendar(ctx: Context, given: RevokeCalendar) -> Nothing:
    """Withdraw all of one's calendar addresses in an organisation, or of whom one acts for those that one made; apps
    that follow them find nothing any more.

    Refused: not_found (no standing there).
    """
    ctx.allow(may_follow(ctx.actor, given.organisation))
    for link in await _live(ctx, given.organisation):
        ctx.change(link, revoked_at=ctx.now)
        ctx.emit(CalendarRevoked(link))
    return Nothing()


def _live(ctx: Context, organisation: int) -> QuerySet[CalendarLink]:
    """The addresses that somebody made, for themselves or for whom they act for."""
    own = {"account_id": ctx.actor.account, "link_id": ctx.actor.link}
    return CalendarLink.filter(organisation_id=organisation, revoked_at=None, **own)
