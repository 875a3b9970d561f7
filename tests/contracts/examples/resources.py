"""Examples of resources."""

from server.kernel.ids import new_id
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

READERS = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who ok ok ok ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}
KEEPERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example("resource.list", **READERS)
async def list_resources(stage: Stage, owner: Person) -> Arguments:
    await hall_of(stage, owner)
    return {"organisation": owner.organisation, "kind": "hall"}


@example("resource.get", **READERS)
async def get_resource(stage: Stage, owner: Person) -> Arguments:
    return {"resource": await hall_of(stage, owner)}


@example("resource.create", **KEEPERS)
async def create_resource(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Piano {new_id()}", "kind": "instrument", "place": "Zaal 1"}


@example("resource.change", **KEEPERS)
async def change_resource(stage: Stage, owner: Person) -> Arguments:
    return {"resource": await hall_of(stage, owner), "name": f"Kerk {new_id()}", "kind": "hall", "capacity": 250}


@example("resource.close", **KEEPERS)
async def close_resource(stage: Stage, owner: Person) -> Arguments:
    return {"resource": await hall_of(stage, owner)}


@example("resource.reopen", **KEEPERS)
async def reopen_resource(stage: Stage, owner: Person) -> Arguments:
    hall = await hall_of(stage, owner)
    await stage.leader(owner).call("resource.close", resource=hall)
    return {"resource": hall}


@example("resource.remove", **KEEPERS)
async def remove_resource(stage: Stage, owner: Person) -> Arguments:
    return {"resource": await hall_of(stage, owner)}


@example("resource.set_picture", **KEEPERS)
async def set_resource_picture(stage: Stage, owner: Person) -> Arguments:
    return {"resource": await hall_of(stage, owner), "file": None}


async def hall_of(stage: Stage, owner: Person) -> int:
    """A hall of the owner's organisation."""
    made = await stage.leader(owner).call(
        "resource.create", organisation=owner.organisation, name=f"Parochiezaal {new_id()}", kind="hall", capacity=120
    )
    return int(made["id"])
