"""Who may see and change rights."""

from collections.abc import Collection

from server.accounts.capabilities import GROUP_CAPABILITIES, MANAGE_ACCESS, MANAGE_SETTINGS
from server.accounts.role_models import Role
from server.accounts.roles import ADMIN
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with


def may_manage_access(actor: Actor, organisation: int) -> Verdict:
    """Who has which right, and what was done with it: those who manage access."""
    return may_with(MANAGE_ACCESS, actor, organisation)


def may_make_role(actor: Actor, organisation: int, capabilities: Collection[str]) -> Verdict:
    """A new role, of no more than one has oneself."""
    verdict = may_manage_access(actor, organisation)
    return _within_own(actor, organisation, capabilities) if verdict.allowed else verdict


def may_change_role(actor: Actor, organisation: int, role: Role | None, touched: Collection[str]) -> Verdict:
    """A role's name and capabilities, adding and taking away (`touched`) no more than one has oneself: who may not
    dismiss somebody does not empty their role either. The administrators' stays whole."""
    verdict = may_manage_access(actor, organisation)
    if not verdict.allowed:
        return verdict
    if role is None:
        return HIDDEN
    if role.key == ADMIN:
        return Verdict("conflict", "role_admin_fixed")
    return _within_own(actor, organisation, touched)


def may_remove_role(actor: Actor, organisation: int, role: Role | None, *, granted: int) -> Verdict:
    """A role that nobody has; the administrators' always stays."""
    verdict = may_change_role(actor, organisation, role, ())
    return Verdict("conflict", "role_granted") if verdict.allowed and granted else verdict


def may_give_role(
    actor: Actor, organisation: int, role: Role | None, held: Collection[str], *, in_group: bool
) -> Verdict:
    """A role that holds no more than one has oneself; in a group only what reaches no further than its people."""
    verdict = may_manage_access(actor, organisation)
    if not verdict.allowed:
        return verdict
    if role is None:
        return HIDDEN
    if in_group and not GROUP_CAPABILITIES.issuperset(held):
        return Verdict("conflict", "role_not_in_group")
    return _within_own(actor, organisation, held)


def may_end_grant(actor: Actor, organisation: int, held: Collection[str] | None) -> Verdict:
    """Who has no more than one has oneself is dismissed; `held` is what the grant gave, None for no such grant."""
    verdict = may_manage_access(actor, organisation)
    if not verdict.allowed:
        return verdict
    return HIDDEN if held is None else _within_own(actor, organisation, held)


def may_end_access(actor: Actor, organisation: int, held: Collection[str]) -> Verdict:
    """Who no longer signs in loses their rights too, `held` in the organisation and in groups: who has any is let go
    by those who could dismiss them from each, so that nobody gets past that by removing the person."""
    if not held or may_end_grant(actor, organisation, held).allowed:
        return ALLOWED
    return Verdict("forbidden", "access_beyond")


def may_change_organisation(actor: Actor, organisation: int) -> Verdict:
    """Its name, language and zone: those who manage settings."""
    return may_with(MANAGE_SETTINGS, actor, organisation)


def _within_own(actor: Actor, organisation: int, capabilities: Collection[str]) -> Verdict:
    own = actor.standings[organisation].capabilities
    return ALLOWED if own.issuperset(capabilities) else Verdict("forbidden", "role_beyond")
