"""Who is in a fixed selection: adding some and taking some out, whatever somebody else does to it at once."""

from typing import Annotated

import msgspec

from server.kernel.context import Context
from server.kernel.errors import Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input
from server.people.models import Selection, SelectionMember
from server.people.queries import contacts_with_ids
from server.people.rewriting import delete_rows
from server.people.selections.asking import find_selection
from server.people.selections.policies import may_keep_selection
from server.people.selections.views import SelectionPeople


class ChangePeople(Input, frozen=True):
    """Which selection, and whom."""

    organisation: Id
    selection: Id
    contacts: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=10_000)]


@operation("selection.add", scope="people:write")
async def add_to_selection(ctx: Context, given: ChangePeople) -> SelectionPeople:
    """Add people to a fixed selection; who is in it stays. The answer names those who came in.

    Refused: not_found (no such selection or contact), forbidden (no right to manage members), conflict (it is a
    question, not fixed people).
    """
    row = await _open(ctx, given)
    wanted = sorted(set(given.contacts))
    if len(await contacts_with_ids(given.organisation, wanted)) < len(wanted):
        raise not_found()
    inside = {member.contact_id for member in await SelectionMember.filter(**_own(row))}
    fresh = [contact for contact in wanted if contact not in inside]
    ctx.add(*(SelectionMember(id=new_id(), contact_id=contact, **_own(row)) for contact in fresh))
    return _changed(ctx, row, fresh, f"+{len(fresh)}")


@operation("selection.withdraw", scope="people:write")
async def withdraw_from_selection(ctx: Context, given: ChangePeople) -> SelectionPeople:
    """Take people out of a fixed selection; who is not in it stays out. The answer names those who went.

    Refused: not_found (no such selection), forbidden (no right to manage members), conflict (it is a question, not
    fixed people).
    """
    row = await _open(ctx, given)
    wanted = set(given.contacts)
    going = [member for member in await SelectionMember.filter(**_own(row)) if member.contact_id in wanted]
    await delete_rows(going)
    return _changed(ctx, row, sorted(member.contact_id for member in going), f"-{len(going)}")


async def _open(ctx: Context, given: ChangePeople) -> Selection:
    """A fixed selection, locked: of two who change it at once the second sees what the first did."""
    row = await find_selection(given.organisation, given.selection, lock=True)
    ctx.allow(may_keep_selection(ctx.actor, given.organisation, row))
    if row is None:
        raise not_found()
    if row.conditions is not None:
        raise Refusal("conflict", "selection_not_fixed")
    return row


def _own(row: Selection) -> dict[str, int]:
    return {"organisation_id": row.organisation_id, "selection_id": row.id}


def _changed(ctx: Context, row: Selection, contacts: list[int], details: str) -> SelectionPeople:
    if contacts:
        ctx.change(row, changed_at=ctx.now)
    ctx.record(row.organisation_id, "selection", row.id, details=details)
    return SelectionPeople(selection=row.id, name=row.name, contacts=contacts)
