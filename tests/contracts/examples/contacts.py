"""Examples of cards, the fields on them, the roster, and two cards that become one."""

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.models import Contact, CustomField
from tests.contracts.examples.people import KEEPER, MEMBERS, newcomer
from tests.contracts.examples.registry import THEM_TOO, Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

KEEPERS_WRITE = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": KEEPER,
}
"""For those who manage members."""

KEEPERS_READ = {**KEEPERS_WRITE, "foreign": "who who nf nf nf nf nf nf"}

OWN_WRITE = {**KEEPERS_WRITE, "own": "who who ok ok ok ok nf no"}
"""For oneself too."""

LEADERS_READ = {**KEEPERS_READ, "also": {**KEEPER, "leader": "ok ok nf"}}
"""For who leads the sopranos too, in which the neighbour stands."""


@example("contact.get", **{**LEADERS_READ, "own": "who who ok ok ok ok nf no"})
async def get_contact(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contact": contact_of(stage, owner)}


@example("contact.create", **KEEPERS_WRITE)
async def create_contact(stage: Stage, owner: Person) -> Arguments:
    addresses = [{"address": "roos@rietvink.example", "label": "thuis"}]
    return {"organisation": owner.organisation, "first_name": "Roos", "last_name": "Desmedt", "addresses": addresses}


@example("contact.change", **{**OWN_WRITE, "also": {**KEEPER, **THEM_TOO}})
async def change_contact(stage: Stage, owner: Person) -> Arguments:
    phones = [{"number": "0470 11 22 33", "label": "gsm"}]
    return {"organisation": owner.organisation, "contact": contact_of(stage, owner), "phones": phones}


@example("contact.remove", **KEEPERS_WRITE)
async def remove_contact(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contact": (await newcomer(stage, owner)).id}


@example("contact.restore", **KEEPERS_WRITE)
async def restore_contact(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    async with stage.house.units.write() as unit:
        unit.change(contact, removed_at=clock.now())
    return {"organisation": owner.organisation, "contact": contact.id}


@example("company.set_people", **KEEPERS_WRITE)
async def set_company_people(stage: Stage, owner: Person) -> Arguments:
    async with stage.house.units.write() as unit:
        company = stage.contact(unit, owner.organisation, "Drukkerij De Veer")
        company.kind = "company"
    people = [{"contact": contact_of(stage, owner), "function": "Boekhouding"}]
    return {"organisation": owner.organisation, "company": company.id, "people": people}


@example("contact.roster", **LEADERS_READ)
async def list_roster(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "search": "a", "sort": ["group", "birth_date:desc"], "limit": 3}


@example("contact.roster_ids", **LEADERS_READ)
async def list_roster_ids(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "kind": "person"}


@example("field.list", **MEMBERS)
async def list_fields(stage: Stage, owner: Person) -> Arguments:
    await field_of(stage, owner)
    return {"organisation": owner.organisation}


@example("field.create", **KEEPERS_WRITE)
async def create_field(stage: Stage, owner: Person) -> Arguments:
    choices = [{"name": "Sopraan"}, {"name": "Alt"}]
    more = {"kind": "choice", "purpose": "Om de zalen in te delen", "choices": choices}
    return {"organisation": owner.organisation, "name": f"Stem {new_id()}", **more}


@example("field.change", **KEEPERS_WRITE)
async def change_field(stage: Stage, owner: Person) -> Arguments:
    field = await field_of(stage, owner)
    return {"organisation": owner.organisation, "field": field.id, "purpose": "Om het eten te bestellen"}


@example("field.remove", **KEEPERS_WRITE)
async def close_field(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "field": (await field_of(stage, owner)).id}


@example("field.restore", **KEEPERS_WRITE)
async def restore_field(stage: Stage, owner: Person) -> Arguments:
    given = {"organisation": owner.organisation, "field": (await field_of(stage, owner)).id}
    await stage.leader(owner).call("field.remove", **given)
    return given


@example("field.reorder", **KEEPERS_WRITE)
async def reorder_fields(stage: Stage, owner: Person) -> Arguments:
    own = CustomField.filter(organisation_id=owner.organisation, closed_at=None)
    # Another example's preparation must not spoil this one's list.
    if not await own.exists():
        await field_of(stage, owner)
    fields = await own.order_by("-id")
    return {"organisation": owner.organisation, "fields": [field.id for field in fields]}


@example("contact.duplicates", **KEEPERS_READ)
async def list_duplicates(stage: Stage, owner: Person) -> Arguments:
    await two_cards(stage, owner)
    return {"organisation": owner.organisation}


@example("contact.preview_merge", **KEEPERS_READ)
async def preview_merge(stage: Stage, owner: Person) -> Arguments:
    return await two_cards(stage, owner)


@example("contact.set_distinct", **KEEPERS_WRITE)
async def set_distinct(stage: Stage, owner: Person) -> Arguments:
    cards = await two_cards(stage, owner)
    return {"organisation": owner.organisation, "one": cards["keep"], "other": cards["drop"]}


@example("contact.merge", **KEEPERS_WRITE)
async def merge_contacts(stage: Stage, owner: Person) -> Arguments:
    return {**await two_cards(stage, owner), "choices": {"last_name": "drop", "addresses": "keep"}}


def contact_of(stage: Stage, owner: Person) -> int:
    """The owner's own contact; a bot's fellow."""
    contact = owner.contact if owner.contact is not None else stage.fellow(owner).contact
    assert contact is not None
    return contact


async def two_cards(stage: Stage, owner: Person) -> Arguments:
    """One person of the owner's organisation on two cards."""
    contacts: list[Contact] = [await newcomer(stage, owner) for _ in range(2)]
    return {"organisation": owner.organisation, "keep": contacts[0].id, "drop": contacts[1].id}


async def field_of(stage: Stage, owner: Person) -> CustomField:
    """A field of the owner's organisation."""
    own = {"organisation_id": owner.organisation, "access": "write"}
    field = CustomField(id=new_id(), name=f"Dieet {new_id()}", kind="text", purpose="Om te koken", **own)
    async with stage.house.units.write() as unit:
        unit.add(field)
    return field
