"""Taking back what was begun for many at once."""

from typing import Annotated

import msgspec

from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Id
from server.people.groups.views import TakenBack
from server.people.memberships.operations import StartManyMemberships
from server.people.memberships.policies import may_arrange_types
from server.people.models import Contact, Membership, MembershipChoice
from server.people.rewriting import delete_rows


class TakeBackMemberships(StartManyMemberships, frozen=True, kw_only=True):
    """What `membership.start_many` was asked, and the `memberships` that it answered."""

    memberships: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]


@operation("membership.take_back", scope="people:write")
async def take_back_memberships(ctx: Context, given: TakeBackMemberships) -> TakenBack:
    """Undo `membership.start_many`: what it began goes and leaves no history. What was changed since stays.

    Refused: not_found (no standing there), forbidden.
    """
    ctx.allow(may_arrange_types(ctx.actor, given.organisation))
    own = {"organisation_id": given.organisation}
    await Contact.filter(**own, id__in=given.contacts).select_for_update(no_key=True).order_by("id")
    begun = Membership.filter(**own, id__in=given.memberships, contact_id__in=given.contacts, type_id=given.type)
    untouched = await begun.filter(from_day=given.from_day, until_day=given.until_day, end_reason=None)
    chosen: dict[int, list[MembershipChoice]] = {row.id: [] for row in untouched}
    for choice in await MembershipChoice.filter(**own, membership_id__in=sorted(chosen)) if chosen else []:
        chosen[choice.membership_id].append(choice)
    wanted = set(given.options)
    going = [row for row in untouched if {choice.option_id for choice in chosen[row.id]} == wanted]
    await delete_rows([choice for row in going for choice in chosen[row.id]])
    await delete_rows(going)
    ctx.record(given.organisation, "membershiptype", given.type, details=f"memberships: -{len(going)}")
    return TakenBack(taken_back=len(going), changed=len(set(given.memberships)) - len(going))
