"""An organisation's rules for messages: how long one may edit and delete, and whether administrators may."""

from typing import Annotated

import msgspec

from server.conversations.message_models import MessageRules
from server.conversations.policies import may_set_rules
from server.conversations.views import MessageRulesView
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input

Minutes = Annotated[int, msgspec.Meta(ge=0, le=527_040, description="Minutes, at most a year of them; 0 is never.")]


async def rules_of(organisation: int) -> MessageRules:
    """The rules; where none were set, those that let all."""
    found = await MessageRules.get_or_none(organisation_id=organisation)
    return found or MessageRules(id=new_id(), organisation_id=organisation, admins_delete=True)


def _view(rules: MessageRules) -> MessageRulesView:
    return MessageRulesView(
        edit_minutes=rules.edit_minutes, delete_minutes=rules.delete_minutes, admins_delete=rules.admins_delete
    )


class GetRules(Input, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("message_rules.get", scope="conversations:read")
async def get_rules(ctx: Context, given: GetRules) -> MessageRulesView:
    """Show how long messages may be edited and deleted, and by whom. Refused: not_found."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    return _view(await rules_of(given.organisation))


class SetRules(Input, frozen=True):
    """All of the rules: without a number of minutes for ever, with 0 never."""

    organisation: Id
    edit_minutes: Minutes | None = None
    delete_minutes: Minutes | None = None
    admins_delete: bool = True


@operation("message_rules.set", scope="conversations:write")
async def set_rules(ctx: Context, given: SetRules) -> MessageRulesView:
    """Say how long one may edit and delete one's messages, and whether administrators delete those of others.

    Refused: not_found, forbidden (no right to manage conversations).
    """
    ctx.allow(may_set_rules(ctx.actor, given.organisation))
    rules = await rules_of(given.organisation)
    wanted = {name: getattr(given, name) for name in ("edit_minutes", "delete_minutes", "admins_delete")}
    changed = [name for name, value in wanted.items() if getattr(rules, name) != value]
    if not rules._saved_in_db:
        ctx.add(rules)
    ctx.change(rules, **wanted)
    ctx.record(given.organisation, "organisation", given.organisation, details=", ".join(changed))
    return _view(rules)
