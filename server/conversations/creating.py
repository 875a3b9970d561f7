"""Opening a group conversation or a broadcast list."""

from typing import Literal

from server.conversations.policies import may_create
from server.conversations.seating import People, keep_away, new_conversation, seat_contacts
from server.conversations.views import ConversationView
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Title, invalid
from server.people.queries import contacts_of_group, contacts_with_ids
from server.people.selections.asking import contacts_of_selection
from server.people.selections.policies import may_select


class CreateConversation(Input, frozen=True):
    """A title, and who: a group's members, the people of a selection, or contacts picked by hand.

    `without` some of them. A `broadcast` list reaches them without their seeing each other; `admins` administer it
    beside who makes it. With `follows_group`, who comes to stand in the group joins, and who stands there no longer
    leaves.
    """

    organisation: Id
    title: Title
    group: Id | None = None
    without: People | None = None
    follows_group: bool = False
    selection: Id | None = None
    contacts: People | None = None
    kind: Literal["group", "broadcast"] = "group"
    admins: People | None = None


@operation("conversation.create", scope="conversations:write")
async def create_conversation(ctx: Context, given: CreateConversation) -> ConversationView:
    """Open a group conversation or a broadcast list; who asks sits in it too, as its administrator.

    Refused: not_found (no such group, selection or contact), forbidden (no right to open group conversations, or to
    ask who is in a selection), invalid (nobody was chosen, or no group to follow).
    """
    ctx.allow(may_create(ctx.actor, given.organisation))
    if given.group is None and given.selection is None and given.contacts is None:
        raise invalid(contacts=Reason("nobody_chosen"))
    if given.follows_group and given.group is None:
        raise invalid(follows_group=Reason("follows_no_group"))
    without = set(given.without or ())
    contacts = [contact for contact in await _chosen(ctx, given) if contact not in without]
    if not contacts:
        raise invalid(contacts=Reason("nobody_chosen"))
    own = ctx.actor.standing(given.organisation).contact
    admins = {*(given.admins or ()), *([own] if own is not None else [])}
    await _known(given.organisation, admins)
    values = {"title": given.title.strip(), "group_id": given.group, "creator_id": own}
    values |= {"kind": given.kind, "admins_post": given.kind == "broadcast", "follows_group": given.follows_group}
    created = new_conversation(ctx, given.organisation, **values)
    followed = contacts if given.follows_group else ()
    seat_contacts(ctx, created, sorted({*contacts, *admins}), admins=admins, followed=followed)
    if given.follows_group:
        await keep_away(ctx, created, without)
    ctx.record(given.organisation, "conversation", created.id)
    return ctx.later(created, ConversationView.of)


async def _chosen(ctx: Context, given: CreateConversation) -> list[int]:
    if given.selection is not None:
        ctx.allow(may_select(ctx.actor, given.organisation))
        return await contacts_of_selection(ctx.actor, given.organisation, given.selection)
    if given.group is not None:
        return await contacts_of_group(given.organisation, given.group)
    return await _known(given.organisation, set(given.contacts or ()))


async def _known(organisation: int, wanted: set[int]) -> list[int]:
    found = await contacts_with_ids(organisation, sorted(wanted))
    if len(found) < len(wanted):
        raise not_found()
    return [contact.id for contact in found]
