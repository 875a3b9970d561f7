"""Examples of roles, of who has them, and of the log."""

from server.kernel.ids import new_id
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

ADMINS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example("capability.list", **ADMINS)
async def list_capabilities(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("role.list", **ADMINS)
async def list_roles(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("role.create", **ADMINS)
async def create_role(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Drukkerij {new_id()}", "capabilities": ["news", "mailings"]}


@example("role.change", **ADMINS)
async def change_role(stage: Stage, owner: Person) -> Arguments:
    role = await role_of(stage, owner)
    return {"organisation": owner.organisation, "role": role, "capabilities": ["news", "agenda"]}


@example("role.remove", **ADMINS)
async def remove_role(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "role": await role_of(stage, owner)}


@example("grant.list", **ADMINS)
async def list_grants(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "role": stage.roles[owner.organisation, "admin"].id}


@example("grant.give", **ADMINS)
async def give_grant(stage: Stage, owner: Person) -> Arguments:
    role = await role_of(stage, owner)
    return {"organisation": owner.organisation, "contact": stage.fellow(owner).contact, "role": role}


@example("grant.end", **ADMINS)
async def end_grant(stage: Stage, owner: Person) -> Arguments:
    given = await stage.leader(owner).call("grant.give", **await give_grant(stage, owner))
    return {"organisation": owner.organisation, "grant": given["id"]}


@example("audit.list", **ADMINS)
async def list_audit(stage: Stage, owner: Person) -> Arguments:
    await role_of(stage, owner)
    leader = stage.leader(owner)
    return {"organisation": owner.organisation, "by": leader.contact, "act": "role", "limit": 1}


@example("audit.export", **ADMINS)
async def export_audit(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "act": "role.remove", "first_day": "2020-01-01"}


@example("audit.kinds", **ADMINS)
async def list_audit_kinds(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


async def role_of(stage: Stage, owner: Person) -> int:
    """A role of the owner's organisation that nobody has yet."""
    made = await stage.leader(owner).call("role.create", **await create_role(stage, owner))
    return int(made["id"])
