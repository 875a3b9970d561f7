"""What the demo's choir has besides its members, its season and its conversations, from `demo/association.toml`."""

from collections.abc import Sequence

from server.accounts.models import Organisation
from server.demo_conversations import Sitting
from server.demo_file import read_association
from server.demo_groups import seed_groups
from server.demo_memberships import seed_memberships
from server.demo_people import seed_consents, seed_contacts, seed_fields
from server.demo_rights import seed_resources, seed_rights, seed_selections
from server.kernel.unit_of_work import UnitOfWork


async def seed_association(
    unit: UnitOfWork, choir: Organisation, members: Sequence[Sitting], admin: Sitting, file: bytes
) -> int:
    """Write all of it around the members, in the running unit of work; how many people and companies were added."""
    told = read_association(file)
    author = admin.account or 0
    unit.change(choir, abbreviation=told.choir.abbreviation)
    added = seed_contacts(unit, choir, told.choir.inviter, told)
    people = {member.name: member.contact for member in members} | added
    groups = await seed_groups(unit, choir, people, told)
    await seed_memberships(unit, choir, people, told)
    seed_fields(unit, choir, [member.contact for member in members], told)
    seed_consents(unit, choir, {seat.name: (seat.contact, seat.account or author) for seat in members}, told)
    await seed_rights(unit, choir, {seat.name: seat.account for seat in members if seat.account}, groups, told)
    await seed_selections(unit, choir, {"people": people, "groups": groups}, author, told)
    seed_resources(unit, choir, told)
    return len(added)
