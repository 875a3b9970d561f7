"""Who may see and change resources."""

from server.accounts.capabilities import MANAGE_AGENDA, MANAGE_SETTINGS
from server.kernel.access import HIDDEN, Actor, Verdict, may_as_member, may_with
from server.resources.models import Resource


def may_see_resource(actor: Actor, resource: Resource | None) -> Verdict:
    """Everyone in the organisation."""
    return may_as_member(actor, resource.organisation_id) if resource is not None else HIDDEN


def may_add_resource(actor: Actor, organisation: int) -> Verdict:
    """Those who manage the agenda."""
    return may_with(MANAGE_AGENDA, actor, organisation)


def may_change_resource(actor: Actor, resource: Resource | None) -> Verdict:
    """Those who manage the agenda."""
    return may_add_resource(actor, resource.organisation_id) if resource is not None else HIDDEN


def may_remove_resource(actor: Actor, resource: Resource | None) -> Verdict:
    """Those who manage settings: nothing of it comes back. Who manages the agenda can close it."""
    return may_with(MANAGE_SETTINGS, actor, resource.organisation_id) if resource is not None else HIDDEN
