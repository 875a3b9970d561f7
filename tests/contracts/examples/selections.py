"""Examples of asking who meets conditions, and of keeping what was asked."""

from server.kernel.ids import new_id
from tests.contracts.examples.contacts import contact_of
from tests.contracts.examples.people import KEEPER
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

NAMED_A: Arguments = {"kind": "fact", "fact": "name", "op": "contains", "value": "a"}
SEERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf nf",
    "also": {"keeper": "ok ok nf", "leader": "ok ok nf"},
}
"""Those who see members, if only in one group; a bot with the scope has no right of its own."""
KEEPERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": KEEPER,
}
"""Those who manage members."""


@example("selection.facts", **SEERS)
async def list_facts(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("selection.count", **SEERS)
async def count_selection(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "conditions": NAMED_A}


@example("selection.people", **SEERS)
async def list_selected(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "conditions": NAMED_A, "limit": 3}


@example("selection.list", **SEERS)
async def list_selections(stage: Stage, owner: Person) -> Arguments:
    await selection_of(stage, owner)
    return {"organisation": owner.organisation}


@example("selection.get", **SEERS)
async def get_selection(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "selection": await selection_of(stage, owner)}


@example("selection.save", **KEEPERS)
async def save_selection(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Met een a {new_id()}", "conditions": NAMED_A}


@example("selection.remove", **KEEPERS)
async def remove_selection(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "selection": await selection_of(stage, owner)}


@example("selection.add", **KEEPERS)
async def add_to_selection(stage: Stage, owner: Person) -> Arguments:
    return await fixed_of(stage, owner)


@example("selection.withdraw", **KEEPERS)
async def withdraw_from_selection(stage: Stage, owner: Person) -> Arguments:
    return await fixed_of(stage, owner)


async def fixed_of(stage: Stage, owner: Person) -> Arguments:
    """A fixed selection of the owner's organisation, with the owner in it."""
    where = {"organisation": owner.organisation, "contacts": [contact_of(stage, owner)]}
    kept = await stage.leader(owner).call("selection.save", name=f"Taart {new_id()}", **where)
    return {**where, "selection": int(kept["id"])}


async def selection_of(stage: Stage, owner: Person) -> int:
    """A selection of the owner's organisation."""
    given = {"organisation": owner.organisation, "name": f"Het bestuur {new_id()}", "conditions": NAMED_A}
    return int((await stage.leader(owner).call("selection.save", **given))["id"])
