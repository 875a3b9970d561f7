"""The roles with which an organisation begins."""

from collections.abc import Mapping

from server.accounts.capabilities import EVERY_CAPABILITY, MANAGE_MEMBERS, SEE_MEMBERS
from server.accounts.models import Organisation
from server.accounts.role_models import Grant, Role, RoleCapability
from server.kernel.clock import clock
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import Language, say
from server.kernel.unit_of_work import UnitOfWork

ADMIN = "admin"

FIRST_ROLES: Mapping[str, frozenset[str]] = {
    ADMIN: EVERY_CAPABILITY,
    "members": frozenset({MANAGE_MEMBERS, SEE_MEMBERS}),
    "leader": frozenset({SEE_MEMBERS}),
}
"""By key. `admin` is not edited, so that there is always one role with which nobody is locked out."""


def add_first_roles(unit: UnitOfWork, organisation: Organisation) -> Role:
    """Give a new organisation its first roles; the administrators' is returned."""
    language: Language = "en" if organisation.language == "en" else "nl"
    own = {"organisation_id": organisation.id}
    roles = {
        key: Role(id=new_id(), key=key, name=say(Reason(f"role_{key}"), language), created_at=clock.now(), **own)
        for key in FIRST_ROLES
    }
    unit.add(*roles.values())
    for key, capabilities in FIRST_ROLES.items():
        unit.add(
            *(RoleCapability(id=new_id(), role_id=roles[key].id, capability=c, **own) for c in sorted(capabilities))
        )
    return roles[ADMIN]


async def capabilities_of(role: Role) -> frozenset[str]:
    """What a role holds."""
    held = await RoleCapability.filter(organisation_id=role.organisation_id, role_id=role.id)
    return frozenset(row.capability for row in held)


def grant_role(role: Role, account: int, *, group: int | None = None, granted_by: int | None = None) -> Grant:
    """The row that gives an account a role, in the organisation or in one group."""
    return Grant(
        id=new_id(),
        organisation_id=role.organisation_id,
        account_id=account,
        role_id=role.id,
        scope="organisation" if group is None else "group",
        group_id=group,
        granted_at=clock.now(),
        granted_by_id=granted_by,
    )
