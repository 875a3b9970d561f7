"""Examples of lists that come in and go out."""

import secrets
from collections.abc import AsyncIterator

from server.exchange.models import ContactImport
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.ids import new_id
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

LIST = b"Voornaam;Achternaam;Groep\nRoos;Desmedt;Alten\n"
SENT = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no nf no nf nf no",
    "foreign": "who who nf nf nf nf nf no",
}
"""What one sent oneself."""

SEEN = {**SENT, "foreign": "who who nf nf nf nf nf nf"}
"""A bot has the scope of looking, but stands nowhere else."""


async def sent_list(stage: Stage, owner: Person) -> File:
    """A list that somebody sent."""
    now, blob = clock.now(), secrets.token_hex(16)
    await stage.house.blobs.put(blob, _whole(), len(LIST))
    file = File(
        id=new_id(), organisation_id=owner.organisation, purpose="import", name="leden.csv", media_type="text/csv",
        blob=blob, bytes=len(LIST), uploaded_by=owner.account.id, created_at=now, receiving_at=now, arrived_at=now,
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(file)
    return file


async def _whole() -> AsyncIterator[bytes]:
    yield LIST


@example("import.preview", **SEEN, also={"keeper": "ok nf nf"})
async def preview_import(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "file": (await sent_list(stage, owner)).id}


@example("import.run", **SENT, also={"keeper": "ok nf nf"})
async def run_import(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "file": (await sent_list(stage, owner)).id, "mode": "whole"}


@example(
    "import.get",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf nf",
    also={"keeper": "ok ok nf"},
)
async def get_import(stage: Stage, owner: Person) -> Arguments:
    row = ContactImport(
        id=new_id(), organisation_id=owner.organisation, account_id=owner.account.id, file_id=7, file_name="leden.csv",
        choices="{}", created_at=clock.now(),
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(row)
    return {"organisation": owner.organisation, "number": row.id}


@example(
    "contact.export",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf no",
    also={"keeper": "ok ok nf", "leader": "ok ok nf"},
)
async def export_contacts(stage: Stage, owner: Person) -> Arguments:
    contact = owner.contact or stage.fellow(owner).contact
    return {"organisation": owner.organisation, "contacts": [contact], "columns": ["first_name", "last_name"]}
