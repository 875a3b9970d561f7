"""People ask to be erased; administrators hear of it, and see who waits."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.accounts.holders import Waiting, tell_people_with
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput
from server.people.models import Contact
from server.people.queries import find_contact
from server.privacy.models import ErasureRequest
from server.privacy.policies import may_answer_requests, may_request_erasure
from server.privacy.views import ErasureRequestView


class RequestErasure(Input, frozen=True):
    """For whom: oneself, or somebody for whom one acts."""

    organisation: Id
    contact: Id


@operation("privacy.request_erasure", scope="privacy:write")
async def request_erasure(ctx: Context, given: RequestErasure) -> ErasureRequestView:
    """Ask the administrators to erase oneself, or somebody for whom one acts; asking again changes nothing.

    Refused: not_found (no such contact), forbidden (somebody else).
    """
    contact = await find_contact(given.organisation, given.contact, lock=True)
    ctx.allow(may_request_erasure(ctx.actor, contact))
    if contact is None:
        raise not_found()
    own = {"organisation_id": given.organisation, "contact_id": contact.id}
    waiting = await ErasureRequest.get_or_none(declined_at=None, **own)
    if waiting is None:
        waiting = ErasureRequest(id=new_id(), account_id=ctx.actor.account, asked_at=ctx.now, **own)
        ctx.add(waiting)
        asked = Waiting("erasure_request", waiting.id, "/manage/privacy")
        await tell_people_with(ctx, given.organisation, MANAGE_MEMBERS, asked)
    return _view(waiting, contact)


class WithdrawRequest(Input, frozen=True):
    """For whom."""

    organisation: Id
    contact: Id


@operation("privacy.withdraw_request", scope="privacy:write")
async def withdraw_request(ctx: Context, given: WithdrawRequest) -> Nothing:
    """Ask no longer to be erased. Refused: not_found (no such contact), forbidden (somebody else)."""
    contact = await find_contact(given.organisation, given.contact)
    ctx.allow(may_request_erasure(ctx.actor, contact))
    own = {"organisation_id": given.organisation, "contact_id": given.contact}
    await ErasureRequest.filter(declined_at=None, **own).delete()
    return Nothing()


class GetRequest(Input, frozen=True):
    """For whom."""

    organisation: Id
    contact: Id


@operation("privacy.get_request", scope="privacy:read")
async def get_request(ctx: Context, given: GetRequest) -> ListView[ErasureRequestView]:
    """Show the latest time that one asked to be erased, if one did. Refused: not_found, forbidden (somebody else)."""
    contact = await find_contact(given.organisation, given.contact)
    ctx.allow(may_request_erasure(ctx.actor, contact))
    asked = ErasureRequest.filter(organisation_id=given.organisation, contact_id=given.contact)
    latest = await asked.order_by("-id").first()
    return ListView(items=[_view(latest, contact)] if latest is not None and contact is not None else [])


class ListRequests(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("privacy.list_requests", scope="privacy:read")
async def list_requests(ctx: Context, given: ListRequests) -> ListView[ErasureRequestView]:
    """List who asks to be erased, the longest waiting first. Refused: forbidden (no right to manage members)."""
    ctx.allow(may_answer_requests(ctx.actor, given.organisation))
    own = {"organisation_id": given.organisation}
    page = await page_of(ErasureRequest.filter(declined_at=None, **own).order_by("id"), given, lambda row: row)
    contacts = await Contact.filter(id__in=[row.contact_id for row in page.items] or [-1], **own)
    by_id = {contact.id: contact for contact in contacts}
    shown = [_view(row, by_id[row.contact_id]) for row in page.items if row.contact_id in by_id]
    return ListView(items=shown, next=page.next)


class DeclineRequest(Input, frozen=True):
    """Which one."""

    organisation: Id
    request: Id


@operation("privacy.decline_request", scope="privacy:write")
async def decline_request(ctx: Context, given: DeclineRequest) -> Nothing:
    """Answer that somebody is not erased, such as one who still owes; who asked sees it.

    Refused: forbidden (no right to manage members), not_found (nobody asks this).
    """
    ctx.allow(may_answer_requests(ctx.actor, given.organisation))
    asked = await ErasureRequest.get_or_none(organisation_id=given.organisation, id=given.request, declined_at=None)
    if asked is None:
        raise not_found()
    ctx.change(asked, declined_at=ctx.now)
    ctx.record(given.organisation, "contact", asked.contact_id)
    return Nothing()


def _view(row: ErasureRequest, contact: Contact) -> ErasureRequestView:
    return ErasureRequestView(
        id=row.id,
        organisation=row.organisation_id,
        contact=contact.id,
        contact_name=contact.name,
        asked_at=row.asked_at,
        declined_at=row.declined_at,
    )
