"""The demo's rights, saved selections and rooms."""

from collections.abc import Mapping
from typing import Any

import msgspec

from server.accounts.models import Organisation
from server.accounts.role_models import Role, RoleCapability
from server.accounts.roles import grant_role
from server.demo_file import AssociationFile, SelectionTold
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import FamilyFunction, Selection, SelectionMember
from server.people.selections.conditions import Condition, Every, written
from server.resources.models import Resource


async def seed_rights(
    unit: UnitOfWork,
    choir: Organisation,
    accounts: Mapping[str, int],
    groups: Mapping[str, int],
    file: AssociationFile,
) -> None:
    """Write roles and who has them, in the running unit."""
    roles = {role.key: role for role in await Role.filter(organisation_id=choir.id)}
    for told in file.role:
        own = {"organisation_id": choir.id}
        role = roles[told.name] = Role(id=new_id(), name=told.name, created_at=clock.now(), **own)
        rows = (RoleCapability(id=new_id(), role_id=role.id, capability=each, **own) for each in told.capabilities)
        unit.add(role, *rows)
    for grant in file.grant:
        group = groups[grant.group] if grant.group is not None else None
        unit.add(grant_role(roles[grant.role], accounts[grant.member], group=group))


async def seed_selections(
    unit: UnitOfWork, choir: Organisation, names: Mapping[str, Mapping[str, int]], author: int, file: AssociationFile
) -> None:
    """Write saved selections. `names`: the ids of people and groups by name, each under its kind."""
    functions = {row.name: row.id for row in await FamilyFunction.filter(organisation_id=choir.id)}
    known = {**names, "functions": functions}
    for told in file.selection:
        selection = _selection(choir, told, known, author)
        own = {"organisation_id": choir.id, "selection_id": selection.id}
        people = (names["people"][name] for name in told.people)
        unit.add(selection, *(SelectionMember(id=new_id(), contact_id=contact, **own) for contact in people))


def _selection(
    choir: Organisation, told: SelectionTold, known: Mapping[str, Mapping[str, int]], author: int
) -> Selection:
    tree = msgspec.convert([_with_ids(each, known) for each in told.conditions], list[Condition])
    return Selection(
        id=new_id(),
        organisation_id=choir.id,
        name=told.name,
        conditions=written(Every(of=tree)) if tree else None,
        created_by_id=author,
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def _with_ids(condition: Mapping[str, Any], known: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """A condition in which groups and functions are named, with their ids."""
    return {key: [known[key][name] for name in value] if key in known else value for key, value in condition.items()}


def seed_resources(unit: UnitOfWork, choir: Organisation, file: AssociationFile) -> None:
    """Write halls and other things that activities use."""
    for told in file.resource:
        parts = msgspec.structs.asdict(told)
        unit.add(Resource(id=new_id(), organisation_id=choir.id, created_at=clock.now(), **parts))
