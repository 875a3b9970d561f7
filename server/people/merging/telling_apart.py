"""Saying that two cards which look alike are of two people, so that they are not shown as doubles again."""

from tortoise.expressions import Q

from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing
from server.people.merging.policies import may_look_for_doubles, may_tell_apart
from server.people.models import Contact, DistinctPair
from server.people.rewriting import delete_rows


class SetDistinct(Input, frozen=True):
    """Which two, in whatever order; `distinct` false takes it back."""

    organisation: Id
    one: Id
    other: Id
    distinct: bool = True


@operation("contact.set_distinct", scope="people:write")
async def set_distinct(ctx: Context, given: SetDistinct) -> Nothing:
    """Say that two cards are of two people: `contact.duplicates` leaves them out from then on. Twice is as once.

    Refused: not_found (no such contacts), forbidden, conflict (one contact twice).
    """
    ctx.allow(may_look_for_doubles(ctx.actor, given.organisation))
    ctx.allow(may_tell_apart(given.one, given.other))
    one, other = sorted([given.one, given.other])
    # Locked, so that of two who say it at once the second sees what the first wrote.
    both = Contact.filter(organisation_id=given.organisation, id__in=[one, other], removed_at=None)
    if len(await both.select_for_update(no_key=True).order_by("id")) < 2:
        raise not_found()
    told = await DistinctPair.filter(
        Q(one_id=one, other_id=other) | Q(one_id=other, other_id=one), organisation_id=given.organisation
    )
    if given.distinct and not told:
        own = {"organisation_id": given.organisation, "said_at": ctx.now}
        ctx.add(DistinctPair(id=new_id(), one_id=one, other_id=other, **own))
    if not given.distinct:
        await delete_rows(told)
    if given.distinct != bool(told):
        ctx.record(
            given.organisation, "contact", one, details=f"{'distinct' if given.distinct else 'alike'} contact:{other}"
        )
    return Nothing()
