"""Acting for somebody: a session takes up a link, reads as that contact, and puts it down again."""

from server.accounts.events import SessionChanged
from server.accounts.models import Link
from server.accounts.queries import own_session
from server.kernel.access import may_when_signed_in
from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Id, Input
from server.people.families.policies import may_act_for
from server.people.families.views import ActingView


class ActFor(Input, frozen=True):
    """For whom; without a contact for oneself again."""

    contact: Id | None = None


@operation("session.act_for", scope="accounts:write")
async def act_for(ctx: Context, given: ActFor) -> ActingView:
    """Act for somebody from now on with this session: a minor of one's family, or who lets one; or for oneself again.

    Everything is then theirs, in that organisation only, and what is written says who wrote it. The session's sockets
    are closed with 4010 and come back as the other. Refused: not_found (one may not act for them), forbidden (bots).
    """
    link = None
    if given.contact is None:
        ctx.allow(may_when_signed_in(ctx.actor))
    else:
        link = await _open_link(ctx.actor.account, given.contact)
        ctx.allow(may_act_for(ctx.actor, link))
    session = await own_session(ctx.actor, ctx.actor.session or 0)
    if session.link_id != (link.id if link else None):
        ctx.change(session, link_id=link.id if link else None)
        ctx.emit(SessionChanged(session))
        if link is not None:
            ctx.record(link.organisation_id, "contact", link.contact_id)
    if link is None:
        return ActingView(reader=ctx.actor.account, organisation=None, contact=None)
    return ActingView(reader=link.id, organisation=link.organisation_id, contact=link.contact_id)


async def _open_link(account: int, contact: int) -> Link | None:
    """The link by which an account acts for a contact, where it stands itself too."""
    links = await Link.filter(account_id=account, until_at=None).order_by("id")
    own = {link.organisation_id for link in links if link.kind == "self"}
    others = (link for link in links if link.kind != "self" and link.organisation_id in own)
    return next((link for link in others if link.contact_id == contact), None)
