"""What no family can be: somebody their own ancestor, or a parent younger than their child."""

from collections.abc import Collection

from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.errors import Reason
from server.kernel.wire import invalid
from server.people.models import Contact, Family, FamilyFunction, FamilyMember


async def check_kinship(family: Family, contact: Contact, function: FamilyFunction) -> None:
    """Refuse (`invalid`) a part in a family that contradicts the other families or the birth dates there."""
    others = FamilyMember.filter(
        organisation_id=family.organisation_id, family_id=family.id, function__organisation_id=family.organisation_id
    )
    others = others.exclude(contact_id=contact.id).filter(function__is_child=not function.is_child)
    relatives = {
        row.id: row
        for row in await Contact.filter(
            organisation_id=family.organisation_id, id__in=await others.values_list("contact_id", flat=True)
        )
    }
    for relative in relatives.values():
        child, parent = (contact, relative) if function.is_child else (relative, contact)
        _check_births(parent, child)
    begin, end = ({contact.id}, set(relatives)) if function.is_child else (set(relatives), {contact.id})
    if await _reaches(family.organisation_id, begin, end):
        raise invalid(contact=Reason("family_cyclic", name=contact.name))


def _check_births(parent: Contact, child: Contact) -> None:
    if parent.birth_date is not None and child.birth_date is not None and parent.birth_date >= child.birth_date:
        raise invalid(contact=Reason("family_younger", parent=parent.name, child=child.name))


async def _reaches(organisation: int, begin: Collection[int], end: Collection[int]) -> bool:
    """Whether somebody of `end` is a child, over any number of families, of somebody of `begin`."""
    known: set[int] = set()
    level = set(begin)
    while level and end:
        known |= level
        children = await _children_of(organisation, level)
        if children.intersection(end):
            return True
        level = children - known
    return False


async def _children_of(organisation: int, parents: Collection[int]) -> set[int]:
    sql = f"""
        SELECT DISTINCT c."contact_id" FROM "family_member" p
        JOIN "family_function" pf ON pf."id" = p."function_id" AND pf."organisation_id" = p."organisation_id"
        JOIN "family_member" c ON c."family_id" = p."family_id" AND c."organisation_id" = p."organisation_id"
        JOIN "family_function" cf ON cf."id" = c."function_id" AND cf."organisation_id" = p."organisation_id"
        WHERE p."organisation_id" = ? AND p."contact_id" IN ({marks(parents)}) AND NOT pf."is_child" AND cf."is_child"
    """
    return {row["contact_id"] for row in await rows(sql, [organisation, *sorted(parents)])}
