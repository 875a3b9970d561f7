"""People without a login, for conversations in which many sit."""

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.events import ContactCreated
from server.people.models import Contact
from tests.world import World


async def many_people(choir: World, count: int) -> list[int]:
    """Contacts of the choir."""
    people = [
        Contact(
            id=new_id(), organisation_id=choir.organisation, first_name="Zanger", last_name=str(number),
            search_name=f"zanger {number}", created_at=clock.now(),
        )
        for number in range(count)
    ]  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.add(*people)
        unit.emit(*map(ContactCreated, people))
    return [contact.id for contact in people]
