"""Examples of families, of acting for somebody, and of which mail goes to which address."""

from typing import Any

from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.models import Address, Family, FamilyFunction, FamilyMember
from tests.contracts.examples.people import KEEPER, MEMBERS
from tests.contracts.examples.registry import THEM_TOO, Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

MANAGED: dict[str, Any] = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": KEEPER,
}
"""What only those may who manage members."""


@example("family.list", **MEMBERS)
async def list_families(stage: Stage, owner: Person) -> Arguments:
    await family_of(stage, owner)
    return {"organisation": owner.organisation, "limit": 3}


@example(
    "family.get",
    own="who who ok ok ok ok nf nf",
    neighbour="who who nf ok nf ok nf nf",
    foreign="who who nf nf nf nf nf nf",
    also={"keeper": "ok ok nf", "acting": "nf nf nf"},
)
async def get_family(stage: Stage, owner: Person) -> Arguments:
    return {"family": (await family_of(stage, owner)).id}


@example("family.create", **MANAGED)
async def create_family(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Vinkenrode {new_id()}"}


@example("family.change", **MANAGED)
async def change_family(stage: Stage, owner: Person) -> Arguments:
    return {"family": (await family_of(stage, owner)).id, "name": f"Vinkenrode-Claes {new_id()}"}


@example("family.remove", **MANAGED)
async def remove_family(stage: Stage, owner: Person) -> Arguments:
    return {"family": (await family_of(stage, owner)).id}


@example("family.put_member", **MANAGED)
async def put_member(stage: Stage, owner: Person) -> Arguments:
    family = await family_of(stage, owner)
    function = stage.functions[owner.organisation, "child"]
    return {"family": family.id, "contact": await newcomer(stage, owner), "function": function}


@example("family.take_out", **MANAGED)
async def take_out_member(stage: Stage, owner: Person) -> Arguments:
    family = await family_of(stage, owner)
    return {"family": family.id, "contact": stage.fellow(owner).contact}


@example("family_function.list", **MEMBERS)
async def list_family_functions(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("family_function.create", **MANAGED)
async def create_family_function(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Peter {new_id()}", "gives_access": True}


@example("family_function.change", **MANAGED)
async def change_family_function(stage: Stage, owner: Person) -> Arguments:
    return {"function": await function_of(stage, owner), "gives_access": True}


@example("family_function.remove", **MANAGED)
async def remove_family_function(stage: Stage, owner: Person) -> Arguments:
    return {"function": await function_of(stage, owner)}


@example("link.list", **MEMBERS)
async def list_links(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example(
    "link.delegate",
    own="who who ok ok ok ok nf no",
    neighbour="who who ok ok ok ok nf no",
    foreign="who who nf nf nf nf nf no",
    also={"child": "conflict conflict nf", "acting": "no no nf"},
    shell_differs="the shell is nobody's contact",
)
async def delegate_link(stage: Stage, owner: Person) -> Arguments:
    await family_of(stage, owner)
    return {"organisation": owner.organisation, "contact": stage.fellow(owner).contact}


@example(
    "link.revoke",
    own="who who ok ok ok ok nf no",
    neighbour="who who nf nf nf nf nf no",
    foreign="who who nf nf nf nf nf no",
    also={"acting": "nf nf nf"},
    shell_differs="the shell is nobody's contact",
)
async def revoke_link(stage: Stage, owner: Person) -> Arguments:
    return {"link": await link_between(stage, stage.fellow(owner), owner.contact or 0)}


@example("guardian.block", **MANAGED)
async def block_guardian(stage: Stage, owner: Person) -> Arguments:
    people = {"guardian": stage.fellow(owner).contact, "child": await newcomer(stage, owner)}
    return {"organisation": owner.organisation, **people}


@example("guardian.unblock", **MANAGED)
async def unblock_guardian(stage: Stage, owner: Person) -> Arguments:
    given = await block_guardian(stage, owner)
    await stage.leader(owner).call("guardian.block", **given)
    return given


@example(
    "session.act_for",
    own="who who ok ok ok ok nf no",
    neighbour="who who nf nf nf nf nf no",
    foreign="who who nf nf nf nf nf no",
    also={"acting": "nf nf nf"},
    shell_differs="there is no session that could act",
)
async def act_for(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    await link_between(stage, owner, contact)
    return {"contact": contact}


SEEN = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf nf",
}


@example("address.list_purposes", **SEEN, also={"leader": "ok ok nf", "keeper": "ok ok nf"})
async def list_address_purposes(stage: Stage, owner: Person) -> Arguments:
    given = await set_address_purposes(stage, owner)
    return {"organisation": given["organisation"], "contact": given["contact"]}


@example("address.set_purposes", **{**SEEN, "foreign": "who who nf nf nf nf nf no"}, also={**KEEPER, **THEM_TOO})
async def set_address_purposes(stage: Stage, owner: Person) -> Arguments:
    contact = owner.contact or stage.fellow(owner).contact
    own = {"organisation_id": owner.organisation, "contact_id": contact}
    if not await Address.filter(**own).exists():
        async with stage.house.units.write() as unit:
            unit.add(Address(id=new_id(), place=1, address=f"{contact}@rietvink.example", **own))
    return {"organisation": owner.organisation, "contact": contact, "place": 1, "purposes": ["messages", "news"]}


async def family_of(stage: Stage, owner: Person) -> Family:
    """A family of the owner, if they can be in one, and a fellow, who has a function as well."""
    own = {"organisation_id": owner.organisation}
    family = Family(id=new_id(), name=f"Vinkenrode {new_id()}", **own)
    function = stage.functions[owner.organisation, "partner"]
    async with stage.house.units.write() as unit:
        unit.add(family)
        for contact in {owner.contact, stage.fellow(owner).contact} - {None}:
            place = {"family_id": family.id, "contact_id": contact, "function_id": function}
            unit.add(FamilyMember(id=new_id(), **place, **own))
    return family


async def function_of(stage: Stage, owner: Person) -> int:
    """A function that nobody has yet."""
    function = FamilyFunction(id=new_id(), organisation_id=owner.organisation, name=f"Meter {new_id()}")
    async with stage.house.units.write() as unit:
        unit.add(function)
    return int(function.id)


async def newcomer(stage: Stage, owner: Person) -> int:
    """A contact without a login, in the owner's organisation."""
    async with stage.house.units.write() as unit:
        return int(stage.contact(unit, owner.organisation, "Lotte Vinkenrode").id)


async def link_between(stage: Stage, who: Person, contact: int) -> int:
    """Somebody's account acts for a contact of their organisation."""
    own = {"organisation_id": who.organisation, "account_id": who.account.id, "contact_id": contact}
    link = Link(id=new_id(), kind="delegate", from_at=clock.now(), **own)
    async with stage.house.units.write() as unit:
        unit.add(link)
    return int(link.id)
