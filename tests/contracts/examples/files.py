"""Examples of files and pictures."""

import secrets

from server.files.models import File
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.models import CustomField
from tests.contracts.examples.registry import THEM_TOO, Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person


@example(
    "file.begin",
    own="who who ok ok ok ok nf no",
    neighbour="who who ok ok ok ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def begin_file(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "purpose": "picture", "name": "koor.jpg", "bytes": 120_000}


@example(
    "file.get",
    own="who who ok ok ok ok nf no",
    neighbour="who who ok ok ok ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def get_file(stage: Stage, owner: Person) -> Arguments:
    return {"file": (await picture_by(stage, owner, claimed=True)).id}


KEPT = {"keeper": "ok ok nf"}
"""Who administers members may what an administrator may."""

OWN = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who nf nf nf nf nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example("file.remove", **OWN, also={"acting": "nf nf nf"})
async def remove_file(stage: Stage, owner: Person) -> Arguments:
    return {"file": (await picture_by(stage, owner)).id}


@example(
    "contact.set_picture",
    own="who who ok ok ok ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf no",
    also={**KEPT, **THEM_TOO},
)
async def set_picture(stage: Stage, owner: Person) -> Arguments:
    contact = owner.contact or stage.fellow(owner).contact
    return {"organisation": owner.organisation, "contact": contact, "file": None}


@example(
    "contact.set_file",
    own="who who ok ok ok ok nf no",
    neighbour="who who nf ok nf ok nf no",
    foreign="who who nf nf nf nf nf no",
    also={**KEPT, **THEM_TOO, "leader": "ok no nf"},
)
async def set_file(stage: Stage, owner: Person) -> Arguments:
    field = CustomField(
        id=new_id(), organisation_id=owner.organisation, name=f"Verklaring {new_id()}", kind="file", access="write",
        purpose="Begeleiders van minderjarigen",
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(field)
    contact = owner.contact or stage.fellow(owner).contact
    return {"organisation": owner.organisation, "contact": contact, "field": field.id, "file": None}


async def picture_by(stage: Stage, owner: Person, *, claimed: bool = False) -> File:
    """A picture that somebody sent."""
    now = clock.now()
    file = File(
        id=new_id(), organisation_id=owner.organisation, purpose="picture", name="koor.jpg", media_type="image/jpeg",
        blob=secrets.token_hex(16), bytes=41_000, stored=0, width=512, height=341, uploaded_by=owner.account.id,
        created_at=now, receiving_at=now, arrived_at=now, claimed_at=now if claimed else None,
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(file)
    return file
