"""The operator's way in: an administrator for an organisation that has none left."""

from server.accounts.events import AccountChanged
from server.accounts.last_admin import has_admin, lock_organisation
from server.accounts.models import Account, Link, Organisation
from server.accounts.role_models import Role
from server.accounts.roles import ADMIN, grant_role
from server.kernel.access import Actor
from server.kernel.context import Context, Door
from server.kernel.errors import Refusal
from server.kernel.units import Site, Units

OPERATOR = Actor(account=0, kind="operator")


async def appoint_admin(
    units: Units, site: Site, organisation: Organisation, account: Account, *, beside: bool = False
) -> None:
    """Give the administrators' role to an account that stands in the organisation, if nobody has it; or `beside` who
    has.

    Raises `Refusal`: conflict (there is an administrator, who can appoint others; or they do not stand there).
    """
    ctx = Context(OPERATOR, site, units, door=Door("shell"))
    ctx.operation = "admin.appoint"
    async with units.write(ctx.unit) as unit:
        await lock_organisation(organisation.id)
        if not beside and await has_admin(organisation.id):
            raise Refusal("conflict", "appoint_has_admin")
        own = Link.filter(organisation_id=organisation.id, account_id=account.id, kind="self", until_at=None)
        link = await own.first()
        if link is None or account.kind != "person":
            raise Refusal("conflict", "appoint_elsewhere")
        role = await Role.get(organisation_id=organisation.id, key=ADMIN)
        unit.add(grant_role(role, account.id))
        unit.emit(AccountChanged(account))
        ctx.record(organisation.id, "contact", link.contact_id, details=f"role:{role.id}")
