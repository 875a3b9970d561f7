"""Examples of catching up."""

from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person


@example(
    "sync.pull",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def pull_sync(stage: Stage, owner: Person) -> Arguments:
    await stage.message_by(owner)
    return {"organisation": owner.organisation, "limit": 7}
