"""Sending lists, having them taken in, and fetching what was made."""

from collections.abc import AsyncIterator
from typing import Any

from server.files.blobs import read_all
from server.files.models import File
from server.files.receiving import Receiver
from tests.world import Person

HEADERS = "Voornaam;Achternaam;Geboortedatum;E-mail 1"


async def send_list(person: Person, content: bytes, name: str = "leden.csv", *, organisation: int | None = None) -> int:
    """A file that somebody sent to be imported; its id."""
    organisation = organisation or person.organisation
    begun = await person.call("file.begin", organisation=organisation, purpose="import", name=name)
    house = person.world.house
    actor = await house.sessions.actor(person.token)
    await Receiver(house.units).receive(actor, begun["id"], _whole(content))
    return int(begun["id"])


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def lines(*people: str, headers: str = HEADERS) -> bytes:
    """A list in CSV."""
    return "\n".join([headers, *people, ""]).encode()


async def take_in(person: Person, content: bytes, name: str = "leden.csv", **given: Any) -> dict[str, Any]:
    """Send a list, have it taken in, and its import once that is done."""
    file = await send_list(person, content, name)
    begun = await person.call("import.run", organisation=person.organisation, file=file, **given)
    assert begun["state"] == "waiting"
    await person.world.house.worker.run_due()
    done: dict[str, Any] = await person.call("import.get", organisation=person.organisation, number=begun["id"])
    return done


def figures(done: dict[str, Any]) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, refused."""
    report = done["report"]
    return report["created"], report["changed"], report["unchanged"], len(report["refused"])


async def exported(person: Person, **given: Any) -> bytes:
    """What an export holds."""
    file = await person.call("contact.export", organisation=person.organisation, **given)
    row = await File.get(organisation_id=person.organisation, id=file["id"])
    return await read_all(person.world.house.blobs, row.blob)
